"""The ids that entries of the pack name, for :mod:`backspasm.care.content.validation`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any, TypeVar

from backspasm.care.catalogue import (
    RULE,
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
Fault = tuple[str, str]
"""What is wrong with one entry: the key, and words."""
Named = Mapping[str, Mapping[str, Iterable[str]]]
"""What an entry names: by the kind of what is named and the key that names it, the ids."""


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
    kinds: dict[str, Any] = {
        "question": roles.question,
        "choice": roles.choice,
        "factor": roles.factor,
        "advice": roles.advice,
    }
    for kind, table in kinds.items():
        for role in fields(table):
            filled = getattr(table, role.name)
            names = [filled] if isinstance(filled, str) else filled
            named = {kind: {role.name: names}}
            yield from _named("roles.toml", kind, named)


def _of_diary(catalogue: Catalogue) -> Iterator[Reference]:
    for thing in catalogue.tried.values():
        named: Named = {
            "factor": {"helped": [thing.helped], "worse": [thing.worse]},
        }
        yield from _named("diary.toml", thing.id, named)
    for leg in catalogue.legs.values():
        named = {
            "choice": {"said_by": leg.said_by},
            "leg": {"only_with": [leg.only_with]},
        }
        yield from _named("diary.toml", leg.id, named)


def _live(table: Mapping[str, Entry]) -> Iterator[Entry]:
    for entry in table.values():
        if not entry.retired:
            yield entry


def unknown_ids(catalogue: Catalogue) -> Iterator[Problem]:
    """References to an id that does not exist, or that is retired."""
    known = _known(catalogue)
    for one in references(catalogue):
        retired = known[one.kind].get(one.to)
        if retired is None:
            message = f"unknown {one.kind} {one.to!r}"
        elif retired:
            message = f"{one.kind} {one.to!r} is retired"
        else:
            continue
        yield Problem(one.file, one.entry, one.key, message)


def _known(catalogue: Catalogue) -> Mapping[str, Mapping[str, bool]]:
    """For each table, its ids and whether they are retired."""
    never: dict[str, Iterable[str]] = {
        "tried": catalogue.tried,
        "leg": catalogue.legs,
        "source": catalogue.sources,
        "disagreement": catalogue.disagreements,
        "learn page": catalogue.learn,
        "computed fact": COMPUTED,
    }
    known = {kind: dict.fromkeys(ids, False) for kind, ids in never.items()}
    known["choice"] = _known_lines(catalogue)
    known["factor"] = _retired(catalogue.factors)
    known["question"] = _retired(catalogue.questions)
    known["rule"] = _retired(catalogue.rules)
    known["technique"] = _retired(catalogue.techniques)
    known["advice"] = _retired(catalogue.advice)
    return known


def _retired(table: Mapping[str, Entry]) -> dict[str, bool]:
    """Of each id of a table, whether its entry is retired."""
    return {entry.id: entry.retired for entry in table.values()}


def _known_lines(catalogue: Catalogue) -> dict[str, bool]:
    """Of each ``question.choice``, whether one of the two is retired."""
    found: dict[str, bool] = {}
    for question in catalogue.questions.values():
        for choice in question.choices:
            retired = question.retired or choice.retired
            found[f"{question.id}.{choice.id}"] = retired
    return found


def _named(
    file: str,
    entry: str,
    named: Named,
) -> Iterator[Reference]:
    """A reference for each id that stands there; an empty one names nothing."""
    for kind, keys in named.items():
        for key, ids in keys.items():
            for name in filter(None, ids):
                yield Reference(
                    file,
                    entry,
                    key=key,
                    kind=kind,
                    to=name,
                )


def _conditions(
    file: str,
    entry: str,
    key: str,
    items: Iterable[str],
) -> Iterator[Reference]:
    """Factors, or rules written ``rule:ID``."""
    for item in items:
        kind = "rule" if item.startswith(RULE) else "factor"
        yield Reference(file, entry, key, kind, item.removeprefix(RULE))


def _of_factor(factor: Factor) -> Iterator[Reference]:
    named: Named = {
        "factor": {
            "any_of": factor.any_of,
            "all_of": factor.all_of,
            "at_least": factor.among,
        },
        "computed fact": {"computed": [factor.computed]},
        "choice": {"unticked": [factor.unticked]},
        "rule": {"from_rule": factor.from_rule},
    }
    yield from _named("factors.toml", factor.id, named)
    if factor.scale:
        named = {"question": {"scale": [factor.scale.question]}}
        yield from _named("factors.toml", factor.id, named)
    if factor.reads:
        named = {
            "question": {"reads": factor.reads.questions},
            "choice": {"reads": factor.reads.lines},
        }
        yield from _named("factors.toml", factor.id, named)


def _of_question(question: Question) -> Iterator[Reference]:
    named: Named = {
        "factor": {
            "show_if": question.show_if,
            "show_all": question.show_all,
            "skip_if": question.skip_if,
            "assume": question.assume,
        },
        "choice": {
            "line": [one.removesuffix(UNSURE_MARK) for one in question.line],
            "unsure_opens": _lines_of(question, question.unsure_opens),
            "passing": _lines_of(question, question.passing or ()),
        },
        "question": {"said_with": [question.said_with]},
    }
    yield from _named("questions.toml", question.id, named)
    for choice in question.live_choices:
        key = f"choices.{choice.id}"
        said = {"factor": {key: choice.facts, f"{key}.show_if": choice.show_if}}
        yield from _named("questions.toml", question.id, said)


def _lines_of(question: Question, choices: Iterable[str]) -> list[str]:
    """Lines of a question as ``question.choice``."""
    return [f"{question.id}.{choice}" for choice in choices]


def _of_rule(rule: Rule) -> Iterator[Reference]:
    file = "rules.toml"
    yield from _conditions(file, rule.id, "all_of", rule.all_of)
    for group in rule.any_of:
        yield from _conditions(file, rule.id, "any_of", group)
    if rule.at_least:
        _, items = rule.at_least
        yield from _conditions(file, rule.id, "at_least", items)
    named: Named = {
        "factor": {
            "unless": rule.unless,
            "strengthening_from": [rule.strengthening_from],
        },
        "source": {"sources": rule.sources},
        "advice": {"card": [rule.card]},
    }
    yield from _named(file, rule.id, named)


def _of_technique(technique: Technique) -> Iterator[Reference]:
    file = f"techniques/{technique.id}.toml"
    changes = technique.modifications
    named: Named = {
        "factor": {
            "excludes": [one.factor for one in technique.excludes],
            "modifications": [change.factor for change in changes],
            "covers": chain.from_iterable(change.covers for change in changes),
            "needs": technique.needs,
            "needs_in": chain.from_iterable(technique.needs_in.values()),
            "region_needs": chain.from_iterable(
                technique.region_needs.values()
            ),
            "answers": technique.answers,
        },
        "technique": {
            "use_instead": [change.use_instead for change in changes],
            "same_posture": technique.same_posture or (),
            "alike": technique.alike or (),
            "step_before": [technique.step_before or ""],
            "swap_with": [technique.swap_with or ""],
        },
        "tried": {"tried_as": technique.tried_as},
        "source": {"sources": technique.sources},
        "learn page": {"learn": [technique.learn]},
        "disagreement": {"disagreement": [technique.disagreement]},
    }
    yield from _named(file, technique.id, named)


def _of_advice(advice: Advice) -> Iterator[Reference]:
    file = f"advice/{advice.topic}.toml"
    named: Named = {
        "factor": {
            "excludes": [one.factor for one in advice.excludes],
            "ask_first": [one.factor for one in advice.ask_first],
            "answers": advice.answers,
        },
        "technique": {"techniques": advice.techniques},
        "advice": {"unless_left_out": [advice.unless_left_out]},
        "source": {"sources": advice.sources},
        "learn page": {"learn": [advice.learn]},
        "disagreement": {"disagreement": [advice.disagreement]},
    }
    yield from _named(file, advice.id, named)


def _of_pages(catalogue: Catalogue) -> Iterator[Reference]:
    """What disagreements, learn pages and re-check points name."""
    named: Named
    for row in catalogue.disagreements.values():
        named = {"source": {"sources": row.sources}}
        yield from _named("disagreements.toml", row.id, named)
    for page in catalogue.learn.values():
        for section in page.sections:
            named = {
                "source": {"sections.sources": section.sources},
                "disagreement": {
                    "sections.disagreement": [section.disagreement],
                },
            }
            yield from _named(f"learn/{page.id}.toml", page.id, named)
    for point in catalogue.rechecks:
        yield from _conditions("recheck.toml", point.id, "when", point.when)
        named = {"rule": {"rules": point.rules}}
        yield from _named("recheck.toml", point.id, named)
    for screen in catalogue.again.values():
        named = {"question": {"ask": screen.ask}}
        yield from _named("again.toml", screen.id, named)


def circles(catalogue: Catalogue) -> Iterator[Problem]:
    """Factors and rules that are defined through themselves, questions that wait for themselves."""
    graph = _graph(catalogue)
    files = {
        "factor": "factors.toml",
        "question": "questions.toml",
        "rule": "rules.toml",
    }
    done: set[str] = set()
    for start in graph:
        circle = _circle_from(start, graph, done)
        if circle:
            kind, _, entry = circle.partition(" ")
            message = "goes round in a circle"
            yield Problem(files[kind], entry, "definition", message)


def _graph(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """What each factor, rule and question waits for."""
    graph: dict[str, tuple[str, ...]] = {}
    for factor in catalogue.factors.values():
        asked = factor.asks
        if not factor.derived:
            said_by = catalogue.producers.get(factor.id, ())
            asked = tuple(question.id for question, _ in said_by)
        graph[f"factor {factor.id}"] = (
            *_nodes("factor", factor.parts),
            *_nodes("question", asked),
        )
    for rule in catalogue.rules.values():
        graph[f"rule {rule.id}"] = tuple(map(_node, rule.reads))
    for question in catalogue.questions.values():
        graph[f"question {question.id}"] = (
            *_nodes("factor", question.conditions),
            *_nodes("question", question.openers),
        )
    return graph


def _nodes(kind: str, ids: Iterable[str]) -> list[str]:
    return [f"{kind} {name}" for name in ids]


def _node(item: str) -> str:
    """A factor, or a rule written ``rule:ID``, as a node of the graph."""
    if item.startswith(RULE):
        return f"rule {item.removeprefix(RULE)}"
    return f"factor {item}"


def _circle_from(
    start: str,
    graph: Mapping[str, tuple[str, ...]],
    done: set[str],
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
