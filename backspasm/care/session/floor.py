"""Which positions floor mode offers, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from backspasm.care.catalogue import (
    Catalogue,
    Question,
    Screen,
    Technique,
)
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.triage import Clearance
from backspasm.care.plan.eligibility import equipped, make_item
from backspasm.care.plan.model import Item
from backspasm.care.plan.patient import Situation


def floor_positions(
    clearance: Clearance,
    answers: Answers,
    catalogue: Catalogue,
    without: Iterable[str] = (),
) -> tuple[Technique, ...]:
    """The positions open to this person, best first, leaving out those tried in vain.

    Needs only the COMFORT scope: what a known *or unasked* factor could exclude is not there,
    nor what a known one replaces, since drawing and times would show something else; nor what
    needs a thing that is not at hand.
    """
    facts = Facts(answers, catalogue, fired=clearance.fired)
    person = Situation(facts, clearance, {})
    in_vain = frozenset(without)
    return tuple(
        technique
        for technique in catalogue.on_the_floor
        if technique.id not in in_vain
        and _within_reach(technique, person)
        and is_comfort(technique, facts)
        and equipped(technique, person)
        and not _replaced(technique, person)
    )


def _within_reach(technique: Technique, person: Situation) -> bool:
    """Who does not stand up is shown only what is done lying."""
    if person.stands is False:
        return technique.lying
    return True


def _replaced(technique: Technique, person: Situation) -> bool:
    """Whether another way to do it stands in place of the steps and the drawing."""
    return any(
        change.replaces and person.holds(change.factor)
        for change in technique.modifications
    )


def asked_first(
    found: Iterable[tuple[Screen, Question]],
    details: Sequence[str],
    catalogue: Catalogue,
) -> tuple[Screen, Question] | None:
    """Of what is open, in its order: what to ask someone who holds a position.

    The `details` of a danger line, and then the list of urgent signs, which begins with a newly
    weak limb and pregnancy, wait for nothing, not even for the age.
    """
    rows = list(found)
    second_list = catalogue.roles.question.second_list
    for wanted in (details, [second_list]):
        for screen, question in rows:
            if question.id in wanted:
                return screen, question
    return next(iter(rows), None)


def told_since(
    answers: Answers,
    catalogue: Catalogue,
    since: datetime,
) -> list[Question]:
    """What was asked and answered since a moment, oldest first, besides the danger signs."""
    danger_signs, *_ = catalogue.screens
    given: list[tuple[datetime, Question]] = []
    for question in catalogue.questions.values():
        if question.unasked or question.screen == danger_signs.id:
            continue
        answer = answers.get(question.id)
        if answer and answer.at >= since:
            given.append((answer.at, question))
    # What was answered at once stays in the order of the questions.
    given.sort(key=lambda row: row[0])
    return [question for _, question in given]


def as_it_stands(
    technique: Technique,
    clearance: Clearance,
    facts: Facts,
) -> Item:
    """A technique with its changes for this person, as a plan that holds it would have it."""
    person = Situation(facts, clearance, {})
    return make_item(technique, person, person.stand.pools)


def is_comfort(technique: Technique, facts: Facts) -> bool:
    """Whether it may be shown to anyone of whom no more is known than these facts."""
    if not technique.comfort or technique.retired:
        return False
    return not any(
        facts.possible(caution.factor) for caution in technique.excludes
    )
