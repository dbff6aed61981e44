"""The whole content pack, with what is looked up in it again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from backspasm.care.catalogue.pages import (
    Disagreement,
    EmergencyNumber,
    LearnPage,
)
from backspasm.care.catalogue.questions import (
    AgainScreen,
    Choice,
    Factor,
    Question,
    Screen,
)
from backspasm.care.catalogue.roles import LegSign, Roles, Tried
from backspasm.care.catalogue.rules import RULE, RecheckPoint, Rule
from backspasm.care.catalogue.techniques import Advice, PlanSize, Technique
from backspasm.care.catalogue.terms import Level, Phase, Source


@dataclass(frozen=True)
class Catalogue:
    """The whole content pack. ``version`` is the first 12 characters of its SHA-256."""

    version: str
    sources: Mapping[str, Source]
    factors: Mapping[str, Factor]
    screens: tuple[Screen, ...]
    rules: Mapping[str, Rule]
    techniques: Mapping[str, Technique]
    advice: Mapping[str, Advice]
    disagreements: Mapping[str, Disagreement]
    learn: Mapping[str, LearnPage]
    emergency_numbers: Mapping[str, EmergencyNumber]
    rechecks: tuple[RecheckPoint, ...]
    sizes: Mapping[Phase, PlanSize]
    roles: Roles
    tried: Mapping[str, Tried]
    legs: Mapping[str, LegSign]
    interface: Mapping[str, str] = field(default_factory=dict)
    again: Mapping[str, AgainScreen] = field(default_factory=dict)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the order a person meets them."""
        found: dict[str, Question] = {}
        for screen in self.screens:
            for question in screen.questions:
                found[question.id] = question
        return found

    def line(self, role: str) -> Choice:
        """The line of a role that is written ``question.choice``."""
        question, _, choice = role.partition(".")
        lines = self.questions[question].by_id
        return lines[choice]

    @cached_property
    def screen_by_id(self) -> Mapping[str, Screen]:
        """The screens by id."""
        return {screen.id: screen for screen in self.screens}

    @cached_property
    def screens_again(self) -> tuple[Screen, ...]:
        """The screens in the order of a check-in: what is asked again comes together."""
        found = list(self.screens)
        for one in self.again.values():
            asked = tuple(self.questions[name] for name in one.ask)
            found.append(
                Screen(
                    one.id,
                    one.title,
                    one.stage,
                    one.hint,
                    questions=asked,
                )
            )
        found.sort(key=lambda screen: screen.stage)
        return tuple(found)

    @cached_property
    def producers(
        self,
    ) -> Mapping[str, Sequence[tuple[Question, Choice | None]]]:
        """Which choices (or, with ``None``, which open details) say a factor."""
        found: dict[str, list[tuple[Question, Choice | None]]] = {}
        for question in self.questions.values():
            for choice in question.choices:
                for factor in choice.facts:
                    found.setdefault(factor, []).append((question, choice))
            for factor in question.assume:
                found.setdefault(factor, []).append((question, None))
        return found

    @cached_property
    def ways(self) -> Mapping[str, Rule | Factor | None]:
        """How each factor and ``rule:ID`` is worked out; ``None``: it is ticked or not."""
        found: dict[str, Rule | Factor | None] = {}
        for rule in self.rules.values():
            found[rule.key] = rule
        for factor in self.factors.values():
            found[factor.id] = factor if factor.derived else None
        return found

    def opened_by(self, question: Question) -> set[str]:
        """The questions whose lines open this one, through any chain."""
        found: set[str] = set()
        todo = [*question.openers]
        while todo:
            name = todo.pop()
            if name in found:
                continue
            found.add(name)
            todo += self.questions[name].openers
        return found

    def questions_behind(self, item: str) -> frozenset[str]:
        """Every question that a factor or ``rule:ID`` can come from, through any chain."""
        found: set[str] = set()
        seen: set[str] = set()
        todo = [item]
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            if name.startswith(RULE):
                rule = self.rules[name.removeprefix(RULE)]
                todo += rule.reads
                continue
            todo += self.factors[name].parts
            for question in self._asked_for(name):
                found.add(question.id)
                found |= self.opened_by(question)
                todo += question.conditions
        return frozenset(found)

    def _asked_for(self, factor: str) -> list[Question]:
        """The questions that say a factor, or that its definition reads."""
        names = [*self.factors[factor].asks]
        for question, _ in self.producers.get(factor, ()):
            names.append(question.id)
        return [self.questions[name] for name in names]

    @cached_property
    def lent(self) -> frozenset[str]:
        """What a fired rule lends to the plan, and every factor and ``rule:ID`` made of that."""
        made_of: dict[str, tuple[str, ...]] = {}
        found: set[str] = set()
        for factor in self.factors.values():
            made_of[factor.id] = factor.parts
            if factor.from_rule:
                found.add(factor.id)
        for rule in self.rules.values():
            made_of[rule.key] = rule.reads
        # Until a round adds nothing: each round is one step further from the rules.
        before = -1
        while before < len(found):
            before = len(found)
            for item, parts in made_of.items():
                if not found.isdisjoint(parts):
                    found.add(item)
        return frozenset(found)

    @cached_property
    def danger_questions(self) -> tuple[str, ...]:
        """The questions an EMERGENCY or URGENT rule reads, in the order they are asked."""
        read: set[str] = set()
        for rule in self.rules.values():
            if rule.level < Level.URGENT:
                continue
            for item in rule.reads:
                read |= self.questions_behind(item)
        return tuple(name for name in self.questions if name in read)

    @cached_property
    def on_the_floor(self) -> tuple[Technique, ...]:
        """What floor mode may offer, in its order."""
        offered = [one for one in self.techniques.values() if one.floor_order]
        offered.sort(key=lambda one: one.floor_order or 0)
        return tuple(offered)

    @cached_property
    def often_tried(self) -> tuple[str, ...]:
        """The ids of what most people try, to be ticked as what helped."""
        tried = [one for one in self.techniques.values() if one.often_tried]
        tried.sort(key=lambda one: one.often_tried)
        return tuple(one.id for one in tried)

    @cached_property
    def way_up(self) -> Technique:
        """How to get up from the floor."""
        return next(one for one in self.techniques.values() if one.from_floor)

    @cached_property
    def of_skin(self) -> Mapping[str, frozenset[str]]:
        """By ``heat`` and ``cold``: the ids of what is that on the skin."""
        found: dict[str, frozenset[str]] = {}
        for one in self.techniques.values():
            if one.skin:
                before = found.get(one.skin, frozenset())
                found[one.skin] = before | {one.id}
        return found

    @cached_property
    def places(self) -> Mapping[str, tuple[str, ...]]:
        """By the id of a place in the body: the parts of the back that it is."""
        region = self.questions[self.roles.question.region]
        found: dict[str, tuple[str, ...]] = {}
        for line in region.choices:
            if line.back:
                found[line.id] = line.back
        return found

    @cached_property
    def bands(self) -> tuple[Choice, ...]:
        """The lines that say how long it has hurt, shortest first."""
        duration = self.questions[self.roles.question.duration]
        timed = [
            line for line in duration.choices if line.from_hours is not None
        ]
        timed.sort(key=lambda line: line.from_hours or 0)
        return tuple(timed)

    @property
    def entries(self) -> tuple[Technique | Advice, ...]:
        """All techniques and all advice: no id is used twice."""
        return (*self.techniques.values(), *self.advice.values())

    @cached_property
    def excluded_by(self) -> Mapping[str, frozenset[str]]:
        """By technique or advice id: the factors that leave it out."""
        found: dict[str, frozenset[str]] = {}
        for one in self.entries:
            factors = frozenset(row.factor for row in one.excludes)
            found[one.id] = factors
        return found

    @cached_property
    def caution_factors(self) -> frozenset[str]:
        """Every factor that leaves something out."""
        return frozenset().union(*self.excluded_by.values())

    @cached_property
    def answered_by(self) -> Mapping[str, frozenset[str]]:
        """By technique or advice id: the factors it answers."""
        return {one.id: frozenset(one.answers) for one in self.entries}

    @cached_property
    def answer_factors(self) -> frozenset[str]:
        """Every factor that something answers."""
        return frozenset().union(*self.answered_by.values())

    @cached_property
    def advice_by_topic(self) -> Mapping[str, tuple[Advice, ...]]:
        """The advice of each topic that is not retired, in rank order."""
        ranked = sorted(
            self.advice.values(),
            key=lambda one: (one.rank, one.id),
        )
        found: dict[str, tuple[Advice, ...]] = {}
        for one in ranked:
            if not one.retired:
                before = found.get(one.topic, ())
                found[one.topic] = (*before, one)
        return found

    def emergency_number(self, country: str | None) -> EmergencyNumber:
        """The numbers of a country (ISO 3166 two letters), else 112 with a plain name."""
        known = self.emergency_numbers
        code = (country or "").upper()
        if code in known:
            return known[code]
        return known["ZZ"]
