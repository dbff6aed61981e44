"""From answers to factors, in three values: yes, no, not known yet.

A missing answer is never "no": a factor is ``False`` only when every question that
could say it has been answered otherwise or does not apply. The same three values run
through rules, so "what could still make it an emergency" is simply what is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backspasm.care.catalogue import (
    RULE,
    Catalogue,
    Choice,
    Factor,
    Question,
    Rule,
    Scale,
)
from backspasm.care.check.answers import UNSURE_MARK, Answer, Answers
from backspasm.care.check.computed import COMPUTED
from backspasm.care.check.ternary import (
    Known,
    Memo,
    all_known,
    any_known,
    at_least_known,
    opposite,
)

Said = set[tuple[str, str]]
"""Answers, as the ids of question and choice (or the number of a scale)."""


class Facts:
    """The factors and rules of one set of answers, each worked out once.

    ``fired`` are rule ids that lend a factor to the plan (``from_rule``). ``final``
    says that nothing more will be asked: what is not known excuses nothing.
    """

    def __init__(
        self,
        answers: Answers,
        catalogue: Catalogue,
        *,
        fired: frozenset[str] = frozenset(),
        final: bool = False,
    ) -> None:
        self.answers = answers
        self.catalogue = catalogue
        self.roles = catalogue.roles.factor
        self.fired = fired
        self.final = final
        # Each assessment asks for some 600 of these: a lookup must not cost a call.
        self._items = Memo(self._work_out)
        self._questions: dict[str, Known] = {}

    def __getitem__(self, factor: str) -> Known:
        return self._items[factor]

    def take_over(self, other: Facts) -> None:
        """Use what another judge of the same answers knows, but for what fired rules lend."""
        self._items.update(other._items)
        for item in self.catalogue.lent:
            self._items.pop(item, None)

    def holds(self, factor: str) -> bool:
        """Whether a factor is known to hold."""
        return self[factor] is True

    def possible(self, factor: str) -> bool:
        """Whether a factor holds or is not known yet."""
        return self[factor] is not False

    def _states(self, items: Iterable[str]) -> Iterator[Known]:
        """The states of factors and ``rule:ID``s, one by one."""
        return map(self._items.__getitem__, items)

    def _any(self, items: Iterable[str]) -> Known:
        """Whether one of these holds."""
        return any_known(self._states(items))

    def _all(self, items: Iterable[str]) -> Known:
        """Whether all of these hold."""
        return all_known(self._states(items))

    def _enough(self, wanted: tuple[int, tuple[str, ...]]) -> Known:
        """Whether so many of these hold."""
        count, items = wanted
        return at_least_known(count, self._states(items))

    def _work_out(self, item: str) -> Known:
        definition = self.catalogue.ways[item]
        if definition is None:
            return self._ticked(item)
        if isinstance(definition, Rule):
            return self._judge(definition)
        return self._derived(definition)

    def _derived(self, factor: Factor) -> Known:
        if self.fired.intersection(factor.from_rule):
            return True
        if factor.scale:
            return self._on_scale(factor.scale)
        if factor.computed:
            return self._computed(factor)
        if factor.unticked:
            return self._unticked(factor.unticked)
        return self._made_of_others(factor)

    def _made_of_others(self, factor: Factor) -> Known:
        """What the factors of a definition come to; one without any never holds."""
        parts: list[Known] = []
        if factor.any_of:
            parts.append(self._any(factor.any_of))
        if factor.all_of:
            parts.append(self._all(factor.all_of))
        if factor.at_least:
            parts.append(self._enough(factor.at_least))
        if not parts:
            return False
        return all_known(parts)

    def _on_scale(self, scale: Scale) -> Known:
        question = self.catalogue.questions[scale.question]
        if self.applies(question) is False:
            return False
        number = self.answers.number(scale.question)
        if number is None:
            return None
        return scale.low <= number <= scale.high

    def _computed(self, factor: Factor) -> Known:
        questions = self.catalogue.questions
        asked = any_known(self.applies(questions[name]) for name in factor.asks)
        if asked is False:
            return False
        if factor.reads is None:
            return None
        work_out = COMPUTED[factor.computed]
        return work_out(self.answers, factor.reads)

    def _unticked(self, line: str) -> Known:
        """Whether a question was answered, surely, without this line."""
        name, choice = line.split(".")
        question = self.catalogue.questions[name]
        if self.applies(question) is False:
            return False
        answer = self.answers.get(name)
        if answer is None:
            return None
        if choice in answer:
            return False
        told = answer.ticked | answer.unsure
        return not any(question.by_id[item].unsure for item in told)

    def _ticked(self, factor: str) -> Known:
        result: Known = False
        answered = self.answers.by_question
        for question, choice in self.catalogue.producers.get(factor, ()):
            answer = answered.get(question.id)
            if answer and not (choice and choice.id in answer):
                # Answered otherwise: no need to know whether it applies.
                continue
            state = self._line(question, choice)
            if state is True:
                return True
            if state is None:
                result = None
        return result

    def _line(self, question: Question, choice: Choice | None) -> Known:
        """One way to a factor: a ticked choice, or (no choice) what an open detail assumes."""
        applies = self.applies(question)
        if applies is False:
            return False
        answer = self.answers.get(question.id)
        if choice is None:
            if answer is not None:
                return False
            return self._assumed(question, applies)
        if answer is None:
            return self._unanswered(question)
        if choice.id in answer.ticked:
            return self.offers(choice)
        return self._counts_unsure(question, choice.id, answer)

    def _assumed(self, question: Question, applies: Known) -> Known:
        """What an open detail assumes holds at once, or once it is passed over."""
        if question.at_once or self.final:
            return applies
        return False

    def _unanswered(self, question: Question) -> Known:
        """What is part of no rule may stay open; anything else is never "no"."""
        if question.optional:
            return False
        return None

    def _counts_unsure(
        self,
        question: Question,
        choice: str,
        answer: Answer,
    ) -> bool:
        """Whether a line was marked "not sure", and counts as yes then."""
        if choice in question.unsure_opens:
            return False
        return choice in answer.unsure

    def offers(self, choice: Choice) -> bool:
        """Whether a line is shown to this person."""
        if not choice.show_if:
            return True
        return any(self.possible(item) for item in choice.show_if)

    def applies(self, question: Question) -> Known:
        """Whether a question is asked of this person; ``None`` while that is not known."""
        known = self._questions
        if question.id not in known:
            known[question.id] = None  # a question never depends on itself
            known[question.id] = self._is_asked(question)
        return known[question.id]

    def _is_asked(self, question: Question) -> Known:
        if question.unasked:
            return question.id in self.answers
        if question.retired:
            return False
        conditions: list[Known] = []
        if question.line:
            conditions.append(any_known(map(self._opened, question.line)))
        if question.show_if:
            conditions.append(self._any(question.show_if))
        conditions += self._states(question.show_all)
        conditions += map(opposite, self._states(question.skip_if))
        return all_known(conditions)

    def _opened(self, line: str) -> Known:
        """Whether a line ("question.choice", with "?" for not sure) has opened its detail."""
        name, _, choice = line.partition(".")
        question = self.catalogue.questions[name]
        if self.applies(question) is False:
            return False
        answer = self.answers.get(name)
        if answer is None:
            return None
        if choice.endswith(UNSURE_MARK):
            return choice.removesuffix(UNSURE_MARK) in answer.unsure
        if choice in answer.unsure:
            return choice not in question.unsure_opens
        return choice in answer.ticked

    def rule(self, rule_id: str) -> Known:
        """Whether a rule fires; ``None`` while an open answer could decide it."""
        return self._items[RULE + rule_id]

    def signs(self, rule: Rule) -> Known:
        """Whether the signs of a rule hold, before what could set it aside."""
        state = self._all(rule.all_of)
        if state is not False and rule.any_of:
            groups = map(self._any, rule.any_of)
            state = all_known((state, *groups))
        if state is not False and rule.at_least:
            enough = self._enough(rule.at_least)
            state = all_known((state, enough))
        return state

    def _judge(self, rule: Rule) -> Known:
        if rule.retired:
            return False
        state = self.signs(rule)
        if state is not True or not rule.unless:
            return state
        excused = self._any(rule.unless)
        if excused is None and self.final:
            return True
        return opposite(excused)

    def open_questions(self, item: str) -> set[str]:
        """The applicable unanswered questions that keep a factor or ``rule:ID`` unknown."""
        if self._items[item] is not None:
            return set()
        if item.startswith(RULE):
            rule = self.catalogue.rules[item.removeprefix(RULE)]
            return self._open_in(rule.reads)
        factor = self.catalogue.factors[item]
        found: set[str] = set()
        if factor.derived:
            found |= self._open_in(factor.parts)
        for question in self._asked_for(factor):
            found |= self.waits_for(question)
        return found

    def _asked_for(self, factor: Factor) -> Iterator[Question]:
        """The questions that a factor comes from, not through other factors."""
        if factor.derived:
            for name in factor.asks:
                yield self.catalogue.questions[name]
            return
        for question, _ in self.catalogue.producers[factor.id]:
            yield question

    def _open_in(self, items: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for item in items:
            found |= self.open_questions(item)
        return found

    def waits_for(self, question: Question) -> set[str]:
        """The unanswered questions that decide whether a question applies, or itself."""
        applies = self.applies(question)
        if applies is False:
            return set()
        if applies is True:
            return {question.id}.difference(self.answers.by_question)
        found = self._open_in(question.conditions)
        for name in question.openers:
            found |= self.waits_for(self.catalogue.questions[name])
        return found

    def said(self, item: str) -> Said:
        """The answers behind a factor or ``rule:ID`` that holds."""
        if self._items[item] is not True:
            return set()
        if item.startswith(RULE):
            rule = self.catalogue.rules[item.removeprefix(RULE)]
            return self._said_in(rule.signs)
        factor = self.catalogue.factors[item]
        if not factor.derived:
            return self._said_by_lines(item)
        found = self._said_in(factor.parts)
        for question in factor.asks:
            if question in self.answers:
                found.add((question, self._value(question)))
        return found

    def _said_by_lines(self, factor: str) -> Said:
        """The lines that say a factor; of an assumed one the line that opened its detail."""
        found: Said = set()
        for question, choice in self.catalogue.producers[factor]:
            if self._line(question, choice) is not True:
                continue
            if choice:
                found.add((question.id, choice.id))
            else:
                found.add(self._line_of(question))
        return found

    def _said_in(self, items: Iterable[str]) -> Said:
        found: Said = set()
        for item in items:
            found |= self.said(item)
        return found

    def _line_of(self, question: Question) -> tuple[str, str]:
        line = next(
            line for line in question.line if self._opened(line) is True
        )
        name, _, choice = line.partition(".")
        return name, choice.removesuffix(UNSURE_MARK)

    def _value(self, question: str) -> str:
        answer = self.answers.get(question)
        if answer is None:
            return ""
        if answer.number is not None:
            return str(answer.number)
        return ",".join(sorted(answer.ticked))


def facts_of(
    answers: Answers,
    catalogue: Catalogue,
    *,
    fired: frozenset[str] = frozenset(),
    final: bool = False,
) -> Facts:
    """The facts of these answers, made once: triage, routing and plan of one request share them."""
    key = (id(catalogue), fired, final)
    found = answers.worked_out.get(key)
    if isinstance(found, Facts) and found.catalogue is catalogue:
        return found
    facts = Facts(answers, catalogue, fired=fired, final=final)
    if fired:
        facts.take_over(facts_of(answers, catalogue, final=final))
    answers.worked_out[key] = facts
    return facts
