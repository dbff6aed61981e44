"""How well a technique answers a person: points that only order what nothing rules out."""

from __future__ import annotations

from collections.abc import Iterable

from backspasm.care.catalogue import Phase, Technique
from backspasm.care.plan.eligibility import (
    done_before,
    needs_no_getting_up,
    tried,
)
from backspasm.care.plan.patient import Situation

DIRECTION, HELPED, WORSE, LIKED = 3.0, 5.0, -8.0, 20.0
LYING_FIRST = 50.0
"""For who cannot get up: what is done where one lies, and the ways to get up."""
NOW_HELPED = 100.0
"""What eased the pain in this very episode goes before everything else that is allowed."""


def points(technique: Technique, person: Situation) -> float:
    """How well a technique answers this person; ties are broken by the catalogue's ``rank``."""
    facts, total = person.facts, 0.0
    total += 2.0 * min(
        3, len(person.held & facts.catalogue.answered_by[technique.id])
    )
    total += _direction(technique, person) + _tried(technique, person)
    if technique.strengthening:
        total += _strength(technique, person)
    if technique.when_not_flat and _lies_but_not_flat(person):
        total += DIRECTION
    if person.stand.phase is Phase.ACUTE:
        total += technique.early_points or 0
    if technique.know_first and total > 0:
        total += DIRECTION
    if person.down and needs_no_getting_up(technique, person):
        total += LYING_FIRST
    total += NOW_HELPED * person.helped(technique.id)
    return total + _small(technique, person) + liking(technique.id, person)


def _lies_but_not_flat(person: Situation) -> bool:
    roles = person.facts.catalogue.roles.factor
    at_ease = person.facts.holds(roles.can_lie)
    return at_ease and person.facts.holds(roles.cannot_lie_flat)


def _small(technique: Technique, person: Situation) -> float:
    """What only decides between two: a tool at hand, a step that is due."""
    due = bool(technique.step_before) and done_before(technique, person)
    return float(max(technique.preference or 0, due))


def _tried(technique: Technique, person: Situation) -> float:
    """What helped comes first, what made it worse last; heat gains after the first days."""
    facts, total = person.facts, 0.0
    late = facts.holds(facts.catalogue.roles.factor.past_3_days)
    for thing in tried(technique, facts.catalogue):
        if facts.holds(thing.helped):
            total += HELPED
        if facts.holds(thing.worse):
            total += WORSE
        if thing.better_later and late:
            total += DIRECTION
    return total


def _strength(technique: Technique, person: Situation) -> float:
    """Between episodes strength comes first; in recovery its gentler half has a place."""
    pools = person.stand.pools
    gentler = Phase.RECOVERY in pools and Phase.EASING in technique.phases
    return DIRECTION if gentler or Phase.PREVENTION in pools else 0.0


def liking(technique: str, person: Situation) -> float:
    """What eased this person, shrunk towards nothing while there are few uses."""
    past = person.experience.get(technique)
    return (
        LIKED * ((past.eased + 1) / (past.used + 2) - 0.5)
        if past and past.used > 0
        else 0.0
    )


def _direction(technique: Technique, person: Situation) -> float:
    roles = person.facts.catalogue.roles.factor
    bends = roles.bending_eases in technique.answers
    leans = roles.leaning_back_eases in technique.answers
    if not person.bending and not person.leaning:
        return DIRECTION if technique.without_direction else 0.0
    good = (bends and person.bending) or (leans and person.leaning)
    bad = (bends and person.leaning) or (leans and person.bending)
    return DIRECTION * good - DIRECTION * bad


def in_order(
    techniques: Iterable[Technique], person: Situation
) -> list[tuple[float, Technique]]:
    """The techniques with their points, best first; equal points by rank, then id."""
    scored = [
        (points(technique, person), technique) for technique in techniques
    ]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].rank, pair[1].id))
