"""Reads ``fixtures/content`` into a :class:`Catalogue`; the only I/O of the core.

An entry that does not fit raises :class:`ContentError`, which names the file, the
entry and the key. Whether the entries fit *each other* is :mod:`.checking`'s work.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from enum import Enum, IntEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from backspasm.care.catalogue import (
    Advice,
    AgainScreen,
    Catalogue,
    Disagreement,
    EmergencyNumber,
    Factor,
    LearnPage,
    LegSign,
    Phase,
    PlanSize,
    Question,
    RecheckPoint,
    Roles,
    Rule,
    Screen,
    Source,
    Technique,
    Tried,
)

T = TypeVar("T")


class ContentError(Exception):
    """A content file holds something that cannot be read; says where."""


def load_catalogue(root: Path) -> Catalogue:
    """Read the whole pack below ``root``; raises :class:`ContentError`."""
    pack = _read_pack(root)
    screens = _screens(pack)
    return Catalogue(
        version=pack_version(pack),
        sources=_by_id(Source, pack, "sources.toml", "source"),
        factors=_by_id(Factor, pack, "factors.toml", "factor"),
        screens=screens,
        rules=_by_id(Rule, pack, "rules.toml", "rule"),
        techniques=_one_a_file(Technique, pack, "techniques/"),
        advice=_many_files(Advice, pack, "advice/", "advice"),
        disagreements=_by_id(
            Disagreement, pack, "disagreements.toml", "disagreement"
        ),
        learn=_in_rank(_one_a_file(LearnPage, pack, "learn/")),
        emergency_numbers=_by_id(
            EmergencyNumber,
            pack,
            "emergency_numbers.toml",
            "country",
            key="country",
        ),
        rechecks=tuple(
            _by_id(RecheckPoint, pack, "recheck.toml", "point").values()
        ),
        sizes=_sizes(pack),
        roles=_roles(pack),
        tried=_of_diary(Tried, pack, "tried"),
        legs=_of_diary(LegSign, pack, "leg"),
        interface=_words(pack),
        again=_by_id(AgainScreen, pack, "again.toml", "screen"),
    )


def pack_version(pack: Mapping[str, Any]) -> str:
    """The first 12 characters of the SHA-256 of the normalised pack (poses left out)."""
    spoken = {
        name: table
        for name, table in pack.items()
        if not name.startswith("poses/")
    }
    text = json.dumps(spoken, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _read_pack(root: Path) -> dict[str, dict[str, Any]]:
    pack = {}
    for path in sorted(root.rglob("*.toml")):
        name = path.relative_to(root).as_posix()
        try:
            pack[name] = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise ContentError(
                f"{name}: not readable as TOML: {error}"
            ) from error
    return pack


def _entries(
    pack: Mapping[str, Any], file: str, name: str
) -> list[dict[str, Any]]:
    if file not in pack:
        raise ContentError(f"{file}: the file is missing")
    extra = set(pack[file]) - {name}
    if extra:
        raise ContentError(
            f"{file}: unknown table {min(extra)!r}, expected {name!r}"
        )
    return list(pack[file].get(name, []))


def _by_id(
    cls: type[T], pack: Mapping[str, Any], file: str, name: str, key: str = "id"
) -> dict[str, T]:
    return _collect(
        cls, ((file, entry) for entry in _entries(pack, file, name)), key
    )


def _one_a_file(
    cls: type[T], pack: Mapping[str, Any], folder: str
) -> dict[str, T]:
    found = {}
    for file in (name for name in pack if name.startswith(folder)):
        stem = Path(file).stem
        found[stem] = decode(cls, {"id": stem, **pack[file]}, f"{file}: {stem}")
    return found


def _many_files(
    cls: type[T], pack: Mapping[str, Any], folder: str, name: str
) -> dict[str, T]:
    files = [file for file in pack if file.startswith(folder)]
    rows = (
        (file, {"topic": Path(file).stem, **row})
        for file in files
        for row in _entries(pack, file, name)
    )
    return _collect(cls, rows, "id")


def _collect(
    cls: type[T], rows: Iterable[tuple[str, dict[str, Any]]], key: str
) -> dict[str, T]:
    found: dict[str, T] = {}
    for file, row in rows:
        entry_id = row.get(key)
        if not isinstance(entry_id, str):
            raise ContentError(f"{file}: an entry has no {key!r}")
        if entry_id in found:
            raise ContentError(f"{file}: {entry_id}: the {key!r} is used twice")
        found[entry_id] = decode(cls, row, f"{file}: {entry_id}")
    return found


def _screens(pack: Mapping[str, Any]) -> tuple[Screen, ...]:
    file = "questions.toml"
    if file not in pack:
        raise ContentError(f"{file}: the file is missing")
    questions = _collect(
        Question, ((file, row) for row in pack[file].get("question", [])), "id"
    )
    screens = _collect(
        Screen, ((file, row) for row in pack[file].get("screen", [])), "id"
    )
    for question in questions.values():
        if question.screen not in screens:
            raise ContentError(
                f"{file}: {question.id}: screen: unknown {question.screen!r}"
            )
    return tuple(
        dataclasses.replace(
            screen,
            questions=tuple(
                q for q in questions.values() if q.screen == screen.id
            ),
        )
        for screen in screens.values()
    )


def _in_rank(pages: Mapping[str, LearnPage]) -> dict[str, LearnPage]:
    return dict(sorted(pages.items(), key=lambda item: (item[1].rank, item[0])))


def _words(pack: Mapping[str, Any]) -> dict[str, str]:
    file = "interface.toml"
    if file not in pack:
        raise ContentError(f"{file}: the file is missing")
    words = pack[file].get("words", {})
    return {
        key: _scalar(str, text, f"{file}: {key}") for key, text in words.items()
    }


def _roles(pack: Mapping[str, Any]) -> Roles:
    file = "roles.toml"
    if file not in pack:
        raise ContentError(f"{file}: the file is missing")
    return decode(Roles, pack[file], file)


def _of_diary(cls: type[T], pack: Mapping[str, Any], name: str) -> dict[str, T]:
    file = "diary.toml"
    if file not in pack:
        raise ContentError(f"{file}: the file is missing")
    return _collect(
        cls, ((file, entry) for entry in pack[file].get(name, [])), "id"
    )


def _sizes(pack: Mapping[str, Any]) -> dict[Phase, PlanSize]:
    rows = _by_id(PlanSize, pack, "sizes.toml", "size", key="phase")
    return {size.phase: size for size in rows.values()}


def decode(cls: type[T], table: Mapping[str, Any], where: str) -> T:
    """Turn a TOML table into a frozen dataclass, strictly; errors start with ``where``."""
    hints = _hints(cls)  # type: ignore[arg-type]
    known = {item.name: item for item in dataclasses.fields(cls)}  # type: ignore[arg-type]
    for key in table:
        if key not in known:
            raise ContentError(f"{where}: {key}: unknown key")
    for name, item in known.items():
        required = (
            item.default is dataclasses.MISSING
            and item.default_factory is dataclasses.MISSING
        )
        if required and name not in table:
            raise ContentError(f"{where}: {name}: missing")
    values = {
        key: _value(hints[key], value, f"{where}: {key}")
        for key, value in table.items()
    }
    return cls(**values)


@cache
def _hints(cls: type) -> dict[str, Any]:
    """The kinds of a class's fields, worked out once and not for each of 4,800 tables."""
    return typing.get_type_hints(cls)


