"""Ids that name nothing, and definitions that go round in a circle."""

from dataclasses import replace
from typing import Any

import pytest

from backspasm.care.catalogue import AskFirst, Exclusion, Modification
from backspasm.care.content.validation import check_pack

from .damage import (
    GONE,
    F,
    M,
    Q,
    R,
    T,
    advice,
    choices,
    factor,
    question,
    rule,
    technique,
)

NAMES: dict[str, tuple[Any, tuple[str, str, str]]] = {
    "rule condition": (
        lambda c: rule(c, "U12", all_of=GONE),
        (R, "U12", "all_of"),
    ),
    "rule group": (
        lambda c: rule(c, "U12", any_of=(GONE,)),
        (R, "U12", "any_of"),
    ),
    "rule at_least": (
        lambda c: rule(c, "U12", at_least=(1, GONE)),
        (R, "U12", "at_least"),
    ),
    "rule of a rule": (
        lambda c: rule(c, "J09", all_of=("rule:U99",)),
        (R, "J09", "all_of"),
    ),
    "rule unless": (
        lambda c: rule(c, "U07", unless=GONE),
        (R, "U07", "unless"),
    ),
    "rule source": (
        lambda c: rule(c, "U12", sources=GONE),
        (R, "U12", "sources"),
    ),
    "rule card": (lambda c: rule(c, "N02", card="gone"), (R, "N02", "card")),
    "factor part": (
        lambda c: factor(c, "eased", any_of=GONE),
        (F, "eased", "any_of"),
    ),
    "factor rule": (
        lambda c: factor(c, "vertebral-fracture", from_rule=("U99",)),
        (F, "vertebral-fracture", "from_rule"),
    ),
    "factor line": (
        lambda c: factor(c, "no-knock-line", unticked="urgent.gone"),
        (F, "no-knock-line", "unticked"),
    ),
    "factor function": (
        lambda c: factor(c, "clearly-better", computed="gone"),
        (F, "clearly-better", "computed"),
    ),
    "choice factor": (
        lambda c: question(
            c, "day", choices=choices(c, "day", day_desk={"factors": GONE})
        ),
        (Q, "day", "choices.day-desk"),
    ),
    "choice show_if": (
        lambda c: question(
            c, "urgent", choices=choices(c, "urgent", limp={"show_if": GONE})
        ),
        (Q, "urgent", "choices.limp.show_if"),
    ),
    "question show_if": (
        lambda c: question(c, "tingling", show_if=GONE),
        (Q, "tingling", "show_if"),
    ),
    "question skip_if": (
        lambda c: question(c, "trend", skip_if=GONE),
        (Q, "trend", "skip_if"),
    ),
    "question assume": (
        lambda c: question(c, "skin", assume=GONE),
        (Q, "skin", "assume"),
    ),
    "question line": (
        lambda c: question(c, "skin", line=("urgent.gone",)),
        (Q, "skin", "line"),
    ),
    "unsure_opens": (
        lambda c: question(c, "danger-now", unsure_opens=GONE),
        (Q, "danger-now", "unsure_opens"),
    ),
    "technique caution": (
        lambda c: technique(c, "ex-bridge", excludes=(Exclusion("gone", "x"),)),
        (T, "ex-bridge", "excludes"),
    ),
    "technique change": (
        lambda c: technique(
            c, "ex-bridge", modifications=(Modification("gone", "x"),)
        ),
        (T, "ex-bridge", "modifications"),
    ),
    "technique instead": (
        lambda c: technique(
            c,
            "ex-bridge",
            modifications=(Modification("high-bp", "x", use_instead="gone"),),
        ),
        (T, "ex-bridge", "use_instead"),
    ),
    "technique covers": (
        lambda c: technique(
            c,
            "ex-bridge",
            modifications=(Modification("high-bp", "x", covers=GONE),),
        ),
        (T, "ex-bridge", "covers"),
    ),
    "technique answers": (
        lambda c: technique(c, "ex-bridge", answers=GONE),
        (T, "ex-bridge", "answers"),
    ),
    "technique needs": (
        lambda c: technique(c, "ex-bridge", needs=GONE),
        (T, "ex-bridge", "needs"),
    ),
    "technique source": (
        lambda c: technique(c, "ex-bridge", sources=GONE),
        (T, "ex-bridge", "sources"),
    ),
    "technique learn": (
        lambda c: technique(c, "ex-bridge", learn="gone"),
        (T, "ex-bridge", "learn"),
    ),
    "technique disagreement": (
        lambda c: technique(c, "ex-bridge", disagreement="gone"),
        (T, "ex-bridge", "disagreement"),
    ),
    "advice caution": (
        lambda c: advice(c, "med-nsaid", excludes=(Exclusion("gone", "x"),)),
        (M, "med-nsaid", "excludes"),
    ),
    "advice ask first": (
        lambda c: advice(c, "med-nsaid", ask_first=(AskFirst("gone", "x"),)),
        (M, "med-nsaid", "ask_first"),
    ),
    "advice technique": (
        lambda c: advice(c, "med-nsaid", techniques=GONE),
        (M, "med-nsaid", "techniques"),
    ),
    "advice source": (
        lambda c: advice(c, "med-nsaid", sources=GONE),
        (M, "med-nsaid", "sources"),
    ),
    "recheck": (
        lambda c: replace(
            c, rechecks=(replace(c.rechecks[0], rules=("U99",)),)
        ),
        ("recheck.toml", "every-visit", "rules"),
    ),
    "retired factor": (
        lambda c: factor(c, "lump-or-shape-change", retired=True),
        (R, "U12", "all_of"),
    ),
    "retired technique": (
        lambda c: technique(
            technique(c, "ex-bridge", retired=True),
            "ex-superman",
            modifications=(
                Modification("high-bp", "x", use_instead="ex-bridge"),
            ),
        ),
        ("techniques/ex-superman.toml", "ex-superman", "use_instead"),
    ),
    "retired line": (
        lambda c: question(
            c, "urgent", choices=choices(c, "urgent", skin={"retired": True})
        ),
        (Q, "skin", "line"),
    ),
}
CIRCLES: dict[str, tuple[Any, tuple[str, str, str]]] = {
    "factors": (
        lambda c: factor(c, "eased", any_of=("n11-clear",)),
        (F, "eased", "definition"),
    ),
    "rules": (
        lambda c: rule(c, "U05", all_of=("rule:J09",)),
        (R, "U05", "definition"),
    ),
    "questions": (
        lambda c: question(c, "age", show_if=("age-10-59",)),
        (Q, "age", "definition"),
    ),
}


@pytest.mark.parametrize("name", list(NAMES))
def test_an_id_that_names_nothing_is_found(name, catalogue):
    damage, (file, entry, key) = NAMES[name]
    found = check_pack(damage(catalogue))
    assert (file, entry, key) in {(p.file, p.entry, p.key) for p in found}, [
        str(p) for p in found
    ]


@pytest.mark.parametrize("name", list(CIRCLES))
def test_a_circle_is_found(name, catalogue):
    damage, (file, entry, key) = CIRCLES[name]
    found = check_pack(damage(catalogue))
    assert (file, entry, key) in {(p.file, p.entry, p.key) for p in found}, [
        str(p) for p in found
    ]
