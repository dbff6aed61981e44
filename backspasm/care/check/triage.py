"""How soon a person must be seen, and the clearance without which no care is shown.

:func:`assess` is the only maker of a :class:`Clearance`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from backspasm.care.catalogue import Catalogue, Level, Rule
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import Facts, facts_of

DANGER_HOLDS = timedelta(hours=12)
"""After this the danger signs must be asked again before care is shown."""
IF_SEVERE = 24
"""Hours after which very bad pain is looked at again where no rule says when."""

_KEY = object()


class Scope(IntEnum):
    """How much care may be shown."""

    COMFORT = 1
    FILTERED = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class Clearance:
    """Leave to show care, up to a scope. Made by :func:`assess` alone."""

    scope: Scope
    level: Level
    fired: frozenset[str]
    strengthening: bool
    key: Any = field(repr=False, default=None)

    def __post_init__(self) -> None:
        if self.key is not _KEY:
            raise TypeError("a Clearance comes only from triage.assess()")


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that fired, with the answers, as (question, choice or number), that fired it."""

    rule: Rule
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answers come to. ``unanswered`` are applicable questions an E or U rule reads."""

    level: Level
    within_days: int | None
    reasons: tuple[Reason, ...]
    unanswered: tuple[str, ...]
    pending: tuple[str, ...]
    """Rules whose signs hold but which a later answer could set aside."""
    open_details: tuple[str, ...]
    """Ask-first details that are not answered yet."""
    clearance: Clearance | None
    recheck_hours: int | None
    content_version: str

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The reasons of the outcome's own level."""
        return tuple(
            one for one in self.reasons if one.rule.level is self.level
        )

    @property
    def fired(self) -> frozenset[str]:
        """The ids of every rule that fired."""
        return frozenset(reason.rule.id for reason in self.reasons)


def assess(
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
    *,
    final: bool = False,
) -> Outcome:
    """Judge the answers. ``final``: nothing more will be asked, so what is unknown excuses nothing.

    Highest level wins; every rule that fired is kept with the answers that fired it.
    """
    facts = facts_of(answers, catalogue, final=final)
    fired = _fired(facts)
    level = fired[0].level if fired else Level.SELF_CARE
    unanswered = _unanswered(facts)
    pending = _pending(facts)
    open_details = _open_details(facts)
    scope = _scope(
        facts,
        level,
        now,
        incomplete=bool(unanswered or pending),
        open_details=bool(open_details),
    )
    return Outcome(
        level=level,
        within_days=_within_days(level, fired),
        reasons=tuple(_reason(rule, facts) for rule in fired),
        unanswered=unanswered,
        pending=pending,
        open_details=open_details,
        clearance=_clearance(scope, level, fired),
        recheck_hours=_recheck_hours(fired, facts),
        content_version=catalogue.version,
    )


def _fired(facts: Facts) -> list[Rule]:
    """The rules that fired, highest level first."""
    rules = facts.catalogue.rules.values()
    fired = [rule for rule in rules if facts.rule(rule.id) is True]
    fired.sort(key=lambda rule: -rule.level)
    return fired


def _reason(rule: Rule, facts: Facts) -> Reason:
    answers = facts.said(rule.key)
    return Reason(rule, tuple(sorted(answers)))


def _within_days(level: Level, fired: list[Rule]) -> int | None:
    """SOON: the shortest time that a rule gives."""
    if level is not Level.SOON:
        return None
    days = [rule.within_days for rule in fired if rule.within_days is not None]
    return min(days, default=None)


def _recheck_hours(fired: list[Rule], facts: Facts) -> int | None:
    """The first hour that a rule names; very bad pain is looked at again after a day."""
    hours = [
        rule.recheck_hours for rule in fired if rule.recheck_hours is not None
    ]
    if hours:
        return min(hours)
    if facts.holds(facts.roles.severe):
        return IF_SEVERE
    return None


def _clearance(
    scope: Scope | None,
    level: Level,
    fired: list[Rule],
) -> Clearance | None:
    if scope is None:
        return None
    soon = [rule for rule in fired if rule.level is Level.SOON]
    strengthening = level is Level.SELF_CARE
    if not strengthening:
        strengthening = all(rule.strengthening for rule in soon)
    return Clearance(
        scope=scope,
        level=level,
        fired=frozenset(rule.id for rule in fired),
        strengthening=strengthening,
        key=_KEY,
    )


def _scope(
    facts: Facts,
    level: Level,
    now: datetime,
    *,
    incomplete: bool,
    open_details: bool,
) -> Scope | None:
    """How much care these answers allow; ``None``: none at all."""
    asked = facts.catalogue.roles.question
    danger = facts.answers.get(asked.danger_list)
    if level is Level.EMERGENCY:
        return None
    if danger is None or now - danger.at > DANGER_HOLDS:
        return None
    if open_details:
        return None
    if level is Level.URGENT or incomplete:
        return Scope.COMFORT
    if facts.possible(facts.roles.under_16):
        return Scope.COMFORT
    if level is Level.SOON:
        return Scope.FILTERED
    return Scope.FULL


def _pending(facts: Facts) -> tuple[str, ...]:
    """Rules whose signs hold, while only what could set them aside is not known."""
    found: list[str] = []
    for rule in facts.catalogue.rules.values():
        if not rule.unless or facts.rule(rule.id) is not None:
            continue
        if facts.signs(rule) is True:
            found.append(rule.id)
    return tuple(found)


def _unanswered(facts: Facts) -> tuple[str, ...]:
    """Of what an E or U rule reads, the questions that apply and are not answered."""
    questions = facts.catalogue.questions
    found: list[str] = []
    for name in facts.catalogue.danger_questions:
        if name in facts.answers:
            continue
        if facts.applies(questions[name]) is True:
            found.append(name)
    return tuple(found)


def _open_details(facts: Facts) -> tuple[str, ...]:
    """The details of danger lines that are asked first and not answered yet."""
    catalogue = facts.catalogue
    found: list[str] = []
    for question in catalogue.questions.values():
        if question.at_once or not question.line:
            continue
        if question.id in facts.answers:
            continue
        if not catalogue.screen_by_id[question.screen].danger:
            continue
        if facts.applies(question) is True:
            found.append(question.id)
    return tuple(found)
