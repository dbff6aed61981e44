"""A session as timed steps, and where it stands at any moment.

Nothing here counts: a session is its steps, its start and what the person did since
(events). Whoever replays these at the same moment finds the same step, on any device.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
        fields = (self.kind.value, self.technique, self.seconds, self.count)
        return [*fields, list(self.pace), self.line, self.side]

    @classmethod
    def from_data(cls, data: Sequence[Any]) -> Step:
        """A stored step."""
        kind, technique, seconds, count, pace, line, side = data
        return cls(
            Kind(kind),
            technique,
            seconds,
            count,
            (pace[0], pace[1]),
            line,
            side,
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
        }
        data["step"] = self.step
        extra = {"note": self.note, "to": self.to, "seconds": self.seconds}
        return data | {name: value for name, value in extra.items() if value}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Event:
        """A stored event."""
        at = datetime.fromisoformat(data["at"]).astimezone(UTC)
        rest = {
            name: data[name]
            for name in ("note", "to", "seconds")
            if name in data
        }
        return cls(Deed(data["deed"]), at, data["step"], **rest)


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
        return max(self.step.seconds * SECOND - self.active, NOTHING)

    def advance(self, to: datetime) -> None:
        """Let the clock run; steps whose time is over pass by themselves."""
        while (
            not self.finished
            and not self.paused
            and self.step.seconds is not None
        ):
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
        self.done.append(
            Done(self.index, self.begun, self.at, active, whole, note)
        )
        self.index, self.begun, self.active, self.paused = (
            to,
            self.at,
            NOTHING,
            False,
        )
        if not self.finished and self.step.kind is Kind.OFF:
            taken_off = [done.end for done in self.done if self._on_skin(done)]
            self.active = self.at - max(taken_off) if taken_off else self.left

    def _on_skin(self, done: Done) -> bool:
        return self.steps[done.step].kind in ON_SKIN

    def apply(self, event: Event) -> None:
        if self.finished or event.step != self.index:
            return
        getattr(self, f"do_{event.deed.value}")(event)

    def do_pause(self, event: Event) -> None:
        if self.step.seconds is not None and self.step.kind not in {
            *ON_SKIN,
            Kind.OFF,
        }:
            self.paused = True

    def do_resume(self, event: Event) -> None:
        self.paused = False

    def do_next(self, event: Event) -> None:
        after = self.index + 1
        if self.step.kind is Kind.OFF and self._warm_again(after):
            return
        # Taken off early: past the rest of the time on.
        if self.step.kind in ON_SKIN:
            while after < len(self.steps) and self.steps[after].kind in ON_SKIN:
                after += 1
        self.leave(after, note=event.note)

    def do_again(self, event: Event) -> None:
        first = self.index
        if self.step.kind is Kind.ASK:
            while (
                first and self.steps[first - 1].technique == self.step.technique
            ):
                first -= 1
        block = self.steps[first : self.index + 1]
        if not any(
            step.kind in {*ON_SKIN, Kind.OFF, Kind.CLOTH} for step in block
        ):
            self.leave(first, note=event.note)

    def do_earlier(self, event: Event) -> None:
        """The person was in this step for longer already: count it, back to the last real one."""
        if self.step.kind is Kind.READY:
            self.index, self.begun, self.active = (
                self.index + 1,
                self.at,
                NOTHING,
            )
        elif self.done and self.steps[self.done[-1].step].kind is Kind.READY:
            self.done.pop()
        if (
            self.finished
            or self.step.seconds is None
            or self.step.kind is Kind.OFF
        ):
            return
        begun = max(
            [
                self.begun - event.seconds * SECOND,
                *(done.end for done in self.done),
            ]
        )
        self.active = min(
            self.active + (self.begun - begun), self.step.seconds * SECOND
        )
        self.begun = begun

    def do_jump(self, event: Event) -> None:
        if self.index < event.to < len(self.steps) and not self._warm_again(
            event.to
        ):
            self.leave(event.to, note=event.note)

    def do_finish(self, event: Event) -> None:
        self.leave(len(self.steps), note=event.note)

    def _warm_again(self, index: int) -> bool:
        """Whether heat or cold that was on already in this session would come on again."""
        before = {
            self.steps[d.step].technique for d in self.done if self._on_skin(d)
        }
        if self.step.kind in ON_SKIN:
            before.add(self.step.technique)
        return any(
            s.technique in before and s.kind in ON_SKIN
            for s in self.steps[index:]
        )

    def standing(self) -> Standing:
        still = self.finished or self.paused or self.step.seconds is None
        return Standing(
            index=self.index,
            since=self.begun,
            left=self.left,
            ends=None if still else self.at + self.left,
            paused=self.paused,
            finished=self.finished,
            done=tuple(self.done),
        )


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
        last = (
            found[-1]
            if found and found[-1].technique == step.technique
            else None
        )
        if step.kind is Kind.ASK and last:
            found[-1] = Performed(
                last.technique, last.start, last.end, last.active, done.note
            )
        if step.kind not in COUNTED or done.note == "cannot":
            continue
        start = last.start if last else done.start
        active = (last.active if last else NOTHING) + done.active
        here = Performed(
            step.technique, start, done.end, active, last.felt if last else ""
        )
        found[len(found) - bool(last) :] = [here]
    return tuple(found)


def _with_running(
    steps: Sequence[Step], standing: Standing
) -> tuple[Done, ...]:
    if standing.finished or steps[standing.index].seconds is None:
        return standing.done
    step = steps[standing.index]
    active = (step.seconds or 0) * SECOND - standing.left
    end = standing.since + active
    return (
        *standing.done,
        Done(standing.index, standing.since, end, active, whole=False),
    )
