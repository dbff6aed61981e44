"""What the code knows of an entry is a field of it, is as decided, and is never forgotten."""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from backspasm.care.catalogue import Technique
from backspasm.care.content.loading import ContentError, load_catalogue
from backspasm.care.content.technique_fields import KIND_FIELDS
from backspasm.care.content.validation import check_pack
from tests.care import handling

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "fixtures" / "content"
WORDS_TOO = frozenset()
"""Ids of content that are words of the code's own as well, by file and id."""


def _with(catalogue, technique: Technique):
    changed = {**catalogue.techniques, technique.id: technique}
    return replace(catalogue, techniques=changed)


def test_what_was_decided_stands_in_the_pack(catalogue):
    live = catalogue.techniques.values()
    assert {one.id for one in live if one.lying} == handling.WHERE_ONE_LIES
    assert {one.id for one in live if one.gets_up} == handling.UPS
    assert {one.id for one in live if one.stepwise} == handling.UPS
    assert catalogue.way_up.id == "move-floor-up"
    order = tuple(one.id for one in catalogue.on_the_floor)
    assert order == handling.ON_THE_FLOOR
    assert {one.id for one in live if one.back_free} == handling.BACK_FREE
    nights = {one.id for one in live if one.at_night in ("sleep", "bed")}
    assert nights == set(handling.IN_BED)
    leaning = [one.id for one in live if one.at_night == "leaning"]
    assert leaning == [handling.LEANING_BACK]
    sleeping = {one.id for one in live if one.at_night == "sleep"}
    assert sleeping == set(handling.TO_SLEEP_IN)
    assert catalogue.of_skin["cold"] == handling.COLD
    assert catalogue.of_skin["heat"] == handling.HEAT
    about = {one.id for one in live if one.getting_about}
    assert about == handling.GETTING_ABOUT
    bands = {
        band.id: (band.from_hours, band.about_hours) for band in catalogue.bands
    }
    assert bands == handling.BANDS


@pytest.mark.parametrize("key", ["role", "lying", "tried_as", "often_tried"])
def test_no_technique_is_read_without_what_all_must_say(key, tmp_path):
    file = "techniques/pos-side-pillow.toml"
    pack = _copy(tmp_path)
    text = (pack / file).read_text()
    (pack / file).write_text(
        re.sub(rf"^{key} = .*\n", "", text, flags=re.MULTILINE)
    )
    with pytest.raises(ContentError, match=f"{key}: missing"):
        load_catalogue(pack)


def _copy(tmp_path: Path) -> Path:
    for path in CONTENT.rglob("*.toml"):
        target = tmp_path / path.relative_to(CONTENT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return tmp_path


KINDS = [(kind, key) for kind, keys in KIND_FIELDS.items() for key in keys]


@pytest.mark.parametrize(("kind", "key"), KINDS)
def test_a_forgotten_field_is_refused(catalogue, kind, key):
    one = next(one for one in catalogue.techniques.values() if one.kind == kind)
    faults = check_pack(_with(catalogue, replace(one, **{key: None})))
    assert any((fault.entry, fault.key) == (one.id, key) for fault in faults)


def test_a_field_of_another_kind_is_refused(catalogue):
    walk = catalogue.techniques["move-walk-acute"]
    faults = check_pack(_with(catalogue, replace(walk, worn=False)))
    assert [(fault.entry, fault.key) for fault in faults] == [(walk.id, "worn")]


@pytest.mark.parametrize(
    ("name", "change", "key"),
    [
        ("pos-side-pillow", {"role": "habit"}, "role"),
        ("pos-side-pillow", {"at_night": "perhaps"}, "at_night"),
        ("pos-side-pillow", {"alike": ()}, "alike"),
        ("pos-side-pillow", {"same_posture": ()}, "same_posture"),
        ("pos-side-pillow", {"comfort": False}, "floor_order"),
        ("temp-heat", {"skin": "warm"}, "skin"),
    ],
)
def test_nonsense_is_refused(catalogue, name, change, key):
    one = replace(catalogue.techniques[name], **change)
    assert key in {fault.key for fault in check_pack(_with(catalogue, one))}


def test_one_way_up_and_one_order(catalogue):
    up = replace(catalogue.way_up, from_floor=False)
    faults = check_pack(_with(catalogue, up))
    assert "from_floor" in {fault.key for fault in faults}
    first, second, *_ = catalogue.on_the_floor
    twice = replace(second, floor_order=first.floor_order)
    faults = check_pack(_with(catalogue, twice))
    assert "floor_order" in {fault.key for fault in faults}


@pytest.mark.parametrize("table", ["question", "choice", "factor", "advice"])
def test_every_role_must_be_filled(table, tmp_path):
    pack = _copy(tmp_path)
    roles = tomllib.loads((CONTENT / "roles.toml").read_text())
    key = next(iter(roles[table]))
    text = (pack / "roles.toml").read_text()
    start = text.index(f"[{table}]")
    (pack / "roles.toml").write_text(
        text[:start] + re.sub(rf"(?m)^{key} = .*\n", "", text[start:], count=1)
    )
    with pytest.raises(ContentError, match=f"{key}: missing"):
        load_catalogue(pack)


def test_a_role_names_what_there_is(tmp_path):
    pack = _copy(tmp_path)
    text = (pack / "roles.toml").read_text()
    (pack / "roles.toml").write_text(text.replace('"pain-now"', '"pain-then"'))
    faults = check_pack(load_catalogue(pack))
    places = {(fault.file, fault.entry, fault.key) for fault in faults}
    assert ("roles.toml", "question", "pain_now") in places


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("region", "back"),
        ("at-hand", "assumed"),
        ("at-hand", "owned"),
        ("duration", "from_hours"),
        ("duration", "about_hours"),
    ],
)
def test_a_line_that_forgets_what_it_must_say_is_refused(
    catalogue, question, key
):
    asked = catalogue.questions[question]
    first, *others = asked.choices
    lines = (replace(first, **{key: None}), *others)
    screens = tuple(
        replace(
            screen,
            questions=tuple(
                replace(one, choices=lines) if one.id == question else one
                for one in screen.questions
            ),
        )
        for screen in catalogue.screens
    )
    faults = check_pack(replace(catalogue, screens=screens))
    assert f"choices.{first.id}.{key}" in {fault.key for fault in faults}


def test_no_hyphenated_id_of_content_stands_in_the_code():
    ids = {one for one in _ids() if "-" in one}
    assert len(ids) > 500
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path in sorted((ROOT / "backspasm").rglob("*.py"))
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and node.value in ids
        and (path.name, node.value) not in WORDS_TOO
    ]
    assert not found


def test_no_id_of_a_rule_stands_in_the_code(catalogue):
    ids = set(catalogue.rules)
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path in sorted((ROOT / "backspasm").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in ids
    ]
    assert not found


def _ids() -> set[str]:
    """Every id of the pack: of entries, lines and words, also of those that are retired."""
    found: set[str] = set()
    for path in CONTENT.rglob("*.toml"):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        if path.parent.name in ("techniques", "learn", "poses"):
            found.add(path.stem)
        _gather(table, found)
        if path.name == "interface.toml":
            found |= set(table["words"])
    return found


def _gather(value: object, found: set[str]) -> None:
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            found.add(value["id"])
        for part in value.values():
            _gather(part, found)
    elif isinstance(value, list):
        for part in value:
            _gather(part, found)


def test_every_field_of_a_kind_is_one_of_a_technique():
    names = {item.name for item in fields(Technique)}
    assert names.issuperset(key for _kind, key in KINDS)
