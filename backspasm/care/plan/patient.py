"""Where a person stands: phase with its gates, sore regions, what is at hand (care-facts 3, 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from backspasm.care.catalogue import Phase
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.ternary import Known
from backspasm.care.check.triage import Clearance, Scope
from backspasm.care.plan.model import Experience, Felt, Said

A, E, R, P, C = (
    Phase.ACUTE,
    Phase.EASING,
    Phase.RECOVERY,
    Phase.PREVENTION,
    Phase.CHRONIC,
)

REGIONS = {
    "region-neck": ("neck",),
    "region-upper": ("upper",),
    "region-mid": ("mid",),
    "region-lower": ("lower",),
    "region-side": ("mid", "lower"),
    "region-buttock": ("lower",),
}
ALWAYS_AT_HAND = ("towel", "table", "wall", "bed")
ASSUMED = ("pillow", "chair")
"""Taken as at hand, with "if you have", while "what is at hand" is not answered."""
ASKED = (
    "pillow",
    "chair",
    "cold-pack",
    "heat-pack",
    "heat-wrap",
    "bath",
    "roller",
    "ball",
    "mat",
)
ON_THE_FLOOR = ("floor", "mat")
FALL = 2
"""Points below the worst pain that open phase E."""


@dataclass(frozen=True, slots=True)
class Stand:
    """The phase, the phases whose items it offers (own first), and what opens the next one."""

    phase: Phase
    pools: tuple[Phase, ...]
    words: str
    following: tuple[Phase, ...] = ()
    gate: str = ""
    """The re-check point whose gate leads on."""


def stand(facts: Facts, scope: Scope) -> Stand:
    """The phase. Where a gate is not passed the gentler items stay (the more cautious reading).

    Who cannot get up is not between episodes, whatever "over" was meant to say.
    """
    if scope is Scope.COMFORT:
        return Stand(A, (A,), "phase-comfort")
    if facts.holds("over-now") and is_down(facts):
        return Stand(A, (A,), "phase-A-down", (E,), "h72")
    if facts.holds("over-now"):
        return Stand(P, (P,), "phase-P", (P,))
    late = facts.holds("past-14d")
    if not late and not (facts.holds("past-72h") and _came_down(facts)):
        words = "phase-A-stays" if facts.holds("past-72h") else "phase-A"
        return Stand(A, (A,), words, (E,), "h72")
    ready = facts.holds("pain-to-4") and facts.holds("daily-tasks")
    if facts.holds("chronic"):
        if ready:
            return Stand(C, (C, R), "phase-C", (C, R))
        return Stand(C, (C, E), "phase-C-stays", (R,), "d14")
    if late and ready:
        return Stand(R, (R,), "phase-R", (P,), "w6")
    return Stand(E, (E,), "phase-E-stays" if late else "phase-E", (R,), "d14")


def gets_up(facts: Facts) -> Known:
    """Whether this person gets up and stands; ``None``: not asked, or lying is no way either.

    Who lies nowhere at ease and still reaches the toilet is not laid down first.
    """
    if facts.holds("cannot-reach-toilet"):
        return False
    if facts.holds("can-walk") or facts.holds("can-floor"):
        return True
    return False if facts.holds("can-lie-comfortably") else None


def is_down(facts: Facts) -> bool:
    """Whether this person cannot get up: who gets dressed can, for all we know."""
    dresses = facts.holds("can-dress") and not facts.holds(
        "cannot-reach-toilet"
    )
    return gets_up(facts) is False and not dresses


def _came_down(facts: Facts) -> bool:
    """Pain at least 2 below the worst. Walking 10 minutes is not asked, so it opens nothing."""
    now, worst = (
        facts.answers.number("pain-now"),
        facts.answers.number("pain-worst"),
    )
    return now is not None and worst is not None and now <= worst - FALL


@dataclass(frozen=True)
class Situation:
    """Everything about one person that the choice of techniques reads."""

    facts: Facts
    clearance: Clearance
    experience: Mapping[str, Experience]
    felt: Mapping[str, Felt] = field(default_factory=dict)
    """What was felt in this episode, by technique."""
    quotes: dict[str, dict[tuple[str, str], str]] = field(
        default_factory=dict, compare=False
    )
    """What was ticked, by factor, once looked up (see :mod:`.reasons`)."""

    @cached_property
    def held(self) -> frozenset[str]:
        """What surely holds of all that techniques and advice answer."""
        answered = self.facts.catalogue.answer_factors
        return frozenset(
            factor for factor in answered if self.facts[factor] is True
        )

    @cached_property
    def alarms(self) -> frozenset[str]:
        """What holds, or is not known, of all that leaves techniques and advice out."""
        cautions = self.facts.catalogue.caution_factors
        return frozenset(
            factor for factor in cautions if self.facts[factor] is not False
        )

    @cached_property
    def since(self) -> Said:
        """The answer to "since when", if there is one."""
        answer = self.facts.answers.get("duration")
        return (
            tuple(("duration", item) for item in sorted(answer.ticked))
            if answer
            else ()
        )

    @cached_property
    def sore(self) -> tuple[str, ...]:
        """The ticked places of the body."""
        return tuple(item for item in REGIONS if self.facts.holds(item))

    @cached_property
    def stand(self) -> Stand:
        """The phase and its pools."""
        return stand(self.facts, self.clearance.scope)

    @cached_property
    def comfort_only(self) -> bool:
        """Whether only what is safe for anyone may be shown."""
        return self.clearance.scope is Scope.COMFORT

    @cached_property
    def regions(self) -> frozenset[str] | None:
        """Sore regions; empty: only the whole body; ``None``: not asked yet."""
        if "region" not in self.facts.answers:
            return None
        return frozenset(
            region for item in self.sore for region in REGIONS[item]
        )

    @cached_property
    def whole_body(self) -> bool:
        """Whether the pain or the cramps are all over, and in no place of the back."""
        return self.regions is not None and not self.regions

    @cached_property
    def floor(self) -> bool:
        """Whether the person surely gets to the floor and up again."""
        return self.facts["cannot-get-to-floor"] is False

    @cached_property
    def stands(self) -> Known:
        """Whether the person gets up and stands; ``None``: not asked, or lying is no way either."""
        return gets_up(self.facts)

    @cached_property
    def down(self) -> bool:
        """Whether the person cannot get up."""
        return is_down(self.facts)

    @cached_property
    def asked_at_hand(self) -> bool:
        """Whether "what is at hand" is answered."""
        return "at-hand" in self.facts.answers

    @cached_property
    def at_hand(self) -> frozenset[str]:
        """What is surely at hand."""
        ticked = (slug for slug in ASKED if self.facts.holds(slug))
        return frozenset((*ALWAYS_AT_HAND, "floor", *ticked))

    @cached_property
    def hurts(self) -> bool:
        """Traffic light: pain of 6 or more, or not known while an episode runs, stops exercises."""
        return self.facts.possible("pain-6-up")

    @cached_property
    def strengthening(self) -> bool:
        """Whether strengthening may be offered. S02 allows it only past day 14 (care-facts)."""
        if "S02" in self.clearance.fired and not self.facts.holds("past-14d"):
            return False
        return self.clearance.strengthening and not self.comfort_only

    def helped(self, technique: str) -> bool:
        """Whether it eased the pain in this episode."""
        return self.felt.get(technique) is Felt.BETTER

    @cached_property
    def bending(self) -> bool:
        """Bending forward is the direction that suits."""
        return self.facts.holds("flexion-eases") or self.facts.holds(
            "extension-worse"
        )

    @cached_property
    def leaning(self) -> bool:
        """Leaning back is the direction that suits."""
        return self.facts.holds("extension-eases") or self.facts.holds(
            "flexion-worse"
        )
