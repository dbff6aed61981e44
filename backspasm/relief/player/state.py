"""A stored session, replayed to this moment, as views and templates need it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from backspasm.accounts.models import Owner
from backspasm.assessments.experience import lasted
from backspasm.care.check.answers import Answers
from backspasm.care.session import skin_limits
from backspasm.care.session.replay import (
    ON_SKIN,
    SECOND,
    Deed,
    Done,
    Event,
    Kind,
    Performed,
    Standing,
    Step,
    performed,
    where,
)
from backspasm.episodes.models import TechniqueUse
from backspasm.relief.models import RunningSession
from backspasm.web.catalogue import catalogue

MANY_WORSE = 2
"""So often "worse" since the danger signs were last answered: they are asked again."""
STOP, WORSE, CANNOT = "stop", "worse", "cannot"
ALL_WORSE = 4
"""So many "worse" in one session, and nothing better: no position eases it."""
HELD = "held"
"""The note of a pause that the danger signs made, and nobody asked for."""


@dataclass(frozen=True, slots=True)
class Running:
    """A session and where it stands."""

    row: RunningSession
    steps: tuple[Step, ...]
    events: tuple[Event, ...]
    standing: Standing
    now: datetime

    @property
    def step(self) -> Step | None:
        """The running step; ``None`` when all are over."""
        return (
            None if self.standing.finished else self.steps[self.standing.index]
        )

    @property
    def over(self) -> bool:
        """Nothing is left but the pause after heat or cold."""
        return self.step is None or self.step.kind is Kind.OFF

    @property
    def technique(self) -> str:
        """What is done now, or was done last; empty before the first."""
        here = self.step.technique if self.step else ""
        return here or next(
            (use.technique for use in reversed(self.performed)), ""
        )

    @property
    def after_this(self) -> int:
        """The first step of whatever follows the running technique."""
        here = self.step.technique if self.step else ""
        following = range(self.standing.index, len(self.steps))
        return next(
            (i for i in following if self.steps[i].technique != here),
            len(self.steps),
        )

    @property
    def performed(self) -> tuple[Performed, ...]:
        """What was done so far."""
        return performed(self.steps, self.standing)

    @property
    def kept(self) -> tuple[Performed, ...]:
        """What of it the diary has: held for a second at least, or felt as something."""
        return tuple(
            use for use in self.performed if use.felt or use.active >= SECOND
        )

    @property
    def gone_through(self) -> tuple[Done, ...]:
        """The steps that led on to the one after them: neither repeated nor left for another."""
        reached = [
            *(done.step for done in self.standing.done),
            self.standing.index,
        ]
        pairs = zip(self.standing.done, reached[1:], strict=True)
        return tuple(
            done for done, following in pairs if following == done.step + 1
        )

    @property
    def tried(self) -> set[str]:
        """Techniques whose turn has come, done or not."""
        seen = {self.steps[done.step].technique for done in self.standing.done}
        return seen | ({self.step.technique} if self.step else set())

    @property
    def in_vain(self) -> bool:
        """Whether the last position was given up and no other is left to try."""
        if (
            self.row.way != self.row.Way.FLOOR
            or self.step is None
            or not self.standing.done
        ):
            return False
        left = self.standing.done[-1].note in {CANNOT, WORSE, STOP}
        eased = any(use.felt == "better" for use in self.performed)
        return left and not eased and self.step.kind is Kind.PAIN

    @property
    def can_go_back(self) -> bool:
        """Whether the last tap gave up a position, and nothing was done since."""
        given_up = self.row.way == self.row.Way.FLOOR and bool(self.events)
        return given_up and self.events[-1].note == CANNOT

    @property
    def worse(self) -> int:
        """How often something made it worse."""
        return sum(event.note == WORSE for event in self.events)

    @property
    def harmed(self) -> set[str]:
        """Techniques that made it worse, or that ended with a stop sign."""
        bad = (
            done for done in self.standing.done if done.note in (WORSE, STOP)
        )
        return {self.steps[done.step].technique for done in bad}

    @property
    def held(self) -> bool:
        """Whether it stands still only because the danger signs were asked again."""
        pauses = [event for event in self.events if event.deed is Deed.PAUSE]
        mine = [
            event.note for event in pauses if event.step == self.standing.index
        ]
        return self.standing.paused and mine[-1:] == [HELD]

    def danger_due(self, answers: Answers) -> bool:
        """Whether a stop sign or a second "worse" asks for the danger signs again."""
        return bool(self.danger_again(answers))

    def danger_again(self, answers: Answers) -> str:
        """Why the danger signs are asked again: ``stop`` or ``worse``; empty: they are not."""
        asked = answers.get(catalogue().roles.question.danger_list)
        notes = [
            event.note
            for event in self.events
            if asked is None or event.at > asked.at
        ]
        if STOP in notes:
            return STOP
        return WORSE if notes.count(WORSE) >= MANY_WORSE else ""


def replay(row: RunningSession, now: datetime) -> Running:
    """Where a stored session stands."""
    steps = tuple(Step.from_data(data) for data in row.steps)
    events = tuple(Event.from_data(data) for data in row.events)
    moment = row.ended or now
    return Running(
        row, steps, events, where(steps, row.started, events, moment), now
    )


def running(owner: Owner | None, now: datetime) -> Running | None:
    """The owner's running session. One query."""
    row = RunningSession.objects.of(owner).current()
    return replay(row, now) if row else None


