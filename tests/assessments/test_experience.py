"""The plan knows what was done today and what eased earlier episodes."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine

from backspasm.assessments.experience import (
    UNSAID_MINUTES,
    done_lately,
    eased_before,
    latest_uses,
)
from backspasm.care.plan.model import Experience
from backspasm.episodes import actions
from backspasm.episodes.models import Effect
from tests.assessments.conftest import open_episode, use
from tests.assessments.walking import answer_all

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=ZoneInfo("Europe/London"))
ZONE = "Europe/London"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def earlier(owner):
    """An episode of last month in which five uses of one thing helped four times."""
    start = NOON - timedelta(days=30)
    details = {
        "start": start,
        "start_zone": ZONE,
        "end": start + timedelta(days=4),
    }
    episode = actions.log_episode(owner=owner, key=uuid4(), details=details)
    for number in range(5):
        effect = Effect.SAME if number == 2 else Effect.BETTER
        use(
            episode,
            "pos-90-90",
            start=start + timedelta(hours=number),
            effect=effect,
        )
    use(episode, "pos-90-90")  # nobody said what it did
    return episode


def plan(client):
    client.cookies["tz"] = ZONE
    return client.get("/check/plan/").content.decode()


def test_what_eased_is_said_and_comes_first(member, owner, earlier):
    answer_all(member)
    page = plan(member)
    assert "It eased your earlier episodes, 4 of 5 times." in page
    ways = [part[:12] for part in page.split(' id="pos-')[1:]]
    assert ways[0].startswith("90-90")


def test_two_uses_say_nothing(member, owner):
    episode = open_episode(owner, hours=24 * 30)
    for _ in range(2):
        use(episode, "pos-90-90", effect=Effect.BETTER)
    actions.end_episode(
        episode=episode, end=NOON - timedelta(days=20), zone=ZONE
    )
    answer_all(member)
    assert "eased your earlier episodes" not in plan(member)


def test_this_episode_is_not_an_earlier_one(member, owner):
    episode = open_episode(owner, hours=5)
    for hours in (1, 2, 3):
        start = NOON - timedelta(hours=hours)
        use(episode, "pos-90-90", start=start, effect=Effect.BETTER)
    answer_all(member)
    assert "eased your earlier episodes" not in plan(member)


def test_heat_just_now_is_not_due_again(member, owner):
    answer_all(member)
    before = plan(member)
    assert (
        "Heat"
        in before.split('class="timetable"')[1].split("</li>")[0] + before
    )
    episode = open_episode(owner, hours=1)
    for minutes in (15, 200, 400):
        use(
            episode,
            "temp-heat",
            start=NOON - timedelta(minutes=minutes),
            minutes=15,
        )
    after = plan(member)
    assert (
        lines_with(after, "eat").__len__() < lines_with(before, "eat").__len__()
    )


def lines_with(page, word):
    table = page.split('class="timetable"')[1].split("</ol>")[0]
    return [line for line in table.split("<li>") if word in line]


def test_done_lately(owner):
    episode = open_episode(owner, hours=100)
    now = datetime.now(UTC)
    use(episode, "temp-heat", start=now - timedelta(hours=1), minutes=15)
    use(episode, "temp-cold", start=now - timedelta(hours=20))
    use(episode, "temp-cold", start=now - timedelta(hours=60), minutes=5)
    found = done_lately(latest_uses(owner), now)
    assert [(one.item, one.minutes) for one in found] == [
        ("temp-heat", 15),
        ("temp-cold", UNSAID_MINUTES),
    ]
    assert done_lately(latest_uses(None), now) == ()


def test_eased_before(owner, earlier, stranger):
    assert eased_before(latest_uses(owner), NOON) == {
        "pos-90-90": Experience(eased=4, used=5)
    }
    assert eased_before(latest_uses(owner), earlier.start) == {}
    assert eased_before(latest_uses(None), NOON) == {}


def test_what_was_ticked_from_memory_is_no_fraction(owner, earlier):
    start = NOON - timedelta(days=20)
    over = {
        "start": start,
        "start_zone": ZONE,
        "end": start + timedelta(days=1),
        "end_zone": ZONE,
    }
    helped = ["pos-90-90", "temp-heat"]
    actions.log_episode(owner=owner, key=uuid4(), details=over, helped=helped)
    found = eased_before(latest_uses(owner), NOON)
    assert found == {"pos-90-90": Experience(eased=4, used=5)}, "as before"


def test_what_was_ticked_from_memory_puts_heat_off(owner):
    began = {"start": NOON - timedelta(hours=5), "start_zone": ZONE}
    actions.log_episode(
        owner=owner, key=uuid4(), details=began, helped=["temp-heat"]
    )
    assert [one.item for one in done_lately(latest_uses(owner), NOON)] == [
        "temp-heat"
    ]


def test_what_lies_in_the_bin_does_not_count(owner, earlier):
    actions.delete_episode(episode=earlier)
    assert eased_before(latest_uses(owner), NOON) == {}


def test_somebody_elses_record_is_not_mine(stranger, owner, earlier):
    answer_all(stranger)
    assert "eased your earlier episodes" not in plan(stranger)


def test_the_record_is_the_latest_uses(owner, earlier, monkeypatch):
    episode = open_episode(owner, hours=24)
    for number in range(3):
        use(
            episode,
            "mass-hands",
            start=NOON - timedelta(minutes=number + 1),
            effect=Effect.BETTER,
        )
    assert set(eased_before(latest_uses(owner), NOON)) == {
        "pos-90-90",
        "mass-hands",
    }
    monkeypatch.setattr("backspasm.assessments.experience.USES", 3)
    assert set(eased_before(latest_uses(owner), NOON)) == {"mass-hands"}
