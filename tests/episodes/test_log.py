"""Logging a reading: two taps, for anyone, once."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from backspasm.accounts.models import Owner
from backspasm.episodes import actions
from backspasm.episodes.models import Diary, Episode, Reading
from backspasm.episodes.times import to_local

pytestmark = pytest.mark.django_db
URL = "/episodes/log/"
KEY = re.compile(r'name="key" value="([0-9a-f-]{36})"')


def test_two_taps(member):
    page = member.get(URL)
    key = KEY.search(page.content.decode())[1]
    answer = member.post(URL, {"key": key, "pain": "6", "when": "now"})
    reading = Reading.objects.get()
    assert (reading.pain, str(reading.key)) == (6, key)
    assert answer.headers["Location"].startswith(
        f"/episodes/{reading.episode_id}/"
    )
    after = member.get(answer.headers["Location"]).content.decode()
    assert "Saved: pain 6" in after
    assert reverse("episodes:delete_reading", args=[reading.pk]) in after


def test_sent_twice_counts_once(member):
    form = {"key": uuid4(), "pain": "6", "when": "now"}
    first, second = member.post(URL, form), member.post(URL, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(
    ("when", "minutes"), [("now", 0), ("15", 15), ("60", 60)]
)
def test_a_little_ago(member, now, when, minutes):
    member.post(URL, {"pain": "6", "when": when})
    reading = Reading.objects.get()
    assert abs(now - timedelta(minutes=minutes) - reading.moment) < timedelta(
        seconds=30
    )
    assert not reading.estimated


def test_this_morning_is_a_guess(member):
    member.post(URL, {"pain": "6", "when": "morning"})
    assert Reading.objects.get().estimated


def test_other_time_in_the_browsers_zone(member):
    member.cookies["tz"] = "Asia/Tokyo"
    member.post(URL, {"pain": "6", "when": "other", "at": "2026-05-01T09:30"})
    reading = Reading.objects.get()
    assert reading.moment.isoformat() == "2026-05-01T00:30:00+00:00"
    assert reading.zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"pain": "11", "when": "now"},
        {"pain": "-1", "when": "now"},
        {"pain": "6", "when": "never"},
        {"pain": "6", "when": "other"},
        {"pain": "6", "when": "other", "at": "nonsense"},
        {"pain": "6", "when": "other", "at": "2999-01-01T10:00"},
        {"pain": "6", "when": "other", "at": "0001-01-01T00:00"},
        {"pain": "6", "when": "now", "doing": "x" * 61},
    ],
)
def test_invalid_keeps_what_was_typed(member, form):
    answer = member.post(URL, {**form, "note": "Typed text stays"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Typed text stays" in page
    assert 'role="alert"' in page
    assert not Reading.objects.exists()


def test_a_guest_is_made_by_the_post(client):
    assert client.get(URL).status_code == 200
    assert not Owner.objects.exists()
    answer = client.post(URL, {"pain": "6", "when": "now"})
    assert Owner.objects.get().is_guest
    assert client.get(answer.headers["Location"]).status_code == 200
    assert Client().get(answer.headers["Location"]).status_code == 404


def test_quiet_for_long_asks_which(member, read, owner):
    old = read(5, hours=24 * 8).episode
    assert "Is it the same spell" in member.get(URL).content.decode()
    assert (
        member.post(URL, {"pain": "6", "when": "now", "which": ""}).status_code
        == 422
    )
    assert member.post(URL, {"pain": "6", "when": "now"}).status_code == 422
    member.post(URL, {"pain": "6", "when": "now", "which": "another"})
    assert Episode.objects.of(owner).count() == 2
    old.refresh_from_db()
    assert old.end_about


def test_a_new_spell_can_be_said(member, read):
    read(5, hours=2)
    assert "Is it the same spell" not in member.get(URL).content.decode()
    assert (
        "Is it the same spell" in member.get(URL, {"new": "1"}).content.decode()
    )
    member.post(URL, {"pain": "6", "when": "now", "which": "same"})
    assert Episode.objects.count() == 1


def test_a_new_spell_is_chosen_already_and_an_answer_is_needed(member, read):
    read(5, hours=2)
    page = member.get(URL, {"new": "1"}).content.decode()
    assert re.search(r'<input[^>]*value="another"[^>]*checked', page)
    assert 'name="new" value="1"' in page
    assert (
        member.post(URL, {"pain": "6", "when": "now", "new": "1"}).status_code
        == 422
    )
    assert Reading.objects.count() == 1


def test_undo_of_a_new_spell_opens_the_old_one_again(member, read):
    old = read(5, hours=2).episode
    answer = member.post(URL, {"pain": "6", "when": "now", "which": "another"})
    assert (
        "The one since "
        in member.get(answer.headers["Location"]).content.decode()
    )
    assert (
        "is now over" in member.get(answer.headers["Location"]).content.decode()
    )
    new = Reading.objects.get(pain=6)
    member.post(f"/episodes/reading/{new.pk}/delete/")
    old.refresh_from_db()
    assert (old.is_open, old.end_about, old.end_zone) == (True, False, "")
    page = member.post(f"/episodes/reading/{new.pk}/restore/").content.decode()
    assert "Only one can be going on" in page


def test_undo_of_a_new_spell_leaves_an_end_the_person_gave(member, read, now):
    old = read(5, hours=2).episode
    member.post(URL, {"pain": "6", "when": "now", "which": "another"})
    actions.end_episode(episode=old, end=now, zone="UTC")
    new = Reading.objects.get(pain=6)
    member.post(f"/episodes/reading/{new.pk}/delete/")
    old.refresh_from_db()
    assert old.end == now


def days_ago(now, days, pain="6", **more):
    at = to_local(now - timedelta(days=days), "UTC").strftime("%Y-%m-%dT%H:%M")
    return {"pain": pain, "when": "other", "at": at} | more


@pytest.fixture
def described(owner, now):
    """Still going, and its start was given by the person."""
    start = {
        "start": now - timedelta(days=3),
        "start_zone": "UTC",
        "start_about": True,
    }
    return actions.log_episode(owner=owner, key=uuid4(), details=start, worst=8)


def test_far_before_the_start_is_asked(member, described, now):
    answer = member.post(URL, days_ago(now, 12))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "9 days before this spell began" in page
    assert 'value="apart"' in page
    assert Reading.objects.count() == 1
    assert member.post(URL, days_ago(now, 3.5)).status_code == 302, (
        "a few hours are no question"
    )


def test_it_began_then_and_undo_puts_the_start_back(member, described, now):
    answer = member.post(URL, days_ago(now, 12, began="then"))
    page = member.get(answer.headers["Location"]).content.decode()
    assert "This episode now begins" in page
    moved = Episode.objects.get()
    assert moved.start < described.start
    reading = Reading.objects.get(pain=6)
    member.post(f"/episodes/reading/{reading.pk}/delete/")
    moved.refresh_from_db()
    assert (moved.start, moved.start_about) == (described.start, True)
    assert Diary.objects.get().first_start == described.start
    member.post(f"/episodes/reading/{reading.pk}/restore/")
    moved.refresh_from_db()
    assert moved.start == reading.moment
    member.post(f"/episodes/reading/{reading.pk}/", days_ago(now, 1))
    moved.refresh_from_db()
    assert moved.start == described.start, (
        "the time put right, the start as it was"
    )


def test_it_was_another_spell(member, described, now):
    answer = member.post(URL, days_ago(now, 12, began="apart"))
    assert answer.status_code == 302
    apart = Reading.objects.get(pain=6).episode
    assert (apart.start, apart.end_about) == (apart.end, True)
    member.post(URL, days_ago(now, 12, pain="4", which="another"))
    assert Reading.objects.get(pain=4).episode == apart, (
        "two of the same moment, one spell"
    )
    described.refresh_from_db()
    assert described.is_open
    for reading in apart.readings.all():
        member.post(f"/episodes/reading/{reading.pk}/delete/")
    assert Episode.objects.of(described.owner).get() == described


def test_an_edit_far_before_the_start_is_asked(member, described, now):
    reading = Reading.objects.get()
    where = f"/episodes/reading/{reading.pk}/"
    answer = member.post(where, days_ago(now, 12))
    assert answer.status_code == 422
    assert 'value="apart"' not in answer.content.decode()
    assert (
        member.post(where, days_ago(now, 12, began="then")).status_code == 302
    )


def test_an_episode_a_reading_opened_begins_with_its_first_one(
    read, now, owner
):
    home = read(5, hours=2).episode
    early = read(6, hours=9)
    actions.delete_reading(reading=early)
    home.refresh_from_db()
    assert home.start == now - timedelta(hours=2)


def test_needs_a_form_token(user):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert strict.post(URL, {"pain": "6", "when": "now"}).status_code == 403


def test_nothing_is_kept_by_looking(member):
    member.get(URL, {"pain": "6", "when": "now"})
    assert not Reading.objects.exists()
    assert "no-store" in member.get(URL).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("before", "pain", "offered"),
    [
        (None, "7", False),
        (None, "8", True),
        (9, "9", True),
        (5, "7", False),
        (4, "7", True),
        (0, "3", True),
        (8, "3", False),
    ],
)
def test_much_more_pain_offers_the_danger_signs(
    member, owner, now, before, pain, offered
):
    if before is not None:
        actions.log_reading(
            owner=owner,
            key=uuid4(),
            pain=before,
            moment=now - timedelta(hours=3),
            zone="UTC",
        )
    form = {"key": uuid4(), "pain": pain, "when": "now"}
    page = member.post(URL, form, follow=True).content.decode()
    assert f"Saved: pain {pain}" in page
    assert ("much more than before" in page) is offered
