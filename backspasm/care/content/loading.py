"""Reads ``fixtures/content`` into a :class:`Catalogue`; the only I/O of the core.

An entry that does not fit raises :class:`ContentError`, which names the file, the
entry and the key. Whether the entries fit *each other* is the work of
:mod:`backspasm.care.content.validation`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
import types
import typing
from collections.abc import Iterable, Mapping
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
Pack = dict[str, dict[str, Any]]
"""The tables of each file, by its path below the root."""
Row = tuple[str, dict[str, Any]]
"""An entry and the file that it stands in."""


class ContentError(Exception):
    """A content file holds something that cannot be read; says where."""


def load_catalogue(root: Path) -> Catalogue:
    """Read the whole pack below ``root``; raises :class:`ContentError`."""
    pack = _read_pack(root)
    rechecks = _by_id(RecheckPoint, pack, "recheck.toml", "point")
    return Catalogue(
        version=pack_version(pack),
        sources=_by_id(Source, pack, "sources.toml", "source"),
        factors=_by_id(Factor, pack, "factors.toml", "factor"),
        screens=_screens(pack),
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
        rechecks=tuple(rechecks.values()),
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


def _read_pack(root: Path) -> Pack:
    pack: Pack = {}
    for path in sorted(root.rglob("*.toml")):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        try:
            pack[name] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ContentError(
                f"{name}: not readable as TOML: {error}"
            ) from error
    return pack


def _file(pack: Pack, name: str) -> dict[str, Any]:
    """The tables of a file that must be there."""
    if name not in pack:
        raise ContentError(f"{name}: the file is missing")
    return pack[name]


def _entries(
    pack: Pack,
    file: str,
    name: str,
) -> list[Row]:
    """The entries of a file that has one sort of them."""
    tables = _file(pack, file)
    extra = set(tables) - {name}
    if extra:
        raise ContentError(
            f"{file}: unknown table {min(extra)!r}, expected {name!r}"
        )
    return _rows(pack, file, name)


def _rows(
    pack: Pack,
    file: str,
    name: str,
) -> list[Row]:
    """The entries of one sort, each with the file that it stands in."""
    tables = _file(pack, file)
    return [(file, entry) for entry in tables.get(name, [])]


def _by_id(
    cls: type[T],
    pack: Pack,
    file: str,
    name: str,
    key: str = "id",
) -> dict[str, T]:
    return _collect(cls, _entries(pack, file, name), key)


def _one_a_file(cls: type[T], pack: Pack, folder: str) -> dict[str, T]:
    """The entries of a folder: the name of a file is the id of its entry."""
    found: dict[str, T] = {}
    for file, tables in pack.items():
        if file.startswith(folder):
            stem = Path(file).stem
            entry = {"id": stem, **tables}
            found[stem] = decode(cls, entry, f"{file}: {stem}")
    return found


def _many_files(
    cls: type[T],
    pack: Pack,
    folder: str,
    name: str,
) -> dict[str, T]:
    """The entries of a folder: the name of a file is the topic of its entries."""
    rows: list[Row] = []
    for file in pack:
        if not file.startswith(folder):
            continue
        topic = {"topic": Path(file).stem}
        for _, entry in _entries(pack, file, name):
            rows.append((file, topic | entry))
    return _collect(cls, rows)


def _collect(
    cls: type[T], rows: Iterable[Row], key: str = "id"
) -> dict[str, T]:
    """The entries by id, which none of them may lack or share."""
    found: dict[str, T] = {}
    for file, row in rows:
        entry_id = row.get(key)
        if not isinstance(entry_id, str):
            raise ContentError(f"{file}: an entry has no {key!r}")
        where = f"{file}: {entry_id}"
        if entry_id in found:
            raise ContentError(f"{where}: the {key!r} is used twice")
        found[entry_id] = decode(cls, row, where)
    return found


def _screens(pack: Pack) -> tuple[Screen, ...]:
    """The screens in their order, each with the questions that name it."""
    file = "questions.toml"
    questions = _collect(Question, _rows(pack, file, "question"))
    screens = _collect(Screen, _rows(pack, file, "screen"))
    on_screen: dict[str, list[Question]] = {name: [] for name in screens}
    for question in questions.values():
        if question.screen not in screens:
            raise ContentError(
                f"{file}: {question.id}: screen: unknown {question.screen!r}"
            )
        on_screen[question.screen].append(question)
    found: list[Screen] = []
    for screen in screens.values():
        asked = tuple(on_screen[screen.id])
        found.append(dataclasses.replace(screen, questions=asked))
    return tuple(found)


def _in_rank(pages: Mapping[str, LearnPage]) -> dict[str, LearnPage]:
    ranked = sorted(pages.values(), key=lambda page: (page.rank, page.id))
    return {page.id: page for page in ranked}


def _words(pack: Pack) -> dict[str, str]:
    file = "interface.toml"
    words = _file(pack, file).get("words", {})
    found: dict[str, str] = {}
    for key, text in words.items():
        found[key] = _scalar(str, text, f"{file}: {key}")
    return found


def _roles(pack: Pack) -> Roles:
    file = "roles.toml"
    return decode(Roles, _file(pack, file), file)


def _of_diary(cls: type[T], pack: Pack, name: str) -> dict[str, T]:
    return _collect(cls, _rows(pack, "diary.toml", name))


def _sizes(pack: Pack) -> dict[Phase, PlanSize]:
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
        if name not in table and _is_required(item):
            raise ContentError(f"{where}: {name}: missing")
    values: dict[str, Any] = {}
    for key, value in table.items():
        values[key] = _value(hints[key], value, f"{where}: {key}")
    return cls(**values)


def _is_required(item: dataclasses.Field[Any]) -> bool:
    """Whether a field has no default of either sort."""
    if item.default is not dataclasses.MISSING:
        return False
    return item.default_factory is dataclasses.MISSING


@cache
def _hints(cls: type) -> dict[str, Any]:
    """The kinds of a class's fields, worked out once and not for each of 4,800 tables."""
    return typing.get_type_hints(cls)


