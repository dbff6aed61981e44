"""From the check into the diary: linked by itself, or logged in one tap."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.assessments.models import Assessment
from backspasm.episodes import actions
from backspasm.episodes.models import Episode, Reading
from tests.assessments.conftest import open_episode, the_check
from tests.assessments.walking import PLAIN, answer_all, post
from tests.people import guest_of, sign_up, signed_in_as

pytestmark = pytest.mark.django_db
LOG = "/check/log/"
OFFER = "Log this as an episode"
SINCE = PLAIN["since"]


def page(client: Client, path: str = "/check/plan/") -> str:
    return client.get(path).content.decode()


def tap(client: Client, path: str = "/check/plan/") -> str:
    """Press the button of the offer; returns its key."""
    key = re.search(r'name="key" value="([^"]+)"', page(client, path))
    assert key
    assert client.post(LOG, {"key": key[1]}).status_code == 302
    return key[1]


@pytest.mark.parametrize("path", ["/check/plan/", "/check/outcome/"])
def test_offered_and_logged_by_a_guest(visitor, path):
    answer_all(visitor)
    assert OFFER in page(visitor, path)
    tap(visitor, path)
    episode = Episode.objects.get()
    assert episode.owner == guest_of(visitor)
    assert (episode.regions, episode.triggers) == (
        ("region-lower",),
        ("lifting",),
    )
    assert episode.start_about
    worst, now = Reading.objects.order_by("moment", "id")
    assert timedelta(0) <= now.moment - episode.start < timedelta(minutes=1)
    assert (worst.pain, worst.estimated, worst.moment) == (
        6,
        True,
        episode.start,
    )
    assert (now.pain, now.estimated) == (5, False)
    assert (episode.worst_pain, episode.last_pain) == (6, 5)
    assert the_check().episode == episode
    shown = page(visitor, path)
    assert OFFER not in shown
    assert f"/episodes/{episode.pk}/" in shown


@pytest.mark.parametrize(
    ("band", "days"), [("d1-3", 2), ("d8-14", 11), ("w6-12", 63)]
)
def test_the_start_is_worked_out_from_the_answer(checked, owner, band, days):
    changed = {"duration": band, "trend": "better", "before": "first-ever"}
    post(checked, "since", changed)
    post(checked, "hand", PLAIN["hand"] | {"since-then": ["none"]})
    tap(checked)
    episode = Episode.objects.get()
    said = the_check().answers["duration"]["at"]
    assert (episode.start + timedelta(days=days)).isoformat() == said
    assert episode.start_about


def test_a_time_zone_goes_along(checked):
    checked.cookies["tz"] = "Asia/Tokyo"
    tap(checked)
    assert Episode.objects.get().start_zone == "Asia/Tokyo"
    assert {reading.zone for reading in Reading.objects.all()} == {"Asia/Tokyo"}


def test_pressed_twice_is_one(checked):
    key = tap(checked)
    for _ in range(2):
        assert checked.post(LOG, {"key": key}).status_code == 302
    assert (Episode.objects.count(), Reading.objects.count()) == (1, 2)


def test_without_a_key(checked):
    checked.post(LOG, {"key": "nonsense"})
    checked.post(LOG)
    assert (Episode.objects.count(), Reading.objects.count()) == (1, 2)


def test_taken_back_and_logged_again(checked):
    tap(checked)
    done = checked.get(
        f"/check/plan/?did=kept-episode-{Episode.objects.get().pk}"
    )
    assert "Undo" in done.content.decode()
    checked.post(f"/episodes/{Episode.objects.get().pk}/delete/")
    assert OFFER in page(checked)
    tap(checked)
    assert Episode.objects.filter(deleted_at__isnull=True).count() == 1
    assert the_check().live_episode is not None


def test_an_open_episode_takes_the_check_by_itself(member, owner):
    episode = open_episode(owner, hours=30)
    answer_all(member)
    assert the_check().episode == episode
    assert OFFER not in page(member)
    assert Reading.objects.count() == 1


def test_opened_after_the_check(checked, owner):
    episode = open_episode(owner)
    shown = page(checked)
    assert OFFER not in shown
    assert "Add this check to it" in shown
    tap(checked)
    assert the_check().episode == episode
    assert Episode.objects.count() == 1
    assert Reading.objects.of(owner).count() == 2


def test_not_linked_before_an_outcome(member, owner):
    open_episode(owner)
    for screen in ("danger-now", "age", "urgent"):
        post(member, screen, PLAIN[screen])
    assert the_check().episode is None


def test_an_emergency_is_neither_linked_nor_offered(member, owner):
    open_episode(owner)
    post(member, "danger-now", {"danger-now": ["chest"]})
    assert the_check().episode is None
    assert member.post(LOG).headers["Location"] == "/check/"
    assert OFFER not in page(member, "/check/outcome/")


def test_urgent_is_linked(member, owner):
    episode = open_episode(owner)
    for screen in ("danger-now", "age"):
        post(member, screen, PLAIN[screen])
    post(member, "urgent", {"urgent": ["fever"]})
    post(member, "fever", {"temperature": "fever-38", "fever-with": ["chills"]})
    assert the_check().level == "URGENT"
    assert the_check().episode == episode


def test_it_is_over_now_is_no_episode(member, owner):
    over = {"duration": "over-now", "before": "some"}
    pain = {"onset": "hours", "usual": "usual"}
    answer_all(
        member, {"since": over, "pain": pain, "hand": {"at-hand": ["chair"]}}
    )
    assert OFFER not in page(member)
    assert member.post(LOG).headers["Location"] == "/check/"
    assert not Episode.objects.exists()


def test_once_the_episode_is_over_a_new_check_begins(checked, owner):
    tap(checked)
    episode = Episode.objects.get()
    actions.end_episode(episode=episode, end=timezone.now(), zone="UTC")
    assert checked.get("/check/plan/").headers["Location"] == "/check/"
    assert checked.get("/check/").headers["Location"] == "/check/danger-now/"
    post(checked, "danger-now", {"danger-now": ["none"]})
    new = the_check()
    assert list(new.answers) == ["danger-now"]
    assert (
        Assessment.objects.filter(owner=owner, closed__isnull=False)
        .get()
        .episode
        == episode
    )


def test_going_on_after_all_brings_the_check_back(checked):
    tap(checked)
    episode = actions.end_episode(
        episode=Episode.objects.get(),
        end=timezone.now(),
        zone="UTC",
        about=False,
    )
    actions.reopen_episode(episode=episode)
    assert checked.get("/check/plan/").status_code == 200


def test_only_by_post(checked):
    assert checked.get(LOG).status_code == 302


def test_of_a_stranger(checked, stranger, visitor):
    for client in (stranger, visitor):
        assert client.post(LOG).headers["Location"] == "/check/"
    assert not Episode.objects.exists()


def test_no_check_at_all(member):
    assert member.post(LOG).headers["Location"] == "/check/"
    assert not Owner.objects.filter(user__isnull=True).exists()


def test_guest_check_episode_sign_up_everything_is_there(visitor):
    answer_all(visitor)
    tap(visitor)
    guest = guest_of(visitor)
    actions.log_use(
        episode=Episode.objects.get(),
        key=uuid4(),
        details={
            "technique": "temp-heat",
            "start": timezone.now(),
            "zone": "UTC",
        },
    )
    sign_up(visitor)
    user = signed_in_as(visitor)
    owner = Owner.objects.get(user=user)
    assert owner != guest
    assert not Owner.objects.guests().exists()
    episode = Episode.objects.of(owner).get()
    assert the_check(owner).episode == episode
    assert (episode.reading_count, episode.use_count) == (2, 1)
    assert f"/episodes/{episode.pk}/" in page(visitor)


def test_the_same_episode_keeps_the_guests_check(visitor, user):
    mine = open_episode(Owner.objects.create(user=user), hours=40)
    answer_all(visitor)
    tap(visitor)
    visitor.post(
        "/accounts/login/",
        {"login": user.email, "password": "a-long-enough-word"},
    )
    owner = Owner.objects.get(user=user)
    assert the_check(owner).live_episode is None
    visitor.post(reverse("privacy:choose"), {"episode": "same"})
    assert the_check(owner).episode == mine


def test_queries_do_not_grow(checked, owner, django_assert_num_queries):
    tap(checked)
    for size in (0, 30):
        for _ in range(size):
            actions.log_use(
                episode=Episode.objects.get(),
                key=uuid4(),
                details={
                    "technique": "temp-heat",
                    "start": timezone.now(),
                    "zone": "UTC",
                },
            )
        # Session, user, check with owner and episode; the record, and sessions not in it yet.
        with django_assert_num_queries(5):
            checked.get("/check/plan/")
