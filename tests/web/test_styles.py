"""Style sheets: formatted, without dead classes, the colours of a level in one place."""

import re

import pytest

from tests import styles

LEVELS = ("emergency", "urgent", "soon", "self-care")


def test_all_are_as_they_should_be():
    assert [*styles.faults()] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (".a > .b-c:is(.d, .e__f):hover { top: 0 }", {"a", "b-c", "d", "e__f"}),
        ("@container (width < 1.5rem) { .a { top: .5rem } }", {"a"}),
        ('/* .a */ [href=".b"] { top: 0; left: 0 }', set()),
    ],
)
def test_classes(text, found):
    assert styles.classes(text) == found


def test_a_dead_class_and_a_sheet_of_no_bundle_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(styles, "FOLDER", tmp_path)
    name = "named-by-nobody"
    (tmp_path / "lost.css").write_text(f".{name} {{ top: 0 }}\n")
    assert [*styles.faults()] == [
        "lost.css: not formatted",
        "lost.css: in no bundle",
        f"lost.css: nothing names .{name}",
    ]


@pytest.mark.parametrize("level", LEVELS)
def test_the_colours_of_a_level_stand_in_one_place(level):
    sets = re.compile(rf"(?<![\w-])--{level}(?:-ink|-tint)?:\s")
    found = {
        path.relative_to(styles.FOLDER).as_posix()
        for path in styles.sheets()
        if sets.search(path.read_text())
    }
    # Paper is black on white.
    assert found - {"print/page.css"} == {"tokens/levels.css"}