def _value(
    kind: Any,
    value: Any,
    where: str,
) -> Any:
    """A TOML value as the annotation ``kind`` of a field wants it."""
    origin = typing.get_origin(kind)
    inner = typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        # Only ``X | None`` is used, and TOML has no null.
        present = next(arg for arg in inner if arg is not type(None))
        return _value(present, value, where)
    if origin is tuple:
        return _tuple(inner, value, where)
    if origin is not None:
        return _mapping(inner[1], value, where)
    if dataclasses.is_dataclass(kind):
        table = _table(value, where)
        return decode(typing.cast("type", kind), table, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum(kind, value, where)
    return _scalar(kind, value, where)


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ContentError(f"{where}: expected a table")
    return value


def _mapping(
    kind: Any,
    value: Any,
    where: str,
) -> dict[str, Any]:
    """A ``Mapping[str, kind]``."""
    found: dict[str, Any] = {}
    for key, item in _table(value, where).items():
        found[key] = _value(kind, item, f"{where}.{key}")
    return found


def _tuple(
    inner: tuple[Any, ...],
    value: Any,
    where: str,
) -> tuple[Any, ...]:
    """A list of any length (``tuple[X, ...]``), or of as many values as there are kinds."""
    if not isinstance(value, list):
        raise ContentError(f"{where}: expected a list")
    kinds = list(inner)
    if inner[-1] is Ellipsis:
        kinds = [inner[0]] * len(value)
    if len(value) != len(kinds):
        raise ContentError(
            f"{where}: expected {len(kinds)} values, found {len(value)}"
        )
    found: list[Any] = []
    for number, item in enumerate(value):
        found.append(_value(kinds[number], item, f"{where}[{number}]"))
    return tuple(found)


def _enum(
    kind: type[Enum],
    value: Any,
    where: str,
) -> Enum:
    """The member that is written so: a level by its name, anything else by its value."""
    members: dict[str, Enum] = {}
    for member in kind:
        written = str(member.value)
        if issubclass(kind, IntEnum):
            written = member.name.replace("_", "-")
        members[written] = member
    if isinstance(value, str) and value in members:
        return members[value]
    allowed = ", ".join(members)
    raise ContentError(f"{where}: {value!r} is not one of {allowed}")


def _scalar(
    kind: type,
    value: Any,
    where: str,
) -> Any:
    fits = isinstance(value, kind)
    if kind is int and isinstance(value, bool):
        # In Python True is a number; in the pack it is none.
        fits = False
    if not fits:
        raise ContentError(
            f"{where}: expected {kind.__name__}, found {value!r}"
        )
    if isinstance(value, str):
        return value.strip()
    return value
