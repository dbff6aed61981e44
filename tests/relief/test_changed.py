"""What an answer changes about the way to do it: on the floor and in the player."""

import pytest

from tests.assessments.walking import PLAIN
from tests.care.handling import ON_THE_FLOOR, WHERE_ONE_LIES
from tests.relief.lying import at, check_calmly, lie_down, standing, tap, words

pytestmark = pytest.mark.django_db
UPRIGHT = [one for one in ON_THE_FLOOR if one not in WHERE_ONE_LIES]
LYING = [one for one in ON_THE_FLOOR if one in WHERE_ONE_LIES]
UP = "move-floor-up"
FLAT = {
    name: value for screen in PLAIN.values() for name, value in screen.items()
}
BONES = {"conditions": ["bones"]}
HEART = {"heart-which": ["heart-disease"]}
CANNOT_KNEEL = [line for line in FLAT["can"] if line != "kneel"]


def answer(client, **changed) -> None:
    """Answer every question that is still open while lying there."""
    given = (
        FLAT
        | BONES
        | {name.replace("_", "-"): value for name, value in changed.items()}
    )
    for _ in range(40):
        page = client.get("/now/ask/")
        if page.status_code == 302:
            return
        asked = (
            page.content.decode()
            .partition('name="asked" value="')[2]
            .partition('"')[0]
        )
        client.post("/now/ask/", {"asked": asked, asked: given[asked]})
    raise AssertionError("the questions never end")


def offered(client) -> list[str]:
    """Every position that comes up when none of them works."""
    found = []
    for _ in range(12):
        if standing().step.kind == "pain":
            return found
        found.append(standing().step.technique)
        tap(client, "cannot")
    raise AssertionError(found)


def text(client) -> str:
    return client.get("/session/").content.decode()


@pytest.mark.parametrize(
    ("which", "without"),
    [
        ({"bones_which": ["hip-problem"]}, "pos-90-90"),
        ({"bones_which": ["knee-problem"]}, "pos-90-90"),
        ({"bones_which": ["balance-problem"]}, "pos-lean-stand"),
        (
            {"conditions": ["other"], "other_which": ["glaucoma"]},
            "pos-lean-sit",
        ),
    ],
)
def test_a_replaced_position_is_not_offered(client, which, without):
    everything = {*LYING, *UPRIGHT}
    with at(0):
        lie_down(client)
        answer(client, **which)
        assert set(offered(client)) == everything - {without}


def test_what_is_not_known_leaves_it_there(client):
    with at(0):
        lie_down(client)
        assert "pos-lean-stand" in offered(client)


def test_a_sure_change_stands_on_the_screen(client):
    change = "Lie on your other side, so that the sore hip is on top."
    with at(0):
        lie_down(client)
        before = text(client)
        assert f"If hip trouble or a new hip: {change}" in before
        assert change not in " ".join(words(before))
        answer(client, bones_which=["hip-problem"])
        after = text(client)
    assert change in " ".join(words(after))
    assert f": {change}" not in after
    assert len(words(after)) <= 40
    script = after.partition('data-script="')[2].partition('"')[0]
    assert "sore hip is on top" in script  # the voice says it too


def test_an_answer_that_replaces_what_runs_stops_it(client):
    with at(0):
        lie_down(client)
        answer(client, conditions=["none"])
        tap(client, "cannot")
        assert standing().step.technique == "pos-90-90"
        assert "Calves on a chair" in text(client)
        client.post(
            "/check/health/", {"conditions": ["bones"], "medicines": ["none"]}
        )
        client.post("/check/bones/", {"bones-which": ["knee-problem"]})
        page = text(client)
    assert "Rest both calves on a pile of cushions." in page
    assert "no longer fits" in page
    assert "<svg" not in page.partition("<main")[2].partition("</main>")[0]


# --- getting up ---------------------------------------------------------------


def test_up_without_kneeling_is_another_way(client):
    with at(0):
        lie_down(client)
        answer(client, can=CANNOT_KNEEL, conditions=["none"])
        client.post("/now/up/")
        page = text(client)
    assert standing().step.technique == UP
    assert "Do not force it." in page
    assert "hands and knees" not in page.partition("<details")[0]
    assert 'href="tel:' in page
    assert len(words(page)) <= 40
    with at(600):
        tap(client, "next")
        tap(client, "pain", pain=3)
        assert (
            "You stood up at 12:10 UTC"
            in client.get("/session/done/").content.decode()
        )


def test_stopping_half_way_up_is_not_standing(client):
    with at(0):
        lie_down(client)
        client.post("/now/up/")
        for _ in range(4):
            tap(client, "next")
        assert "stand up" in text(client)
        tap(client, "finish")
        tap(client, "pain", pain=3)
        assert (
            "You stood up" not in client.get("/session/done/").content.decode()
        )


def test_sore_knees_are_told_at_each_step(client):
    with at(0):
        lie_down(client)
        answer(client, bones_which=["knee-problem"])
        client.post("/now/up/")
        assert "Put something soft under your knees" in " ".join(
            words(text(client))
        )


# --- from the plan ------------------------------------------------------------


def test_a_sure_change_of_heat_is_told_before_it_goes_on(client):
    with at(0):
        check_calmly(
            client,
            health={"conditions": ["heart"], "medicines": ["none"]},
            heart=HEART,
        )
        client.post("/session/start/", {"technique": "temp-heat"})
        tap(client, "pain", pain=5)
        assert "Keep it mild" in " ".join(words(text(client)))
