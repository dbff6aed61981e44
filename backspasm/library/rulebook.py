"""The live rules and the learn pages as rows for a reader, in words."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _

from backspasm.care.catalogue import (
    Catalogue,
    Disagreement,
    LearnPage,
    LearnSection,
    Rule,
)
from backspasm.library.wording import source_lines

RULE = "rule:"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule for reviewers: conditions in words, sources, review state, vignettes."""

    rule: Rule
    level: str
    conditions: tuple[str, ...]
    sources: tuple[str, ...]
    vignettes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """A run of rules under one heading."""

    id: str
    title: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of a learn page with its sources in words."""

    section: LearnSection
    sources: tuple[str, ...]
    disagreement: Disagreement | None


def group_titles() -> dict[str, str]:
    """The groups of rules in order: id and heading."""
    return {
        "emergency": _("Call now"),
        "urgent": _("Be seen today"),
        "soon": _("Book an appointment"),
        "combinations": _("Combinations"),
        "near-misses": _("What does not count by itself"),
    }


def rule_groups(catalogue: Catalogue) -> list[RuleGroup]:
    """The live rules: by level, then the combinations, then the near misses."""
    rows: dict[str, list[RuleRow]] = defaultdict(list)
    for rule in catalogue.rules.values():
        if rule.retired:
            continue
        group = _group(rule)
        rows[group].append(_row(rule, catalogue))
    groups = []
    for key, title in group_titles().items():
        group_rows = tuple(rows[key])
        groups.append(RuleGroup(key, title, group_rows))
    return groups


def _group(rule: Rule) -> str:
    letters = {
        "E": "emergency",
        "U": "urgent",
        "S": "soon",
        "J": "combinations",
    }
    return letters.get(rule.fact[0], "near-misses")


def _row(rule: Rule, catalogue: Catalogue) -> RuleRow:
    return RuleRow(
        rule=rule,
        level=level_words(rule),
        conditions=tuple(conditions_in_words(rule, catalogue)),
        sources=source_lines(catalogue, rule.sources),
        vignettes=stories_by_rule().get(rule.id, ()),
    )


def level_words(rule: Rule) -> str:
    """The level with its days: "SOON, within 3 days"."""
    if not rule.within_days:
        return rule.level.slug
    words = {
        "level": rule.level.slug,
        "days": rule.within_days,
    }
    return _("%(level)s, within %(days)d days") % words


def conditions_in_words(rule: Rule, catalogue: Catalogue) -> list[str]:
    """Each condition as one phrase; all of the phrases must hold."""

    def words(item: str) -> str:
        if item.startswith(RULE):
            other = item.removeprefix(RULE)
            return catalogue.rules[other].text
        return catalogue.factors[item].text

    either = _(" or ")
    phrases = list(map(words, rule.all_of))
    for group in rule.any_of:
        phrases.append(either.join(map(words, group)))  # noqa: PERF401 - one of three parts
    if rule.at_least:
        count, items = rule.at_least
        listed = ", ".join(map(words, items))
        phrase = _("at least %(count)d of: %(listed)s")
        phrases.append(phrase % {"count": count, "listed": listed})
    if rule.unless:
        listed = either.join(map(words, rule.unless))
        phrase = _("unless %(listed)s")
        phrases.append(phrase % {"listed": listed})
    return phrases


@cache
def vignettes() -> tuple[dict[str, object], ...]:
    """The made-up people on whom the rules are tested."""
    file = settings.BASE_DIR / "fixtures" / "vignettes.toml"
    with file.open("rb") as stream:
        data = tomllib.load(stream)
    return tuple(data["vignette"])


@cache
def stories_by_rule() -> dict[str, tuple[str, ...]]:
    """For each rule id the stories that expect it."""
    found: dict[str, tuple[str, ...]] = {}
    for vignette in vignettes():
        story = str(vignette["story"])
        expected = vignette.get("expect_rules")
        if not isinstance(expected, list):
            continue
        for rule in expected:
            before = found.get(rule, ())
            found[rule] = (*before, story)
    return found


def learn_sections(catalogue: Catalogue, page: LearnPage) -> list[ShownSection]:
    """The sections of a page, ready to draw."""
    shown = []
    for section in page.sections:
        row = ShownSection(
            section=section,
            sources=source_lines(catalogue, section.sources),
            disagreement=catalogue.disagreements.get(section.disagreement),
        )
        shown.append(row)
    return shown
