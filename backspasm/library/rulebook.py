"""The live rules and the learn pages as rows for a reader, in words."""

from __future__ import annotations

import tomllib
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
from backspasm.library.wording import source_line

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
    rows: dict[str, list[RuleRow]] = {key: [] for key in group_titles()}
    for rule in catalogue.rules.values():
        if not rule.retired:
            rows[_group(rule)].append(_row(rule, catalogue))
    return [
        RuleGroup(id=key, title=title, rows=tuple(rows[key]))
        for key, title in group_titles().items()
    ]


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
        sources=tuple(
            source_line(catalogue.sources[item]) for item in rule.sources
        ),
        vignettes=stories_by_rule().get(rule.id, ()),
    )


def level_words(rule: Rule) -> str:
    """The level with its days: "SOON, within 3 days"."""
    if rule.within_days:
        return _("%(level)s, within %(days)d days") % {
            "level": rule.level.slug,
            "days": rule.within_days,
        }
    return rule.level.slug


def conditions_in_words(rule: Rule, catalogue: Catalogue) -> list[str]:
    """Each condition as one phrase; all of the phrases must hold."""

    def words(item: str) -> str:
        if item.startswith(RULE):
            return catalogue.rules[item.removeprefix(RULE)].text
        return catalogue.factors[item].text

    phrases = [words(item) for item in rule.all_of]
    phrases += [
        _(" or ").join(words(item) for item in group) for group in rule.any_of
    ]
    if rule.at_least:
        count, items = rule.at_least
        listed = ", ".join(words(item) for item in items)
        phrases.append(
            _("at least %(count)d of: %(listed)s")
            % {"count": count, "listed": listed}
        )
    if rule.unless:
        listed = _(" or ").join(words(item) for item in rule.unless)
        phrases.append(_("unless %(listed)s") % {"listed": listed})
    return phrases


@cache
def vignettes() -> tuple[dict[str, object], ...]:
    """The made-up people on whom the rules are tested."""
    file = settings.BASE_DIR / "fixtures" / "vignettes.toml"
    return tuple(tomllib.loads(file.read_text(encoding="utf-8"))["vignette"])


@cache
def stories_by_rule() -> dict[str, tuple[str, ...]]:
    """For each rule id the stories that expect it."""
    found: dict[str, list[str]] = {}
    for vignette in vignettes():
        expected = vignette.get("expect_rules", [])
        for rule in expected if isinstance(expected, list) else []:
            found.setdefault(rule, []).append(str(vignette["story"]))
    return {rule: tuple(stories) for rule, stories in found.items()}


def learn_sections(catalogue: Catalogue, page: LearnPage) -> list[ShownSection]:
    """The sections of a page, ready to draw."""
    return [
        ShownSection(
            section=section,
            sources=tuple(
                source_line(catalogue.sources[item]) for item in section.sources
            ),
            disagreement=catalogue.disagreements.get(section.disagreement),
        )
        for section in page.sections
    ]
