"""What a docstring points at exists: a name that has moved is no help to who looks for it."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = re.compile(r":(?:mod|func|data|class|meth|attr):`~?([^`]*)`")


def found() -> Iterator[tuple[str, str]]:
    """Each reference: the module that makes it, and what it names."""
    for path in sorted(ROOT.joinpath("backspasm").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        module = ".".join(parts).removesuffix(".__init__")
        for name in REFERENCE.findall(path.read_text(encoding="utf-8")):
            yield module, name


def exists(name: str, where: ModuleType) -> bool:
    """Whether a reference leads somewhere: a full path, or a name known in its own module.

    A method may be named by itself in its own class.
    """
    if name.startswith("backspasm."):
        return at_full_path(name)
    first, *rest = name.split(".")
    if hasattr(where, first):
        return leads_on(getattr(where, first), rest)
    return not rest and any(
        has(one, first)
        for one in vars(where).values()
        if isinstance(one, type) and one.__module__ == where.__name__
    )


def at_full_path(name: str) -> bool:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            module = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return leads_on(module, parts[length:])
    return False


def leads_on(value: Any, names: list[str]) -> bool:
    for name in names:
        if not has(value, name):
            return False
        value = getattr(value, name, None)
    return True


def has(value: Any, name: str) -> bool:
    """Also a field of a dataclass, which has no value before there is an instance."""
    return hasattr(value, name) or name in getattr(value, "__annotations__", {})


def test_there_are_references_to_look_at():
    assert len(set(found())) > 20


@pytest.mark.parametrize(("module", "name"), sorted(set(found())))
def test_what_a_docstring_points_at_exists(module, name):
    assert exists(name, importlib.import_module(module)), (
        f"{module} points at {name}, which is not there"
    )


@pytest.mark.parametrize(
    "name",
    [
        "backspasm.care.check.gone",
        "backspasm.care.check.triage.gone",
        "backspasm.care.check.triage.Clearance.gone",
        "Clearance.gone",
        "gone",
        ".triage",
    ],
)
def test_a_reference_to_nothing_is_noticed(name):
    triage = importlib.import_module("backspasm.care.check.triage")
    assert not exists(name, triage)


@pytest.mark.parametrize(
    "name",
    [
        "backspasm.care.check.triage",
        "backspasm.care.check.triage.Outcome.level",
        "Outcome.level",
        "assess",
        "deciding",
    ],
)
def test_a_reference_to_something_is_found(name):
    triage = importlib.import_module("backspasm.care.check.triage")
    assert exists(name, triage)
