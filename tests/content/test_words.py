"""The words of the pack: what a nine-year-old could not read is said more simply."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.care.conftest import CONTENT

HARD = re.compile(
    r"\b(acute|aggravat\w+|alleviat\w+|chronic|clinician|deteriorat\w+|discontinu\w+|exacerbat\w+"
    r"|gradual|guarding|laboratory|moderate|musculoskeletal|neuropath\w+|persist\w+|prescribe"
    r"|procedure|recommended|severe|stools?|symptoms?|urine|vertebrae?)\b",
    re.IGNORECASE,
)
QUOTED = re.compile("you said: “([^”]+)”")
NOT_SHOWN = {"id", "note", "sources", "learn", "disagreement", "factors"}
FILES = sorted(
    path
    for path in CONTENT.rglob("*.toml")
    if "poses" not in path.parts and path.name != "sources.toml"
)
"""Sources keep their names."""


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Every shown text of a file."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in NOT_SHOWN:
                yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, str) and " " in value:
        yield value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_hard_words(path: Any) -> None:
    shown = texts(tomllib.loads(path.read_text(encoding="utf-8")))
    assert not [text for text in shown if HARD.search(text)]


def test_what_a_fact_says_was_said_is_a_line_of_a_question(catalogue):
    """A quoted answer reads as the person ticked it: "you said: “Hardly any pee”"."""
    lines = {
        line.text
        for one in catalogue.questions.values()
        for line in one.choices
    }
    quotes = {
        quote
        for one in catalogue.factors.values()
        for quote in QUOTED.findall(one.text)
    }
    assert quotes
    assert quotes <= lines


def test_a_line_can_be_told_apart_without_its_help(catalogue):
    """The floor shows no help under a line, so what it is not has to stand in the line."""
    effort = catalogue.questions["breath-which"].choices
    lines = [line.text for line in effort if line.id.startswith("effort-pain")]
    assert len(lines) == 2
    assert all("not turning" in line for line in lines)
    assert "cold" in catalogue.questions["fever-with"].text, (
        "it is asked after a cold too"
    )
