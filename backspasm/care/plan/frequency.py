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

ANY_HOUR = 24
"""The most goes in 24 hours of what names none."""
WEEK = 7

Go = tuple[int, int]
Past = Mapping[str, Sequence[Go]]
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
        minutes = max(0, one.minutes)
        end = utc(one.start) + timedelta(minutes=minutes)
        ago = utc(now) - end
        if ago < DAY:
            # Whole minutes, rounded up: a wait is never cut short.
            from_now = -int(ago.total_seconds() // 60)
            found.setdefault(one.item, []).append((from_now, minutes))
    return found


def utc(moment: datetime) -> datetime:
    """The moment in UTC; a naive one is UTC already."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


def goes_of(
    item: Item,
    past: Past,
    on_skin: frozenset[str],
) -> list[Go]:
    """What was done that counts against this item: any heat or cold counts for all of it."""
    counting = {item.id}
    if item.kind == "temperature":
        counting = {*on_skin}
    found: list[Go] = []
    for name, goes in past.items():
        if name in counting:
            found += goes
    return found


def gap_of(item: Item, phase: Phase) -> int:
    """Least minutes from the end of one go to the start of the next."""
    least = SPREAD[item.kind]
    if item.kind == "temperature":
        least = LEAST_WAIT
    elif item.kind == "walking" and phase is Phase.ACUTE:
        least = WALK_ACUTE
    return max(least, item.dose.minutes_off or 0)


def times_of(
    item: Item,
    gap: int,
    awake: int,
) -> int:
    """Goes that are aimed at in the rest of the day."""
    if item.kind == "walking" and item.dose.minutes_off:
        return max(1, awake // gap + 1)
    wanted = TIMES.get(item.kind, 1)
    if item.dose.times_a_day:
        wanted, _ = item.dose.times_a_day
    apart = max(gap, SPREAD[item.kind])
    fitting = max(1, awake // apart)
    return min(wanted, fitting)


def most_of(item: Item) -> int:
    """The most goes in 24 hours."""
    if item.dose.max_a_day:
        return item.dose.max_a_day
    if item.dose.times_a_day:
        _, most = item.dose.times_a_day
        return most
    return ANY_HOUR


def on_this_day(item: Item, now: datetime) -> bool:
    """Exercises for some days a week come on days spread evenly over it."""
    if item.technique.kind != "exercise":
        return True
    if item.dose.days_a_week is None:
        return True
    days, _ = item.dose.days_a_week
    if days >= WEEK:
        return True
    return now.weekday() * days % WEEK < days
