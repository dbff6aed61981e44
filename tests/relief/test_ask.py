"""The questions of the check, one by one, while a position is held."""

import pytest

from backspasm.assessments.models import Assessment
from tests.assessments.walking import PLAIN
from tests.relief.lying import at, lie_down, standing, tap, words

pytestmark = pytest.mark.django_db
FLAT = {
    name: value for screen in PLAIN.values() for name, value in screen.items()
}


def asked(page: str) -> str:
    return page.partition('name="asked" value="')[2].partition('"')[0]


def test_one_question_under_the_timer(client):
    with at(0):
        lie_down(client)
    with at(70):
        page = client.get("/now/ask/").content.decode()
    assert asked(page) == "urgent"
    assert "9:00" in page
    assert page.partition("</main>")[0].count("<h1") == 1


def test_every_question_once_then_the_plan(client):
    lie_down(client)
    seen = []
    while True:
        answer = client.get("/now/ask/")
        if answer.status_code == 302:
            break
        name = asked(answer.content.decode())
        assert name not in seen
        seen.append(name)
        client.post("/now/ask/", {"asked": name, name: FLAT[name]})
    assert answer["Location"] == "/check/outcome/"
    assert "danger-now" not in seen
    assert client.get("/check/plan/").status_code == 200
    assert "See what we found" in client.get("/session/").content.decode()


def test_an_answer_that_raises_the_level_ends_the_hold(client):
    with at(0):
        lie_down(client)
    with at(120):
        client.post("/now/ask/", {"asked": "urgent", "urgent": ["fever"]})
        client.post("/now/ask/", {"asked": "age", "age": "age-18-39"})
        client.post(
            "/now/ask/", {"asked": "temperature", "temperature": "fever-38"}
        )
        answer = client.post(
            "/now/ask/", {"asked": "fever-with", "fever-with": ["chills"]}
        )
    run = standing()
    assert Assessment.objects.get().level in {"URGENT", "EMERGENCY"}
    assert answer["Location"] == "/check/outcome/"
    assert run.standing.finished
    assert run.row.recorded
    assert run.performed[0].technique == "pos-side-pillow"


def test_known_answers_bring_calves_on_a_chair(client):
    lie_down(client)
    for name in (
        "urgent",
        "age",
        "region",
        "spread",
        "duration",
        "trend",
        "before",
    ):
        client.post("/now/ask/", {"asked": name, name: FLAT[name]})
    for name in ("pain-now", "pain-worst", "onset", "bone", "night", "can"):
        client.post("/now/ask/", {"asked": name, name: FLAT[name]})
    client.post("/session/cannot/", {"step": standing().standing.index})
    assert standing().step.technique == "pos-90-90"


def test_a_weak_limb_and_pregnancy_come_before_everything_else(client):
    """On the first screen while a position is held, and their details next."""
    lie_down(client)
    page = " ".join(client.get("/now/ask/").content.decode().split())
    assert page.index('"urgent" value="weak-limb"') < page.index(
        '"urgent" value="pregnant"'
    )
    client.post(
        "/now/ask/",
        {"asked": "urgent", "urgent": ["weak-limb", "pregnant", "fever"]},
    )
    found = []
    for data in (
        {"weak-limb-which": ["arm-weak"]},
        {"weak-limb-since": "months"},
    ):
        found.append(asked(client.get("/now/ask/").content.decode()))
        client.post("/now/ask/", {"asked": found[-1], **data})
    found.append(asked(client.get("/now/ask/").content.decode()))
    client.post(
        "/now/ask/", {"asked": "pregnancy", "pregnancy": "pregnant-mid"}
    )
    found.append(asked(client.get("/now/ask/").content.decode()))
    client.post(
        "/now/ask/", {"asked": "pregnancy-signs", "pregnancy-signs": ["none"]}
    )
    found.append(asked(client.get("/now/ask/").content.decode()))
    assert found == [
        "weak-limb-which",
        "weak-limb-since",
        "pregnancy",
        "pregnancy-signs",
        "age",
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"asked": "urgent"},
        {"asked": "urgent", "urgent": "x"},
        {"asked": "pain-now"},
        {},
    ],
)
def test_invalid(client, data):
    lie_down(client)
    answer = client.post("/now/ask/", data)
    assert answer.status_code in (200, 302, 422)
    assert answer.headers.get("Location", "/now/ask/") == "/now/ask/"
    assert "urgent" not in Assessment.objects.get().answers


def test_nobody_is_asked_before_the_danger_signs(client):
    assert client.get("/now/ask/")["Location"] == "/now/"


def test_a_member(member):
    lie_down(member)
    assert member.get("/now/ask/").status_code == 200


def test_a_stranger(client, visitor):
    lie_down(client)
    assert visitor.get("/now/ask/")["Location"] == "/now/"


def test_a_bare_none_of_these_is_no_answer_to_the_rest(client):
    """Without the line a portion ends with nobody knows what was on the screen."""
    lie_down(client)
    answer = client.post("/now/ask/", {"asked": "urgent", "nothing": "1"})
    assert answer.status_code == 200
    assert asked(client.get("/now/ask/").content.decode()) == "urgent"
    assert "urgent" not in Assessment.objects.get().answers


def test_the_enter_key_passes_no_line(client):
    """The first button of a form is the one that Enter presses: it answers nothing."""
    lie_down(client)
    page = client.get("/now/ask/").content.decode().partition("<main")[2]
    first = page.partition("<button")[2].partition(">")[0]
    assert 'form="asking"' in first
    assert "name=" not in first
    assert (
        client.post(
            "/now/ask/", {"asked": "urgent", "seen": "fever"}
        ).status_code
        == 422
    )


def test_a_tick_that_nobody_knows_is_not_none_of_these(client):
    lie_down(client)
    client.post("/now/ask/", {"asked": "urgent", "urgent": ["gone"]})
    assert "urgent" not in Assessment.objects.get().answers


@pytest.mark.parametrize(
    ("age", "told"), [("age-10-15", True), ("age-18-39", False)]
)
def test_under_18_a_grown_up_should_be_there(client, age, told):
    with at(0):
        lie_down(client)
        assert "grown-up" not in client.get("/session/").content.decode()
        client.post("/now/ask/", {"asked": "urgent", "urgent": ["none"]})
        client.post("/now/ask/", {"asked": "age", "age": age})
    deeds = [
        ("next", {}),
        ("pause", {}),
        ("resume", {}),
        ("next", {}),
        ("felt", {"felt": "worse"}),
    ]
    for number, (deed, data) in enumerate(
        [*deeds, ("cannot", {}), ("cannot", {})]
    ):
        with at(number):
            page = client.get("/session/").content.decode()
            shown = " ".join(words(page))
            assert ("Tell a grown-up" in shown) is (
                told and standing().step.kind != "ask"
            )
            assert len(shown.split()) <= 40, shown
            tap(client, deed, **data)
