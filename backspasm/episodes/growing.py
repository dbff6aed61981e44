"""Large made-up histories for benchmarks, written in bulk with their counters."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from backspasm.accounts.models import Owner, User
from backspasm.care.insight import Point
from backspasm.episodes import wording
from backspasm.episodes.actions.counters import count_readings
from backspasm.episodes.models import Diary, Episode, Reading

BATCH = 2000
ZONE = "Europe/London"
LIFE = timedelta(days=40 * 365)
STRIDE = timedelta(days=4)
"""From one start to the next; less where so many would not fit into a life."""
NOTES = ("Bent for a shoe.", "Long drive.", "Slept badly, cold room.", "")


def grow(
    *,
    episodes: int,
    readings: int,
    people: int,
    now: datetime,
) -> list[User]:
    """`people` accounts with `episodes` each, every one with `readings`; nobody can sign in.

    People who are there from an earlier run are left as they are.
    """
    have = User.objects.filter(email__startswith="grow-").count()
    grown = []
    for number in range(have + 1, have + people + 1):
        person = _person(number, episodes, readings, now)
        grown.append(person)
    return grown


def _person(
    number: int,
    episodes: int,
    readings: int,
    now: datetime,
) -> User:
    chance = random.Random(number)
    user = User.objects.create_user(f"grow-{number}@backspasm.example")
    owner = Owner.objects.create(user=user)
    rows = _episodes(owner, episodes, readings, now, chance)
    size = max(1, BATCH // max(readings, 1))
    while batch := list(islice(rows, size)):
        Episode.objects.bulk_create(episode for episode, _ in batch)
        made: list[Reading] = []
        for episode, points in batch:
            made += _readings(episode, points)
        Reading.objects.bulk_create(made)
    oldest_first = Episode.objects.of(owner).order_by("start", "id")
    starts = oldest_first.values_list("start", flat=True)
    Diary.objects.create(
        owner=owner,
        episode_count=episodes,
        first_start=starts.first(),
    )
    return user


def _readings(episode: Episode, points: list[Point]) -> Iterator[Reading]:
    for point in points:
        yield Reading(
            owner=episode.owner,
            episode=episode,
            moment=point.at,
            zone=ZONE,
            pain=point.pain,
        )


def _episodes(
    owner: Owner,
    episodes: int,
    readings: int,
    now: datetime,
    chance: random.Random,
) -> Iterator[tuple[Episode, list[Point]]]:
    """From the latest, which is still going, back in time."""
    places = list(wording.regions())
    causes = list(wording.triggers())
    stride = min(STRIDE, LIFE / max(episodes, 1))
    length = stride * 3 / 4
    step = min(timedelta(hours=6), length * 5 / 6 / max(readings, 1))
    start = now - length
    for number in range(episodes):
        worst = chance.randint(4, 9)
        points = list(_fading(start, step, worst, readings))
        episode = Episode(
            owner=owner,
            start=start,
            start_zone=ZONE,
            regions=(chance.choice(places),),
            triggers=(chance.choice(causes),),
            notes=chance.choice(NOTES),
        )
        if number > 0:
            episode.end = start + length
            episode.end_zone = ZONE
        count_readings(episode, points, ())
        yield episode, points
        start -= stride


def _fading(
    start: datetime,
    step: timedelta,
    worst: int,
    count: int,
) -> Iterator[Point]:
    """Pain that goes from `worst` down to nearly nothing."""
    for turn in range(count):
        eased = turn * worst // count
        yield Point(start + step * turn, worst - eased)
