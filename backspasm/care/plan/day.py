"""Today from now on: what to do when, until bedtime; at night only rest.

All arithmetic is done in UTC minutes from now, so that a clock change moves nothing.
Waits between heat or cold, and the most of each in a day, hold whatever was done before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from backspasm.care.catalogue import Advice
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
from backspasm.care.plan.opening import first, goes_with, length
from backspasm.care.plan.rest_limits import BREAK, LONGEST, rest_after

BEDTIME = time(22, 30)
WAKE = time(5, 0)
"""Before this hour it is still night."""
RELATIVE_HORIZON = 600
"""Minutes planned ahead where the zone, and so the hour, is not known."""
SLEEP_MINUTES = 15
"""The last minutes before bedtime: the sleep set-up."""
SETUP_MINUTES = 10
"""For the same in the night."""
LEAST_POSITION = 2
"""A position of fewer minutes has no line of its own."""
A_DAY = 24 * 60
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
        if self.left <= 0 or self.due > clock:
            return False
        return clock + self.minutes <= end

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
        placed = _placed(_night(plan), now_local)
        return Timetable(tuple(placed), night=True, until=None)
    until = _next(bedtime, now_local)
    left = until - now_local.astimezone(UTC)
    end = int(left.total_seconds() // 60)
    rows = _day(plan, past, end, now_local, sleeps=True)
    return Timetable(
        tuple(_placed(rows, now_local)),
        night=False,
        until=until.astimezone(now_local.tzinfo),
    )


def is_night(clock: time, bedtime: time) -> bool:
    """Between bedtime and :data:`WAKE`, also when bedtime is after midnight."""
    # Who goes to bed when others wake has no night before that.
    night_begins = _since_wake(bedtime) or A_DAY
    return _since_wake(clock) >= night_begins


def _since_wake(clock: time) -> int:
    """Minutes since :data:`WAKE`, today's or yesterday's."""
    return (_minute(clock) - _minute(WAKE)) % A_DAY


def _minute(clock: time) -> int:
    """The minute of the day."""
    return clock.hour * 60 + clock.minute


def _next(bedtime: time, now: datetime) -> datetime:
    """The next bedtime, in UTC; an hour that comes twice, or not at all, is no trouble."""
    now_utc = now.astimezone(UTC)
    today = now.date()
    tomorrow = today + timedelta(days=1)
    for day in (today, tomorrow):
        for fold in (0, 1):
            clock = bedtime.replace(fold=fold)
            local = datetime.combine(day, clock, now.tzinfo)
            moment = local.astimezone(UTC)
            if moment > now_utc:
                return moment
    raise AssertionError("tomorrow's bedtime is never in the past")


def _placed(rows: Sequence[Entry], now: datetime) -> Iterator[Entry]:
    """The entries with their clock time in the person's zone."""
    for row in rows:
        start = utc(now) + timedelta(minutes=row.offset_minutes)
        yield replace(row, start=start.astimezone(now.tzinfo))


def _day(
    plan: Plan, past: Past, end: int, now: datetime, *, sleeps: bool
) -> list[Entry]:
    """All that is done until ``end``, the last minutes of it for the bed."""
    sleep = plan.bedtime if sleeps else None
    awake = end
    if sleep:
        awake = max(0, end - SLEEP_MINUTES)
    tasks: list[_Task] = []
    for item in plan.today:
        task = _task(item, plan, past, awake, now)
        if task:
            tasks.append(task)
    rows = [*_beside(plan, past, awake)]
    rows += _Layout(tasks, awake, plan.between).laid_out()
    if sleep and end > 0:
        rows.append(_set_up(sleep, awake, end - awake))
    rows.sort(key=lambda row: (row.offset_minutes, not row.during))
    return rows


