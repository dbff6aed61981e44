"""When to ask again, and what the passing of time makes of an answer (care-facts, section 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backspasm.care.catalogue import (
    RULE,
    Catalogue,
    Choice,
    Level,
    RecheckPoint,
)
from backspasm.care.check.answers import Answer, Answers
from backspasm.care.check.evaluation import Facts, facts_of
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
    outcome: Outcome,
    started: datetime,
    answers: Answers,
    catalogue: Catalogue,
) -> tuple[Recheck, ...]:
    """The dates of a person's safety net, earliest first; none in an EMERGENCY.

    ``started`` is the start of the pain, or of the check where that is all that is known:
    then the answered duration moves it back. What lies before the check is left out.
    """
    points = points_for(outcome, answers, catalogue)
    return dated(points, answers, catalogue, started)


def points_for(
    outcome: Outcome,
    answers: Answers,
    catalogue: Catalogue,
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
    rows: list[Recheck] = []
    for point in points:
        if _told(point, answers, catalogue):
            continue
        due = _due(point, start, checked)
        if due is not None and due > checked:
            rows.append(Recheck(due, point))
    rows.sort(key=lambda one: one.due)
    return tuple(rows)


def _told(
    point: RecheckPoint,
    answers: Answers,
    catalogue: Catalogue,
) -> bool:
    """Whether its hour had passed when the person said how long it has hurt: that is no news."""
    if point.hours is None:
        return False
    wait = timedelta(hours=point.hours)
    if wait <= SOON_AFTER:
        return False
    return any(wait <= age for age in _ages(answers, catalogue))


def _ticked_bands(answers: Answers, catalogue: Catalogue) -> list[Choice]:
    """The lines that say how long it has hurt, of those that were ticked."""
    answer = answers.get(catalogue.roles.question.duration)
    if answer is None:
        return []
    return [band for band in catalogue.bands if band.id in answer.ticked]


def _ages(answers: Answers, catalogue: Catalogue) -> list[timedelta]:
    """The least time that it has hurt, by what was ticked."""
    bands = _ticked_bands(answers, catalogue)
    return [_least(band) for band in bands]


def _least(band: Choice) -> timedelta:
    """The least time that a line stands for."""
    return timedelta(hours=band.from_hours or 0)


def _due(
    point: RecheckPoint,
    start: datetime,
    checked: datetime,
) -> datetime | None:
    """When a point is due; ``None``: it has no date."""
    if point.hours is not None:
        wait = timedelta(hours=point.hours)
        if wait <= SOON_AFTER:
            return checked + wait
        return start + wait
    if point.days_after_check is not None:
        return checked + timedelta(days=point.days_after_check)
    return None


def _holds(
    point: RecheckPoint,
    facts: Facts,
    outcome: Outcome,
) -> bool:
    """Whether a point is for this person. Under 24 hours only where a rule asks for that hour."""
    between = facts.holds(facts.roles.over)
    if between or point.between_episodes:
        return between and point.between_episodes
    if point.hours is not None:
        if point.hours == outcome.recheck_hours:
            return True
        if timedelta(hours=point.hours) < SOON_AFTER:
            return False
    if not point.when:
        return True
    return any(_says(item, facts, outcome) for item in point.when)


def _says(
    item: str,
    facts: Facts,
    outcome: Outcome,
) -> bool:
    if item.startswith(RULE):
        return item.removeprefix(RULE) in outcome.fired
    return facts.holds(item)


def began(
    answers: Answers,
    catalogue: Catalogue,
    started: datetime,
) -> datetime:
    """The latest moment the pain can have begun: ``started``, or earlier if the answer says so."""
    answer = answers.get(catalogue.roles.question.duration)
    if answer is None:
        return started
    at = answer.at
    if started.tzinfo is None:
        at = at.replace(tzinfo=None)
    moments = [at - age for age in _ages(answers, catalogue)]
    return min([started, *moments])


def last_asked(answers: Answers, catalogue: Catalogue) -> datetime | None:
    """When this person last said how it is: danger signs alone, asked anew, do not count."""
    moments: list[datetime] = []
    for name in catalogue.roles.question.tells_how_it_is:
        answer = answers.get(name)
        if answer:
            moments.append(answer.at)
    return min(moments, default=None)


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
    reached, *later = catalogue.bands
    for band in later:
        if _least(band) <= elapsed:
            reached = band
    return reached


def advance(
    answers: Answers,
    catalogue: Catalogue,
    started: datetime,
    now: datetime,
) -> Answers:
    """The answers with the duration that real time gives, so that S01-S05 see the true history.

    Never a shorter duration than was answered; unchanged between episodes and when the
    duration is not answered.
    """
    duration = catalogue.roles.question.duration
    over = catalogue.line(catalogue.roles.choice.over)
    answer = answers.get(duration)
    if answer is None or over.id in answer.ticked:
        return answers
    start = began(answers, catalogue, started)
    band = band_after(now - start, catalogue)
    if band.id in answer.ticked:
        return answers
    # The moment the band began to hold keeps the start of the pain readable from the answer.
    since = start + _least(band)
    return answers.with_answer(catalogue, duration, band.id, since)


def ask_again(
    answers: Answers,
    catalogue: Catalogue,
    started: datetime,
    now: datetime,
) -> Answers:
    """What a check-in begins with: time has passed, and what may have changed is unanswered.

    A detail goes with the line that opened it: what comes with a fever is asked anew.
    """
    told = _with_toilet(answers, catalogue, now)
    advanced = advance(told, catalogue, started, now)
    moved = settle(advanced, catalogue, now)
    lasting = now - began(answers, catalogue, started) >= A_WEEK
    return moved.without(_asked_anew(catalogue, lasting=lasting))


def _asked_anew(catalogue: Catalogue, *, lasting: bool) -> set[str]:
    """The questions of a check-in. ``lasting``: the pain has been there for a week."""
    roles = catalogue.roles.question
    # How one lies at ease is in what is asked each time.
    asked = {
        roles.danger_list,
        roles.new_sign,
        roles.positions_tried,
        *roles.asked_each_time,
    }
    if lasting:
        asked.update(roles.asked_after_a_week)
    lists = {roles.danger_list, roles.second_list}
    for question in catalogue.questions.values():
        if lists & catalogue.opened_by(question):
            asked.add(question.id)
    return asked


def settle(
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
) -> Answers:
    """Keep two things true while a check-in is answered.

    The worst pain is never below the pain now. A toilet that was out of reach at the last
    question has been so for longer by now (:data:`TOILET_WAIT`).
    """
    told = _worst_not_below_now(answers, catalogue)
    return _out_of_reach_for_hours(told, catalogue, now)


def _worst_not_below_now(answers: Answers, catalogue: Catalogue) -> Answers:
    asked = catalogue.roles.question
    now_is = answers.get(asked.pain_now)
    worst = answers.get(asked.pain_worst)
    if now_is is None or worst is None:
        return answers
    if _number(now_is) > _number(worst):
        return answers.with_given(asked.pain_worst, now_is)
    return answers


def _out_of_reach_for_hours(
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
) -> Answers:
    toilet = catalogue.roles.question.toilet_before
    before = answers.get(toilet)
    if before is None or now - before.at < TOILET_WAIT:
        return answers
    lines = catalogue.roles.choice
    if catalogue.line(lines.toilet_no).id not in before.ticked:
        return answers
    for_hours = catalogue.line(lines.toilet_not_for_hours)
    longer = replace(before, ticked=frozenset({for_hours.id}))
    return answers.with_given(toilet, longer)


def _number(answer: Answer) -> int:
    """The number of an answer on a scale."""
    return answer.number or 0


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
    if worst is not None and worst > _number(told):
        told = replace(told, number=worst, at=now)
    return answers.with_given(question, told)


def _with_toilet(
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
) -> Answers:
    """Remember since when the toilet is known to be out of reach, before that is asked anew."""
    roles = catalogue.roles
    toilet = roles.question.toilet_before
    can = answers.get(roles.question.can_do)
    if can is None:
        return answers
    reaches_it = catalogue.line(roles.choice.reaches_toilet)
    if reaches_it.id in can.ticked:
        return answers.without([toilet])
    before = answers.get(toilet)
    reached = catalogue.line(roles.choice.toilet_yes)
    if before is not None and reached.id not in before.ticked:
        since = before.at
    else:
        since = last_asked(answers, catalogue) or can.at
    out_of_reach = catalogue.line(roles.choice.toilet_no)
    return answers.with_answer(catalogue, toilet, out_of_reach.id, since)
