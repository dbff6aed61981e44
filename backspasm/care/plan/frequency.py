"""How often an item comes in a day and how far apart, with what was done counted in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from backspasm.care.catalogue import Phase
from backspasm.care.plan.model import Item

DAY = timedelta(hours=24)
LEAST_WAIT = 120
"""Minutes between any two goes of heat or cold where the dose names none (the longest named)."""
ORDER = (
    "position",
    "temperature",
    "movement",
    "walking",
    "breathing",
    "massage",
    "relaxation",
)
SPREAD = {
    "temperature": 150,
    "position": 120,
    "movement": 120,
    "walking": 180,
    "breathing": 120,
    "massage": 180,
    "relaxation": 180,
}
"""Least minutes between two goes, so that a short rest of the day is not crammed."""
WALK_ACUTE = 90
"""In the first days: a short walk every 1 to 2 waking hours."""
TIMES = {"temperature": 3, "position": 3, "walking": 2, "breathing": 3}
"""Goes a day where the dose names none; else once."""

Past = Mapping[str, Sequence[tuple[int, int]]]
"""By technique id: (end in minutes from now, minutes) of each go of the last 24 hours."""


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done: technique id, when it started (naive: UTC), minutes."""

    item: str
    start: datetime
    minutes: int


def past_goes(done: Sequence[Done], now: datetime) -> Past:
    """By item: (end in minutes from now, minutes) of each go that ended within 24 hours."""
    found: dict[str, list[tuple[int, int]]] = {}
    for one in done:
        end = utc(one.start) + timedelta(minutes=max(0, one.minutes)) - utc(now)
        if end > -DAY:
            minutes = -int(-end.total_seconds() // 60)
            found.setdefault(one.item, []).append(
                (minutes, max(0, one.minutes))
            )
    return found


def utc(moment: datetime) -> datetime:
    """The moment in UTC; a naive one is UTC already."""
    return (
        moment.replace(tzinfo=UTC)
        if moment.tzinfo is None
        else moment.astimezone(UTC)
    )


def goes_of(
    item: Item, past: Past, on_skin: frozenset[str]
) -> Sequence[tuple[int, int]]:
    """What was done that counts against this item: any heat or cold counts for all of it."""
    if item.kind != "temperature":
        return past.get(item.id, [])
    return [go for name in past if name in on_skin for go in past[name]]


def gap_of(item: Item, phase: Phase) -> int:
    """Least minutes from the end of one go to the start of the next."""
    off = item.dose.minutes_off
    if item.kind == "temperature":
        return max(off or 0, LEAST_WAIT)
    if item.kind == "walking" and phase is Phase.ACUTE:
        return max(off or 0, WALK_ACUTE)
    return max(off or 0, SPREAD[item.kind])


def times_of(item: Item, gap: int, awake: int) -> int:
    """Goes that are aimed at in the rest of the day."""
    fitting = max(1, awake // max(gap, SPREAD[item.kind]))
    if item.kind == "walking" and item.dose.minutes_off:
        return max(1, awake // gap + 1)
    times = item.dose.times_a_day
    return min(times[0] if times else TIMES.get(item.kind, 1), fitting)


def most_of(item: Item) -> int:
    """The most goes in 24 hours."""
    times = item.dose.times_a_day
    return item.dose.max_a_day or (times[1] if times else 24)


def on_this_day(item: Item, now: datetime) -> bool:
    """Exercises for some days a week come on days spread evenly over it."""
    days = item.dose.days_a_week
    if item.technique.kind != "exercise" or days is None or days[0] >= 7:
        return True
    return (now.weekday() * days[0]) % 7 < days[0]
