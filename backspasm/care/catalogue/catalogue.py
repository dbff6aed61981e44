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
from backspasm.care.catalogue.rules import RecheckPoint, Rule
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
        return {
            question.id: question
            for screen in self.screens
            for question in screen.questions
        }

    def line(self, role: str) -> Choice:
        """The line of a role that is written ``question.choice``."""
        question, _, choice = role.partition(".")
        return self.questions[question].by_id[choice]

    @cached_property
    def screen_by_id(self) -> Mapping[str, Screen]:
        """The screens by id."""
        return {screen.id: screen for screen in self.screens}

    @cached_property
    def screens_again(self) -> tuple[Screen, ...]:
        """The screens in the order of a check-in: what is asked again comes together."""
        more = (
            Screen(
                one.id,
                one.title,
                one.stage,
                one.hint,
                questions=tuple(self._named(one.ask)),
            )
            for one in self.again.values()
        )
        return tuple(
            sorted((*self.screens, *more), key=lambda screen: screen.stage)
        )

    def _named(self, ids: Sequence[str]) -> Sequence[Question]:
        return [self.questions[name] for name in ids]

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
        rules = {f"rule:{rule.id}": rule for rule in self.rules.values()}
        return rules | {
            one.id: one if one.derived else None
            for one in self.factors.values()
        }

    def opened_by(self, question: Question) -> set[str]:
        """The questions whose lines open this one, through any chain."""
        found: set[str] = set()
        todo = [line.partition(".")[0] for line in question.line]
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo += [
                    line.partition(".")[0] for line in self.questions[name].line
                ]
        return found

    def questions_behind(self, item: str) -> frozenset[str]:
        """Every question that a factor or ``rule:ID`` can come from, through any chain."""
        found: set[str] = set()
        todo, seen = [item], set[str]()
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            if name.startswith("rule:"):
                todo += self.rules[name.removeprefix("rule:")].reads
                continue
            factor = self.factors[name]
            todo += (*factor.any_of, *factor.all_of, *factor.among)
            asked = {
                *factor.asks,
                *(q.id for q, _ in self.producers.get(name, ())),
            } - found
            found |= asked
            for question in (self.questions[item] for item in asked):
                todo += (
                    *question.show_if,
                    *question.show_all,
                    *question.skip_if,
                )
                found.update(self.opened_by(question))
        return frozenset(found)

    @cached_property
    def lent(self) -> frozenset[str]:
        """What a fired rule lends to the plan, and every factor and ``rule:ID`` made of that."""
        made_of = {
            factor.id: (*factor.any_of, *factor.all_of, *factor.among)
            for factor in self.factors.values()
        } | {f"rule:{rule.id}": rule.reads for rule in self.rules.values()}
        found = {
            factor.id for factor in self.factors.values() if factor.from_rule
        }
        while True:
            more = {
                item
                for item, parts in made_of.items()
                if not found.isdisjoint(parts)
            }
            if more <= found:
                return frozenset(found)
            found |= more

    @cached_property
    def danger_questions(self) -> tuple[str, ...]:
        """The questions an EMERGENCY or URGENT rule reads, in the order they are asked."""
        read: set[str] = set()
        for rule in self.rules.values():
            if rule.level >= Level.URGENT:
                read.update(
                    *(self.questions_behind(item) for item in rule.reads)
                )
        return tuple(
            question for question in self.questions if question in read
        )

    @cached_property
    def on_the_floor(self) -> tuple[Technique, ...]:
        """What floor mode may offer, in its order."""
        offered = (one for one in self.techniques.values() if one.floor_order)
        return tuple(sorted(offered, key=lambda one: one.floor_order or 0))

    @cached_property
    def often_tried(self) -> tuple[str, ...]:
        """The ids of what most people try, to be ticked as what helped."""
        tried = (one for one in self.techniques.values() if one.often_tried)
        return tuple(
            one.id for one in sorted(tried, key=lambda one: one.often_tried)
        )

    @cached_property
    def way_up(self) -> Technique:
        """How to get up from the floor."""
        return next(one for one in self.techniques.values() if one.from_floor)

    @cached_property
    def of_skin(self) -> Mapping[str, frozenset[str]]:
        """By ``heat`` and ``cold``: the ids of what is that on the skin."""
        found: dict[str, set[str]] = {}
        for one in self.techniques.values():
            if one.skin:
                found.setdefault(one.skin, set()).add(one.id)
        return {skin: frozenset(ids) for skin, ids in found.items()}

    @cached_property
    def places(self) -> Mapping[str, tuple[str, ...]]:
        """By the id of a place in the body: the parts of the back that it is."""
        lines = self.questions[self.roles.question.region].choices
        return {line.id: line.back for line in lines if line.back}

    @cached_property
    def bands(self) -> tuple[Choice, ...]:
        """The lines that say how long it has hurt, shortest first."""
        lines = self.questions[self.roles.question.duration].choices
        return tuple(
            sorted(
                (line for line in lines if line.from_hours is not None),
                key=lambda line: line.from_hours or 0,
            )
        )

    @property
    def entries(self) -> tuple[Technique | Advice, ...]:
        """All techniques and all advice: no id is used twice."""
        return (*self.techniques.values(), *self.advice.values())

    @cached_property
    def excluded_by(self) -> Mapping[str, frozenset[str]]:
        """By technique or advice id: the factors that leave it out."""
        return {
            one.id: frozenset(row.factor for row in one.excludes)
            for one in self.entries
        }

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
        found: dict[str, list[Advice]] = {}
        for advice in sorted(
            self.advice.values(), key=lambda one: (one.rank, one.id)
        ):
            if not advice.retired:
                found.setdefault(advice.topic, []).append(advice)
        return {topic: tuple(rows) for topic, rows in found.items()}

    def emergency_number(self, country: str | None) -> EmergencyNumber:
        """The numbers of a country (ISO 3166 two letters), else 112 with a plain name."""
        if country and country.upper() in self.emergency_numbers:
            return self.emergency_numbers[country.upper()]
        return self.emergency_numbers["ZZ"]
