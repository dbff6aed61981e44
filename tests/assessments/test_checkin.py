"""Looking again: due on the home page, asked in a few screens, judged by real time, logged."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from backspasm.assessments.models import Assessment
from backspasm.episodes import actions
from backspasm.episodes.models import Episode, Reading
from tests.assessments.conftest import the_check
from tests.assessments.looking import (
    AGAIN,
    NONE,
    NOW,
    START,
    begin,
    home,
    look,
    where,
)
from tests.assessments.walking import PLAIN, post
from tests.people import sign_up

pytestmark = pytest.mark.django_db
DUE = "It is time to look again"
LOCKED = {
    "pain": PLAIN["pain"]
    | {"pain-now": "9", "pain-worst": "9", "night": "turning"},
    "can": {"can": ["comfortable"]},
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def pains():
    return list(
        Reading.objects.order_by("moment", "id").values_list("pain", flat=True)
    )


# --- on the home page -----------------------------------------------------------------


def test_due_after_three_days(member, clock):
    begin(member)
    assert DUE not in home(member)
    clock.shift(timedelta(days=3, hours=-1))
    assert DUE not in home(member)
    clock.shift(timedelta(hours=1, minutes=1))
    page = home(member)
    assert DUE in page
    assert "After 3 days" in page
    assert f'href="{AGAIN}"' in page


def test_due_after_a_day_with_strong_pain(visitor, clock):
    begin(visitor, pain=PLAIN["pain"] | {"pain-now": "7", "pain-worst": "7"})
    clock.shift(timedelta(hours=24, minutes=1))
    assert "After 24 hours" in home(visitor)


def test_the_episodes_real_start_counts(member, clock):
    begin(member)
    episode = Episode.objects.get()
    Episode.objects.filter(pk=episode.pk).update(
        start=START - timedelta(days=2)
    )
    clock.shift(timedelta(days=1, minutes=1))
    assert "After 3 days" in home(member)


def test_not_due_once_looked(member, clock):
    begin(member)
    clock.shift(timedelta(days=3, minutes=1))
    look(member)
    assert DUE not in home(member)
    clock.shift(timedelta(days=4))
    assert "After 1 week" in home(member)


def test_danger_signs_alone_are_not_looking_again(member, clock):
    begin(member)
    clock.shift(timedelta(days=2, hours=23))
    post(member, "danger-now", NONE)
    clock.shift(timedelta(hours=2))
    assert DUE in home(member)


def test_none_without_a_check_or_an_open_episode(member, visitor, owner, clock):
    visitor.post("/episodes/log/", {"pain": "4", "when": "now"})
    begin(member)
    actions.end_episode(
        episode=Episode.objects.of(owner).get(), end=timezone.now(), zone="UTC"
    )
    clock.shift(timedelta(days=5))
    for client in (visitor, member):
        assert DUE not in home(client)
        assert client.get(AGAIN).headers["Location"] == "/check/"


def test_the_plan_and_the_door_say_so_too(member, clock):
    begin(member)
    assert DUE not in member.get("/check/plan/").content.decode()
    clock.shift(timedelta(days=3, minutes=1))
    assert member.get("/check/").headers["Location"] == AGAIN


def test_broken_off(member, clock):
    begin(member)
    clock.shift(timedelta(days=3, minutes=1))
    member.post(AGAIN, NONE)
    page = home(member)
    assert "You began to look again" in page
    assert member.get(AGAIN).headers["Location"] == "/check/urgent/"
    clock.shift(timedelta(hours=13))
    assert member.get(AGAIN).status_code == 200
    seen, _ = look(member)
    assert seen == ["danger-now", "urgent", "how-now", "how-changed", "can"]


def test_home_costs_the_same(member, clock, django_assert_num_queries):
    begin(member)
    for days in (0, 3, 3):
        clock.shift(timedelta(days=days, minutes=1))
        home(member)  # notes once an hour that the person was here
        with django_assert_num_queries(5):
            home(member)
        look(member)


# --- the check-in -----------------------------------------------------------------------


def test_looking_saves_nothing(member, clock):
    begin(member)
    before = the_check()
    page = member.get(AGAIN).content.decode()
    assert f'action="{AGAIN}"' in page
    assert "Any of these now, new or worse?" in page
    assert " checked" not in page
    assert the_check() == before
    assert Assessment.objects.count() == 1
    assert member.get(f"{AGAIN}?lines=1").status_code == 200


@pytest.mark.parametrize("htmx", [False, True])
def test_in_order_and_logged(member, owner, clock, htmx):
    begin(member)
    first = the_check()
    clock.shift(timedelta(hours=30))
    seen, _ = look(member, htmx=htmx)
    assert seen == ["danger-now", "urgent", "how-now", "how-changed", "can"]
    check = the_check()
    assert check.again
    assert check != first
    assert check.episode == Episode.objects.get()
    assert pains() == [6, 5, 6]
    assert Assessment.objects.get(pk=first.pk).outcome == first.outcome
    assert member.get("/check/outcome/").status_code == 200
    assert member.get("/check/plan/").status_code == 200


def test_a_changed_number_changes_the_reading(member, clock):
    begin(member)
    clock.shift(timedelta(hours=30))
    look(member)
    post(member, "how-now", NOW | {"pain-now": "3"})
    assert pains() == [6, 5, 3]


def test_no_better_after_a_week(member, clock):
    begin(member)
    clock.shift(timedelta(days=7, minutes=1))
    _, answer = look(member)
    page = member.get(where(answer)).content.decode()
    assert "Book an appointment" in page
    assert "S02" in str(the_check().outcome)


def test_better_after_a_week(member, clock):
    begin(member)
    clock.shift(timedelta(days=7, minutes=1))
    look(member, how_now=NOW | {"pain-now": "2", "trend": "better-more"})
    assert the_check().level == "SELF-CARE"


def test_the_toilet_still_not_reached_after_six_hours(visitor, clock):
    begin(visitor, **LOCKED)
    assert the_check().level == "SOON"
    clock.shift(timedelta(hours=6, minutes=1))
    assert "After 6 hours" in home(visitor)
    look(visitor, can={"can": ["comfortable"]}, how_now=NOW | {"pain-now": "9"})
    assert the_check().level == "URGENT"
    page = visitor.get("/check/outcome/").content.decode()
    assert "You still cannot reach the toilet, six hours on" in page
    assert "No, and that was 6 hours ago or more" in page
    assert visitor.get("/check/toilet-before/").status_code == 200


def test_the_toilet_reached_after_six_hours(visitor, clock):
    begin(visitor, **LOCKED)
    clock.shift(timedelta(hours=6, minutes=1))
    look(
        visitor,
        can={"can": ["toilet", "comfortable"]},
        how_now=NOW | {"pain-now": "7"},
    )
    assert the_check().level == "SELF-CARE"


def test_an_emergency_at_once(member, owner, clock):
    begin(member)
    clock.shift(timedelta(hours=30))
    seen, answer = look(member, danger_now={"danger-now": ["saddle"]})
    assert seen == ["danger-now"]
    assert "Call for help now" in member.get(where(answer)).content.decode()
    assert member.get("/check/plan/").headers["Location"] == "/check/"
    assert Reading.objects.count() == 2, "those of the first check"


def test_an_emergency_by_htmx(member, clock):
    begin(member)
    answer = member.post(
        AGAIN, {"danger-now": ["chest"]}, headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Redirect"] == "/check/outcome/"


def test_fever_since_then(member, clock):
    begin(member)
    clock.shift(timedelta(hours=30))
    fever = {"temperature": "fever-38", "fever-with": ["chills"]}
    seen, _ = look(member, urgent={"urgent": ["fever"]}, fever=fever)
    assert seen == ["danger-now", "urgent", "fever"]
    assert the_check().level == "URGENT"


def test_old_ticks_are_shown_and_count_only_when_sent(member, clock):
    cancer = {"cancer-when": "past", "cancer-place": "elsewhere"}
    begin(member, urgent={"urgent": ["cancer"]}, cancer=cancer)
    clock.shift(timedelta(hours=30))
    member.post(AGAIN, NONE)
    page = member.get("/check/urgent/").content.decode()
    assert page.count(" checked") == 1
    assert "urgent" not in the_check().answers
    part = post(
        member, "urgent", {"urgent": ["cancer"]}, headers={"HX-Request": "true"}
    )
    assert where(part) == "/check/cancer/"


def test_none_of_these_is_never_ticked_for_anyone(member, clock):
    begin(member)
    clock.shift(timedelta(hours=30))
    answer = member.post(AGAIN, NONE, headers={"HX-Request": "true"})
    assert "Do any of these fit?" in answer.content.decode()
    assert " checked" not in answer.content.decode()


def test_its_screens_belong_to_it(member, clock):
    begin(member)
    assert member.get("/check/how-now/").status_code == 404
    assert post(member, "how-now", NOW).status_code == 404


def test_invalid(member, clock):
    begin(member)
    for data in ({}, {"danger-now": ["<x>"]}):
        answer = member.post(AGAIN, data)
        assert answer.status_code == 422
        assert f'action="{AGAIN}"' in answer.content.decode()
    assert Assessment.objects.count() == 1


def test_sent_twice(member, clock):
    begin(member)
    clock.shift(timedelta(hours=30))
    for _ in range(2):
        assert member.post(AGAIN, NONE).headers["Location"] == "/check/urgent/"
    assert Assessment.objects.filter(again=True).count() == 1


def test_another_open_check_is_put_aside(member, clock):
    begin(member)
    member.post("/check/restart/")
    post(member, "danger-now", NONE)
    clock.shift(timedelta(hours=30))
    look(member)
    assert the_check().again
    assert Assessment.objects.filter(closed__isnull=False).count() == 2


def test_of_a_stranger(member, stranger, visitor, clock):
    begin(member)
    clock.shift(timedelta(days=3, minutes=1))
    for client in (stranger, visitor):
        assert DUE not in home(client)
        assert client.get(AGAIN).headers["Location"] == "/check/"
        assert client.post(AGAIN, NONE).headers["Location"] == "/check/age/"
    # What they sent is an answer of their own, and no check-in.
    assert Assessment.objects.count() == 3
    assert not Assessment.objects.filter(again=True).exists()


def test_a_guests_check_in_goes_along(visitor, clock):
    begin(visitor)
    clock.shift(timedelta(hours=30))
    look(visitor)
    sign_up(visitor)
    clock.shift(timedelta(days=2))
    assert DUE in home(visitor)
    assert Assessment.objects.filter(owner__user__isnull=False).count() == 2


def test_the_calendar_follows_the_real_start(member, clock):
    member.cookies["tz"] = "Europe/London"
    begin(member)
    Episode.objects.update(start=START - timedelta(days=1))
    text = member.get("/check/plan.ics").content.decode()
    assert "Check your back again: After 3 days" in text.replace("\r\n ", "")
    assert "DTSTART;TZID=Europe/London:20260304T090000" in text.replace(
        "\r\n ", ""
    )