def latest(owner: Owner | None, now: datetime) -> Running | None:
    """The session that was started last, running or not."""
    row = RunningSession.objects.of(owner).order_by("-started", "-pk").first()
    return replay(row, now) if row else None


def on_skin(owner: Owner | None, now: datetime) -> list[skin_limits.Used]:
    """Every heat or cold of the last 24 hours: from sessions, and what only the diary knows.

    That is what was logged by hand, and what is left when the answers were deleted.
    """
    since = now - skin_limits.DAY - timedelta(hours=1)
    guided = [
        skin_limits.Used(run.steps[index].technique, start, end)
        for run in _since(owner, since, now)
        for index, start, end in _spans(run)
        if run.steps[index].kind in ON_SKIN
    ]
    known = {(use.technique, use.start) for use in guided}
    skin = frozenset().union(*catalogue().of_skin.values())
    logged = (
        TechniqueUse.objects.of(owner).since(since).filter(technique__in=skin)
    )
    return guided + [
        skin_limits.Used(
            use.technique,
            use.start,
            use.start + timedelta(minutes=lasted(use.minutes)),
        )
        for use in logged
        if (use.technique, use.start) not in known
    ]


def _spans(run: Running) -> Iterator[tuple[int, datetime, datetime]]:
    for done in run.standing.done:
        yield done.step, done.start, done.end
    if not run.standing.finished:
        yield run.standing.index, run.standing.since, run.now


def felt_in_sessions(
    owner: Owner | None,
    since: datetime,
    now: datetime,
) -> Iterator[tuple[str, str]]:
    """What was done in sessions since a moment, and what was felt; see `FELT_IN_SESSIONS`."""
    for run in _since(owner, since, now):
        yield from ((use.technique, use.felt) for use in run.performed)


def felt_better(
    owner: Owner | None,
    since: datetime,
    now: datetime,
) -> str:
    """Which of heat and cold felt better last; empty when nobody knows."""
    found = ""
    for technique, felt in felt_in_sessions(owner, since, now):
        other = catalogue().techniques[technique].swap_with
        if not other:
            continue
        if felt == "better":
            found = technique
        elif felt == WORSE and found == technique:
            found = other
    return found


def _since(
    owner: Owner | None,
    since: datetime,
    now: datetime,
) -> Iterator[Running]:
    for row in RunningSession.objects.of(owner).since(since):
        yield replay(row, now)
