"""Turns outcomes of the core into rows a template can draw without asking further."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from backspasm.care.answers import Answers
from backspasm.care.catalogue import Catalogue, Level, Source
from backspasm.care.facts import Facts
from backspasm.care.triage import Outcome, Reason

CALL_FACTORS = (
    "anticoagulant",
    "cancer-any",
    "immune-weak",
    "pregnant-early",
    "pregnant-mid",
    "pregnant-late",
    "pregnant-maybe",
)
"""What whoever answers an emergency call should hear besides the signs, when ticked."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in the person's own view, with the screen that changes it."""

    question: str
    answer: str
    change_url: str


@dataclass(frozen=True, slots=True)
class ShownReason:
    """A rule that fired, as the outcome page shows it."""

    id: str
    level: str
    text: str
    why: str
    action: str
    said: tuple[Said, ...]
    rule_url: str


def shown_reasons(reasons: tuple[Reason, ...], catalogue: Catalogue) -> list[ShownReason]:
    """Reasons with the answers behind them, each with its "change" link."""
    return [
        ShownReason(
            id=reason.rule.id,
            level=reason.rule.level.slug,
            text=reason.rule.text,
            why=reason.rule.why,
            action=reason.rule.action,
            said=tuple(said(catalogue, *pair) for pair in reason.answers),
            rule_url=f"{reverse('assessments:how_we_decide')}#{reason.rule.id}",
        )
        for reason in reasons
    ]


def said(catalogue: Catalogue, question_id: str, value: str) -> Said:
    """One answer: the question, the words of the line (or the number), and where to change it."""
    question = catalogue.questions[question_id]
    words = [
        question.by_id[item].text if item in question.by_id else item
        for item in value.split(",")
        if item
    ]
    return Said(
        question=question.text,
        answer="; ".join(words) or value,
        change_url=reverse("assessments:question", args=[question.screen]),
    )


def what_to_say(outcome: Outcome, answers: Answers, catalogue: Catalogue) -> list[str]:
    """The signs that decided, then what the person who answers must also know."""
    facts = Facts(answers, catalogue, fired=outcome.fired)
    signs = [reason.rule.say for reason in outcome.deciding if reason.rule.say]
    extra = [catalogue.factors[item].text for item in CALL_FACTORS if facts.holds(item)]
    return list(dict.fromkeys(signs + extra))


def places(outcome: Outcome) -> set[str]:
    """Whom else the deciding rules point to: ``maternity``, ``cancer-team``, ``poison``, …"""
    return {reason.rule.place for reason in outcome.deciding if reason.rule.place}


def source_line(source: Source) -> str:
    """A source as people see it: its own name, and how it was read."""
    name = ", ".join(part for part in (source.title, source.publisher, source.year) if part)
    return f"{name} ({source.seen})" if source.seen else name


def level_slug(level: Level) -> str:
    """The level as class and template name: ``self-care``."""
    return level.slug.lower()
