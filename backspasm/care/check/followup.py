"""When to ask again, and what the passing of time makes of an answer (care-facts, section 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backspasm.care.catalogue import Catalogue, Level, RecheckPoint
from backspasm.care.check.answers import Answer, Answers
from backspasm.care.check.evaluation import RULE, Facts, facts_of
from backspasm.care.check.routing import NEW_SIGN
from backspasm.care.check.triage import DANGER, Outcome
from backspasm.care.session.floor import TRIED

BANDS = (
    ("lt-24h", timedelta(0)),
    ("d1-3", timedelta(hours=24)),
    ("d4-7", timedelta(hours=72)),
    ("d8-14", timedelta(days=7)),
    ("d15-42", timedelta(days=14)),
    ("w6-12", timedelta(weeks=6)),
    ("gt-12w", timedelta(weeks=12)),
)
"""The answers to "when did this pain start", each from this time on."""
BETWEEN = "over-now"
GUESSED = {
    "lt-24h": timedelta(0),
    "d1-3": timedelta(days=2),
    "d4-7": timedelta(days=5),
    "d8-14": timedelta(days=11),
    "d15-42": timedelta(weeks=4),
    "w6-12": timedelta(weeks=9),
    "gt-12w": timedelta(weeks=13),
}
"""About how long ago that is: the middle of each band; "today" is now, the last a little over."""
TOLD_HOW_IT_IS = (DANGER, "pain-now", "trend", "can")
"""The oldest answer to one of these says when this person was last asked."""
AGAIN = ("urgent", "pain-now", "trend", "night", "can")
"""Besides the danger signs, what each check-in asks again."""
AGAIN_LATER = ("spread", "tingling", "since-then")
"""...and what it asks again once the pain has lasted for :data:`A_WEEK`."""
A_WEEK = timedelta(days=7)
TOILET = "toilet-before"
TOILET_WAIT = timedelta(hours=6)
"""Not reached for so long is U06 (care-facts, section 6: "6 h where N12 says so").

