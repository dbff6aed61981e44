"""When to ask again, and what the passing of time makes of an answer (care-facts, section 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backspasm.care.catalogue import Catalogue, Choice, Level, RecheckPoint
from backspasm.care.check.answers import Answer, Answers
from backspasm.care.check.evaluation import RULE, Facts, facts_of
from backspasm.care.check.triage import Outcome

A_WEEK = timedelta(days=7)
TOILET_WAIT = timedelta(hours=6)
"""Not reached for so long is U06 (care-facts, section 6: "6 h where N12 says so").

The facts do not say how long before the first question the toilet was out of reach, so the
clock runs from the first time it was asked. Whether 6 hours are right awaits a clinician.
"""
SOON_AFTER = timedelta(hours=24)
"""Re-checks up to this one count from the check, the later ones from the start of the pain."""


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
    points = points_for(outcome, answers, catalogue)
    return dated(points, answers, catalogue, started)


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
    points: Iterable[RecheckPoint],
    answers: Answers,
    catalogue: Catalogue,
    started: datetime,
) -> tuple[Recheck, ...]:
    """These points with their dates, as :func:`recheck_points` counts them."""
    asked = last_asked(answers, catalogue) if started.tzinfo else None
    checked = asked or started
    start = began(answers, catalogue, started)
    found = (
        (_due(point, start, checked), point)
        for point in points
        if not _told(point, answers, catalogue)
    )
    rows = (
        Recheck(due, point)
        for due, point in found
        if due is not None and due > checked
    )
    return tuple(sorted(rows, key=lambda one: one.due))


def _told(point: RecheckPoint, answers: Answers, catalogue: Catalogue) -> bool:
    """Whether its hour had passed when the person said how long it has hurt: that is no news."""
    if point.hours is None or timedelta(hours=point.hours) <= SOON_AFTER:
        return False
    ages = _ages(answers, catalogue)
    return bool(ages) and timedelta(hours=point.hours) <= max(ages)


def _ticked_bands(answers: Answers, catalogue: Catalogue) -> list[Choice]:
    """The lines that say how long it has hurt, of those that were ticked."""
    answer = answers.get(catalogue.roles.question.duration)
    ticked = answer.ticked if answer else ()
    return [band for band in catalogue.bands if band.id in ticked]


def _ages(answers: Answers, catalogue: Catalogue) -> list[timedelta]:
    """The least time that it has hurt, by what was ticked."""
    bands = _ticked_bands(answers, catalogue)
    return [timedelta(hours=band.from_hours or 0) for band in bands]


def _due(
    point: RecheckPoint, start: datetime, checked: datetime
) -> datetime | None:
    if point.hours is None:
        if point.days_after_check is None:
            return None
        return checked + timedelta(days=point.days_after_check)
    wait = timedelta(hours=point.hours)
    return checked + wait if wait <= SOON_AFTER else start + wait


def _holds(point: RecheckPoint, facts: Facts, outcome: Outcome) -> bool:
    """Whether a point is for this person. Under 24 hours only where a rule asks for that hour."""
    between = facts.holds(facts.catalogue.roles.factor.over)
    if point.between_episodes or between:
        return between and point.between_episodes
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


def began(
    answers: Answers, catalogue: Catalogue, started: datetime
) -> datetime:
    """The latest moment the pain can have begun: ``started``, or earlier if the answer says so."""
    answer = answers.get(catalogue.roles.question.duration)
    if answer is None:
        return started
    at = answer.at if started.tzinfo else answer.at.replace(tzinfo=None)
    ages = _ages(answers, catalogue)
    return min([started, *(at - age for age in ages)])


def last_asked(answers: Answers, catalogue: Catalogue) -> datetime | None:
    """When this person last said how it is: danger signs alone, asked anew, do not count."""
    names = catalogue.roles.question.tells_how_it_is
    found = (answers.get(name) for name in names)
    return min((answer.at for answer in found if answer), default=None)


def guessed_start(answers: Answers, catalogue: Catalogue) -> datetime | None:
    """About when the pain began, for a diary; ``None`` when that was not said, or it is over."""
    answer = answers.get(catalogue.roles.question.duration)
    bands = _ticked_bands(answers, catalogue)
    if answer is None or not bands:
        return None
    hours = min(band.about_hours or 0 for band in bands)
    return answer.at - timedelta(hours=hours)


def band_after(elapsed: timedelta, catalogue: Catalogue) -> Choice:
    """The answer to "when did this pain start" after so much time; an edge belongs to the later."""
    first, *later = catalogue.bands
    passed = [
        band
        for band in later
        if timedelta(hours=band.from_hours or 0) <= elapsed
    ]
    return [first, *passed][-1]


def advance(
    answers: Answers, catalogue: Catalogue, started: datetime, now: datetime
) -> Answers:
    """The answers with the duration that real time gives, so that S01-S05 see the true history.

    Never a shorter duration than was answered; unchanged between episodes and when the
    duration is not answered.
    """
    duration = catalogue.roles.question.duration
    answer = answers.get(duration)
    over = catalogue.line(catalogue.roles.choice.over).id
    if answer is None or over in answer.ticked:
        return answers
    start = began(answers, catalogue, started)
    band = band_after(now - start, catalogue)
    if band.id in answer.ticked:
        return answers
    # The moment the band began to hold keeps the start of the pain readable from the answer.
    since = start + timedelta(hours=band.from_hours or 0)
    return answers.with_answer(catalogue, duration, band.id, since)


def ask_again(
    answers: Answers, catalogue: Catalogue, started: datetime, now: datetime
) -> Answers:
    """What a check-in begins with: time has passed, and what may have changed is unanswered.

    A detail goes with the line that opened it: what comes with a fever is asked anew.
    """
    told = _with_toilet(answers, catalogue, now)
    moved = settle(advance(told, catalogue, started, now), catalogue, now)
    asked = catalogue.roles.question
    # How one lies at ease is in what is asked each time.
    gone = {
        asked.danger_list,
        asked.new_sign,
        asked.positions_tried,
        *asked.asked_each_time,
    }
    if now - began(answers, catalogue, started) >= A_WEEK:
        gone.update(asked.asked_after_a_week)
    lists = {asked.danger_list, asked.second_list}
    gone.update(
        q.id
        for q in catalogue.questions.values()
        if lists & catalogue.opened_by(q)
    )
    return moved.without(gone)


def settle(answers: Answers, catalogue: Catalogue, now: datetime) -> Answers:
    """Keep two things true while a check-in is answered.

    The worst pain is never below the pain now. A toilet that was out of reach at the last
    question has been so for longer by now (:data:`TOILET_WAIT`).
    """
    asked, lines = catalogue.roles.question, catalogue.roles.choice
    found = dict(answers.by_question)
    now_is, worst = found.get(asked.pain_now), found.get(asked.pain_worst)
    if now_is and worst and (now_is.number or 0) > (worst.number or 0):
        found[asked.pain_worst] = now_is
    before = found.get(asked.toilet_before)
    out_of_reach = catalogue.line(lines.toilet_no).id
    for_hours = catalogue.line(lines.toilet_not_for_hours).id
    if before is None or out_of_reach not in before.ticked:
        return Answers(found)
    if now - before.at >= TOILET_WAIT:
        found[asked.toilet_before] = replace(
            before, ticked=frozenset({for_hours})
        )
    return Answers(found)


def with_worst(
    answers: Answers,
    catalogue: Catalogue,
    told: Answer | None,
    worst: int | None,
    now: datetime,
) -> Answers:
    """The worst pain so far: what was ``told`` first, or the ``worst`` in the diary if it is more.

    Counted anew each time, so that a number that was put right counts no more.
    """
    question = catalogue.roles.question.pain_worst
    if told is None or question not in answers:
        return answers
    if worst is not None and worst > (told.number or 0):
        told = replace(told, number=worst, at=now)
    return Answers({**answers.by_question, question: told})


def _with_toilet(
    answers: Answers, catalogue: Catalogue, now: datetime
) -> Answers:
    """Remember since when the toilet is known to be out of reach, before that is asked anew."""
    asked, lines = catalogue.roles.question, catalogue.roles.choice
    can, before = answers.get(asked.can_do), answers.get(asked.toilet_before)
    if can is None:
        return answers
    if catalogue.line(lines.reaches_toilet).id in can.ticked:
        return answers.without([asked.toilet_before])
    reached = catalogue.line(lines.toilet_yes).id
    if before is not None and reached not in before.ticked:
        since = before.at
    else:
        since = last_asked(answers, catalogue) or can.at
    no = catalogue.line(lines.toilet_no).id
    return answers.with_answer(catalogue, asked.toilet_before, no, since)
