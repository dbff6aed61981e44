"""Today from now on: what to do when, until bedtime; at night only rest.

All arithmetic is done in UTC minutes from now, so that a clock change moves nothing.
Waits between heat or cold, and the most of each in a day, hold whatever was done before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from backspasm.care.plan.frequency import (
    LEAST_WAIT,
    ORDER,
    Done,
    Past,
    gap_of,
    goes_of,
    most_of,
    on_this_day,
    past_goes,
    times_of,
    utc,
)
from backspasm.care.plan.model import Item, Plan
from backspasm.care.plan.opening import goes_with, length
from backspasm.care.plan.rest_limits import BREAK, LONGEST, rest_after

BEDTIME = time(22, 30)
WAKE = time(5, 0)
"""Before this hour it is still night."""
RELATIVE_HORIZON = 600
"""Minutes planned ahead where the zone, and so the hour, is not known."""
SLEEP_MINUTES = 15
"""The last minutes before bedtime: the sleep set-up."""
LEAST_WORN = 30
"""A wrap is not put on for less."""
EVENING = 90
"""Relaxation belongs to so many minutes before bedtime."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable. ``start`` is ``None`` where the zone is not known."""

    start: datetime | None
    minutes: int
    item: str
    text: str
    kind: str
    offset_minutes: int
    with_item: str = ""
    """Heat or cold that lies on the back during this position, for ``with_minutes``."""
    with_minutes: int = 0
    during: bool = False
    """Goes on beside everything else: a worn wrap, a change of position every half hour."""

    @property
    def end_minutes(self) -> int:
        """Minutes from now to the end."""
        return self.offset_minutes + self.minutes


@dataclass(frozen=True, slots=True)
class Timetable:
    """The entries in order. ``night``: rest only. ``until`` is bedtime, or ``None``."""

    entries: tuple[Entry, ...]
    night: bool
    until: datetime | None


@dataclass(slots=True)
class _Task:
    """What is still to be done of one item today; changes while the day is laid out."""

    item: Item
    minutes: int
    gap: int
    left: int
    due: int

    def ready(self, clock: int, end: int) -> bool:
        return (
            self.left > 0 and self.due <= clock and clock + self.minutes <= end
        )

    def rest_after(self, before: int) -> int:
        return rest_after(self.item, self.minutes, before)

    def take(self, clock: int) -> None:
        self.left -= 1
        self.due = clock + self.minutes + self.gap


