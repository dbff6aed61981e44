"""Which techniques suit a person, in which order, and why: hard cautions first, then likings.

A caution counts when its factor holds *or is not known*: a missing answer is never "no".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

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
        for technique in person.pack.techniques.values()
        if not technique.retired
        and _in_scope(technique, person)
        and _in_place(technique, person)
        and equipped(technique, person)
        and _any(technique.needs, person)
    ]


def _in_scope(technique: Technique, person: Situation) -> bool:
    """Whether the clearance reaches as far as this technique."""
    if person.comfort_only and not technique.comfort:
        return False
    if technique.self_care_only:
        return person.clearance.level is Level.SELF_CARE
    return True


def in_phase(
    technique: Technique,
    person: Situation,
    pools: Iterable[Phase],
) -> bool:
    """Whether a technique belongs to one of these phases for this person."""
    for phase in pools:
        if phase not in technique.phases:
            continue
        if _any(technique.needs_in.get(phase.value, ()), person):
            return True
    return False


def _any(factors: tuple[str, ...], person: Situation) -> bool:
    """Whether one of these holds, or none is needed."""
    if not factors:
        return True
    return any(map(person.holds, factors))


def _in_place(technique: Technique, person: Situation) -> bool:
    """Whether it is for where it hurts."""
    eased = person.helped(technique.id)
    if eased and technique.comfort and technique.kind == "position":
        return True
    if person.whole_body:
        # While waiting to be seen every position that no caution leaves out stays.
        return person.comfort_only or _for_whole_body(technique)
    if not technique.regions:
        return True
    return any(
        _any(technique.region_needs.get(region, ()), person)
        for region in technique.regions
        if person.regions is None or region in person.regions
    )


def _for_whole_body(technique: Technique) -> bool:
    return technique.kind in WHOLE_BODY and not technique.regions


def equipped(technique: Technique, person: Situation) -> bool:
    """Whether everything it needs is at hand, or taken as being so."""
    return all(
        any(_usable(slug, technique, person) for slug in group)
        for group in technique.equipment
    )


def _usable(
    slug: str,
    technique: Technique,
    person: Situation,
) -> bool:
    """Whether a thing is there, and of use to this person."""
    if slug in ON_THE_FLOOR and not person.floor:
        # Unless the technique says how it is done without getting down.
        cannot = person.roles.cannot_reach_floor
        if cannot not in (one.factor for one in technique.modifications):
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
    found: list[str] = []
    for group in technique.equipment:
        there = person.at_hand.intersection(group)
        if any(_usable(slug, technique, person) for slug in there):
            continue
        assumed = filter(person.assumes, group)
        found += islice(assumed, 1)
    return tuple(found)


def bars(technique: Technique, person: Situation) -> list[Bar]:
    """Everything that rules a technique out for this person, known reasons first."""
    return [*cautions(technique, person), *_rules(technique, person)]


def cautions(entry: Technique | Advice, person: Situation) -> list[Bar]:
    """The exclusions of a technique or an advice that hold or may hold, known ones first."""
    excluded_by = person.pack.excluded_by[entry.id]
    # Asked of every entry: most of them have nothing against them.
    if person.alarms.isdisjoint(excluded_by):
        return []
    found = list(_excluding(entry.excludes, person))
    found.sort(key=lambda bar: not bar.known)
    return found


def _excluding(
    excludes: Iterable[Exclusion], person: Situation
) -> Iterable[Bar]:
    for caution in excludes:
        state = person.facts[caution.factor]
        if state is True:
            yield Bar(caution.because, caution.factor)
        elif state is None:
            words = person.say("out_unknown", because=caution.because)
            yield Bar(words, caution.factor, known=False)


def _rules(technique: Technique, person: Situation) -> Iterable[Bar]:
    """What rules a technique out for this person besides its own exclusions."""
    if _felt_worse(technique, person):
        yield Bar(person.say("out_felt"), "")
    if technique.kind == "exercise" and person.hurts:
        strong = person.roles.pain_from_6
        words = person.say("out_pain")
        yield Bar(words, strong, known=person.holds(strong))
    if technique.strengthening and not person.strengthening:
        yield Bar(person.say("out_strength"), "")
    if technique.kind in ("temperature", "massage"):
        yield from _made_worse_before(technique, person)


def _felt_worse(technique: Technique, person: Situation) -> bool:
    """Whether it, or the same way to lie, made it worse in this episode."""
    if Felt.WORSE not in person.felt.values():
        return False
    ways = of_one_way((technique.id,), person.pack)
    return any(person.felt.get(name) is Felt.WORSE for name in ways)


def _made_worse_before(
    technique: Technique, person: Situation
) -> Iterable[Bar]:
    for thing in tried(technique, person.pack):
        if person.holds(thing.worse):
            words = person.say("out_worse", what=thing.word)
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
    ids = frozenset(shown)
    found = set(ids)
    for name in ids:
        for other in catalogue.techniques[name].alike or ():
            if catalogue.techniques[other].step_before not in ids:
                found.add(other)
    return found


def done_before(technique: Technique, person: Situation) -> bool:
    """Whether the step before this technique, if it has one, was done."""
    if not technique.step_before:
        return True
    past = person.experience.get(technique.step_before)
    if past is None:
        return False
    return past.used > 0


def dose_for(technique: Technique, pools: tuple[Phase, ...]) -> Dose:
    """The dose of the phase whose items are offered last (C takes R's or E's), else the base."""
    doses = technique.phase_doses
    for phase in reversed(pools):
        if phase.value in doses:
            return doses[phase.value]
    return technique.dose


def changes(
    technique: Technique, person: Situation
) -> tuple[Modification, ...]:
    """The changed instructions that apply, or may: those that surely do first."""
    sure: list[Modification] = []
    unsure: list[Modification] = []
    for change in technique.modifications:
        state = person.facts[change.factor]
        if state is True:
            sure.append(change)
        elif state is None:
            unsure.append(change)
    return (*sure, *unsure)


def replaced(technique: Technique, person: Situation) -> bool:
    """Whether a change puts another technique in the place of this one."""
    return any(change.use_instead for change in changes(technique, person))


def needs_no_getting_up(technique: Technique, person: Situation) -> bool:
    """Whether who cannot get up may begin with it."""
    if technique.gets_up:
        return True
    if not technique.lying:
        return False
    if technique.kind != "exercise":
        return True
    # Another way to do an exercise may be one at a wall.
    return not any(one.replaces for one in changes(technique, person))


def make_item(
    technique: Technique,
    person: Situation,
    pools: tuple[Phase, ...],
) -> Item:
    """The technique as it stands in this person's plan."""
    altered = changes(technique, person)
    unsure = {one.factor for one in altered if not person.holds(one.factor)}
    item = Item(
        technique=technique,
        dose=dose_for(technique, pools),
        why=reasons(technique, person),
        changes=altered,
        kind=technique.role,
        unsure=frozenset(unsure),
        if_you_have=if_you_have(technique, person),
        helped=person.helped(technique.id),
    )
    if item.replaced_by:
        item = replace(item, dose=replace(item.dose, as_written=False))
    if person.down and not technique.gets_up and not lies(item):
        return replace(item, later=True)
    return item


def said_behind(bar: Bar, person: Situation) -> Said:
    """The answers behind a bar."""
    if not bar.factor or not bar.known:
        return ()
    return person.said(bar.factor)
