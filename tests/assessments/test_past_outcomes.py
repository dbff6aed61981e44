"""What earlier checks said: on the page of their episode, and on the home page as a question."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from backspasm.assessments.models import Assessment
from backspasm.episodes.actions import end_episode
from backspasm.episodes.models import Episode
from tests.assessments.conftest import open_episode
from tests.assessments.walking import PLAIN, answer_all, post

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/London"))
ASKED = "Were you seen?"
LIST = "What your check said"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def home(client) -> str:
    return client.get("/").content.decode()


def be_seen_today(client) -> None:
    """A check that says so: a new lump."""
    answer_all(
        client, {"urgent": {"urgent": ["skin"]}, "skin": {"skin": ["lump"]}}
    )


def page_of(client, episode: Episode) -> str:
    return client.get(f"/episodes/{episode.pk}/").content.decode()


def test_an_old_be_seen_today_is_asked_about(visitor, clock):
    be_seen_today(visitor)
    assert Assessment.objects.get().level == "URGENT"
    assert ASKED not in home(visitor), "today it is said as what to do"
    clock.shift(timedelta(days=8))
    assert ASKED in home(visitor)
    assert "Your check of 2 March said: be seen today." in home(visitor)


def test_yes_ends_it(visitor, clock):
    be_seen_today(visitor)
    clock.shift(timedelta(days=8))
    assert visitor.post("/check/seen/").headers["Location"] == "/"
    assert ASKED not in home(visitor)
    assert Assessment.objects.get().closed is not None


def test_a_new_check_ends_it(visitor, clock):
    be_seen_today(visitor)
    clock.shift(timedelta(days=8))
    post(visitor, "danger-now", PLAIN["danger-now"])
    assert ASKED not in home(visitor)


def test_yes_never_puts_a_check_of_today_aside(visitor):
    be_seen_today(visitor)
    visitor.post("/check/seen/")
    assert Assessment.objects.get().closed is None
    assert "Your answers say: be seen today." in home(visitor)


def test_after_a_month_nobody_is_asked_any_more(member, clock):
    be_seen_today(member)
    clock.shift(timedelta(days=31))
    assert ASKED not in home(member)


def test_a_calm_old_check_and_a_stranger_are_asked_nothing(
    visitor, member, clock
):
    answer_all(visitor)
    clock.shift(timedelta(days=8))
    for client in (visitor, member):
        assert ASKED not in home(client)


def test_a_closed_episode_says_what_its_checks_said(member, owner, clock):
    episode = open_episode(owner)
    answer_all(member, {"age": {"age": "age-10-15"}})
    clock.shift(timedelta(days=2))
    end_episode(
        episode=episode, end=START + timedelta(days=2), zone="Europe/London"
    )
    page = page_of(member, episode)
    told = page[page.index(LIST) :].partition("</details>")[0]
    assert "Book an appointment" in told
    assert "Back pain from 10 to 15 years" in told
    assert "2 March" in told


def test_an_episode_without_a_check_says_nothing(member, owner):
    episode = open_episode(owner)
    post(member, "danger-now", PLAIN["danger-now"])
    assert LIST not in page_of(member, episode)
