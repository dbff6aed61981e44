"""Which techniques suit a person, in which order, and why: hard cautions first, then likings.

A caution counts when its factor holds *or is not known*: a missing answer is never "no".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from backspasm.care.catalogue import (
    Advice,
    Catalogue,
    Dose,
    Exclusion,
    Level,
    Modification,
    Phase,
    Technique,
    Tried,
)
from backspasm.care.plan.model import Felt, Item, Said
from backspasm.care.plan.patient import ON_THE_FLOOR, Situation
from backspasm.care.plan.rationale import reasons
from backspasm.care.plan.rest_limits import lies, of_one_way
from backspasm.care.words import say

WHOLE_BODY = ("relaxation", "movement", "care")
"""Pain all over: "relaxation and walking" (care-facts, "Plan size"), nothing for one place."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Why a technique is ruled out: words, the factor, whether that factor is known to hold."""

    because: str
    factor: str
    known: bool = True


def within_reach(person: Situation) -> list[Technique]:
    """The techniques meant for this scope, place, equipment and gate, whatever the phase."""
    return [
        technique
        for technique in person.facts.catalogue.techniques.values()
        if not technique.retired
        and (technique.comfort or not person.comfort_only)
        and _in_place(technique, person)
        and equipped(technique, person)
        and _any(technique.needs, person)
        and (
            not technique.self_care_only
            or person.clearance.level is Level.SELF_CARE
        )
    ]


def in_phase(
    technique: Technique, person: Situation, pools: Iterable[Phase]
) -> bool:
    """Whether a technique belongs to one of these phases for this person."""
    return any(
        phase in technique.phases and _begun(technique, phase, person)
        for phase in pools
    )


def _any(factors: tuple[str, ...], person: Situation) -> bool:
    return not factors or any(person.facts.holds(factor) for factor in factors)


def _begun(technique: Technique, phase: Phase, person: Situation) -> bool:
    return _any(technique.needs_in.get(phase.value, ()), person)


def _in_place(technique: Technique, person: Situation) -> bool:
    regions = person.regions
    if (
        technique.kind == "position"
        and technique.comfort
        and person.helped(technique.id)
    ):
        return True
    if person.whole_body:
        # While waiting to be seen every position that no caution leaves out stays.
        return person.comfort_only or (
            technique.kind in WHOLE_BODY and not technique.regions
        )
    if not technique.regions:
        return True
    return any(
        _any(technique.region_needs.get(region, ()), person)
        for region in technique.regions
        if regions is None or region in regions
    )


def equipped(technique: Technique, person: Situation) -> bool:
    """Whether everything it needs is at hand, or taken as being so."""
    return all(
        _reached(group, technique, person) for group in technique.equipment
    )


def _reached(
    group: tuple[str, ...], technique: Technique, person: Situation
) -> bool:
    return any(_usable(slug, technique, person) for slug in group)


def _usable(slug: str, technique: Technique, person: Situation) -> bool:
    if slug in ON_THE_FLOOR and not person.floor:
        ways = (change.factor for change in technique.modifications)
        if person.facts.catalogue.roles.factor.cannot_reach_floor not in ways:
            return False
    # What helped an hour ago had a pillow, or something like one.
    unasked = not person.asked_at_hand or person.helped(technique.id)
    if unasked and person.assumes(slug):
        return True
    return slug in person.at_hand


def if_you_have(technique: Technique, person: Situation) -> tuple[str, ...]:
    """The equipment a technique takes for granted because nobody asked."""
    if person.asked_at_hand:
        return ()
    found = (
        next((slug for slug in group if person.assumes(slug)), "")
        for group in technique.equipment
        if not any(
            slug in person.at_hand and _usable(slug, technique, person)
            for slug in group
        )
    )
    return tuple(slug for slug in found if slug)


def bars(technique: Technique, person: Situation) -> list[Bar]:
    """Everything that rules a technique out for this person, known reasons first."""
    return [*cautions(technique, person), *_rules(technique, person)]


def cautions(entry: Technique | Advice, person: Situation) -> list[Bar]:
    """The exclusions of a technique or an advice that hold or may hold, known ones first."""
    if person.alarms.isdisjoint(person.facts.catalogue.excluded_by[entry.id]):
        return []
    found = list(_excluding(entry.excludes, person))
    return (
        sorted(found, key=lambda bar: not bar.known)
        if len(found) > 1
        else found
    )


