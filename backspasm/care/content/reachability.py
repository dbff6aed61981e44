"""What no answers could ever bring about, for :mod:`backspasm.care.content.validation`.

A question is reachable when some answers could open it, each condition by itself; that
two conditions exclude each other (two ages at once) is not looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from backspasm.care.catalogue import Catalogue, Choice, Factor, Question
from backspasm.care.content.references import Problem, references

READS = frozenset(
    {
        "all_of",
        "any_of",
        "at_least",
        "unless",
        "excludes",
        "modifications",
        "ask_first",
        "when",
    }
)
"""The keys of rules, cautions and re-checks that read a fact."""
NOT_READERS = frozenset({"factors.toml", "questions.toml"})


def closure(catalogue: Catalogue, item: str) -> list[str]:
    """A factor and every factor in its definition."""
    found: list[str] = []
    todo = [item]
    while todo:
        name = todo.pop()
        if name not in found:
            found.append(name)
            todo += catalogue.factors[name].parts
    return found


def unproduced(catalogue: Catalogue) -> Iterator[Problem]:
    """Facts that something reads and no live line of a question says."""
    said = _said(catalogue)
    for name, (file, entry, key) in _read(catalogue).items():
        for part in closure(catalogue, name):
            derived = catalogue.factors[part].derived
            if not derived and part not in said:
                message = f"no question says {part!r}"
                yield Problem(file, entry, key, message)


def _said(catalogue: Catalogue) -> set[str]:
    """What the live lines of the questions that are asked say."""
    found: set[str] = set()
    for question in catalogue.questions.values():
        if question.retired:
            continue
        for choice in question.live_choices:
            found.update(choice.facts)
    return found


def _read(catalogue: Catalogue) -> Mapping[str, tuple[str, str, str]]:
    """Each factor that a rule, a caution or a re-check reads, and one place that reads it."""
    found: dict[str, tuple[str, str, str]] = {}
    for one in references(catalogue):
        if one.kind != "factor" or one.file in NOT_READERS:
            continue
        if one.key in READS:
            found.setdefault(one.to, (one.file, one.entry, one.key))
    return found


def unreachable(catalogue: Catalogue) -> Iterator[Problem]:
    """Questions and lines that no answers could ever show."""
    reach = _Reach(catalogue)
    reach.grow()
    for question in catalogue.questions.values():
        if question.retired:
            continue
        if question.id not in reach.asked:
            message = "can never be reached"
            yield Problem(
                "questions.toml", question.id, "line, show_if", message
            )
            continue
        for choice in question.choices:
            if not reach.shows(choice):
                key = f"choices.{choice.id}.show_if"
                message = "can never be shown"
                yield Problem("questions.toml", question.id, key, message)


@dataclass(slots=True)
class _Reach:
    """The questions that can be asked and the factors that can hold."""

    catalogue: Catalogue
    asked: set[str] = field(default_factory=set)
    possible: set[str] = field(default_factory=set)

    def grow(self) -> None:
        """Until nothing more is added: each round opens what the one before made possible."""
        before = -1
        while before < len(self.asked) + len(self.possible):
            before = len(self.asked) + len(self.possible)
            self._ask()
            self._tick()
            self._derive()

    def _ask(self) -> None:
        for question in self.catalogue.questions.values():
            if self._can_ask(question):
                self.asked.add(question.id)

    def _tick(self) -> None:
        """Any line that can be shown can be ticked."""
        for name in self.asked:
            for choice in self.catalogue.questions[name].live_choices:
                if self.shows(choice):
                    self.possible.update(choice.facts)

    def _derive(self) -> None:
        for factor in self.catalogue.factors.values():
            if self._can_hold(factor):
                self.possible.add(factor.id)

    def _can_ask(self, question: Question) -> bool:
        if question.retired:
            return False
        if question.line and self.asked.isdisjoint(question.openers):
            return False
        if question.show_if and self.possible.isdisjoint(question.show_if):
            return False
        return self.possible.issuperset(question.show_all)

    def shows(self, choice: Choice) -> bool:
        """Whether some answers show a line."""
        if not choice.show_if:
            return True
        return not self.possible.isdisjoint(choice.show_if)

    def _can_hold(self, factor: Factor) -> bool:
        if factor.from_rule:
            return True
        if factor.asks and self.asked.issuperset(factor.asks):
            return True
        if not factor.parts:
            return False
        if factor.any_of and self.possible.isdisjoint(factor.any_of):
            return False
        if factor.at_least:
            count, items = factor.at_least
            if len(self.possible.intersection(items)) < count:
                return False
        return self.possible.issuperset(factor.all_of)
