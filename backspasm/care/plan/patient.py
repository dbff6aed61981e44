"""Where a person stands: phase with its gates, sore regions, what is at hand (care-facts 3, 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from backspasm.care.catalogue import Catalogue, Choice, Phase
from backspasm.care.catalogue.roles import FactorRoles
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.ternary import Known
from backspasm.care.check.triage import Clearance, Scope
from backspasm.care.plan.model import Experience, Felt, Said
from backspasm.care.words import say

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
    if scope is Scope.COMFORT:
        return Stand(A, pools=(A,), words="phase_comfort")
    if facts.holds(facts.roles.over):
        return _between_episodes(facts)
    late = facts.holds(facts.roles.past_14_days)
    if not late and not _eased_in_time(facts):
        return _first_days(_words_of_first_days(facts))
    ready = _ready_for_more(facts)
    if facts.holds(facts.roles.chronic):
        return _lasting(ready=ready)
    if late and ready:
        return Stand(
            R,
            pools=(R,),
            words="phase_R",
            following=(P,),
            gate=P,
        )
    return _easing("phase_E_stays" if late else "phase_E")


def _easing(words: str) -> Stand:
    return Stand(
        E,
        pools=(E,),
        words=words,
        following=(R,),
        gate=R,
    )


def _between_episodes(facts: Facts) -> Stand:
    if is_down(facts):
        return _first_days("phase_A_down")
    return Stand(
        P,
        pools=(P,),
        words="phase_P",
        following=(P,),
    )


def _ready_for_more(facts: Facts) -> bool:
    """Whether the gate to recovery is passed."""
    if not facts.holds(facts.roles.pain_to_4):
        return False
    return facts.holds(facts.roles.daily_tasks)


def _eased_in_time(facts: Facts) -> bool:
    """Whether the gate out of the first days is passed."""
    if not facts.holds(facts.roles.past_3_days):
        return False
    return _came_down(facts)


def _first_days(words: str) -> Stand:
    return Stand(
        A,
        pools=(A,),
        words=words,
        following=(E,),
        gate=E,
    )


def _words_of_first_days(facts: Facts) -> str:
    if facts.holds(facts.roles.past_3_days):
        return "phase_A_stays"
    return "phase_A"


def _lasting(*, ready: bool) -> Stand:
    """For pain that has lasted long or keeps coming back."""
    if ready:
        return Stand(
            C,
            pools=(C, R),
            words="phase_C",
            following=(C, R),
        )
    return Stand(
        C,
        pools=(C, E),
        words="phase_C_stays",
        following=(R,),
        gate=R,
    )


def gets_up(facts: Facts) -> Known:
    """Whether this person gets up and stands; ``None``: not asked, or lying is no way either.

    Who lies nowhere at ease and still reaches the toilet is not laid down first.
    """
    roles = facts.roles
    if facts.holds(roles.cannot_reach_toilet):
        return False
    if facts.holds(roles.can_walk):
        return True
    if facts.holds(roles.can_floor):
        return True
    if facts.holds(roles.can_lie):
        return False
    return None


def is_down(facts: Facts) -> bool:
    """Whether this person cannot get up: who gets dressed can, for all we know."""
    if gets_up(facts) is not False:
        return False
    if facts.holds(facts.roles.cannot_reach_toilet):
        return True
    return not facts.holds(facts.roles.can_dress)


def _came_down(facts: Facts) -> bool:
    """Pain at least 2 below the worst. Walking 10 minutes is not asked, so it opens nothing."""
    asked = facts.catalogue.roles.question
    now = facts.answers.number(asked.pain_now)
    worst = facts.answers.number(asked.pain_worst)
    if now is None or worst is None:
        return False
    return now <= worst - FALL


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
    """What was ticked, by factor, once looked up (see :mod:`backspasm.care.plan.rationale`)."""

    @cached_property
    def pack(self) -> Catalogue:
        """The catalogue that this person's answers were judged with."""
        return self.facts.catalogue

    @cached_property
    def roles(self) -> FactorRoles:
        """Which factor is what."""
        return self.facts.roles

    def holds(self, factor: str) -> bool:
        """Whether a factor is known to hold."""
        return self.facts[factor] is True

    def said(self, item: str) -> Said:
        """The answers behind a factor or ``rule:ID`` that holds, in their order."""
        answers = self.facts.said(item)
        return tuple(sorted(answers))

    def say(self, key: str, **parts: object) -> str:
        """A sentence of the pack, its parts filled in."""
        return say(self.pack, key, **parts)

    @cached_property
    def held(self) -> frozenset[str]:
        """What surely holds of all that techniques and advice answer."""
        return frozenset(filter(self.holds, self.pack.answer_factors))

    @cached_property
    def alarms(self) -> frozenset[str]:
        """What holds, or is not known, of all that leaves techniques and advice out."""
        cautions = self.pack.caution_factors
        return frozenset(filter(self.facts.possible, cautions))

    @cached_property
    def since(self) -> Said:
        """The answer to "since when", if there is one."""
        question = self.pack.roles.question.duration
        answer = self.facts.answers.get(question)
        if answer is None:
            return ()
        return tuple((question, item) for item in sorted(answer.ticked))

    @cached_property
    def sore(self) -> tuple[str, ...]:
        """The ticked places of the body."""
        return tuple(filter(self.holds, self.pack.places))

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
        question = self.pack.roles.question.region
        if question not in self.facts.answers:
            return None
        parts = [self.pack.places[item] for item in self.sore]
        return frozenset().union(*parts)

    @cached_property
    def whole_body(self) -> bool:
        """Whether the pain or the cramps are all over, and in no place of the back."""
        return self.regions == frozenset()

    @cached_property
    def floor(self) -> bool:
        """Whether the person surely gets to the floor and up again."""
        cannot = self.roles.cannot_reach_floor
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
        question = self.pack.roles.question.at_hand
        return question in self.facts.answers

    @cached_property
    def at_hand(self) -> frozenset[str]:
        """What is surely at hand."""
        found = {*ALWAYS_AT_HAND, "floor"}
        for line in self.things.values():
            if line.assumed is not None and self.holds(line.id):
                found.add(line.id)
        return frozenset(found)

    @property
    def things(self) -> Mapping[str, Choice]:
        """What may be at hand, by id."""
        question = self.pack.roles.question.at_hand
        return self.pack.questions[question].by_id

    def assumes(self, thing: str) -> bool:
        """Whether it is taken as at hand, with "if you have", while nobody has asked."""
        line = self.things.get(thing)
        if line is None:
            return False
        return bool(line.assumed)

    def owns(self, thing: str) -> bool:
        """Whether its being at hand is why something is shown."""
        line = self.things.get(thing)
        if line is None or not line.owned:
            return False
        return thing in self.at_hand

    @cached_property
    def hurts(self) -> bool:
        """Traffic light: pain of 6 or more, or not known while an episode runs, stops exercises."""
        return self.facts.possible(self.roles.pain_from_6)

    @cached_property
    def strengthening(self) -> bool:
        """Whether strengthening may be offered; some rules allow it only from a later day on."""
        if self.comfort_only:
            return False
        for name in self.clearance.fired:
            waits_for = self.pack.rules[name].strengthening_from
            if waits_for and not self.holds(waits_for):
                return False
        return self.clearance.strengthening

    def helped(self, technique: str) -> bool:
        """Whether it eased the pain in this episode."""
        return self.felt.get(technique) is Felt.BETTER

    @cached_property
    def bending(self) -> bool:
        """Bending forward is the direction that suits."""
        if self.holds(self.roles.bending_eases):
            return True
        return self.holds(self.roles.leaning_back_worse)

    @cached_property
    def leaning(self) -> bool:
        """Leaning back is the direction that suits."""
        if self.holds(self.roles.leaning_back_eases):
            return True
        return self.holds(self.roles.bending_worse)
