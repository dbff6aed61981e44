"""Where a person stands: phase with its gates, sore regions, what is at hand (care-facts 3, 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from backspasm.care.catalogue import Choice, Phase
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

ALWAYS_AT_HAND = ("towel", "table", "wall", "bed")
ON_THE_FLOOR = ("floor", "mat")
FALL = 2
"""Points below the worst pain that open phase E."""


@dataclass(frozen=True, slots=True)
class Stand:
    """The phase, the phases whose items it offers (own first), and what opens the next one."""

    phase: Phase
    pools: tuple[Phase, ...]
    words: str
    """The key of the sentence that says why."""
    following: tuple[Phase, ...] = ()
    gate: Phase | None = None
    """The phase whose gate leads on."""


def stand(facts: Facts, scope: Scope) -> Stand:
    """The phase. Where a gate is not passed the gentler items stay (the more cautious reading).

    Who cannot get up is not between episodes, whatever "over" was meant to say.
    """
    roles = facts.catalogue.roles.factor
    if scope is Scope.COMFORT:
        return Stand(A, (A,), "phase_comfort")
    if facts.holds(roles.over):
        if is_down(facts):
            return Stand(A, (A,), "phase_A_down", (E,), E)
        return Stand(P, (P,), "phase_P", (P,))
    late = facts.holds(roles.past_14_days)
    if not late and not _eased_in_time(facts):
        return Stand(A, (A,), _first_days(facts), (E,), E)
    ready = facts.holds(roles.pain_to_4) and facts.holds(roles.daily_tasks)
    if facts.holds(roles.chronic):
        return _lasting(ready=ready)
    if late and ready:
        return Stand(R, (R,), "phase_R", (P,), P)
    return Stand(E, (E,), "phase_E_stays" if late else "phase_E", (R,), R)


def _eased_in_time(facts: Facts) -> bool:
    """Whether the gate out of the first days is passed."""
    past = facts.catalogue.roles.factor.past_3_days
    return facts.holds(past) and _came_down(facts)


def _first_days(facts: Facts) -> str:
    past = facts.holds(facts.catalogue.roles.factor.past_3_days)
    return "phase_A_stays" if past else "phase_A"


def _lasting(*, ready: bool) -> Stand:
    """For pain that has lasted long or keeps coming back."""
    if ready:
        return Stand(C, (C, R), "phase_C", (C, R))
    return Stand(C, (C, E), "phase_C_stays", (R,), R)


def gets_up(facts: Facts) -> Known:
    """Whether this person gets up and stands; ``None``: not asked, or lying is no way either.

    Who lies nowhere at ease and still reaches the toilet is not laid down first.
    """
    roles = facts.catalogue.roles.factor
    if facts.holds(roles.cannot_reach_toilet):
        return False
    if facts.holds(roles.can_walk) or facts.holds(roles.can_floor):
        return True
    return False if facts.holds(roles.can_lie) else None


def is_down(facts: Facts) -> bool:
    """Whether this person cannot get up: who gets dressed can, for all we know."""
    roles = facts.catalogue.roles.factor
    dresses = facts.holds(roles.can_dress)
    reaches_toilet = not facts.holds(roles.cannot_reach_toilet)
    return gets_up(facts) is False and not (dresses and reaches_toilet)


def _came_down(facts: Facts) -> bool:
    """Pain at least 2 below the worst. Walking 10 minutes is not asked, so it opens nothing."""
    asked = facts.catalogue.roles.question
    now = facts.answers.number(asked.pain_now)
    worst = facts.answers.number(asked.pain_worst)
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
        question = self.facts.catalogue.roles.question.duration
        answer = self.facts.answers.get(question)
        if answer is None:
            return ()
        return tuple((question, item) for item in sorted(answer.ticked))

    @cached_property
    def sore(self) -> tuple[str, ...]:
        """The ticked places of the body."""
        places = self.facts.catalogue.places
        return tuple(item for item in places if self.facts.holds(item))

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
        catalogue = self.facts.catalogue
        if catalogue.roles.question.region not in self.facts.answers:
            return None
        return frozenset(
            part for item in self.sore for part in catalogue.places[item]
        )

    @cached_property
    def whole_body(self) -> bool:
        """Whether the pain or the cramps are all over, and in no place of the back."""
        return self.regions is not None and not self.regions

    @cached_property
    def floor(self) -> bool:
        """Whether the person surely gets to the floor and up again."""
        cannot = self.facts.catalogue.roles.factor.cannot_reach_floor
        return self.facts[cannot] is False

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
        question = self.facts.catalogue.roles.question.at_hand
        return question in self.facts.answers

    @cached_property
    def at_hand(self) -> frozenset[str]:
        """What is surely at hand."""
        things = (
            line.id
            for line in self.things.values()
            if line.assumed is not None and self.facts.holds(line.id)
        )
        return frozenset((*ALWAYS_AT_HAND, "floor", *things))

    @property
    def things(self) -> Mapping[str, Choice]:
        """What may be at hand, by id."""
        catalogue = self.facts.catalogue
        return catalogue.questions[catalogue.roles.question.at_hand].by_id

    def assumes(self, thing: str) -> bool:
        """Whether it is taken as at hand, with "if you have", while nobody has asked."""
        line = self.things.get(thing)
        return line is not None and bool(line.assumed)

    def owns(self, thing: str) -> bool:
        """Whether its being at hand is why something is shown."""
        line = self.things.get(thing)
        return bool(line and line.owned) and thing in self.at_hand

    @cached_property
    def hurts(self) -> bool:
        """Traffic light: pain of 6 or more, or not known while an episode runs, stops exercises."""
        return self.facts.possible(
            self.facts.catalogue.roles.factor.pain_from_6
        )

    @cached_property
    def strengthening(self) -> bool:
        """Whether strengthening may be offered; some rules allow it only from a later day on."""
        rules = self.facts.catalogue.rules
        waits_for = {
            rules[name].strengthening_from for name in self.clearance.fired
        }
        if any(one and not self.facts.holds(one) for one in waits_for):
            return False
        return self.clearance.strengthening and not self.comfort_only

    def helped(self, technique: str) -> bool:
        """Whether it eased the pain in this episode."""
        return self.felt.get(technique) is Felt.BETTER

    @cached_property
    def bending(self) -> bool:
        """Bending forward is the direction that suits."""
        roles = self.facts.catalogue.roles.factor
        wanted = (roles.bending_eases, roles.leaning_back_worse)
        return any(self.facts.holds(factor) for factor in wanted)

    @cached_property
    def leaning(self) -> bool:
        """Leaning back is the direction that suits."""
        roles = self.facts.catalogue.roles.factor
        wanted = (roles.leaning_back_eases, roles.bending_worse)
        return any(self.facts.holds(factor) for factor in wanted)
