"""Readings -> SVG: true, named, and harmless."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from backspasm.care.insight import Point
from backspasm.charts.line import HEIGHT, WIDTH, ChartWords, Mark, line_chart

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
WORDS = ChartWords(
    title="Pain & more",
    desc="<two> readings",
    gap="nothing logged",
    tick=lambda moment: moment.strftime("%d %b"),
    point=lambda point: f"pain {point.pain}",
)


def draw(points, marks=(), hours=48):
    text = line_chart(
        points,
        marks,
        start=START,
        end=START + timedelta(hours=hours),
        words=WORDS,
    )
    return text, ET.fromstring(text)


def at(hours, pain, *, guess=False):
    return Point(START + timedelta(hours=hours), pain, guess)


def classes(tree):
    return [
        name for node in tree.iter() for name in node.get("class", "").split()
    ]


def test_named_for_those_who_do_not_see_it():
    text, tree = draw([at(0, 7)])
    assert tree.get("role") == "img"
    names = tree.get("aria-labelledby").split()
    assert [tree.find(f"*[@id='{name}']").text for name in names] == [
        "Pain & more",
        "<two> readings",
    ]
    assert "style" not in text
    assert "<script" not in text


def test_gap_is_a_band_and_no_line():
    _, tree = draw([at(0, 7), at(10, 5), at(100, 2)], hours=100)
    found = classes(tree)
    assert found.count("chart__gap") == 1
    assert found.count("chart__dot") == 3
    lines = [node for node in tree.iter() if node.get("class") == "chart__line"]
    assert [len(line.get("points").split()) for line in lines] in ([4], [2])


def test_guess_and_better_look_different():
    _, tree = draw(
        [at(0, 7, guess=True), at(1, 3)],
        [Mark(START, "heat", better=True), Mark(START, "cold")],
    )
    found = classes(tree)
    assert found.count("chart__dot--guess") == 1
    assert (found.count("chart__mark"), found.count("chart__mark--better")) == (
        2,
        1,
    )


def test_worse_is_higher():
    _, tree = draw([at(0, 0), at(1, 10)])
    dots = [node for node in tree.iter() if node.get("class") == "chart__dot"]
    low, high = (float(dot.get("cy")) for dot in dots)
    assert high < low
    assert float(dots[0].get("cx")) < float(dots[1].get("cx"))


def test_user_words_are_escaped():
    text, _ = draw([at(0, 7)], [Mark(START, '<img src=x onerror="x">')])
    assert "<img" not in text


@given(
    st.lists(st.tuples(st.floats(-50, 5000), st.integers(0, 10)), max_size=40),
    st.floats(0, 5000),
)
def test_everything_stays_inside(raw, hours):
    _, tree = draw([at(*pair) for pair in raw], hours=hours)
    for node in tree.iter():
        if node.get("class", "").startswith("chart__dot"):
            assert 0 <= float(node.get("cx")) <= WIDTH
            assert 0 <= float(node.get("cy")) <= HEIGHT
