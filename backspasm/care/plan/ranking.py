"""How well a technique answers a person: points that only order what nothing rules out."""

from __future__ import annotations

from collections.abc import Iterable

from backspasm.care.catalogue import Phase, Technique
from backspasm.care.plan.eligibility import (
    KNOW_FIRST,
    STEP_BEFORE,
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
CATCH_ALL = {"move-relative-rest": 4.0, "move-log-roll": 3.0}
"""In the first days these answer everyone (care-facts: "all", "getting up"); their points."""
ON_THE_SIDE = "pos-side-pillow"
"""Before a chair (care-facts: grade B against C) for who lies at ease, only not on the back."""
NEUTRAL = frozenset({"ex-pelvic-tilt", "ex-knee-rolls"})
"""First when no direction eases or worsens (direction rule)."""


def points(technique: Technique, person: Situation) -> float:
    """How well a technique answers this person; ties are broken by the catalogue's ``rank``."""
    facts, total = person.facts, 0.0
    total += 2.0 * min(
        3, len(person.held & facts.catalogue.answered_by[technique.id])
    )
    total += _direction(technique, person) + _tried(technique, person)
    if technique.strengthening:
        total += _strength(technique, person)
    if technique.id == ON_THE_SIDE and _lies_but_not_flat(person):
        total += DIRECTION
    if person.stand.phase is Phase.ACUTE:
        total += CATCH_ALL.get(technique.id, 0.0)
    if technique.id in KNOW_FIRST and total > 0:
        total += DIRECTION
    if person.down and needs_no_getting_up(technique, person):
        total += LYING_FIRST
    total += NOW_HELPED * person.helped(technique.id)
    return total + _small(technique, person) + liking(technique.id, person)


def _lies_but_not_flat(person: Situation) -> bool:
    return person.facts.holds("cannot-lie-flat") and person.facts.holds(
        "can-lie-comfortably"
    )


def _small(technique: Technique, person: Situation) -> float:
    """What only decides between two: a tool at hand, a step that is due."""
    due = technique.id in STEP_BEFORE and done_before(technique.id, person)
    return float(technique.id in ("mass-ball", "mass-roller") or due)


def _tried(technique: Technique, person: Situation) -> float:
    """What helped comes first, what made it worse last; heat gains after the first days."""
    things = tried(technique)
    helped = sum(
        HELPED for thing in things if person.facts.holds(f"helped-{thing}")
    )
    worse = sum(
        WORSE for thing in things if person.facts.holds(f"worse-{thing}")
    )
    later = (
        DIRECTION
        if "heat" in things and person.facts.holds("past-72h")
        else 0.0
    )
    return helped + worse + later


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
    bends, leans = (
        "flexion-eases" in technique.answers,
        "extension-eases" in technique.answers,
    )
    if not person.bending and not person.leaning:
        return DIRECTION if technique.id in NEUTRAL else 0.0
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
