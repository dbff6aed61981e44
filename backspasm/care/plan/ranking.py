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

MATCH = 2.0
"""For each thing of this person's that it answers..."""
MOST_MATCHES = 3
"""...up to so many."""
DIRECTION, HELPED, WORSE, LIKED = 3.0, 5.0, -8.0, 20.0
LYING_FIRST = 50.0
"""For who cannot get up: what is done where one lies, and the ways to get up."""
NOW_HELPED = 100.0
"""What eased the pain in this very episode goes before everything else that is allowed."""


def points(technique: Technique, person: Situation) -> float:
    """How well a technique answers this person; ties are broken by the catalogue's ``rank``."""
    total = _matches(technique, person)
    total += _direction(technique, person)
    total += _tried(technique, person)
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
    if person.helped(technique.id):
        total += NOW_HELPED
    total += _small(technique, person)
    return total + liking(technique.id, person)


def _matches(technique: Technique, person: Situation) -> float:
    """For what it answers of all that this person said; the first three count."""
    answered = person.held & person.pack.answered_by[technique.id]
    return MATCH * min(len(answered), MOST_MATCHES)


def _lies_but_not_flat(person: Situation) -> bool:
    if not person.holds(person.roles.can_lie):
        return False
    return person.holds(person.roles.cannot_lie_flat)


def _small(technique: Technique, person: Situation) -> float:
    """What only decides between two: a tool at hand, a step that is due."""
    preference = technique.preference or 0
    if technique.step_before and done_before(technique, person):
        return max(1.0, preference)
    return max(0.0, preference)


def _tried(technique: Technique, person: Situation) -> float:
    """What helped comes first, what made it worse last; heat gains after the first days."""
    total = 0.0
    late = person.holds(person.roles.past_3_days)
    for thing in tried(technique, person.pack):
        if person.holds(thing.helped):
            total += HELPED
        if person.holds(thing.worse):
            total += WORSE
        if late and thing.better_later:
            total += DIRECTION
    return total


def _strength(technique: Technique, person: Situation) -> float:
    """Between episodes strength comes first; in recovery its gentler half has a place."""
    pools = person.stand.pools
    if Phase.PREVENTION in pools:
        return DIRECTION
    if Phase.RECOVERY in pools and Phase.EASING in technique.phases:
        return DIRECTION
    return 0.0


def liking(technique: str, person: Situation) -> float:
    """What eased this person, shrunk towards nothing while there are few uses."""
    past = person.experience.get(technique)
    if past is None or past.used <= 0:
        return 0.0
    share = (past.eased + 1) / (past.used + 2)
    return LIKED * (share - 0.5)


def _direction(technique: Technique, person: Situation) -> float:
    """Whether it goes the way that suits this person, or the other one."""
    if not person.bending and not person.leaning:
        return DIRECTION if technique.without_direction else 0.0
    total = 0.0
    if person.roles.bending_eases in technique.answers:
        total += _way(good=person.bending, bad=person.leaning)
    if person.roles.leaning_back_eases in technique.answers:
        total += _way(good=person.leaning, bad=person.bending)
    return total


def _way(*, good: bool, bad: bool) -> float:
    """A way that is good and bad at once is neither."""
    return DIRECTION * (good - bad)


def in_order(
    techniques: Iterable[Technique], person: Situation
) -> list[tuple[float, Technique]]:
    """The techniques with their points, best first; equal points by rank, then id."""
    scored = [(points(one, person), one) for one in techniques]
    scored.sort(key=lambda pair: (-pair[0], pair[1].rank, pair[1].id))
    return scored