def _task(
    item: Item, plan: Plan, past: Past, awake: int, now: datetime
) -> _Task | None:
    """How often an item still comes today, how far apart, and from when on."""
    if not _has_an_hour(item) or not on_this_day(item, now):
        return None
    gap = gap_of(item, plan.phase)
    goes = goes_of(item, past, plan.on_skin)
    wanted = times_of(item, gap, awake)
    left = min(wanted, most_of(item) - len(goes))
    if left <= 0:
        return None
    due = max([0, *(end + gap for end, _ in goes)])
    if item.kind == "relaxation":
        due = max(due, awake - EVENING)
    spacing = gap
    if item.kind != "walking":
        # Over the whole rest of the day; a walk comes as soon as it may.
        spacing = max(gap, awake // (left + 1))
    return _Task(item, length(item), spacing, left, due)


def _has_an_hour(item: Item) -> bool:
    """Whether an item is something to do at an hour of its own."""
    if item.kind not in ORDER:
        return False
    if item.later or item.technique.worn or item.technique.untimed:
        return False
    if item.kind == "position":
        return length(item) >= LEAST_POSITION
    return True


@dataclass(slots=True)
class _Layout:
    """The lines of a day so far; changes while it is laid out."""

    tasks: list[_Task]
    end: int
    between: str
    """What to do between two rests that would be too long in a row."""
    rows: list[Entry] = field(default_factory=list)
    clock: int = 0
    """The minute that the lines reach."""
    rested: int = 0
    """Minutes of rest in a row up to there."""

    def laid_out(self) -> list[Entry]:
        """One thing after the other: the earliest in :data:`ORDER` of what is due.

        Before a rest in a row becomes too long comes what gets the person up, or a gap;
        the line before it says what that is for.
        """
        self.tasks.sort(key=lambda task: ORDER.index(task.item.kind))
        while self.clock < self.end:
            due = [
                task for task in self.tasks if task.ready(self.clock, self.end)
            ]
            task = self._fitting(due)
            if task:
                self._do(task)
            elif due:
                self._get_up()
            elif not self._wait():
                break
        return self.rows

    def _fitting(self, due: list[_Task]) -> _Task | None:
        """The first with which the rest in a row is not too long."""
        for task in due:
            if not self.rested or task.rest_after(self.rested) <= LONGEST:
                return task
        return None

    def _do(self, task: _Task) -> None:
        row = _one_go(task, self._warmth(), self.clock, self.end)
        self.rows.append(row)
        self.clock += task.minutes
        self.rested = task.rest_after(self.rested)

    def _warmth(self) -> _Task | None:
        for task in self.tasks:
            if task.item.kind == "temperature":
                return task
        return None

    def _get_up(self) -> None:
        last = self.rows[-1]
        self.rows[-1] = replace(last, text=f"{last.text}. {self.between}")
        self.clock += BREAK
        self.rested = 0

    def _wait(self) -> bool:
        """On to when something more is due; whether anything is."""
        later = [
            task.due
            for task in self.tasks
            if task.left > 0 and task.due > self.clock
        ]
        if not later:
            return False
        if min(later) - self.clock >= BREAK:
            self.rested = 0
        self.clock = min(later)
        return True


def _one_go(task: _Task, warmth: _Task | None, clock: int, end: int) -> Entry:
    """One go; a position takes heat or cold along when both are due and they go together."""
    task.take(clock)
    item = task.item
    entry = _entry(
        clock,
        task.minutes,
        item=item.id,
        text=_text(item.name, task.minutes),
        kind=item.kind,
    )
    if warmth is None or not _taken_along(warmth, item, clock, end):
        return entry
    warmth.take(clock)
    besides = _text(warmth.item.name, warmth.minutes)
    return replace(
        entry,
        text=f"{entry.text} + {besides}",
        with_item=warmth.item.id,
        with_minutes=warmth.minutes,
    )


def _taken_along(warmth: _Task, item: Item, clock: int, end: int) -> bool:
    if item.kind != "position":
        return False
    if not warmth.ready(clock, end):
        return False
    return goes_with(warmth.item, item)


def _text(name: str, minutes: int) -> str:
    return f"{name}: {minutes} min"


def _entry(
    clock: int,
    minutes: int,
    *,
    item: str,
    text: str,
    kind: str,
    during: bool = False,
) -> Entry:
    """A line without its hour, which :func:`_placed` adds where the zone is known."""
    return Entry(
        start=None,
        minutes=minutes,
        item=item,
        text=text,
        kind=kind,
        offset_minutes=clock,
        during=during,
    )


def _beside(plan: Plan, past: Past, end: int) -> Iterator[Entry]:
    """What goes on beside everything else: the change of position, the worn wrap."""
    going_on = [item for item in plan.today if not item.later]
    for item in going_on:
        if item.technique.all_day and end > 0:
            yield _entry(
                0,
                end,
                item=item.id,
                text=item.dose.text,
                kind="habit",
                during=True,
            )
    for item in going_on:
        if item.technique.worn:
            yield from _worn(item, plan, past, end)


def _worn(wrap: Item, plan: Plan, past: Past, end: int) -> Iterator[Entry]:
    """A worn wrap from when it may go on again, for what is left of its minutes a day."""
    left = wrap.dose.max_minutes_a_day or length(wrap)
    start = 0
    for ended, minutes in goes_of(wrap, past, plan.on_skin):
        start = max(start, ended + LEAST_WAIT)
        left -= minutes
    minutes = min(left, end - start)
    if minutes >= LEAST_WORN:
        yield _entry(
            start,
            minutes,
            item=wrap.id,
            text=wrap.summary,
            kind="temperature",
            during=True,
        )


def night_items(plan: Plan) -> list[Item]:
    """What is done at night, in its order: slow breathing and a way to lie."""
    found: list[Item] = []
    breathing = first(plan.today, "breathing")
    if breathing:
        found.append(breathing)
    if plan.night:
        found.append(plan.night)
    return found


def _night(plan: Plan) -> list[Entry]:
    """The sleep set-up, breathing and a way to lie; no chair, walk, exercise, heat or cold."""
    rows: list[Entry] = []
    clock = 0
    if plan.bedtime is not None:
        rows.append(_set_up(plan.bedtime, 0, SETUP_MINUTES))
        clock = SETUP_MINUTES
    for item in night_items(plan):
        minutes = length(item)
        text = _text(item.name, minutes)
        if item.kind == "position":
            # Nobody watches the clock in their sleep.
            text = item.name
        entry = _entry(
            clock,
            minutes,
            item=item.id,
            text=text,
            kind=item.kind,
        )
        rows.append(entry)
        clock += minutes
    return rows


def _set_up(sleep: Advice, clock: int, minutes: int) -> Entry:
    """How to make the bed."""
    return _entry(
        clock,
        minutes,
        item=sleep.id,
        text=sleep.name,
        kind="sleep",
    )


__all__ = [
    "BEDTIME",
    "Done",
    "Entry",
    "Timetable",
    "build_timetable",
    "is_night",
    "night_items",
]
