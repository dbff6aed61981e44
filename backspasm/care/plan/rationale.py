"""Why this for you: plain sentences from the person's own words, each with its answers."""

from __future__ import annotations

from collections.abc import Iterable

from backspasm.care.catalogue import Technique
from backspasm.care.check.evaluation import Facts
from backspasm.care.plan.model import Said, Why
from backspasm.care.plan.patient import REGIONS, Situation
from backspasm.care.words import say

ENOUGH_USES = 3
"""Uses from which on a person's own record is shown."""
MOST = 3
"""Reasons shown for one item."""
QUOTES = 2
"""Ticked lines quoted in one reason."""
OWNED = frozenset(
    {"cold-pack", "heat-pack", "heat-wrap", "bath", "roller", "ball"}
)
"""Things whose being at hand is why something is shown."""


def reasons(
    technique: Technique, person: Situation, tried: Iterable[str]
) -> tuple[Why, ...]:
    """The most personal reasons first; the last one ends with what the technique is good for."""
    found = [
        *_record(technique, person),
        *_tried(tried, person),
        *_direction(technique, person),
    ]
    found += _cannot(technique, person)
    mine = (*technique.answers, *technique.needs)
    chosen_by = None
    if not found:
        chosen_by = because(mine, technique.why, person)
        chosen_by = chosen_by or because(
            _at_hand(technique), technique.why, person
        )
    last = chosen_by or Why(technique.why, _place(technique, person))
    return (*found[: MOST - 1], last)


def _at_hand(technique: Technique) -> tuple[str, ...]:
    """What a person must own for it; a pillow or a chair says nothing about anyone."""
    return tuple(
        slug
        for group in technique.equipment
        for slug in group
        if slug in OWNED and len(group) == 1
    )


def because(
    factors: Iterable[str], follows: str, person: Situation
) -> Why | None:
    """The ticked lines behind these factors, and what follows; ``None`` when none was ticked.

    ``follows`` is a sentence, or ``"here"``: the lines are why the entry is shown at all.
    """
    lines: dict[tuple[str, str], str] = {}
    for factor in factors:
        if factor in person.held or (
            factor in OWNED and factor in person.at_hand
        ):
            lines.update(_ticked(factor, person))
    answers = tuple(lines)[:QUOTES]
    if not answers:
        return None
    pack = person.facts.catalogue
    what = " and ".join(f"“{lines[answer]}”" for answer in answers)
    asked = {question for question, _ in answers}
    own = f"said-{asked.pop()}" if len(asked) == 1 else ""
    said = say(pack, own if own in pack.interface else "said", what=what)
    if follows == "here":
        return Why(say(pack, "here", said=said), answers)
    return Why(f"{said[:1].upper()}{said[1:]}. {follows}", answers)


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
        yield Why(say(person.facts.catalogue, "felt-better"))
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
        answers = tuple(sorted(facts.said(holding)))
        words = facts.catalogue.factors[holding].text
        yield Why(say(facts.catalogue, "direction", what=words), answers)


def _cannot(technique: Technique, person: Situation) -> Iterable[Why]:
    """What a person cannot do and this does without."""
    for factor in technique.answers:
        if factor.startswith("cannot-") and factor in person.held:
            words = person.facts.catalogue.factors[factor].text
            said = say(
                person.facts.catalogue,
                "cannot",
                what=f"{words[:1].upper()}{words[1:]}",
            )
            yield Why(said, tuple(sorted(person.facts.said(factor))))


def _place(technique: Technique, person: Situation) -> Said:
    """The sore places it is for, and since when: they chose it where nothing else did."""
    sore = [
        item
        for item in person.sore
        if set(REGIONS[item]).intersection(technique.regions)
    ]
    return (*(("region", item) for item in sore), *person.since)
