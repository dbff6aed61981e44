"""Reading a pose table: every error names the key it is about."""

from collections.abc import Iterable, Mapping

from backspasm.drawing.geometry import Point


class PoseError(ValueError):
    """A pose table that cannot be drawn; the text starts with the key's dotted name."""


class Table:
    """A TOML table read key by key; `done()` refuses whatever nobody asked for."""

    def __init__(self, data: object, path: str = "") -> None:
        if not isinstance(data, Mapping):
            raise PoseError(f"{path or 'pose'}: must be a table, not {data!r}")
        self._data: dict[str, object] = {str(k): v for k, v in data.items()}
        self._path = path
        self._read: set[str] = set()

    def where(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def fail(self, key: str, problem: str) -> PoseError:
        return PoseError(f"{self.where(key)}: {problem}")

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def _get(self, key: str) -> object:
        self._read.add(key)
        return self._data.get(key)

    def text(
        self, key: str, default: str | None = None, allowed: Iterable[str] = ()
    ) -> str:
        value = self._get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise self.fail(
                key, "must be a text" if value is not None else "is missing"
            )
        choices = tuple(allowed)
        if choices and value not in choices:
            raise self.fail(key, f"is {value!r}; allowed: {', '.join(choices)}")
        return value

    def flag(self, key: str) -> bool:
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            raise self.fail(key, "must be true or false")
        return bool(value)

    def number(
        self,
        key: str,
        default: float,
        limits: tuple[float, float] | None = None,
    ) -> float:
        value = self._get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fail(key, f"must be a number, not {value!r}")
        if limits and not limits[0] <= value <= limits[1]:
            raise self.fail(
                key, f"must lie in {limits[0]:g} … {limits[1]:g}, not {value:g}"
            )
        return float(value)

    def point(self, key: str, default: Point | None = None) -> Point:
        """[x, height] in centimetres, turned into picture coordinates (y down)."""
        value = self._get(key)
        if value is None and default is not None:
            return default
        return as_point(value, self.where(key))

    def points(
        self, key: str, count: int, default: tuple[Point, ...]
    ) -> tuple[Point, ...]:
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, list) or len(value) != count:
            raise self.fail(key, f"must be {count} points [x, height]")
        return tuple(
            as_point(p, f"{self.where(key)}[{i}]") for i, p in enumerate(value)
        )

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(
            isinstance(v, str) for v in value
        ):
            raise self.fail(key, "must be a list of texts")
        return tuple(value)

    def raw(self, key: str) -> object:
        return self._get(key)

    def table(self, key: str) -> "Table":
        return Table(self._get(key), self.where(key))

    def tables(self, key: str) -> list["Table"]:
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.fail(key, "must be a list of tables")
        return [
            Table(v, f"{self.where(key)}[{i}]") for i, v in enumerate(value)
        ]

    def items(self) -> dict[str, object]:
        self._read |= set(self._data)
        return dict(self._data)

    def done(self) -> None:
        if unknown := sorted(set(self._data) - self._read):
            raise self.fail(unknown[0], "is not a key we know")


def as_point(value: object, where: str) -> Point:
    """[x, height] as a picture point, y down. Raises PoseError naming `where`."""
    if (
        not isinstance(value, list | tuple)
        or len(value) != 2
        or any(
            isinstance(v, bool) or not isinstance(v, int | float) for v in value
        )
    ):
        raise PoseError(f"{where}: must be [x, height] in cm, not {value!r}")
    return float(value[0]), -float(value[1])
