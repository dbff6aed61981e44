"""From techniques with their doses to the timed steps of a session.

Where a dose gives a range the session takes the gentle end: more is a tap away
("again"), less would need courage.
"""

from __future__ import annotations

from collections.abc import Iterable

from backspasm.care.catalogue import Dose, Technique
from backspasm.care.session.replay import Kind, Step

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
QUIET_REST = 10
"""Minutes of a position without a dose of its own."""
LONGEST = 60
"""Minutes; what is worn for longer is not guided."""


def block(technique: Technique, dose: Dose | None = None) -> tuple[Step, ...]:
    """The steps of one technique, from "get ready" to "how was it"; empty: not guided."""
    parts = tuple(_parts(technique, dose or technique.dose))
    return (*parts, Step(Kind.ASK, technique.id)) if parts else ()


def whole_session(
    chosen: Iterable[tuple[Technique, Dose]], *, ask_pain: bool = True
) -> tuple[Step, ...]:
    """Blocks one after the other, pain before and after. One kind of heat or cold, last.

    The pause after heat or cold comes at the very end, so that nobody waits for it.
    """
    calm: list[Step] = []
    skin: list[Step] = []
    off: list[Step] = []
    seen: set[str] = set()
    for technique, dose in chosen:
        if technique.id in seen or (technique.skin and skin):
            continue
        seen.add(technique.id)
        steps = block(technique, dose)
        if not technique.skin:
            calm.extend(steps)
            continue
        skin.extend(steps)
        if skin and dose.minutes_off:
            off.append(Step(Kind.OFF, technique.id, dose.minutes_off * 60))
    steps = (*calm, *skin)
    if not steps or not ask_pain:
        return (*steps, *off)
    return (Step(Kind.PAIN), *steps, Step(Kind.PAIN), *off)


def _parts(technique: Technique, dose: Dose) -> Iterable[Step]:
    if technique.stepwise:
        return _stepwise(technique) if dose.as_written else _changed(technique)
    if not dose.as_written:
        return ()
    if technique.kind == "temperature":
        return _on_skin(technique, dose)
    if not technique.drawn and technique.kind != "relaxation":
        return ()
    if dose.repetitions:
        return _repeated(technique, dose)
    seconds = guided_seconds(technique, dose)
    if not seconds:
        return ()
    ready = Step(Kind.READY, technique.id, READY)
    return (ready, _stayed(technique, dose, seconds))


def _stepwise(technique: Technique) -> Iterable[Step]:
    return (
        Step(Kind.DO, technique.id, line=line)
        for line in range(len(technique.steps))
    )


def _changed(technique: Technique) -> Iterable[Step]:
    """Another way to move: its own beginning, then the sentences that hold there too."""
    kept = max(
        (change.keeps_from for change in technique.modifications), default=0
    )
    yield Step(Kind.DO, technique.id)
    if kept:
        yield from list(_stepwise(technique))[kept:]


def guided_seconds(technique: Technique, dose: Dose) -> int:
    """How long one go of it is timed, where it is not counted in repetitions; 0: it is not."""
    if technique.first_minutes:
        return technique.first_minutes * 60
    if dose.minutes:
        return dose.minutes[0] * 60
    if dose.hold_seconds:
        return dose.hold_seconds[0]
    return QUIET_REST * 60 if technique.kind == "position" else 0


def _stayed(technique: Technique, dose: Dose, seconds: int) -> Step:
    """One long step: a hold, a walk, breathing, or short holds until the minutes are over."""
    line = timed_line(technique)
    if dose.breathe_in_seconds and dose.breathe_out_seconds:
        pace = (dose.breathe_in_seconds, dose.breathe_out_seconds)
        return Step(
            Kind.BREATHE,
            technique.id,
            seconds,
            seconds // sum(pace),
            pace,
            line,
        )
    if technique.role == "walking":
        return Step(Kind.WALK, technique.id, seconds, line=line)
    if dose.minutes and dose.hold_seconds:
        pace = (dose.hold_seconds[0], technique.release_seconds)
        return Step(
            Kind.REPEAT, technique.id, seconds, seconds // sum(pace), pace, line
        )
    return Step(Kind.HOLD, technique.id, seconds, line=line)


def _repeated(technique: Technique, dose: Dose) -> Iterable[Step]:
    """Repetitions in rounds, side by side. Holds count, the minutes beside them do not."""
    pace = _pace(dose)
    line = timed_line(technique)
    yield Step(Kind.READY, technique.id, READY)
    for number, count in enumerate(rounds(dose)):
        if number:
            yield Step(Kind.REST, technique.id, REST)
        for side in (1, 2) if dose.each_side else (0,):
            if side == 2:
                yield Step(Kind.SIDE, technique.id, SIDE)
            seconds = count * sum(pace)
            yield Step(
                Kind.REPEAT, technique.id, seconds, count, pace, line, side
            )


def _pace(dose: Dose) -> tuple[int, int]:
    if dose.hold_seconds:
        return dose.hold_seconds[0], LET_GO
    if dose.breaths:
        return dose.breaths * SLOW, LET_GO
    return SLOW, 0


def rounds(dose: Dose) -> tuple[int, ...]:
    """Repetitions in each round. A range over three rounds falls: (2, 6) is 6, then 4, then 2."""
    low, high = dose.repetitions or (0, 0)
    sets = dose.sets[0] if dose.sets else 1
    if sets > 2 and high > low:
        return tuple(
            high - (high - low) * number // (sets - 1) for number in range(sets)
        )
    return (low,) * sets


def _on_skin(technique: Technique, dose: Dose) -> Iterable[Step]:
    if not dose.minutes or dose.minutes[0] > LONGEST or not technique.drawn:
        return
    if technique.cloth:
        yield Step(Kind.CLOTH, technique.id)
    else:
        yield Step(Kind.READY, technique.id, READY)
    timed = [line for line, step in enumerate(technique.steps) if step.seconds]
    seconds = dose.minutes[0] * 60
    if len(timed) < 2 or seconds <= SKIN_CHECK + LOOK:
        yield Step(
            Kind.ON, technique.id, seconds, line=timed[0] if timed else None
        )
        return
    yield Step(Kind.ON, technique.id, SKIN_CHECK, line=timed[0])
    yield Step(Kind.LOOK, technique.id, LOOK, line=timed[0] + 1)
    yield Step(
        Kind.ON, technique.id, seconds - SKIN_CHECK - LOOK, line=timed[1]
    )


def timed_line(technique: Technique) -> int | None:
    """The sentence that says what to do while the time runs: the last timed one."""
    timed = [line for line, step in enumerate(technique.steps) if step.seconds]
    return (
        timed[-1]
        if timed
        else len(technique.steps) - 1
        if technique.steps
        else None
    )
