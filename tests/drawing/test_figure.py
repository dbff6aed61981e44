"""The SVG itself: valid, named, free of inline style, small, and never the same twice."""

import re
from collections import Counter
from pathlib import Path
from statistics import median
from xml.etree import ElementTree as ET

import pytest

from backspasm.drawing.figure import (
    Pose,
    PoseError,
    figure_svg,
    figures,
    load_pose,
    load_poses,
)
from backspasm.drawing.fittings import draw_prop
from backspasm.drawing.props import Prop
from backspasm.drawing.reading import read_pose
from backspasm.drawing.sheet import contact_sheet
from backspasm.drawing.svg import FILLS, LINES


@pytest.fixture(params=[True, False], ids=["moving", "still"])
def picture(request: pytest.FixtureRequest, pose: Pose, name: str) -> str:
    return figure_svg(pose, prefix=name, animated=request.param)


def test_it_is_xml_with_a_title_and_a_description(
    picture: str, pose: Pose
) -> None:
    root = ET.fromstring(picture)
    title, desc = root.find("title"), root.find("desc")
    assert title is not None
    assert desc is not None
    assert (title.text, desc.text) == (pose.title, pose.desc)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


def test_no_style_and_no_script(picture: str) -> None:
    assert "style" not in picture
    assert "<script" not in picture
    assert not re.search(r"\son\w+=", picture)


def test_each_class_is_either_filled_or_drawn_as_a_line(picture: str) -> None:
    """So that the style sheet needs one rule a class: `fill` or `stroke`."""
    for element in ET.fromstring(picture).iter():
        classes = {
            c.removeprefix("f-") for c in (element.get("class") or "").split()
        } - {"fig"}
        assert classes <= {*FILLS, *LINES, "edge"}
        assert element.get("fill") in (None, "none")
        if classes & set(LINES):
            assert len(classes) == 1
            assert float(element.get("stroke-width", 0)) > 0


def test_ids_are_unique_and_all_references_found(picture: str) -> None:
    elements = list(ET.fromstring(picture).iter())
    ids = Counter(e.get("id") for e in elements if e.get("id"))
    assert max(ids.values()) == 1
    assert {
        e.get("href", "").removeprefix("#") for e in elements if e.get("href")
    } <= set(ids)


def test_all_pictures_may_stand_on_one_page(poses: dict[str, Pose]) -> None:
    ids: Counter[str] = Counter()
    for name, pose in poses.items():
        for animated in (True, False):
            ids.update(
                re.findall(
                    r' id="([^"]+)"',
                    figure_svg(pose, prefix=name, animated=animated),
                )
            )
        for step in range(1, len(pose.pictures()) + 1):
            ids.update(
                re.findall(
                    r' id="([^"]+)"', figure_svg(pose, prefix=name, step=step)
                )
            )
    assert max(ids.values()) == 1


def test_a_moving_picture_is_small(pose: Pose, name: str) -> None:
    limit = max(1_800 * len(pose.panels), 8_500)
    assert 1_000 < len(figure_svg(pose, prefix=name).encode()) <= limit


# Six and five pictures side by side.
SEVERAL = {"move-floor-up": 5_500, "move-log-roll": 5_700}


def test_a_still_is_smaller(pose: Pose, name: str) -> None:
    limit = SEVERAL.get(name, 3_000)
    assert (
        1_000
        < len(figure_svg(pose, prefix=name, animated=False).encode())
        <= limit
    )


def test_most_stills_are_much_smaller(poses: dict[str, Pose]) -> None:
    sizes = [
        len(figure_svg(p, prefix=n, animated=False).encode())
        for n, p in poses.items()
    ]
    assert median(sizes) <= 2_000


def test_a_ring_that_moves_with_a_limb_is_not_filled(
    poses: dict[str, Pose],
) -> None:
    for name in ("ex-hamstring", "ex-hip-flexor", "ex-pelvic-tilt"):
        moving = ET.fromstring(figure_svg(poses[name], prefix=name))
        parents = {
            child: parent for parent in moving.iter() for child in parent
        }
        rings = [
            e
            for e in moving.iter("circle")
            if e.get("class") == "f-accent-line"
        ]
        assert rings
        for ring in rings:
            above = ring
            while above in parents and "fill" not in ring.attrib:
                above = parents[above]
                assert above.get("class") in (None, "fig")


def test_numbers_are_short(picture: str) -> None:
    shapes = " ".join(re.findall(r' (?:d|points|values)="([^"]*)"', picture))
    assert not re.findall(r"\d\.\d\d", shapes)