def _excluding(
    excludes: Iterable[Exclusion], person: Situation
) -> Iterable[Bar]:
    for caution in excludes:
        state = person.facts[caution.factor]
        if state is True:
            yield Bar(caution.because, caution.factor)
        elif state is None:
            words = say(
                person.facts.catalogue, "out_unknown", because=caution.because
            )
            yield Bar(words, caution.factor, known=False)


def _rules(technique: Technique, person: Situation) -> Iterable[Bar]:
    pack = person.facts.catalogue
    if any(
        person.felt.get(name) is Felt.WORSE
        for name in of_one_way((technique.id,), pack)
    ):
        yield Bar(say(pack, "out_felt"), "")
    if technique.kind == "exercise" and person.hurts:
        strong = pack.roles.factor.pain_from_6
        known = person.facts.holds(strong)
        yield Bar(say(pack, "out_pain"), strong, known=known)
    if technique.strengthening and not person.strengthening:
        yield Bar(say(pack, "out_strength"), "")
    if technique.kind in ("temperature", "massage"):
        for thing in tried(technique, pack):
            if person.facts.holds(thing.worse):
                words = say(pack, "out_worse", what=thing.word)
                yield Bar(words, thing.worse)


def tried(technique: Technique, catalogue: Catalogue) -> list[Tried]:
    """The things of "what has helped, what made it worse" that this technique is an example of."""
    return [catalogue.tried[name] for name in technique.tried_as]


def one_of_a_kind(
    ranked: list[tuple[float, Technique]],
) -> list[tuple[float, Technique]]:
    """Without the lesser one of any two that are alike."""
    gone: set[str] = set()
    kept = []
    for score, technique in ranked:
        if technique.id in gone:
            continue
        kept.append((score, technique))
        gone.update(technique.alike or ())
    return kept


def with_alike(shown: Iterable[str], catalogue: Catalogue) -> set[str]:
    """These ids and what is too much like them to come next (a next step is not)."""
    ids = set(shown)
    techniques = catalogue.techniques
    like = (name for one in ids for name in techniques[one].alike or ())
    return ids | {
        name for name in like if techniques[name].step_before not in ids
    }


def done_before(technique: Technique, person: Situation) -> bool:
    """Whether the step before this technique, if it has one, was done."""
    if not technique.step_before:
        return True
    past = person.experience.get(technique.step_before)
    return past is not None and past.used > 0


def dose_for(technique: Technique, pools: tuple[Phase, ...]) -> Dose:
    """The dose of the phase whose items are offered last (C takes R's or E's), else the base."""
    for phase in reversed(pools):
        if phase.value in technique.phase_doses:
            return technique.phase_doses[phase.value]
    return technique.dose


def changes(
    technique: Technique, person: Situation
) -> tuple[Modification, ...]:
    """The changed instructions that apply, or may: those that surely do first."""
    if not technique.modifications:
        return ()
    may = [
        change
        for change in technique.modifications
        if person.facts.possible(change.factor)
    ]
    return tuple(
        sorted(may, key=lambda change: not person.facts.holds(change.factor))
    )


def replaced(technique: Technique, person: Situation) -> bool:
    """Whether a change puts another technique in the place of this one."""
    return any(change.use_instead for change in changes(technique, person))


def needs_no_getting_up(technique: Technique, person: Situation) -> bool:
    """Whether who cannot get up may begin with it."""
    other = technique.kind == "exercise" and any(
        change.replaces for change in changes(technique, person)
    )
    return bool(technique.gets_up) or (technique.lying and not other)


def make_item(
    technique: Technique, person: Situation, pools: tuple[Phase, ...]
) -> Item:
    """The technique as it stands in this person's plan."""
    altered = changes(technique, person)
    unsure = frozenset(
        c.factor for c in altered if not person.facts.holds(c.factor)
    )
    dose = dose_for(technique, pools)
    if any(
        change.replaces and change.factor not in unsure for change in altered
    ):
        dose = replace(dose, as_written=False)
    item = Item(
        technique=technique,
        dose=dose,
        why=reasons(technique, person),
        changes=altered,
        kind=technique.role,
        unsure=unsure,
        if_you_have=if_you_have(technique, person),
        helped=person.helped(technique.id),
    )
    waits = person.down and not technique.gets_up and not lies(item)
    return replace(item, later=True) if waits else item


def said_behind(bar: Bar, person: Situation) -> Said:
    """The answers behind a bar."""
    return (
        tuple(sorted(person.facts.said(bar.factor)))
        if bar.factor and bar.known
        else ()
    )
