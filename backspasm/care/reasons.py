"""Why this for you: plain sentences from the person's own words, each with its answers."""

from __future__ import annotations

from collections.abc import Iterable

from .catalogue import Phase, Technique
from .facts import Facts
from .items import Said, Why
from .situation import REGIONS, Situation
from .words import say

ENOUGH_USES = 3
"""Uses from which on a person's own record is shown."""
MOST = 3
"""Reasons shown for one item."""


def reasons(
    technique: Technique, person: Situation, tried: Iterable[str], pools: tuple[Phase, ...]
) -> tuple[Why, ...]:
    """At least one reason, the most personal first."""
    found = [*_record(technique, person), *_tried(tried, person), *_direction(technique, person)]
    shown = {answer for why in found for answer in why.answers}
    for factor in technique.answers:
        if factor in person.held:
            why = quoted(factor, person)
            if not shown.intersection(why.answers):
                found.append(why)
                shown.update(why.answers)
    return tuple(found[:MOST]) or (_place(technique, person, pools),)


def quoted(factor: str, person: Situation) -> Why:
    """A factor in the person's own ticked line, or in its own words when several lines made it."""
    if factor not in person.quotes:
        person.quotes[factor] = _quote(factor, person.facts)
    return person.quotes[factor]


def _quote(factor: str, facts: Facts) -> Why:
    answers = tuple(sorted(facts.said(factor)))
    words = facts.catalogue.factors[factor].text.removeprefix("you said: ")
    if len(answers) == 1:
        question, choice = answers[0]
        line = facts.catalogue.questions[question].by_id.get(choice)
        if line is not None and not line.exclusive and not line.unsure:
            words = f"“{line.text}”"
    return Why(say(facts.catalogue, "said", what=words), answers)


def _record(technique: Technique, person: Situation) -> Iterable[Why]:
    past = person.experience.get(technique.id)
    if past and past.used >= ENOUGH_USES and past.eased:
        yield Why(say(person.facts.catalogue, "eased", eased=past.eased, used=past.used))


def _tried(tried: Iterable[str], person: Situation) -> Iterable[Why]:
    facts, pack = person.facts, person.facts.catalogue
    for thing in tried:
        for effect in ("helped", "worse"):
            if facts.holds(f"{effect}-{thing}"):
                what = say(pack, "rest-word" if thing == "rest" else thing)
                answers = tuple(sorted(facts.said(f"{effect}-{thing}")))
                yield Why(say(pack, effect, what=what), answers)


def _direction(technique: Technique, person: Situation) -> Iterable[Why]:
    facts = person.facts
    wanted = []
    if "flexion-eases" in technique.answers and person.bending:
        wanted = ["flexion-eases", "extension-worse"]
    elif "extension-eases" in technique.answers and person.leaning:
        wanted = ["extension-eases", "flexion-worse"]
    holding = next((factor for factor in wanted if facts.holds(factor)), None)
    if holding:
        why = quoted(holding, person)
        words = facts.catalogue.factors[holding].text
        yield Why(say(facts.catalogue, "direction", what=words), why.answers)


def _place(technique: Technique, person: Situation, pools: tuple[Phase, ...]) -> Why:
    pack = person.facts.catalogue
    if person.comfort_only:
        key = "breathing" if technique.id == "relax-breathing" else "comfort"
        return Why(say(pack, key))
    own = [phase for phase in pools if phase in technique.phases]
    when = say(pack, f"when-{(own or list(pools))[-1].value}")
    sore = [item for item in person.sore if set(REGIONS[item]).intersection(technique.regions)]
    if not sore:
        return Why(say(pack, "when", when=when), person.since)
    where = " and ".join(pack.factors[item].text for item in sore)
    answers: Said = tuple(("region", item) for item in sore)
    return Why(say(pack, "place", where=where, when=when), (*answers, *person.since))
