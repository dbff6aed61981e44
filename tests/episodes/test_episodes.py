"""Episodes: from memory, one open at a time, the bin, sessions, moving house."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.episodes import actions
from backspasm.episodes.actions import ReadingEntry, UseEntry
from backspasm.episodes.models import Diary, Episode, Reading, TechniqueUse

pytestmark = pytest.mark.django_db
ZONE = "Europe/London"


def test_from_memory(remember, owner):
    episode = remember(worst=8, triggers=("lifting", "own words"))
    reading = Reading.objects.get()
    assert (reading.pain, reading.estimated, reading.moment) == (
        8,
        True,
        episode.start,
    )
    diary = Diary.objects.get(owner=owner)
    assert (diary.episode_count, diary.first_start) == (1, episode.start)
    assert diary.tags == ("lifting", "own words")


def test_tags_last_used_first(remember, owner):
    remember(days=20, triggers=("lifting", "stress"))
    remember(days=10, triggers=("garden", "stress"))
    assert Diary.objects.get(owner=owner).tags == (
        "garden",
        "stress",
        "lifting",
    )


def test_two_open_ask(remember, read, owner):
    opened = read(5, hours=2).episode
    with pytest.raises(actions.ClashError) as problem:
        remember(days=1, length=0)
    assert problem.value.other == opened
    assert Episode.objects.count() == 1
    new = remember(days=1, length=0, clash="end_open")
    opened.refresh_from_db()
    assert (opened.end_about, Episode.objects.of(owner).current()) == (
        True,
        new,
    )


def test_one_open_is_kept_by_the_database(read, owner):
    read(5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Episode.objects.create(
            owner=owner, start=timezone.now(), start_zone=ZONE
        )


def test_an_open_one_in_the_bin_does_not_count(read, owner):
    actions.delete_episode(episode=read(5).episode)
    assert Episode.objects.create(
        owner=owner, start=timezone.now(), start_zone=ZONE
    ).is_open


def test_end_before_start_is_refused_by_the_database(remember):
    episode = remember()
    episode.end = episode.start - timedelta(seconds=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        episode.save()


def test_end_and_reopen(read, owner, now):
    episode = read(5, hours=5).episode
    ended = actions.end_episode(episode=episode, end=now, zone=ZONE)
    assert (ended.end, ended.is_open) == (now, False)
    assert actions.reopen_episode(episode=episode).is_open
    actions.end_episode(episode=episode, end=now, zone=ZONE)
    other = read(4).episode
    with pytest.raises(actions.ClashError):
        actions.reopen_episode(episode=episode)
    actions.reopen_episode(episode=episode, clash="end_open")
    other.refresh_from_db()
    assert (Episode.objects.of(owner).current(), other.end_about) == (
        episode,
        True,
    )


def test_bin_and_back(remember, read, owner):
    episode = read(5).episode
    loose = read(3)
    actions.delete_reading(reading=loose)
    actions.delete_episode(episode=episode)
    assert not Reading.objects.of(owner).exists()
    assert Diary.objects.get(owner=owner).episode_count == 0
    actions.restore_episode(episode=episode)
    assert Reading.objects.of(owner).count() == 1, (
        "what was deleted before stays deleted"
    )
    assert Diary.objects.get(owner=owner).episode_count == 1


@pytest.mark.parametrize(
    ("clash", "still_open"), [("end_this", 1), ("end_open", 0)]
)
def test_restoring_an_open_one_asks(read, owner, clash, still_open):
    both = [read(5, hours=9).episode]
    actions.delete_episode(episode=both[0])
    both.append(read(6).episode)
    with pytest.raises(actions.ClashError):
        actions.restore_episode(episode=both[0])
    actions.restore_episode(episode=both[0], clash=clash)
    assert Episode.objects.of(owner).current() == both[still_open]


def test_bin_is_emptied(read, remember):
    actions.delete_episode(episode=read(5).episode)
    kept = remember()
    assert actions.empty_bin(before=timezone.now() - timedelta(days=30)) == 0
    assert actions.empty_bin(before=timezone.now() + timedelta(seconds=1)) == 2
    assert Episode.objects.get() == kept


def session(owner, key, now):
    return actions.record_session(
        owner=owner,
        key=key,
        zone=ZONE,
        readings=[
            ReadingEntry(now - timedelta(minutes=20), 7),
            ReadingEntry(now, 5, doing="after the session"),
        ],
        uses=[
            UseEntry(
                "pos-90-90", now - timedelta(minutes=19), 15, 7, 5, "better"
            )
        ],
    )


def test_session_is_kept_once(owner, now):
    key = uuid4()
    episode = session(owner, key, now)
    assert session(owner, key, now) == episode
    assert (Reading.objects.count(), TechniqueUse.objects.count()) == (2, 1)
    assert (episode.reading_count, episode.use_count, episode.last_pain) == (
        2,
        1,
        5,
    )
    assert episode.eased == ("pos-90-90",)
    assert episode.start == now - timedelta(minutes=20)


def test_session_joins_the_open_episode(owner, now, read):
    home = read(8, hours=5).episode
    assert session(owner, uuid4(), now) == home
    assert session(owner, uuid4(), now) == home


def test_session_is_all_or_nothing(owner, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record_session(
            owner=owner,
            key=uuid4(),
            zone=ZONE,
            readings=[ReadingEntry(now, 4), ReadingEntry(now, 44)],
        )
    assert not Episode.objects.exists()
    with pytest.raises(ValueError, match="without"):
        actions.record_session(owner=owner, key=uuid4(), zone=ZONE)


def test_moving_without_a_clash(read, remember, owner):
    guest = Owner.objects.create()
    read(6, who=guest)
    remember(days=40, who=guest, triggers=("own",))
    remember(days=90)
    assert actions.move_diary(source=guest, target=owner) == 2
    assert Episode.objects.of(owner).count() == 3
    assert not Reading.objects.all_of(guest).exists()
    diary = Diary.objects.get()
    assert (diary.owner, diary.episode_count, diary.tags) == (
        owner,
        3,
        ("own",),
    )


def test_moving_the_same_episode(read, owner):
    guest = Owner.objects.create()
    read(6, who=guest, hours=9, note="guest")
    mine = read(3).episode
    with pytest.raises(actions.ClashError):
        actions.move_diary(source=guest, target=owner)
    assert Episode.objects.of(guest).count() == 1
    actions.move_diary(source=guest, target=owner, choice="same")
    mine.refresh_from_db()
    assert Episode.objects.get() == mine
    assert (mine.reading_count, mine.worst_pain, mine.words) == (2, 6, "guest")


def test_moving_another_episode(read, owner):
    guest = Owner.objects.create()
    newer = read(6, who=guest).episode
    older = read(3, hours=200).episode
    actions.move_diary(source=guest, target=owner, choice="another")
    older.refresh_from_db()
    assert (older.end_about, Episode.objects.of(owner).current()) == (
        True,
        newer,
    )