def test_a_still_is_told_in_whole_numbers_without_groups(
    pose: Pose, name: str
) -> None:
    still = figure_svg(pose, prefix=name, animated=False)
    numbers = " ".join(re.findall(r' (?:d|stroke-width|x|y)="([^"]*)"', still))
    # But for a radius.
    assert "." not in re.sub(r"[\d.]+ [\d.]+ 0 [01][01]", "", numbers)
    assert "transform" not in still


def test_what_does_not_move_is_written_as_a_still(
    poses: dict[str, Pose],
) -> None:
    moving, still = (
        figure_svg(poses["pos-90-90"], prefix="x", animated=a)
        for a in (True, False)
    )
    assert moving.partition("<path")[2] == still.partition("<path")[2]


def test_still_and_moving_have_different_ids(pose: Pose, name: str) -> None:
    still, moving = (
        figure_svg(pose, prefix=name, animated=a) for a in (False, True)
    )
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (still, moving)]
    assert not ids[0] & ids[1]


def test_a_still_does_not_move(pose: Pose, name: str) -> None:
    assert "<animate" not in figure_svg(pose, prefix=name, animated=False)


STEPS = {
    "title": "Up",
    "desc": "A person steps up.",
    "strip": True,
    "prop": [{"kind": "chair", "x": -40}],
    "arrow": [{"from": [20, 60], "to": [20, 90], "key": 2}],
    "key": [{"on": {"near_foot": "floor"}}, {"lean": 10}],
}


def test_a_strip_is_one_numbered_picture_for_each_moment() -> None:
    still = figure_svg(read_pose(STEPS), prefix="x", animated=False)
    assert re.findall(r"<text[^>]*>(\d)</text>", still) == ["1", "2"]
    (start,) = re.findall(r'class="f-accent-line"[^>]* d="m(\d+)', still)
    assert int(start) > 320  # the right half


def test_a_strip_moves_as_one_picture() -> None:
    moving = figure_svg(read_pose(STEPS), prefix="x")
    assert "<animate" in moving
    assert "<text" not in moving
    assert "f-accent-line" not in moving


# Units: the ends of an arc lie on whole ones, so its radius is not quite the same.
ROUNDED = 0.6


def shoulders(picture: str) -> set[float]:
    """How large a shoulder is drawn: the radius of every cone, two lines and an arc."""
    return {
        float(r)
        for r in re.findall(r"m[^a-z]*a([\d.]+) \1 0 11[^a-z]*z", picture)
    }


def test_all_pictures_of_a_strip_have_one_size(poses: dict[str, Pose]) -> None:
    for name in ("move-sit-stand", "ex-cat-cow-seat"):
        sizes = shoulders(figure_svg(poses[name], prefix="x", animated=False))
        assert max(sizes) - min(sizes) < ROUNDED


def test_each_colour_class_has_its_rules_on_the_pages(
    poses: dict[str, Pose],
) -> None:
    """A picture names no colour: the style sheet must know every class."""
    used = set()
    for name, pose in poses.items():
        for element in ET.fromstring(
            figure_svg(pose, prefix=name, animated=False)
        ).iter():
            used |= set((element.get("class") or "").split())
    css = Path(__file__).parents[2] / "static" / "css"
    style = "".join(p.read_text(encoding="utf-8") for p in css.rglob("*.css"))
    assert used <= set(re.findall(r"\.(f(?:-[a-z-]+|ig))\b", style))


def test_no_two_techniques_share_a_picture(poses: dict[str, Pose]) -> None:
    def drawing(pose: Pose) -> str:
        return figure_svg(pose, prefix="x", animated=False).partition(
            "</desc>"
        )[2]

    seen: dict[str, str] = {}
    for name, pose in poses.items():
        twin = seen.setdefault(drawing(pose), name)
        assert twin == name


def test_a_bad_file_is_named_with_its_key(tmp_path: Path) -> None:
    file = tmp_path / "ex-wrong.toml"
    file.write_text(
        'title = "A"\ndesc = "B"\n[[key]]\nnear_leg = { knee = 300 }\n'
    )
    with pytest.raises(
        PoseError,
        match=r"ex-wrong\.toml: key\[0\]\.near_leg\.knee: must lie in",
    ):
        load_pose(file)


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    file = tmp_path / "ex-broken.toml"
    file.write_text("title =")
    with pytest.raises(PoseError, match=r"ex-broken\.toml: "):
        load_poses(tmp_path)


def test_the_contact_sheet_names_every_picture_or_numbers_it() -> None:
    pictures = {"ex-bridge": "<svg/>", "ex-<b>": "<svg/>"}
    page = contact_sheet(pictures, style=".f-near{}")
    assert page.count("<svg") == 2
    assert "ex-bridge</figcaption>" in page
    assert "ex-&lt;b&gt;</figcaption>" in page
    assert ".f-near{}" in page
    numbered = contact_sheet(pictures, style="", captions=False)
    assert "ex-bridge" not in numbered
    assert "2</figcaption>" in numbered


