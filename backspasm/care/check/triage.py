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
            reason for reason in self.reasons if reason.rule.level is self.level
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
    fired = [
        rule for rule in catalogue.rules.values() if facts.rule(rule.id) is True
    ]
    level = max((rule.level for rule in fired), default=Level.SELF_CARE)
    days = [rule.within_days for rule in fired if rule.within_days is not None]
    hours = [
        rule.recheck_hours for rule in fired if rule.recheck_hours is not None
    ]
    reasons = tuple(
        Reason(rule, tuple(sorted(facts.said(f"rule:{rule.id}"))))
        for rule in sorted(fired, key=lambda rule: -rule.level)
    )
    unanswered = _unanswered(facts)
    pending = tuple(
        r.id
        for r in catalogue.rules.values()
        if r.unless and _is_pending(facts, r)
    )
    details = _open_details(facts)
    scope = _scope(
        facts, level, now, bool(unanswered or pending), bool(details)
    )
    return Outcome(
        level=level,
        within_days=min(days) if days and level is Level.SOON else None,
        reasons=reasons,
        unanswered=unanswered,
        pending=pending,
        open_details=details,
        clearance=None if scope is None else _clearance(scope, level, fired),
        recheck_hours=min(hours, default=_hours_if_severe(facts)),
        content_version=catalogue.version,
    )


def _hours_if_severe(facts: Facts) -> int | None:
    """Very bad pain is looked at again after a day, where no rule says when."""
    return 24 if facts.holds(facts.catalogue.roles.factor.severe) else None


def _clearance(scope: Scope, level: Level, fired: list[Rule]) -> Clearance:
    soon = [rule for rule in fired if rule.level is Level.SOON]
    return Clearance(
        scope=scope,
        level=level,
        fired=frozenset(rule.id for rule in fired),
        strengthening=level is Level.SELF_CARE
        or all(rule.strengthening for rule in soon),
        key=_KEY,
    )


def _scope(
    facts: Facts,
    level: Level,
    now: datetime,
    incomplete: bool,
    open_details: bool,
) -> Scope | None:
    roles = facts.catalogue.roles
    danger = facts.answers.get(roles.question.danger_list)
    if (
        level is Level.EMERGENCY
        or danger is None
        or now - danger.at > DANGER_HOLDS
    ):
        return None
    if open_details:
        return None
    if (
        level is Level.URGENT
        or incomplete
        or facts.possible(roles.factor.under_16)
    ):
        return Scope.COMFORT
    return Scope.FULL if level is Level.SELF_CARE else Scope.FILTERED


def _is_pending(facts: Facts, rule: Rule) -> bool:
    """Whether the signs of a rule hold and only what could set it aside is not known."""
    return facts.rule(rule.id) is None and facts.signs(rule) is True


def _unanswered(facts: Facts) -> tuple[str, ...]:
    return tuple(
        question
        for question in facts.catalogue.danger_questions
        if question not in facts.answers
        and facts.applies(facts.catalogue.questions[question]) is True
    )


def _open_details(facts: Facts) -> tuple[str, ...]:
    return tuple(
        question.id
        for question in facts.catalogue.questions.values()
        if question.line
        and not question.at_once
        and facts.catalogue.screen_by_id[question.screen].danger
        and question.id not in facts.answers
        and facts.applies(question) is True
    )
