"""From techniques with their doses to the timed steps of a session.

Where a dose gives a range the session takes the gentle end: more is a tap away
("again"), less would need courage.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backspasm.care.catalogue import Dose, Technique
from backspasm.care.session.replay import Kind, Step

NO_PACE = (0, 0)
READY = 10
SIDE = 10
REST = 20
SKIN_CHECK = 300
"""Heat and cold: the skin is looked at after five minutes."""
LOOK = 20
LET_GO = 3
"""Seconds between two repetitions that are held."""
SLOW = 6
"""Seconds of a slow repetition without a hold, and of one easy breath."""
LONGEST = 60
"""Minutes; what is worn for longer is not guided."""


def block(technique: Technique, dose: Dose | None = None) -> tuple[Step, ...]:
    """The steps of one technique, from "get ready" to "how was it"; empty: not guided."""
    steps = [*_parts(technique, dose or technique.dose)]
    if steps:
        steps.append(Step(Kind.ASK, technique.id))
    return tuple(steps)


def whole_session(
    chosen: Iterable[tuple[Technique, Dose]], *, ask_pain: bool = True
) -> tuple[Step, ...]:
    """Blocks one after the other, pain before and after. One kind of heat or cold, last.

    The pause after heat or cold comes at the very end, so that nobody waits for it.
    """
    once: dict[str, tuple[Technique, Dose]] = {}
    for technique, dose in chosen:
        once.setdefault(technique.id, (technique, dose))
    calm: list[Step] = []
    skin: tuple[Step, ...] = ()
    off: list[Step] = []
    for technique, dose in once.values():
        if not technique.skin:
            calm += block(technique, dose)
        elif not skin:
            skin = block(technique, dose)
            off = _pause_after(skin, dose)
    steps = [*calm, *skin]
    if steps and ask_pain:
        steps = [Step(Kind.PAIN), *steps, Step(Kind.PAIN)]
    return (*steps, *off)


def _pause_after(steps: tuple[Step, ...], dose: Dose) -> list[Step]:
    """How long the skin waits once these are over, if they are guided at all."""
    if not steps or not dose.minutes_off:
        return []
    return [Step(Kind.OFF, steps[0].technique, dose.minutes_off * 60)]


def _parts(technique: Technique, dose: Dose) -> Iterable[Step]:
    if technique.stepwise and dose.as_written:
        return _stepwise(technique)
    if technique.stepwise:
        return _changed(technique)
    if not dose.as_written:
        return ()
    if technique.kind == "temperature":
        return _on_skin(technique, dose)
    if not technique.drawn and technique.kind != "relaxation":
        return ()
    if dose.repetitions:
        return _repeated(technique, dose)
    seconds = technique.guided_seconds(dose)
    if not seconds:
        return ()
    ready = Step(Kind.READY, technique.id, READY)
    return (ready, _stayed(technique, dose, seconds))


def _stepwise(technique: Technique, start: int = 0) -> Iterable[Step]:
    """Its sentences from one on, each with a tap."""
    for line in range(start, len(technique.steps)):
        yield Step(Kind.DO, technique.id, line=line)


def _changed(technique: Technique) -> Iterable[Step]:
    """Another way to move: its own beginning, then the sentences that hold there too."""
    yield Step(Kind.DO, technique.id)
    kept = [change.keeps_from for change in technique.modifications]
    start = max(kept, default=0)
    if start:
        yield from _stepwise(technique, start)


def _stayed(
    technique: Technique,
    dose: Dose,
    seconds: int,
) -> Step:
    """One long step: a hold, a walk, breathing, or short holds until the minutes are over."""
    kind = Kind.HOLD
    pace = NO_PACE
    if dose.breathe_in_seconds and dose.breathe_out_seconds:
        kind = Kind.BREATHE
        pace = (dose.breathe_in_seconds, dose.breathe_out_seconds)
    elif technique.role == "walking":
        kind = Kind.WALK
    elif dose.minutes and dose.hold_seconds:
        kind = Kind.REPEAT
        pace = (dose.hold_seconds[0], technique.release_seconds)
    count = 0
    if pace != NO_PACE:
        count = seconds // sum(pace)
    line = timed_line(technique)
    return Step(kind, technique.id, seconds, count, pace, line)


def _repeated(technique: Technique, dose: Dose) -> Iterable[Step]:
    """Repetitions in rounds, side by side. Holds count, the minutes beside them do not."""
    yield Step(Kind.READY, technique.id, READY)
    first, *more = rounds(dose)
    yield from _round(technique, dose, first)
    for count in more:
        yield Step(Kind.REST, technique.id, REST)
        yield from _round(technique, dose, count)


def _round(
    technique: Technique,
    dose: Dose,
    count: int,
) -> Iterable[Step]:
    """So many repetitions, on each side where it has two."""
    pace = _pace(dose)
    repeat = Step(
        Kind.REPEAT,
        technique.id,
        seconds=count * sum(pace),
        count=count,
        pace=pace,
        line=timed_line(technique),
    )
    if not dose.each_side:
        yield repeat
        return
    yield replace(repeat, side=1)
    yield Step(Kind.SIDE, technique.id, SIDE)
    yield replace(repeat, side=2)


def _pace(dose: Dose) -> tuple[int, int]:
    """Seconds of the effort and of the letting go of one repetition."""
    if dose.hold_seconds:
        shortest, _ = dose.hold_seconds
        return shortest, LET_GO
    if dose.breaths:
        return dose.breaths * SLOW, LET_GO
    return SLOW, 0


def rounds(dose: Dose) -> tuple[int, ...]:
    """Repetitions in each round. A range over three rounds falls: (2, 6) is 6, then 4, then 2."""
    low, high = dose.repetitions or (0, 0)
    sets, _ = dose.sets or (1, 1)
    if sets < 3 or high <= low:
        return (low,) * sets
    falls = high - low
    steps = sets - 1
    return tuple(high - falls * number // steps for number in range(sets))


def _on_skin(technique: Technique, dose: Dose) -> Iterable[Step]:
    """Heat or cold, with a look at the skin in between where the text has a word for it."""
    if not dose.minutes or not technique.drawn:
        return
    minutes, _ = dose.minutes
    if minutes > LONGEST:
        return
    if technique.cloth:
        yield Step(Kind.CLOTH, technique.id)
    else:
        yield Step(Kind.READY, technique.id, READY)
    yield from _on(technique, minutes * 60)


def _on(technique: Technique, seconds: int) -> Iterable[Step]:
    timed = _timed_lines(technique)
    rest = seconds - SKIN_CHECK - LOOK
    if len(timed) < 2 or rest <= 0:
        line = timed[0] if timed else None
        yield Step(Kind.ON, technique.id, seconds, line=line)
        return
    before, after, *_ = timed
    yield Step(Kind.ON, technique.id, SKIN_CHECK, line=before)
    yield Step(Kind.LOOK, technique.id, LOOK, line=before + 1)
    yield Step(Kind.ON, technique.id, rest, line=after)


def _timed_lines(technique: Technique) -> list[int]:
    """The sentences that have a time."""
    return [line for line, one in enumerate(technique.steps) if one.seconds]


def timed_line(technique: Technique) -> int | None:
    """The sentence that says what to do while the time runs: the last timed one."""
    timed = _timed_lines(technique)
    if timed:
        return timed[-1]
    if technique.steps:
        return len(technique.steps) - 1
    return None