def build_timetable(
    plan: Plan,
    done_today: Sequence[Done],
    now_local: datetime,
    bedtime: time = BEDTIME,
) -> Timetable:
    """Lay out the rest of today. A naive ``now_local`` is UTC with an unknown zone.

    Everything in ``done_today`` that ended in the last 24 hours counts towards the waits
    and the most a day. The same input gives the same timetable.
    """
    past = past_goes(done_today, now_local)
    if now_local.tzinfo is None:
        rows = _day(plan, past, RELATIVE_HORIZON, now_local, sleeps=False)
        return Timetable(tuple(rows), night=False, until=None)
    if is_night(now_local.time(), bedtime):
        return Timetable(
            tuple(_placed(_night(plan), now_local)), night=True, until=None
        )
    until = _next(bedtime, now_local)
    end = int((until - now_local.astimezone(UTC)).total_seconds() // 60)
    rows = _day(plan, past, end, now_local, sleeps=True)
    return Timetable(
        tuple(_placed(rows, now_local)),
        night=False,
        until=until.astimezone(now_local.tzinfo),
    )


def is_night(clock: time, bedtime: time) -> bool:
    """Between bedtime and :data:`WAKE`, also when bedtime is after midnight."""
    return _since_wake(clock) >= (_since_wake(bedtime) or 24 * 60)


def _since_wake(clock: time) -> int:
    return (clock.hour * 60 + clock.minute - WAKE.hour * 60 - WAKE.minute) % (
        24 * 60
    )


def _next(bedtime: time, now: datetime) -> datetime:
    """The next bedtime, in UTC; an hour that comes twice, or not at all, is no trouble."""
    days = (now.date(), now.date() + timedelta(days=1))
    clocks = (bedtime.replace(fold=0), bedtime.replace(fold=1))
    local = (
        datetime.combine(day, clock, now.tzinfo)
        for day in days
        for clock in clocks
    )
    moments = (moment.astimezone(UTC) for moment in local)
    return next(moment for moment in moments if moment > now.astimezone(UTC))


def _placed(rows: Sequence[Entry], now: datetime) -> Iterator[Entry]:
    """The entries with their clock time in the person's zone."""
    for row in rows:
        start = utc(now) + timedelta(minutes=row.offset_minutes)
        yield Entry(
            start.astimezone(now.tzinfo),
            row.minutes,
            row.item,
            row.text,
            row.kind,
            row.offset_minutes,
            row.with_item,
            row.with_minutes,
            row.during,
        )


def _day(
    plan: Plan, past: Past, end: int, now: datetime, *, sleeps: bool
) -> list[Entry]:
    sleep = plan.bedtime
    awake = max(0, end - SLEEP_MINUTES) if sleep and sleeps else end
    tasks = [
        task
        for item in plan.today
        if (task := _task(item, plan, past, awake, now))
    ]
    rows = [*_beside(plan, past, awake), *_laid_out(tasks, awake, plan.between)]
    if sleep and sleeps and end > 0:
        rows.append(_entry(awake, end - awake, sleep.id, sleep.name, "sleep"))
    return sorted(rows, key=lambda row: (row.offset_minutes, not row.during))


def _task(
    item: Item, plan: Plan, past: Past, awake: int, now: datetime
) -> _Task | None:
    """How often an item still comes today, how far apart, and from when on."""
    minutes = length(item)
    if (
        item.kind not in ORDER
        or item.technique.worn
        or (item.kind == "position" and minutes < 2)
    ):
        return None
    if item.later or item.technique.untimed or not on_this_day(item, now):
        return None
    gap = gap_of(item, plan.phase)
    goes = goes_of(item, past, plan.on_skin)
    left = min(times_of(item, gap, awake), most_of(item) - len(goes))
    ends = [end for end, _ in goes]
    due = max(0, max(ends) + gap) if ends else 0
    if item.kind == "relaxation":
        due = max(due, awake - EVENING)
    if left <= 0:
        return None
    spacing = max(gap, awake // (left + 1)) if item.kind != "walking" else gap
    return _Task(item, minutes, spacing, left, due)


def _laid_out(tasks: list[_Task], end: int, between: str) -> list[Entry]:
    """One thing after the other: the earliest in :data:`ORDER` of what is due.

    Before a rest in a row becomes too long comes what gets the person up, or a gap;
    the line before it says what that is for.
    """
    tasks = sorted(tasks, key=lambda task: ORDER.index(task.item.kind))
    warmth = next(
        (task for task in tasks if task.item.kind == "temperature"), None
    )
    rows: list[Entry] = []
    clock = rested = 0
    while clock < end:
        due = [task for task in tasks if task.ready(clock, end)]
        fitting = (
            o for o in due if not rested or o.rest_after(rested) <= LONGEST
        )
        if task := next(fitting, None):
            rows.append(_go(task, warmth, clock, end))
            clock, rested = clock + task.minutes, task.rest_after(rested)
        elif due:
            rows[-1] = replace(rows[-1], text=f"{rows[-1].text}. {between}")
            clock, rested = clock + BREAK, 0
        else:
            later = [
                task.due for task in tasks if task.left > 0 and task.due > clock
            ]
            if not later:
                break
            rested = 0 if min(later) >= clock + BREAK else rested
            clock = min(later)
    return rows


def _go(task: _Task, warmth: _Task | None, clock: int, end: int) -> Entry:
    """One go; a position takes heat or cold along when both are due and they go together."""
    task.take(clock)
    item = task.item
    text = _text(item.name, task.minutes)
    together = (
        warmth is not None
        and item.kind == "position"
        and warmth.ready(clock, end)
        and goes_with(warmth.item, item)
    )
    if not together or warmth is None:
        return _entry(clock, task.minutes, item.id, text, item.kind)
    warmth.take(clock)
    both = f"{text} + {_text(warmth.item.name, warmth.minutes)}"
    return _entry(clock, task.minutes, item.id, both, item.kind, warmth)


def _text(name: str, minutes: int) -> str:
    return f"{name}: {minutes} min"


def _entry(
    clock: int,
    minutes: int,
    item: str,
    text: str,
    kind: str,
    warmth: _Task | None = None,
    *,
    during: bool = False,
) -> Entry:
    with_item, with_minutes = (
        (warmth.item.id, warmth.minutes) if warmth else ("", 0)
    )
    return Entry(
        None, minutes, item, text, kind, clock, with_item, with_minutes, during
    )


def _beside(plan: Plan, past: Past, end: int) -> Iterator[Entry]:
    """What goes on beside everything else: the worn wrap, the change of position."""
    change = next((one for one in plan.today if one.technique.all_day), None)
    if change and not change.later and end > 0:
        yield _entry(0, end, change.id, change.dose.text, "habit", during=True)
    wrap = next((one for one in plan.today if one.technique.worn), None)
    if wrap is None or wrap.later:
        return
    goes = goes_of(wrap, past, plan.on_skin)
    start = max([0, *(minute + LEAST_WAIT for minute, _ in goes)])
    most = (wrap.dose.max_minutes_a_day or length(wrap)) - sum(
        minutes for _, minutes in goes
    )
    minutes = min(most, end - start)
    if minutes >= LEAST_WORN:
        yield _entry(
            start, minutes, wrap.id, wrap.summary, "temperature", during=True
        )


def night_items(plan: Plan) -> list[Item]:
    """What is done at night, in its order: slow breathing and a way to lie."""
    breathing = [item for item in plan.today if item.kind == "breathing"]
    return [*breathing[:1], *([plan.night] if plan.night else [])]


def _night(plan: Plan) -> list[Entry]:
    """The sleep set-up, breathing and a way to lie; no chair, walk, exercise, heat or cold."""
    rows: list[Entry] = []
    clock = 0
    if plan.bedtime is not None:
        setup = plan.bedtime
        rows.append(_entry(clock, 10, setup.id, setup.name, "sleep"))
        clock += 10
    for item in night_items(plan):
        minutes = length(item)
        text = (
            item.name if item.kind == "position" else _text(item.name, minutes)
        )
        rows.append(_entry(clock, minutes, item.id, text, item.kind))
        clock += minutes
    return rows


__all__ = [
    "BEDTIME",
    "Done",
    "Entry",
    "Timetable",
    "build_timetable",
    "is_night",
    "night_items",
]
