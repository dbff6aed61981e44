"""A check-in is judged by what really happened: the clock and the rows of the episode."""

from datetime import timedelta

import pytest
import time_machine

from backspasm.episodes.models import Reading
from tests.assessments.conftest import the_check
from tests.assessments.looking import NOW, START, begin, home, look

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize(
    ("days", "how", "rule"),
    [
        (3, {"pain-now": "7", "trend": "same"}, "S01"),
        (7, {"pain-now": "5", "trend": "same"}, "S02"),
        (14, {"pain-now": "5", "trend": "better"}, "S03"),
        (43, {"pain-now": "5", "trend": "better"}, "S04"),
        (2, {"pain-now": "6", "trend": "worse-daily"}, "S05"),
    ],
)
def test_rules_of_time_act_on_the_real_history(member, clock, days, how, rule):
    """The check was made on the first day; only the diary and the clock know how long it is."""
    begin(member)
    assert the_check().level == "SELF-CARE"
    clock.shift(timedelta(days=days / 2))
    home(member)  # a cookie lasts 30 days from the last visit
    clock.shift(timedelta(days=days / 2, minutes=1))
    look(member, how_now=NOW | how)
    assert rule in [one["id"] for one in the_check().outcome["rules"]]
    assert the_check().level == "SOON"


@pytest.mark.parametrize(("worst", "level"), [(6, "SOON"), (9, "SELF-CARE")])
def test_better_than_the_worst_of_the_diary(member, clock, worst, level):
    """A third better than the worst reading is clearly better; of the first day it was 6."""
    begin(member)
    clock.shift(timedelta(days=1))
    member.post("/episodes/log/", {"pain": str(worst), "when": "now"})
    clock.shift(timedelta(days=13, minutes=1))
    look(member, how_now=NOW | {"pain-now": "5", "trend": "better"})
    assert the_check().level == level


def test_a_reading_in_the_bin_is_no_worst(member, clock):
    begin(member)
    clock.shift(timedelta(days=1))
    member.post("/episodes/log/", {"pain": "9", "when": "now"})
    worst = Reading.objects.get(pain=9)
    member.post(f"/episodes/reading/{worst.pk}/delete/")
    clock.shift(timedelta(days=13, minutes=1))
    look(member, how_now=NOW | {"pain-now": "5", "trend": "better"})
    assert the_check().level == "SOON"


def test_an_entry_from_before_moves_the_start(member, clock):
    begin(member)
    before = (START - timedelta(days=6)).strftime("%Y-%m-%dT%H:%M")
    reading = {"pain": "6", "when": "other", "at": before, "began": "then"}
    assert member.post("/episodes/log/", reading).status_code == 302
    clock.shift(timedelta(days=1, minutes=1))
    assert "After 1 week" in home(member)
    look(member, how_now=NOW | {"pain-now": "5", "trend": "same"})
    assert "S02" in str(the_check().outcome)
