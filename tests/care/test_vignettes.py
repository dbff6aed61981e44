"""The stories of fixtures/vignettes.toml, each through triage and plan."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from backspasm.care.catalogue import Level
from backspasm.care.check import routing, triage
from backspasm.care.plan.builder import build_plan

from .sample import NOW, fill

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "vignettes.toml"
VIGNETTES: list[dict[str, Any]] = tomllib.loads(
    FILE.read_text(encoding="utf-8")
)["vignette"]
KEYS = {
    "id",
    "story",
    "answers",
    "expect_level",
    "expect_rules",
    "refuse_rules",
    "expect_items",
    "refuse_items",
    "within_days",
}

each = pytest.mark.parametrize(
    "vignette", VIGNETTES, ids=lambda vignette: vignette["id"]
)


@each
def test_level_and_rules(vignette, catalogue):
    outcome = triage.assess(
        fill(catalogue, vignette["answers"]), catalogue, NOW
    )
    assert outcome.level.slug == vignette["expect_level"], sorted(outcome.fired)
    assert set(vignette["expect_rules"]) <= outcome.fired
    assert not outcome.fired.intersection(vignette.get("refuse_rules", ()))
    assert outcome.within_days == vignette.get("within_days")


@each
def test_answers_go_as_far_as_the_check_does(vignette, catalogue):
    answers = fill(catalogue, vignette["answers"])
    outcome = triage.assess(answers, catalogue, NOW)
    assert routing.drop_void(answers, catalogue) == answers
    assert routing.next_screen(outcome, answers, catalogue) is None
    if outcome.level <= Level.SOON and not vignette["answers"][
        "age"
    ].startswith(("age-under-6", "age-6-9", "age-10-15")):
        assert outcome.clearance is not None
        assert outcome.clearance.scope >= triage.Scope.FILTERED


@each
def test_plan(vignette, catalogue):
    answers = fill(catalogue, vignette["answers"])
    outcome = triage.assess(answers, catalogue, NOW)
    if outcome.clearance is None:
        assert not vignette.get("expect_items")
        return
    shown = ids_shown(build_plan(outcome.clearance, answers, catalogue))
    assert set(vignette.get("expect_items", ())) <= shown
    assert not shown.intersection(vignette.get("refuse_items", ()))


def ids_shown(plan: Any) -> set[str]:
    """The ids of everything a plan offers; what it left out is not offered."""
    items = [part.item for part in plan.now if part.item is not None]
    items += [*plan.today, *plan.next_days, *plan.medicines, *plan.prevention]
    return {item.id for item in items}


def test_every_rule_is_expected_by_a_story(catalogue):
    expected = {
        rule for vignette in VIGNETTES for rule in vignette["expect_rules"]
    }
    live = {rule.id for rule in catalogue.rules.values() if not rule.retired}
    assert live == expected


def test_a_third_are_plain_spasms():
    plain = [
        vignette
        for vignette in VIGNETTES
        if vignette["id"].startswith("plain-")
    ]
    assert {vignette["expect_level"] for vignette in plain} == {"SELF-CARE"}
    assert len(plain) * 3 >= len(VIGNETTES)


def test_the_file_is_tidy():
    ids = [vignette["id"] for vignette in VIGNETTES]
    assert len(set(ids)) == len(ids)
    for vignette in VIGNETTES:
        assert set(vignette) <= KEYS, vignette["id"]
        assert vignette["story"].strip()
