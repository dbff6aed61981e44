"""Reading a pose table: every error names the key it is about."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeGuard

from backspasm.drawing.geometry import Point


class PoseError(ValueError):
    """A pose table that cannot be drawn; the text starts with the key's dotted name."""


class Table:
    """A TOML table read key by key; `done()` refuses whatever nobody asked for."""

    def __init__(self, data: object, path: str = "") -> None:
        if not isinstance(data, Mapping):
            name = path or "pose"
            raise PoseError(f"{name}: must be a table, not {data!r}")
        self._path = path
        self._data: dict[str, object] = {}
        for key, value in data.items():
            self._data[str(key)] = value
        self._read: set[str] = set()

    def where(self, key: str) -> str:
        """The key's dotted name in the whole pose."""
        if not self._path:
            return key
        return f"{self._path}.{key}"

    def fail(self, key: str, problem: str) -> PoseError:
        name = self.where(key)
        return PoseError(f"{name}: {problem}")

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def _get(self, key: str) -> object:
        self._read.add(key)
        return self._data.get(key)

    def text(
        self,
        key: str,
        default: str | None = None,
        allowed: Iterable[str] = (),
    ) -> str:
        value = self._get(key)
        if value is None:
            if default is None:
                raise self.fail(key, "is missing")
            return default
        if not isinstance(value, str) or not value.strip():
            raise self.fail(key, "must be a text")
        choices = tuple(allowed)
        if choices and value not in choices:
            known = ", ".join(choices)
            raise self.fail(key, f"is {value!r}; allowed: {known}")
        return value

    def flag(self, key: str) -> bool:
        value = self._get(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise self.fail(key, "must be true or false")
        return value

    def number(
        self,
        key: str,
        default: float,
        limits: tuple[float, float] | None = None,
    ) -> float:
        value = self._get(key)
        if value is None:
            return default
        if not _is_number(value):
            raise self.fail(key, f"must be a number, not {value!r}")
        if limits is not None:
            low, high = limits
            if not low <= value <= high:
                raise self.fail(
                    key,
                    f"must lie in {low:g} … {high:g}, not {value:g}",
                )
        return float(value)

    def point(self, key: str, default: Point | None = None) -> Point:
        """[x, height] in centimetres, turned into picture coordinates (y down)."""
        value = self._get(key)
        if value is None and default is not None:
            return default
        name = self.where(key)
        return as_point(value, name)

    def points(
        self,
        key: str,
        count: int,
        default: tuple[Point, ...],
    ) -> tuple[Point, ...]:
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, list) or len(value) != count:
            raise self.fail(key, f"must be {count} points [x, height]")
        points = []
        for name, one in self._entries(key, value):
            point = as_point(one, name)
            points.append(point)
        return tuple(points)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.fail(key, "must be a list of texts")
        for one in value:
            if not isinstance(one, str):
                raise self.fail(key, "must be a list of texts")
        return tuple(value)

    def raw(self, key: str) -> object:
        return self._get(key)

    def table(self, key: str) -> "Table":
        data = self._get(key)
        name = self.where(key)
        return Table(data, name)

    def tables(self, key: str) -> list["Table"]:
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.fail(key, "must be a list of tables")
        tables = []
        for name, data in self._entries(key, value):
            table = Table(data, name)
            tables.append(table)
        return tables

    def _entries(
        self, key: str, values: list[object]
    ) -> Iterator[tuple[str, object]]:
        """Each value of a list, with the name that an error gives it."""
        name = self.where(key)
        for index, value in enumerate(values):
            yield f"{name}[{index}]", value

    def items(self) -> dict[str, object]:
        self._read.update(self._data)
        return dict(self._data)

    def done(self) -> None:
        unknown = set(self._data) - self._read
        if not unknown:
            return
        first = min(unknown)
        raise self.fail(first, "is not a key we know")


def as_point(value: object, where: str) -> Point:
    """[x, height] as a picture point, y down. Raises PoseError naming `where`."""
    match value:
        case [x, height] if _is_number(x) and _is_number(height):
            return float(x), -float(height)
    raise PoseError(f"{where}: must be [x, height] in cm, not {value!r}")


def _is_number(value: object) -> TypeGuard[int | float]:
    """Whether it is a number to a reader of TOML: to Python true and false are such, too."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float)
