"""One seeded fault of each kind in a damaged copy of the pack (ids: test_checking_ids)."""

from dataclasses import replace
from typing import Any

import pytest

from backspasm.care.catalogue import (
    Choice,
    Exclusion,
    Modification,
    Rule,
    Valence,
)
from backspasm.care.content.validation import Problem, check_pack

from .damage import (
    Q,
    R,
    T,
    changed,
    choices,
    factor,
    question,
    rule,
    screen,
    technique,
)


def test_the_real_pack_has_no_problem(catalogue):
    assert [str(problem) for problem in check_pack(catalogue)] == []


def test_a_problem_names_file_entry_and_key():
    problem = Problem("rules.toml", "E01", "sources", "a rule needs a source")
    assert str(problem) == "rules.toml: E01: sources: a rule needs a source"


LONG = tuple(Choice(f"line-{n}", "x", factors=("pillow",)) for n in range(13))
SHAPES: dict[str, tuple[Any, tuple[str, str, str]]] = {
    "rule without a source": (
        lambda c: rule(c, "U12", sources=()),
        (R, "U12", "sources"),
    ),
    "rule without a condition": (
        lambda c: rule(c, "U12", all_of=()),
        (R, "U12", "all_of"),
    ),
    "soon without days": (
        lambda c: rule(c, "S17", within_days=None),
        (R, "S17", "within_days"),
    ),
    "unknown place": (
        lambda c: rule(c, "U12", place="pub"),
        (R, "U12", "place, kind"),
    ),
    "unknown family": (
        lambda c: rule(c, "U12", family="U99"),
        (R, "U12", "family"),
    ),
    "fact nobody says": (
        lambda c: rule(
            factor(c, "nobody-asks"), "U12", all_of=("nobody-asks",)
        ),
        (R, "U12", "all_of"),
    ),
    "caution nobody says": (
        lambda c: technique(
            factor(c, "nobody-asks"),
            "ex-bridge",
            excludes=(Exclusion("nobody-asks", "x"),),
        ),
        (T, "ex-bridge", "excludes"),
    ),
    "fact of a retired line": (
        lambda c: question(
            c, "skin", choices=choices(c, "skin", lump={"retired": True})
        ),
        (R, "U12", "all_of"),
    ),
    "question never reached by show_if": (
        lambda c: question(
            factor(c, "nobody-asks"), "tingling", show_if=("nobody-asks",)
        ),
        (Q, "tingling", "line, show_if"),
    ),
    "question never reached by show_all": (
        lambda c: question(
            factor(c, "nobody-asks"), "began", show_all=("nobody-asks",)
        ),
        (Q, "began", "line, show_if"),
    ),
    "line never shown": (
        lambda c: question(
            factor(c, "nobody-asks"),
            "urgent",
            choices=choices(c, "urgent", cancer={"show_if": ("nobody-asks",)}),
        ),
        (Q, "urgent", "choices.cancer.show_if"),
    ),
    "unless on a worse factor": (
        lambda c: rule(c, "U07", unless=("severe",)),
        (R, "U07", "unless"),
    ),
    "unless on a neutral factor": (
        lambda c: rule(c, "U07", unless=("stress",)),
        (R, "U07", "unless"),
    ),
    "unless made of a worse factor": (
        lambda c: factor(c, "eased", any_of=("rest-eases", "no-movement-link")),
        (R, "U08", "unless"),
    ),
    "screen too long": (
        lambda c: question(c, "day", layout="list", choices=LONG),
        (Q, "day", "screen"),
    ),
    "stage that falls": (
        lambda c: screen(c, "where", stage=3),
        (Q, "where", "stage"),
    ),
    "choice twice": (
        lambda c: question(
            c,
            "age",
            choices=(
                *c.questions["age"].choices,
                c.questions["age"].choices[0],
            ),
        ),
        (Q, "age", "choices.age-under-6"),
    ),
    "heading twice": (
        lambda c: question(
            c,
            "eases",
            choices=choices(
                c, "eases", walking_eases={"group": "Makes it worse"}
            ),
        ),
        (Q, "eases", "choices.group"),
    ),
    "no way out of a detail": (
        lambda c: question(c, "skin", choices=c.questions["skin"].choices[:3]),
        (Q, "skin", "assume"),
    ),
    "exclusive and worse": (
        lambda c: question(
            c,
            "general",
            choices=choices(
                c,
                "general",
                night_sweats={"exclusive": True, "factors": ("night-sweats",)},
            ),
        ),
        (Q, "general", "choices.night-sweats"),
    ),
    "unknown type": (
        lambda c: question(c, "day", type="few"),
        (Q, "day", "type"),
    ),
    "not sure of a plain list": (
        lambda c: question(c, "skin", line=("urgent.skin?",)),
        (Q, "skin", "line"),
    ),
    "no steps": (
        lambda c: technique(c, "ex-bridge", steps=()),
        (T, "ex-bridge", "steps"),
    ),
    "no stops": (
        lambda c: technique(c, "ex-bridge", stops=()),
        (T, "ex-bridge", "stops"),
    ),
    "no source": (
        lambda c: technique(c, "ex-bridge", sources=()),
        (T, "ex-bridge", "sources"),
    ),
    "no dose": (
        lambda c: technique(
            c,
            "ex-bridge",
            dose=replace(c.techniques["ex-bridge"].dose, text=""),
        ),
        (T, "ex-bridge", "dose"),
    ),
    "comfort on an exercise": (
        lambda c: technique(c, "ex-bridge", comfort=True),
        (T, "ex-bridge", "comfort"),
    ),
    "a way that keeps steps it does not say": (
        lambda c: technique(
            c,
            "ex-bridge",
            modifications=(
                Modification("high-bp", "x", "", True, keeps_from=1),
            ),
        ),
        (T, "ex-bridge", "keeps_from"),
    ),
    "unknown region": (
        lambda c: technique(c, "ex-bridge", regions=("knee",)),
        (T, "ex-bridge", "regions"),
    ),
    "dose for another phase": (
        lambda c: technique(
            c, "ex-bridge", phase_doses={"A": c.techniques["ex-bridge"].dose}
        ),
        (T, "ex-bridge", "phase_doses"),
    ),
    "no number for nowhere": (
        lambda c: replace(
            c,
            emergency_numbers={
                key: row
                for key, row in c.emergency_numbers.items()
                if key != "ZZ"
            },
        ),
        ("emergency_numbers.toml", "ZZ", "country"),
    ),
    "no number at all": (
        lambda c: changed(c, "emergency_numbers", "FR", numbers=()),
        ("emergency_numbers.toml", "FR", "numbers"),
    ),
    "no plan size": (
        lambda c: replace(
            c, sizes={k: v for k, v in c.sizes.items() if k != "A"}
        ),
        ("sizes.toml", "A", "phase"),
    ),
}


@pytest.mark.parametrize("name", list(SHAPES))
def test_a_seeded_fault_is_found(name, catalogue):
    damage, (file, entry, key) = SHAPES[name]
    found = check_pack(damage(catalogue))
    assert (file, entry, key) in {(p.file, p.entry, p.key) for p in found}, [
        str(p) for p in found
    ]
    assert all(problem.message for problem in found)


def test_a_reassuring_factor_of_reversed_danger_lines_is_sound(catalogue):
    calm = factor(
        catalogue, "calm", valence=Valence.REASSURING, all_of=("no-knock",)
    )
    assert not check_pack(rule(calm, "U07", unless=("calm",)))


def test_a_new_rule_that_fits_is_no_problem(catalogue):
    extra: Rule = replace(catalogue.rules["U12"], id="U21")
    assert not check_pack(
        replace(catalogue, rules={**catalogue.rules, "U21": extra})
    )
