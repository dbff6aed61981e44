"""A check without an episode lasts until the schedule says to ask again; then all is asked anew."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from backspasm.accounts.models import Owner
from backspasm.assessments import actions
from backspasm.assessments.models import Assessment
from backspasm.episodes.models import Episode, Reading
from backspasm.web.catalogue import catalogue
from tests.assessments.conftest import open_episode, the_check
from tests.assessments.walking import PLAIN, answer_all, post

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/London"))
NONE = {"danger-now": ["none"]}
ANEW = "Your last check is some time ago"
OVER = {
    "since": {"duration": "over-now", "before": "some"},
    "pain": {"onset": "hours", "usual": "usual"},
    "hand": {"at-hand": ["chair"]},
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def lasts(client) -> bool:
    """Whether the check is still about today: the danger signs are asked again either way."""
    post(client, "danger-now", NONE)
    return client.get("/check/outcome/").status_code == 200


@pytest.mark.parametrize(
    ("hours", "since", "pain", "there"),
    [
        (71, "lt-24h", "5", True),
        (73, "lt-24h", "5", False),
        (23, "lt-24h", "8", True),
        (25, "lt-24h", "8", False),
        (23, "d1-3", "5", True),
        (49, "d1-3", "5", False),
        (24 * 21, "d4-7", "5", False),
    ],
)
def test_until_the_first_recheck(visitor, clock, hours, since, pain, there):
    changed = {
        "since": PLAIN["since"] | {"duration": since},
        "pain": PLAIN["pain"] | {"pain-now": pain, "pain-worst": pain},
        "hand": PLAIN["hand"]
        | ({} if since == "lt-24h" else {"since-then": ["none"]}),
    }
    answer_all(visitor, changed)
    clock.shift(timedelta(hours=hours))
    assert lasts(visitor) is there


def test_asked_on_the_edge_of_a_band_it_is_not_due_at_once(
    member, owner, clock
):
    """Seconds pass between the danger signs and "when did it begin": "3 days ago" is no news."""
    open_episode(owner)
    changed = {
        "since": PLAIN["since"] | {"duration": "d4-7"},
        "hand": PLAIN["hand"] | {"since-then": ["none"]},
    }
    post(member, "danger-now", NONE)
    clock.shift(timedelta(minutes=1))
    answer_all(member, changed)
    assert "It is time to look again" not in member.get("/").content.decode()
    clock.shift(timedelta(days=4))
    assert "After 1 week" in member.get("/").content.decode()


def test_danger_signs_alone_do_not_make_it_last(visitor, clock):
    answer_all(visitor)
    for _ in range(5):
        clock.shift(timedelta(hours=14))
        post(visitor, "danger-now", NONE)
    clock.shift(timedelta(hours=5))
    assert not lasts(visitor)


def test_between_episodes_it_lasts_a_month(member, clock):
    answer_all(member, OVER)
    clock.shift(timedelta(days=29))
    assert lasts(member)
    clock.shift(timedelta(days=2))
    assert not lasts(member)


def test_broken_off(visitor, clock):
    post(visitor, "danger-now", NONE)
    post(visitor, "age", PLAIN["age"])
    clock.shift(timedelta(hours=71))
    post(visitor, "danger-now", NONE)
    assert Assessment.objects.count() == 1
    clock.shift(timedelta(hours=73))
    post(visitor, "danger-now", NONE)
    assert Assessment.objects.count() == 2


def test_an_emergency_stays(visitor, clock):
    post(visitor, "danger-now", {"danger-now": ["saddle"]})
    clock.shift(timedelta(days=10))
    assert (
        "Call for help now" in visitor.get("/check/outcome/").content.decode()
    )


def test_every_page_of_it_sends_to_a_new_one(visitor, clock):
    answer_all(visitor)
    clock.shift(timedelta(days=4))
    for path in ("outcome", "plan", "plan.ics"):
        answer = visitor.get(
            f"/check/{path}{'' if '.' in path else '/'}", follow=True
        )
        assert answer.redirect_chain[-1][0] == "/check/danger-now/"
        assert ANEW in answer.content.decode()
    assert visitor.post("/session/start/").headers["Location"] == "/check/"
    assert visitor.post("/check/log/").headers["Location"] == "/check/"
    assert not Episode.objects.exists()


def test_nobody_is_told_without_a_check(visitor, member):
    for client in (visitor, member):
        assert ANEW not in client.get("/check/", follow=True).content.decode()


def test_the_new_one_begins_empty_and_the_old_one_is_kept(member, owner, clock):
    answer_all(member)
    old = the_check()
    clock.shift(timedelta(days=21))
    post(member, "danger-now", NONE)
    assert list(the_check().answers) == ["danger-now"]
    assert Assessment.objects.of(owner).exclude(closed=None).get() == old


def test_not_linked_to_a_new_episode_weeks_later(member, owner, clock):
    answer_all(member)
    clock.shift(timedelta(days=21))
    episode = open_episode(owner)
    post(member, "danger-now", NONE)
    assert not Assessment.objects.about(episode).exists()
    assert (
        "Add this check to it"
        not in member.get("/check/plan/", follow=True).content.decode()
    )
    assert "It is time to look again" not in member.get("/").content.decode()
    assert episode.reading_count == Reading.objects.count() == 1


def test_linked_to_an_episode_of_these_days(member, owner, clock):
    answer_all(member)
    clock.shift(timedelta(days=2))
    episode = open_episode(owner)
    post(member, "danger-now", NONE)
    assert the_check().episode == episode


def test_in_an_open_episode_it_waits_for_the_check_in(member, clock):
    answer_all(member)
    member.post("/check/log/")
    clock.shift(timedelta(days=21))
    assert member.get("/check/").headers["Location"] == "/check/again/"
    assert Assessment.objects.count() == 1


def test_a_guests_old_check_stays_old_after_signing_in(visitor, user, clock):
    answer_all(visitor)
    clock.shift(timedelta(days=20))
    open_episode(Owner.objects.create(user=user))
    visitor.post(
        "/accounts/login/",
        {"login": user.email, "password": "a-long-enough-word"},
    )
    post(visitor, "danger-now", NONE)
    assert Assessment.objects.filter(episode__isnull=False).count() == 0
    assert Assessment.objects.filter(owner__user=user).count() == 2


def test_two_at_once_end_up_with_the_same_new_one(member, owner, clock):
    answer_all(member)
    clock.shift(timedelta(days=21))
    now = START + timedelta(days=21)
    first, second = (
        actions.open_check(owner=owner, catalogue=catalogue(), now=now)
        for _ in range(2)
    )
    assert first == second
    assert Assessment.objects.of(owner).count() == 2