def _value(kind: Any, value: Any, where: str) -> Any:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _value(
            next(arg for arg in inner if arg is not type(None)), value, where
        )
    if origin is tuple:
        return _tuple(inner, value, where)
    if origin is not None:  # Mapping[str, X]
        if not isinstance(value, Mapping):
            raise ContentError(f"{where}: expected a table")
        return {
            key: _value(inner[1], item, f"{where}.{key}")
            for key, item in value.items()
        }
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, Mapping):
            raise ContentError(f"{where}: expected a table")
        return decode(typing.cast("type", kind), value, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum(kind, value, where)
    return _scalar(kind, value, where)


def _tuple(inner: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ContentError(f"{where}: expected a list")
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(
            _value(inner[0], item, f"{where}[{n}]")
            for n, item in enumerate(value)
        )
    if len(value) != len(inner):
        raise ContentError(
            f"{where}: expected {len(inner)} values, found {len(value)}"
        )
    pairs = zip(inner, value, strict=True)
    return tuple(
        _value(kind, item, f"{where}[{n}]")
        for n, (kind, item) in enumerate(pairs)
    )


def _enum(kind: type[Enum], value: Any, where: str) -> Enum:
    wanted: Callable[[Enum], str] = (
        (lambda member: member.name.replace("_", "-"))
        if issubclass(kind, IntEnum)
        else (lambda member: str(member.value))
    )
    for member in kind:
        if wanted(member) == value:
            return member
    allowed = ", ".join(wanted(member) for member in kind)
    raise ContentError(f"{where}: {value!r} is not one of {allowed}")


def _scalar(kind: type, value: Any, where: str) -> Any:
    fits = isinstance(value, kind) and not (
        kind is int and isinstance(value, bool)
    )
    if not fits:
        raise ContentError(
            f"{where}: expected {kind.__name__}, found {value!r}"
        )
    return value.strip() if isinstance(value, str) else value
