"""Readings: kept once, edited, deleted, restored, and what that does to their episode."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from backspasm.care.insight import State
from backspasm.episodes import actions
from backspasm.episodes.models import Diary, Episode, Reading

pytestmark = pytest.mark.django_db


def test_first_reading_opens_an_episode(read, owner):
    reading = read(7)
    episode = Episode.objects.get()
    assert reading.episode == episode
    assert (episode.start, episode.is_open, episode.by_entry) == (
        reading.moment,
        True,
        True,
    )
    assert (episode.reading_count, episode.worst_pain, episode.last_pain) == (
        1,
        7,
        7,
    )
    assert Diary.objects.get(owner=owner).episode_count == 1


def test_next_reading_joins_it(read):
    assert read(7, hours=2).episode == read(4, hours=1).episode
    episode = Episode.objects.get()
    assert (episode.reading_count, episode.worst_pain, episode.last_pain) == (
        2,
        7,
        4,
    )
    assert episode.state is State.SETTLING


def test_same_key_counts_once(read):
    key = uuid4()
    assert read(7, key=key) == read(7, key=key)
    assert Reading.objects.count() == Episode.objects.count() == 1


def test_a_key_is_unique_in_the_database(read, owner):
    reading = read(7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.create(
            owner=owner,
            episode=reading.episode,
            key=reading.key,
            pain=1,
            moment=reading.moment,
            zone="UTC",
        )


def test_late_retry_does_not_bring_back_what_was_deleted(read):
    key = uuid4()
    read(3)
    actions.delete_reading(reading=read(7, key=key))
    assert read(7, key=key).deleted_at is not None
    assert Episode.objects.get().reading_count == 1


@pytest.mark.parametrize("pain", [-1, 11])
def test_pain_out_of_range_is_refused_by_the_database(read, pain):
    with pytest.raises(IntegrityError), transaction.atomic():
        read(pain)
    assert not Episode.objects.exists()


def test_reading_before_the_start_moves_the_start(read):
    read(5)
    early = read(8, hours=3, estimated=True)
    episode = Episode.objects.get()
    assert (episode.start, episode.start_about) == (early.moment, True)


def test_another_ends_the_open_one_where_it_was_last_heard_of(read):
    old = read(5, hours=300).episode
    new = read(8, another=True).episode
    old.refresh_from_db()
    assert new != old
    assert (old.end, old.end_about) == (old.last_reading_at, True)


def test_undo_takes_the_episode_it_opened_along(read, owner):
    reading = read(7)
    actions.delete_reading(reading=reading)
    assert not Episode.objects.of(owner).exists()
    assert Diary.objects.get(owner=owner).episode_count == 0
    actions.restore_reading(reading=reading)
    assert Episode.objects.of(owner).get().reading_count == 1


def test_undo_leaves_an_episode_that_was_described(read, owner):
    reading = read(7)
    actions.edit_episode(episode=reading.episode, details={"notes": "Stairs."})
    actions.delete_reading(reading=reading)
    assert Episode.objects.of(owner).get().reading_count == 0


def test_restoring_asks_when_another_is_open(read, owner):
    first = read(7, hours=5)
    actions.delete_reading(reading=first)
    second = read(4)
    with pytest.raises(actions.ClashError) as problem:
        actions.restore_reading(reading=first)
    assert problem.value.other == second.episode
    first.refresh_from_db()
    assert first.deleted_at is not None
    actions.restore_reading(reading=first, clash="end_this")
    assert Episode.objects.of(owner).count() == 2
    assert Episode.objects.of(owner).current() == second.episode


def test_edit_recounts(read, now):
    reading = read(7, hours=1)
    read(3)
    actions.edit_reading(
        reading=reading,
        details={"pain": 9, "moment": now + timedelta(minutes=1)},
    )
    episode = Episode.objects.get()
    assert (episode.worst_pain, episode.last_pain) == (9, 9)


def test_notes_of_readings_are_found(read, owner):
    read(7, note="Straße nach Süden")
    assert Episode.objects.of(owner).saying("STRASSE süden").count() == 1
    assert not Episode.objects.of(owner).saying("100%").exists()
