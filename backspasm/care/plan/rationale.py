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

Lines = dict[tuple[str, str], str]
"""The words of ticked lines, by answer."""


def reasons(technique: Technique, person: Situation) -> tuple[Why, ...]:
    """The most personal reasons first; the last one ends with what the technique is good for."""
    found = [
        *_record(technique, person),
        *_tried(technique, person),
        *_direction(technique, person),
        *_cannot(technique, person),
    ]
    last = None
    if not found:
        last = _chosen_by(technique, person)
    if last is None:
        last = Why(technique.why, _place(technique, person))
    return (*found[: MOST - 1], last)


def _chosen_by(technique: Technique, person: Situation) -> Why | None:
    """What this person said or owns that this technique is for."""
    mine = (*technique.answers, *technique.needs)
    said = because(mine, technique.why, person)
    if said:
        return said
    return because(_at_hand(technique, person), technique.why, person)


def _at_hand(technique: Technique, person: Situation) -> list[str]:
    """What a person must own for it; a pillow or a chair says nothing about anyone."""
    without_choice = [group for group in technique.equipment if len(group) == 1]
    return [slug for (slug,) in without_choice if person.owns(slug)]


def because(
    factors: Iterable[str],
    follows: str,
    person: Situation,
) -> Why | None:
    """The ticked lines behind these factors, and what follows; ``None`` when none was ticked.

    ``follows`` is a sentence, or ``"here"``: the lines are why the entry is shown at all.
    """
    lines: Lines = {}
    for factor in factors:
        if factor in person.held or person.owns(factor):
            lines.update(_ticked(factor, person))
    answers = tuple(lines)[:QUOTES]
    if not answers:
        return None
    quoted = {answer: lines[answer] for answer in answers}
    said = _said_back(quoted, person.pack)
    if follows == "here":
        text = person.say("here", said=said)
    else:
        text = f"{_capital(said)}. {follows}"
    return Why(text, answers)


def _capital(words: str) -> str:
    """The words as a sentence begins; the rest of them stays as it is."""
    return words[:1].upper() + words[1:]


def _said_back(quoted: Lines, pack: Catalogue) -> str:
    """The quoted lines in the form of their question, where it has one of its own."""
    what = " and ".join(f"“{line}”" for line in quoted.values())
    questions = {question for question, _ in quoted}
    if len(questions) == 1:
        own = pack.questions[questions.pop()].said
        if own:
            return own.format(what=what)
    return say(pack, "said", what=what)


def _ticked(factor: str, person: Situation) -> Lines:
    """The lines the person ticked for a factor, by answer; what was only worked out has none."""
    known = person.quotes.get(factor)
    if known is None:
        known = dict(_lines(factor, person.facts))
        person.quotes[factor] = known
    return known


def _lines(factor: str, facts: Facts) -> Iterable[tuple[tuple[str, str], str]]:
    questions = facts.catalogue.questions
    for answer in sorted(facts.said(factor)):
        question, choice = answer
        line = questions[question].by_id.get(choice)
        # What is no line is a number; "none" and "not sure" are nothing to quote.
        if line is None or line.exclusive or line.unsure:
            continue
        yield answer, line.named


def _record(technique: Technique, person: Situation) -> Iterable[Why]:
    """That it has eased this person, now or before."""
    if person.helped(technique.id):
        yield Why(person.say("felt_better"))
    past = person.experience.get(technique.id)
    if past is None or past.used < ENOUGH_USES:
        return
    if past.eased:
        text = person.say("eased", eased=past.eased, used=past.used)
        yield Why(text)


def _tried(technique: Technique, person: Situation) -> Iterable[Why]:
    """That something like it has helped, or has not."""
    for name in technique.tried_as:
        thing = person.pack.tried[name]
        if person.holds(thing.helped):
            text = person.say("helped", what=thing.word)
            yield Why(text, person.said(thing.helped))
        if person.holds(thing.worse):
            text = person.say("worse", what=thing.word)
            yield Why(text, person.said(thing.worse))


def _direction(technique: Technique, person: Situation) -> Iterable[Why]:
    """That it goes the way that eases."""
    roles = person.roles
    wanted: tuple[str, ...] = ()
    if person.bending and roles.bending_eases in technique.answers:
        wanted = (roles.bending_eases, roles.leaning_back_worse)
    elif person.leaning and roles.leaning_back_eases in technique.answers:
        wanted = (roles.leaning_back_eases, roles.bending_worse)
    holding = list(filter(person.holds, wanted))
    if holding:
        factor = person.pack.factors[holding[0]]
        text = person.say("direction", what=factor.text)
        yield Why(text, person.said(factor.id))


def _cannot(technique: Technique, person: Situation) -> Iterable[Why]:
    """What a person cannot do and this does without."""
    for name in technique.answers:
        if name not in person.roles.inability:
            continue
        if name in person.held:
            factor = person.pack.factors[name]
            text = person.say("cannot", what=_capital(factor.text))
            yield Why(text, person.said(name))


def _place(technique: Technique, person: Situation) -> Said:
    """The sore places it is for, and since when: they chose it where nothing else did."""
    question = person.pack.roles.question.region
    found: list[tuple[str, str]] = []
    for place in person.sore:
        parts = frozenset(person.pack.places[place])
        if not parts.isdisjoint(technique.regions):
            found.append((question, place))
    return (*found, *person.since)
