"""When to ask again, and what the passing of time makes of an answer (care-facts, section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .answers import Answers
from .catalogue import Catalogue, Level, RecheckPoint
from .facts import RULE, Facts
from .triage import DANGER, Outcome

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
    if outcome.level is Level.EMERGENCY:
        return ()
    danger = answers.get(DANGER)
    checked = danger.at if danger and started.tzinfo else started
    facts = Facts(answers, catalogue, fired=outcome.fired)
    start = began(answers, started)
    found = []
    for point in catalogue.rechecks:
        due = _due(point, start, checked)
        if due is not None and due > checked and _holds(point, facts, outcome):
            found.append(Recheck(due, point))
    return tuple(sorted(found, key=lambda one: one.due))


def _due(point: RecheckPoint, start: datetime, checked: datetime) -> datetime | None:
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
    return not point.when or any(_says(item, facts, outcome) for item in point.when)


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


def band_after(elapsed: timedelta) -> str:
    """The answer to "when did this pain start" after so much time; an edge belongs to the later."""
    return [band for band, age in BANDS if age <= elapsed or not age][-1]


def advance(answers: Answers, catalogue: Catalogue, started: datetime, now: datetime) -> Answers:
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
    return answers.with_answer(catalogue, "duration", band, start + dict(BANDS)[band])
