"""A session as timed steps, and where it stands at any moment.

Nothing here counts: a session is its steps, its start and what the person did since
(events). Whoever replays these at the same moment finds the same step, on any device.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

SECOND = timedelta(seconds=1)
NOTHING = timedelta(0)
LONGEST_WAIT = timedelta(minutes=5)
"""Of a step that waits for a tap no more than this counts as doing it."""


class Kind(StrEnum):
    """What a step is. Those without ``seconds`` wait for a tap."""

    READY = "ready"
    HOLD = "hold"
    REPEAT = "repeat"
    REST = "rest"
    SIDE = "side"
    BREATHE = "breathe"
    WALK = "walk"
    DO = "do"
    CLOTH = "cloth"
    ON = "on"
    LOOK = "look"
    OFF = "off"
    ASK = "ask"
    PAIN = "pain"


ON_SKIN = frozenset({Kind.ON, Kind.LOOK})
"""Heat or cold lies on the skin: no pause can stop that clock, no repeat prolong it."""
COUNTED = frozenset(
    {Kind.HOLD, Kind.REPEAT, Kind.BREATHE, Kind.WALK, Kind.DO, *ON_SKIN}
)
"""What the diary counts as doing the technique."""
CANNOT = "cannot"
"""The note of a step that the person could not do."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``pace`` is the effort and the letting go of one repetition, or one breath.

    ``line`` is the sentence of the technique it carries out; ``side`` 1 or 2, else 0.
    """

    kind: Kind
    technique: str = ""
    seconds: int | None = None
    count: int = 0
    pace: tuple[int, int] = (0, 0)
    line: int | None = None
    side: int = 0

    def to_data(self) -> list[Any]:
        """As JSON values, for :meth:`from_data`."""
        return [
            self.kind.value,
            self.technique,
            self.seconds,
            self.count,
            list(self.pace),
            self.line,
            self.side,
        ]

    @classmethod
    def from_data(cls, data: Sequence[Any]) -> Step:
        """A stored step."""
        kind, technique, seconds, count, pace, line, side = data
        effort, release = pace
        return cls(
            kind=Kind(kind),
            technique=technique,
            seconds=seconds,
            count=count,
            pace=(effort, release),
            line=line,
            side=side,
        )


class Deed(StrEnum):
    """What a person can do with a running session."""

    NEXT = "next"
    AGAIN = "again"
    PAUSE = "pause"
    RESUME = "resume"
    EARLIER = "earlier"
    JUMP = "jump"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Event:
    """A deed at a moment (UTC), meant for one step: done twice or too late it does nothing.

    ``note`` is an answer given with it, ``to`` where a jump goes, ``seconds`` how much earlier.
    """

    deed: Deed
    at: datetime
    step: int
    note: str = ""
    to: int = 0
    seconds: int = 0

    def to_data(self) -> dict[str, Any]:
        """As JSON values, for :meth:`from_data`."""
        data: dict[str, Any] = {
            "deed": self.deed.value,
            "at": self.at.isoformat(),
            "step": self.step,
        }
        if self.note:
            data["note"] = self.note
        if self.to:
            data["to"] = self.to
        if self.seconds:
            data["seconds"] = self.seconds
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Event:
        """A stored event."""
        at = datetime.fromisoformat(data["at"])
        return cls(
            deed=Deed(data["deed"]),
            at=at.astimezone(UTC),
            step=data["step"],
            note=data.get("note", ""),
            to=data.get("to", 0),
            seconds=data.get("seconds", 0),
        )


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was left. ``active`` is without pauses; ``whole``: to its end."""

    step: int
    start: datetime
    end: datetime
    active: timedelta
    whole: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session stands. ``index`` is past the last step when it is finished."""

    index: int
    since: datetime
    """When the running step began (earlier, if the person said so)."""
    left: timedelta
    """Of the running step; nothing while it waits for a tap."""
    ends: datetime | None
    """When it ends if nobody does anything; ``None`` while paused or waiting."""
    paused: bool
    finished: bool
    done: tuple[Done, ...]

    @property
    def seconds_left(self) -> int:
        """Whole seconds, rounded up."""
        return -(-self.left // SECOND)


def where(
    steps: Sequence[Step],
    started: datetime,
    events: Iterable[Event],
    now: datetime,
) -> Standing:
    """Replay a session up to a moment. Deeds that do not fit are passed over."""
    run = _Run(steps, started)
    for event in sorted(events, key=lambda event: event.at):
        if event.at > now:
            break
        run.advance(event.at)
        run.apply(event)
    run.advance(now)
    return run.standing()


@dataclass(slots=True)
class _Run:
    steps: Sequence[Step]
    at: datetime
    index: int = 0
    active: timedelta = NOTHING
    paused: bool = False
    done: list[Done] = field(default_factory=list)
    begun: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.begun = self.at

    @property
    def finished(self) -> bool:
        return self.index >= len(self.steps)

    @property
    def step(self) -> Step:
        return self.steps[self.index]

    @property
    def left(self) -> timedelta:
        if self.finished or self.step.seconds is None:
            return NOTHING
        whole = self.step.seconds * SECOND
        return max(whole - self.active, NOTHING)

    @property
    def running(self) -> bool:
        """Whether the clock of a step runs."""
        if self.finished or self.paused:
            return False
        return self.step.seconds is not None

    def advance(self, to: datetime) -> None:
        """Let the clock run; steps whose time is over pass by themselves."""
        while self.running:
            left = self.left
            if self.at + left > to:
                self.active += max(to - self.at, NOTHING)
                break
            self.at += left
            self.active += left
            self.leave(self.index + 1, whole=True)
        self.at = max(self.at, to)

    def leave(self, to: int, *, whole: bool = False, note: str = "") -> None:
        """Keep what was done of this step and begin another."""
        active = self.active
        if self.step.seconds is None:
            active = min(self.at - self.begun, LONGEST_WAIT)
        done = Done(
            step=self.index,
            start=self.begun,
            end=self.at,
            active=active,
            whole=whole,
            note=note,
        )
        self.done.append(done)
        self._begin(to)

    def _begin(self, index: int) -> None:
        self.index = index
        self.begun = self.at
        self.active = NOTHING
        self.paused = False
        if not self.finished and self.step.kind is Kind.OFF:
            self.active = self._already_off()

    def _already_off(self) -> timedelta:
        """How much of the pause is over: it began when heat or cold was taken off."""
        taken_off = [done.end for done in self.done if self._on_skin(done)]
        if not taken_off:
            # Nothing was on, so nothing has to wait.
            return self.left
        return self.at - max(taken_off)

    def _on_skin(self, done: Done) -> bool:
        step = self.steps[done.step]
        return step.kind in ON_SKIN

    def apply(self, event: Event) -> None:
        if self.finished or event.step != self.index:
            return
        getattr(self, f"do_{event.deed.value}")(event)

    def do_pause(self, event: Event) -> None:
        # No pause stops the clock of the skin.
        if self.running and self.step.kind not in {*ON_SKIN, Kind.OFF}:
            self.paused = True

    def do_resume(self, event: Event) -> None:
        self.paused = False

    def do_next(self, event: Event) -> None:
        after = self.index + 1
        if self.step.kind is Kind.OFF and self._warm_again(after):
            return
        # Taken off early: past the rest of the time on.
        if self.step.kind in ON_SKIN:
            while self._is_on_skin(after):
                after += 1
        self.leave(after, note=event.note)

    def _is_on_skin(self, index: int) -> bool:
        if index >= len(self.steps):
            return False
        return self.steps[index].kind in ON_SKIN

    def do_again(self, event: Event) -> None:
        first = self.index
        if self.step.kind is Kind.ASK:
            first = self._first_of_technique()
        block = self.steps[first : self.index + 1]
        # The skin gets its pause: what was on does not go on again.
        touching = {*ON_SKIN, Kind.OFF, Kind.CLOTH}
        if touching.isdisjoint(step.kind for step in block):
            self.leave(first, note=event.note)

    def _first_of_technique(self) -> int:
        """Where the steps of the running technique begin."""
        first = self.index
        while first > 0:
            before = self.steps[first - 1]
            if before.technique != self.step.technique:
                break
            first -= 1
        return first

    def do_earlier(self, event: Event) -> None:
        """The person was in this step for longer already: count it, back to the last real one."""
        self._skip_getting_ready()
        if self.finished or self.step.kind is Kind.OFF:
            return
        if self.step.seconds is None:
            return
        ends = [done.end for done in self.done]
        begun = max([self.begun - event.seconds * SECOND, *ends])
        longer = self.active + (self.begun - begun)
        self.active = min(longer, self.step.seconds * SECOND)
        self.begun = begun

    def _skip_getting_ready(self) -> None:
        """Who was in the step already did not get ready for it here."""
        if self.step.kind is Kind.READY:
            self.index += 1
            self.begun = self.at
            self.active = NOTHING
        elif self.done:
            last = self.steps[self.done[-1].step]
            if last.kind is Kind.READY:
                self.done.pop()

    def do_jump(self, event: Event) -> None:
        forward = self.index < event.to < len(self.steps)
        if forward and not self._warm_again(event.to):
            self.leave(event.to, note=event.note)

    def do_finish(self, event: Event) -> None:
        self.leave(len(self.steps), note=event.note)

    def _warm_again(self, index: int) -> bool:
        """Whether heat or cold that was on already in this session would come on again."""
        passed = [self.steps[done.step] for done in self.done]
        before = _put_on([*passed, self.step])
        after = _put_on(self.steps[index:])
        return not before.isdisjoint(after)

    def standing(self) -> Standing:
        ends = None
        if self.running:
            ends = self.at + self.left
        return Standing(
            index=self.index,
            since=self.begun,
            left=self.left,
            ends=ends,
            paused=self.paused,
            finished=self.finished,
            done=tuple(self.done),
        )


def _put_on(steps: Iterable[Step]) -> set[str]:
    """The heat and cold that these steps put on the skin."""
    return {step.technique for step in steps if step.kind in ON_SKIN}


@dataclass(frozen=True, slots=True)
class Performed:
    """One technique as it was done: from, to, time without pauses, and what the person said."""

    technique: str
    start: datetime
    end: datetime
    active: timedelta
    felt: str = ""


def performed(
    steps: Sequence[Step], standing: Standing
) -> tuple[Performed, ...]:
    """What was really done, technique by technique, the running one included."""
    found: list[Performed] = []
    for done in _with_running(steps, standing):
        step = steps[done.step]
        last = None
        if found and found[-1].technique == step.technique:
            last = found.pop()
        here = _with_step(last, step, done)
        if here:
            found.append(here)
    return tuple(found)


def _with_step(
    before: Performed | None, step: Step, done: Done
) -> Performed | None:
    """A technique with one more of its steps; ``None`` while none of them counts."""
    if before and step.kind is Kind.ASK:
        return replace(before, felt=done.note)
    if step.kind not in COUNTED or done.note == CANNOT:
        return before
    if before is None:
        return Performed(step.technique, done.start, done.end, done.active)
    return replace(before, end=done.end, active=before.active + done.active)


def _with_running(
    steps: Sequence[Step], standing: Standing
) -> tuple[Done, ...]:
    if standing.finished:
        return standing.done
    seconds = steps[standing.index].seconds
    if seconds is None:
        return standing.done
    active = seconds * SECOND - standing.left
    running = Done(
        step=standing.index,
        start=standing.since,
        end=standing.since + active,
        active=active,
        whole=False,
    )
    return (*standing.done, running)