The facts do not say how long before the first question the toilet was out of reach, so the
clock runs from the first time it was asked. Whether 6 hours are right awaits a clinician.
"""
SOON_AFTER = timedelta(hours=24)
"""Re-checks up to this one count from the check, the later ones from the start of the pain."""
AFTER_THE_CHECK = {
    "medicine-d3": timedelta(days=3),
    "medicine-d10": timedelta(days=10),
    "monthly": timedelta(days=30),
}
"""Points without hours that still have a date."""


@dataclass(frozen=True, slots=True)
class Recheck:
    """A moment to ask again. ``due`` is aware when ``started`` was."""

    due: datetime
    point: RecheckPoint


def recheck_points(
    outcome: Outcome, started: datetime, answers: Answers, catalogue: Catalogue
) -> tuple[Recheck, ...]:
    """The dates of a person's safety net, earliest first; none in an EMERGENCY.

    ``started`` is the start of the pain, or of the check where that is all that is known:
    then the answered duration moves it back. What lies before the check is left out.
    """
    return dated(points_for(outcome, answers, catalogue), answers, started)


def points_for(
    outcome: Outcome, answers: Answers, catalogue: Catalogue
) -> tuple[RecheckPoint, ...]:
    """The points of the schedule that are for this person; none in an EMERGENCY."""
    if outcome.level is Level.EMERGENCY:
        return ()
    facts = facts_of(answers, catalogue, fired=outcome.fired)
    return tuple(
        point for point in catalogue.rechecks if _holds(point, facts, outcome)
    )


def dated(
    points: Iterable[RecheckPoint], answers: Answers, started: datetime
) -> tuple[Recheck, ...]:
    """These points with their dates, as :func:`recheck_points` counts them."""
    checked = (last_asked(answers) if started.tzinfo else None) or started
    start = began(answers, started)
    found = (
        (_due(point, start, checked), point)
        for point in points
        if not _told(point, answers)
    )
    rows = (
        Recheck(due, point)
        for due, point in found
        if due is not None and due > checked
    )
    return tuple(sorted(rows, key=lambda one: one.due))


def _told(point: RecheckPoint, answers: Answers) -> bool:
    """Whether its hour had passed when the person said how long it has hurt: that is no news."""
    answer = answers.get("duration")
    if (
        answer is None
        or point.hours is None
        or timedelta(hours=point.hours) <= SOON_AFTER
    ):
        return False
    ages = [age for band, age in BANDS if band in answer.ticked]
    return timedelta(hours=point.hours) <= max(ages, default=timedelta(0))


def _due(
    point: RecheckPoint, start: datetime, checked: datetime
) -> datetime | None:
    if point.hours is None:
        after = AFTER_THE_CHECK.get(point.id)
        return None if after is None else checked + after
    wait = timedelta(hours=point.hours)
    return checked + wait if wait <= SOON_AFTER else start + wait


def _holds(point: RecheckPoint, facts: Facts, outcome: Outcome) -> bool:
    """Whether a point is for this person. Under 24 hours only where a rule asks for that hour."""
    between = facts.holds(BETWEEN)
    if point.id == "monthly" or between:
        return between and point.id == "monthly"
    if point.hours is not None and point.hours == outcome.recheck_hours:
        return True
    if point.hours is not None and timedelta(hours=point.hours) < SOON_AFTER:
        return False
    return not point.when or any(
        _says(item, facts, outcome) for item in point.when
    )


def _says(item: str, facts: Facts, outcome: Outcome) -> bool:
    if item.startswith(RULE):
        return item.removeprefix(RULE) in outcome.fired
    return facts.holds(item)


def began(answers: Answers, started: datetime) -> datetime:
    """The latest moment the pain can have begun: ``started``, or earlier if the answer says so."""
    answer = answers.get("duration")
    if answer is None:
        return started
    at = answer.at if started.tzinfo else answer.at.replace(tzinfo=None)
    ages = [age for band, age in BANDS if band in answer.ticked]
    return min([started, *(at - age for age in ages)])


def last_asked(answers: Answers) -> datetime | None:
    """When this person last said how it is: danger signs alone, asked anew, do not count."""
    found = (answers.get(name) for name in TOLD_HOW_IT_IS)
    return min((answer.at for answer in found if answer), default=None)


def guessed_start(answers: Answers) -> datetime | None:
    """About when the pain began, for a diary; ``None`` when that was not said, or it is over."""
    answer = answers.get("duration")
    ages = (
        [GUESSED[band] for band in answer.ticked if band in GUESSED]
        if answer
        else []
    )
    return answer.at - min(ages) if answer and ages else None


def band_after(elapsed: timedelta) -> str:
    """The answer to "when did this pain start" after so much time; an edge belongs to the later."""
    return [band for band, age in BANDS if age <= elapsed or not age][-1]


def advance(
    answers: Answers, catalogue: Catalogue, started: datetime, now: datetime
) -> Answers:
    """The answers with the duration that real time gives, so that S01-S05 see the true history.

    Never a shorter duration than was answered; unchanged between episodes and when the
    duration is not answered.
    """
    answer = answers.get("duration")
    if answer is None or BETWEEN in answer.ticked:
        return answers
    start = began(answers, started)
    band = band_after(now - start)
    if band in answer.ticked:
        return answers
    # The moment the band began to hold keeps the start of the pain readable from the answer.
    return answers.with_answer(
        catalogue, "duration", band, start + dict(BANDS)[band]
    )


def ask_again(
    answers: Answers, catalogue: Catalogue, started: datetime, now: datetime
) -> Answers:
    """What a check-in begins with: time has passed, and what may have changed is unanswered.

    A detail goes with the line that opened it: what comes with a fever is asked anew.
    """
    moved = settle(
        advance(_with_toilet(answers, catalogue, now), catalogue, started, now),
        now,
    )
    # How one lies at ease is in "night" and "can".
    gone = {DANGER, NEW_SIGN, TRIED, *AGAIN}
    if now - began(answers, started) >= A_WEEK:
        gone.update(AGAIN_LATER)
    lists = {DANGER, "urgent"}
    gone.update(
        q.id
        for q in catalogue.questions.values()
        if lists & catalogue.opened_by(q)
    )
    return moved.without(gone)


def settle(answers: Answers, now: datetime) -> Answers:
    """Keep two things true while a check-in is answered.

    The worst pain is never below the pain now. A toilet that was out of reach at the last
    question has been so for longer by now (:data:`TOILET_WAIT`).
    """
    found = dict(answers.by_question)
    now_is, worst = found.get("pain-now"), found.get("pain-worst")
    if now_is and worst and (now_is.number or 0) > (worst.number or 0):
        found["pain-worst"] = now_is
    before = found.get(TOILET)
    if before and "no" in before.ticked and now - before.at >= TOILET_WAIT:
        found[TOILET] = replace(before, ticked=frozenset({"no-6h"}))
    return Answers(found)


def with_worst(
    answers: Answers, told: Answer | None, worst: int | None, now: datetime
) -> Answers:
    """The worst pain so far: what was ``told`` first, or the ``worst`` in the diary if it is more.

    Counted anew each time, so that a number that was put right counts no more.
    """
    if told is None or "pain-worst" not in answers:
        return answers
    if worst is not None and worst > (told.number or 0):
        told = replace(told, number=worst, at=now)
    return Answers({**answers.by_question, "pain-worst": told})


def _with_toilet(
    answers: Answers, catalogue: Catalogue, now: datetime
) -> Answers:
    """Remember since when the toilet is known to be out of reach, before ``can`` is asked anew."""
    can, before = answers.get("can"), answers.get(TOILET)
    if can is None:
        return answers
    if "toilet" in can.ticked:
        return answers.without([TOILET])
    known = before is not None and "yes" not in before.ticked
    since = before.at if before and known else last_asked(answers) or can.at
    return answers.with_answer(catalogue, TOILET, "no", since)
