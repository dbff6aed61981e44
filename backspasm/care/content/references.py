"""Every id that one entry of the pack names in another, for :mod:`.checking`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from backspasm.care.catalogue import (
    Advice,
    Catalogue,
    Factor,
    Question,
    Roles,
    Rule,
    Technique,
)
from backspasm.care.check.answers import UNSURE_MARK
from backspasm.care.check.computed import COMPUTED

Entry = TypeVar("Entry", Factor, Question, Rule, Technique, Advice)
RULE = "rule:"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in the pack: which file, entry and key, and what is wrong in plain words."""

    file: str
    entry: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.key}: {self.message}"


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry names another: ``kind`` is the table that ``to`` must stand in."""

    file: str
    entry: str
    key: str
    kind: str
    to: str


def references(catalogue: Catalogue) -> Iterator[Reference]:
    """Every reference that a live entry makes."""
    for factor in _live(catalogue.factors):
        yield from _of_factor(factor)
    for question in _live(catalogue.questions):
        yield from _of_question(question)
    for rule in _live(catalogue.rules):
        yield from _of_rule(rule)
    for technique in _live(catalogue.techniques):
        yield from _of_technique(technique)
    for advice in _live(catalogue.advice):
        yield from _of_advice(advice)
    yield from _of_pages(catalogue)
    yield from _of_roles(catalogue.roles)
    yield from _of_diary(catalogue)


def _of_roles(roles: Roles) -> Iterator[Reference]:
    file = "roles.toml"
    kinds: dict[str, Any] = {
        "question": roles.question,
        "choice": roles.choice,
        "factor": roles.factor,
        "advice": roles.advice,
    }
    for kind, table in kinds.items():
        for item in fields(table):
            filled = getattr(table, item.name)
            names = [filled] if isinstance(filled, str) else filled
            yield from _all(file, kind, item.name, kind, names)


def _of_diary(catalogue: Catalogue) -> Iterator[Reference]:
    file = "diary.toml"
    for thing in catalogue.tried.values():
        said = (thing.helped, thing.worse)
        yield from _all(file, thing.id, "helped, worse", "factor", said)
    for leg in catalogue.legs.values():
        yield from _all(file, leg.id, "said_by", "choice", leg.said_by)
        yield from _all(file, leg.id, "only_with", "leg", [leg.only_with])


def _live(table: Mapping[str, Entry]) -> Iterator[Entry]:
    return (item for item in table.values() if not item.retired)


def unknown_ids(catalogue: Catalogue) -> Iterator[Problem]:
    """References to an id that does not exist, or that is retired."""
    known = _known(catalogue)
    for item in references(catalogue):
        state = known[item.kind].get(item.to)
        if state is None:
            yield Problem(
                item.file,
                item.entry,
                item.key,
                f"unknown {item.kind} {item.to!r}",
            )
        elif state:
            yield Problem(
                item.file,
                item.entry,
                item.key,
                f"{item.kind} {item.to!r} is retired",
            )


def _known(catalogue: Catalogue) -> Mapping[str, Mapping[str, bool]]:
    """For each table, its ids and whether they are retired."""
    return {
        "factor": {
            item.id: item.retired for item in catalogue.factors.values()
        },
        "question": {
            item.id: item.retired for item in catalogue.questions.values()
        },
        "choice": {
            f"{question.id}.{choice.id}": question.retired or choice.retired
            for question in catalogue.questions.values()
            for choice in question.choices
        },
        "rule": {item.id: item.retired for item in catalogue.rules.values()},
        "technique": {
            item.id: item.retired for item in catalogue.techniques.values()
        },
        "advice": {item.id: item.retired for item in catalogue.advice.values()},
        "tried": dict.fromkeys(catalogue.tried, False),
        "leg": dict.fromkeys(catalogue.legs, False),
        "source": dict.fromkeys(catalogue.sources, False),
        "disagreement": dict.fromkeys(catalogue.disagreements, False),
        "learn page": dict.fromkeys(catalogue.learn, False),
        "computed fact": dict.fromkeys(COMPUTED, False),
    }


def _all(
    file: str, entry: str, key: str, kind: str, ids: Iterable[str]
) -> Iterator[Reference]:
    for name in ids:
        if name:
            yield Reference(file, entry, key, kind, name)


def _conditions(
    file: str, entry: str, key: str, items: Iterable[str]
) -> Iterator[Reference]:
    """Factors, or rules written ``rule:ID``."""
    for item in items:
        kind = "rule" if item.startswith(RULE) else "factor"
        yield Reference(file, entry, key, kind, item.removeprefix(RULE))


def _of_factor(factor: Factor) -> Iterator[Reference]:
    file, entry = "factors.toml", factor.id
    yield from _all(file, entry, "any_of", "factor", factor.any_of)
    yield from _all(file, entry, "all_of", "factor", factor.all_of)
    yield from _all(file, entry, "at_least", "factor", factor.among)
    scale = [factor.scale.question] if factor.scale else []
    yield from _all(file, entry, "scale", "question", scale)
    yield from _all(file, entry, "computed", "computed fact", [factor.computed])
    if factor.reads:
        asked = factor.reads.questions
        yield from _all(file, entry, "reads", "question", asked)
        lines = (factor.reads.better, factor.reads.more)
        ticked = (f"{factor.reads.trend}.{line}" for line in lines)
        yield from _all(file, entry, "reads", "choice", ticked)
    yield from _all(file, entry, "unticked", "choice", [factor.unticked])
    yield from _all(file, entry, "from_rule", "rule", factor.from_rule)


def _of_question(question: Question) -> Iterator[Reference]:
    file, entry = "questions.toml", question.id
    for key in ("show_if", "show_all", "skip_if", "assume"):
        yield from _all(file, entry, key, "factor", getattr(question, key))
    opening = (line.removesuffix(UNSURE_MARK) for line in question.line)
    yield from _all(file, entry, "line", "choice", opening)
    opens = (f"{question.id}.{choice}" for choice in question.unsure_opens)
    yield from _all(file, entry, "unsure_opens", "choice", opens)
    yield from _all(file, entry, "said_with", "question", [question.said_with])
    passing = (f"{question.id}.{line}" for line in question.passing or ())
    yield from _all(file, entry, "passing", "choice", passing)
    for choice in question.choices:
        if not choice.retired:
            yield from _all(
                file, entry, f"choices.{choice.id}", "factor", choice.facts
            )
            yield from _all(
                file,
                entry,
                f"choices.{choice.id}.show_if",
                "factor",
                choice.show_if,
            )


def _of_rule(rule: Rule) -> Iterator[Reference]:
    file, entry = "rules.toml", rule.id
    yield from _conditions(file, entry, "all_of", rule.all_of)
    yield from _conditions(
        file, entry, "any_of", (item for group in rule.any_of for item in group)
    )
    yield from _conditions(
        file, entry, "at_least", rule.at_least[1] if rule.at_least else ()
    )
    yield from _all(file, entry, "unless", "factor", rule.unless)
    yield from _all(file, entry, "sources", "source", rule.sources)
    yield from _all(file, entry, "card", "advice", [rule.card])
    waits_for = [rule.strengthening_from]
    yield from _all(file, entry, "strengthening_from", "factor", waits_for)


def _of_technique(technique: Technique) -> Iterator[Reference]:
    file, entry = f"techniques/{technique.id}.toml", technique.id
    yield from _all(
        file,
        entry,
        "excludes",
        "factor",
        (x.factor for x in technique.excludes),
    )
    changes = technique.modifications
    yield from _all(
        file, entry, "modifications", "factor", (x.factor for x in changes)
    )
    covered = (factor for change in changes for factor in change.covers)
    yield from _all(file, entry, "covers", "factor", covered)
    yield from _all(
        file,
        entry,
        "use_instead",
        "technique",
        (x.use_instead for x in changes),
    )
    yield from _all(file, entry, "needs", "factor", technique.needs)
    yield from _all(file, entry, "tried_as", "tried", technique.tried_as)
    linked = (
        ("same_posture", technique.same_posture or ()),
        ("alike", technique.alike or ()),
        ("step_before", [technique.step_before or ""]),
        ("swap_with", [technique.swap_with or ""]),
    )
    for key, names in linked:
        yield from _all(file, entry, key, "technique", names)
    for key in ("needs_in", "region_needs"):
        for factors in getattr(technique, key).values():
            yield from _all(file, entry, key, "factor", factors)
    yield from _all(file, entry, "answers", "factor", technique.answers)
    yield from _all(file, entry, "sources", "source", technique.sources)
    yield from _all(file, entry, "learn", "learn page", [technique.learn])
    yield from _all(
        file, entry, "disagreement", "disagreement", [technique.disagreement]
    )


def _of_advice(advice: Advice) -> Iterator[Reference]:
    file, entry = f"advice/{advice.topic}.toml", advice.id
    yield from _all(
        file, entry, "excludes", "factor", (x.factor for x in advice.excludes)
    )
    yield from _all(
        file, entry, "ask_first", "factor", (x.factor for x in advice.ask_first)
    )
    yield from _all(file, entry, "answers", "factor", advice.answers)
    yield from _all(file, entry, "techniques", "technique", advice.techniques)
    unless = [advice.unless_left_out]
    yield from _all(file, entry, "unless_left_out", "advice", unless)
    yield from _all(file, entry, "sources", "source", advice.sources)
    yield from _all(file, entry, "learn", "learn page", [advice.learn])
    yield from _all(
        file, entry, "disagreement", "disagreement", [advice.disagreement]
    )


def _of_pages(catalogue: Catalogue) -> Iterator[Reference]:
    """What disagreements, learn pages and re-check points name."""
    for row in catalogue.disagreements.values():
        yield from _all(
            "disagreements.toml", row.id, "sources", "source", row.sources
        )
    for page in catalogue.learn.values():
        file = f"learn/{page.id}.toml"
        for section in page.sections:
            yield from _all(
                file, page.id, "sections.sources", "source", section.sources
            )
            differ = [section.disagreement]
            yield from _all(
                file, page.id, "sections.disagreement", "disagreement", differ
            )
    for point in catalogue.rechecks:
        yield from _conditions("recheck.toml", point.id, "when", point.when)
        yield from _all("recheck.toml", point.id, "rules", "rule", point.rules)
    for screen in catalogue.again.values():
        yield from _all("again.toml", screen.id, "ask", "question", screen.ask)


def circles(catalogue: Catalogue) -> Iterator[Problem]:
    """Factors and rules that are defined through themselves, questions that wait for themselves."""
    graph = _graph(catalogue)
    done: set[str] = set()
    for start in graph:
        circle = _circle_from(start, graph, done)
        if circle:
            kind, _, entry = circle.partition(" ")
            file = {"question": "questions.toml", "rule": "rules.toml"}.get(
                kind, "factors.toml"
            )
            yield Problem(file, entry, "definition", "goes round in a circle")


def _graph(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """What each factor, rule and question waits for."""
    graph: dict[str, tuple[str, ...]] = {}
    for factor in catalogue.factors.values():
        parts = [
            f"factor {item}"
            for item in (*factor.any_of, *factor.all_of, *factor.among)
        ]
        asked = [f"question {item}" for item in factor.asks]
        if not factor.derived:
            asked = [
                f"question {q.id}"
                for q, _ in catalogue.producers.get(factor.id, ())
            ]
        graph[f"factor {factor.id}"] = (*parts, *asked)
    for rule in catalogue.rules.values():
        graph[f"rule {rule.id}"] = tuple(
            f"rule {item.removeprefix(RULE)}"
            if item.startswith(RULE)
            else f"factor {item}"
            for item in rule.reads
        )
    for question in catalogue.questions.values():
        shown = (*question.show_if, *question.show_all, *question.skip_if)
        opens = (f"question {line.partition('.')[0]}" for line in question.line)
        graph[f"question {question.id}"] = (
            *(f"factor {item}" for item in shown),
            *opens,
        )
    return graph


def _circle_from(
    start: str, graph: Mapping[str, tuple[str, ...]], done: set[str]
) -> str:
    """A node on a circle that can be reached from ``start``, or nothing."""
    path: list[str] = []
    todo: list[tuple[str, bool]] = [(start, False)]
    while todo:
        node, left = todo.pop()
        if left:
            done.add(path.pop())
        elif node in path:
            return node
        elif node not in done:
            path.append(node)
            todo.append((node, True))
            todo += [(item, False) for item in graph[node]]
    return ""
