"""Why this for you: plain sentences from the person's own words, each with its answers."""

from __future__ import annotations

from collections.abc import Iterable

from backspasm.care.catalogue import Catalogue, Technique
from backspasm.care.check.evaluation import Facts
from backspasm.care.plan.model import Said, Why
from backspasm.care.plan.patient import Situation
from backspasm.care.words import say

ENOUGH_USES = 3
"""Uses from which on a person's own record is shown."""
MOST = 3
"""Reasons shown for one item."""
QUOTES = 2
"""Ticked lines quoted in one reason."""


def reasons(technique: Technique, person: Situation) -> tuple[Why, ...]:
    """The most personal reasons first; the last one ends with what the technique is good for."""
    found = [
        *_record(technique, person),
        *_tried(technique, person),
        *_direction(technique, person),
    ]
    found += _cannot(technique, person)
    mine = (*technique.answers, *technique.needs)
    chosen_by = None
    if not found:
        chosen_by = because(mine, technique.why, person)
        chosen_by = chosen_by or because(
            _at_hand(technique, person), technique.why, person
        )
    last = chosen_by or Why(technique.why, _place(technique, person))
    return (*found[: MOST - 1], last)


def _at_hand(technique: Technique, person: Situation) -> tuple[str, ...]:
    """What a person must own for it; a pillow or a chair says nothing about anyone."""
    return tuple(
        slug
        for group in technique.equipment
        for slug in group
        if len(group) == 1 and person.owns(slug)
    )


def because(
    factors: Iterable[str], follows: str, person: Situation
) -> Why | None:
    """The ticked lines behind these factors, and what follows; ``None`` when none was ticked.

    ``follows`` is a sentence, or ``"here"``: the lines are why the entry is shown at all.
    """
    lines: dict[tuple[str, str], str] = {}
    for factor in factors:
        if factor in person.held or person.owns(factor):
            lines.update(_ticked(factor, person))
    answers = tuple(lines)[:QUOTES]
    if not answers:
        return None
    pack = person.facts.catalogue
    what = " and ".join(f"“{lines[answer]}”" for answer in answers)
    said = _said_back({question for question, _ in answers}, what, pack)
    if follows == "here":
        return Why(say(pack, "here", said=said), answers)
    return Why(f"{said[:1].upper()}{said[1:]}. {follows}", answers)


def _said_back(asked: set[str], what: str, pack: Catalogue) -> str:
    """The quoted lines in the form of their question, where it has one of its own."""
    own = pack.questions[next(iter(asked))].said if len(asked) == 1 else ""
    return own.format(what=what) if own else say(pack, "said", what=what)


def _ticked(factor: str, person: Situation) -> dict[tuple[str, str], str]:
    """The lines the person ticked for a factor, by answer; what was only worked out has none."""
    if factor not in person.quotes:
        person.quotes[factor] = dict(_lines(factor, person.facts))
    return person.quotes[factor]


def _lines(factor: str, facts: Facts) -> Iterable[tuple[tuple[str, str], str]]:
    for question, choice in sorted(facts.said(factor)):
        line = facts.catalogue.questions[question].by_id.get(choice)
        if line is not None and not line.exclusive and not line.unsure:
            yield (question, choice), line.named


def _record(technique: Technique, person: Situation) -> Iterable[Why]:
    if person.helped(technique.id):
        yield Why(say(person.facts.catalogue, "felt_better"))
    past = person.experience.get(technique.id)
    if past and past.used >= ENOUGH_USES and past.eased:
        yield Why(
            say(
                person.facts.catalogue,
                "eased",
                eased=past.eased,
                used=past.used,
            )
        )


def _tried(technique: Technique, person: Situation) -> Iterable[Why]:
    facts, pack = person.facts, person.facts.catalogue
    for thing in (pack.tried[name] for name in technique.tried_as):
        effects = (("helped", thing.helped), ("worse", thing.worse))
        for words, factor in effects:
            if facts.holds(factor):
                answers = tuple(sorted(facts.said(factor)))
                yield Why(say(pack, words, what=thing.word), answers)


def _direction(technique: Technique, person: Situation) -> Iterable[Why]:
    facts = person.facts
    roles = facts.catalogue.roles.factor
    wanted = []
    if roles.bending_eases in technique.answers and person.bending:
        wanted = [roles.bending_eases, roles.leaning_back_worse]
    elif roles.leaning_back_eases in technique.answers and person.leaning:
        wanted = [roles.leaning_back_eases, roles.bending_worse]
    holding = next((factor for factor in wanted if facts.holds(factor)), None)
    if holding:
        answers = tuple(sorted(facts.said(holding)))
        words = facts.catalogue.factors[holding].text
        yield Why(say(facts.catalogue, "direction", what=words), answers)


def _cannot(technique: Technique, person: Situation) -> Iterable[Why]:
    """What a person cannot do and this does without."""
    inability = person.facts.catalogue.roles.factor.inability
    for factor in technique.answers:
        if factor in inability and factor in person.held:
            words = person.facts.catalogue.factors[factor].text
            said = say(
                person.facts.catalogue,
                "cannot",
                what=f"{words[:1].upper()}{words[1:]}",
            )
            yield Why(said, tuple(sorted(person.facts.said(factor))))


def _place(technique: Technique, person: Situation) -> Said:
    """The sore places it is for, and since when: they chose it where nothing else did."""
    catalogue = person.facts.catalogue
    question = catalogue.roles.question.region
    sore = [
        (question, item)
        for item in person.sore
        if set(catalogue.places[item]).intersection(technique.regions)
    ]
    return (*sore, *person.since)