def test_a_technique_has_the_pictures_it_needs(poses: dict[str, Pose]) -> None:
    def variants(name: str, steps: int = 0) -> list[str]:
        return [*figures(poses[name], name, steps=steps)]

    assert variants("ex-bridge") == ["", "moving"]
    assert variants("pos-90-90") == [""]  # nothing moves
    assert variants("move-sit-stand", 3) == ["", "step-1", "step-2", "step-3"]


def test_a_strip_needs_a_picture_for_each_step(poses: dict[str, Pose]) -> None:
    with pytest.raises(PoseError, match="there is no picture 4 of 3"):
        figures(poses["move-sit-stand"], "x", steps=4)


def test_one_step_of_a_strip_is_a_large_still_named_for_itself(
    poses: dict[str, Pose],
) -> None:
    for name in ("move-floor-up", "move-log-roll", "move-sit-stand"):
        whole = figure_svg(poses[name], prefix=name, animated=False)
        scales: set[float] = set()
        for number, one in enumerate(poses[name].pictures(), 1):
            picture = figure_svg(poses[name], prefix=name, step=number)
            root = ET.fromstring(picture)
            assert root.findtext("title") == one.title
            assert root.findtext("desc") == one.desc
            assert "<animate" not in picture
            assert "<text" not in picture
            assert len(picture.encode()) <= 2_400
            ids = [
                set(re.findall(r' id="([^"]+)"', svg))
                for svg in (picture, whole)
            ]
            assert not ids[0] & ids[1]
            scales |= shoulders(picture)
        # The others turn to face us, which shows more shoulder.
        if name == "move-sit-stand":
            # Nobody grows on the way.
            assert max(scales) - min(scales) < ROUNDED


def test_a_pose_that_is_no_strip_has_one_picture_for_every_step(
    poses: dict[str, Pose],
) -> None:
    bodies = [
        figure_svg(poses["ex-bridge"], prefix="x", step=n) for n in (1, 3)
    ]
    shapes = [
        re.findall(r' (?:d|transform)="([^"]+)"', body) for body in bodies
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("step", [0, 4])
def test_a_step_that_is_not_there_is_refused(
    poses: dict[str, Pose], step: int
) -> None:
    with pytest.raises(PoseError, match=f"there is no picture {step} of 3"):
        figure_svg(poses["move-sit-stand"], prefix="x", step=step)


def test_a_stacked_strip_puts_one_picture_below_the_other() -> None:
    side = figure_svg(read_pose(STEPS), prefix="x", animated=False)
    stacked = figure_svg(
        read_pose(STEPS | {"stacked": True}), prefix="x", animated=False
    )
    places = [
        re.findall(r'<text x="(\d+)" y="(\d+)"', still)
        for still in (side, stacked)
    ]
    assert places == [
        [("24", "34"), ("344", "34")],
        [("24", "34"), ("24", "234")],
    ]


def test_only_the_named_half_of_a_leg_stands_out() -> None:
    def halves(part: str) -> list[str]:
        table = {
            "title": "A",
            "desc": "B",
            "view": "front",
            "accent": [part],
            "key": [{}],
        }
        svg = figure_svg(read_pose(table), prefix="x")
        return re.findall(r'f-accent"[^>]* d="m\d+ (\d+)', svg)

    (whole,), (thigh,), (shin,) = (
        halves(p) for p in ("left_leg", "left_thigh", "left_shin")
    )
    assert whole == thigh < shin  # how far down it begins


def test_a_pillow_between_the_knees_goes_where_they_go() -> None:
    table = {
        "title": "A",
        "desc": "B",
        "view": "above",
        "prop": [{"kind": "pillow", "under": "knees", "between": True}],
        "key": [
            {},
            {
                "left_leg": [[-30, -20], [-20, -50]],
                "right_leg": [[-10, -30], [0, -60]],
            },
        ],
    }
    moving = figure_svg(read_pose(table), prefix="x")
    assert re.search(r'class="f-pale"[^>]*><animate attributeName="d"', moving)


def test_a_clock_fills_as_many_minutes_as_it_is_turned() -> None:
    def clock(turn: float) -> str:
        return draw_prop(Prop(kind="clock", name="clock", turn=turn))

    assert "A18 18 0 0 1 18-142Z" in clock(90)  # a quarter: from 12 to 3
    assert "A18 18 0 0 1 0-124Z" in clock(180)  # a half: from 12 to 6
