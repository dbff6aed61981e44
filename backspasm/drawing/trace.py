"""Paths as steps: put to their place, measured, and written in as few letters as SVG allows."""

import re
from collections.abc import Iterator, Sequence
from math import ceil, floor, sqrt

from backspasm.drawing.geometry import Box, Point, distance
from backspasm.drawing.trigonometry import hypot

Matrix = tuple[float, float, float, float, float, float]
# An absolute command and its numbers; an arc: r, flags, end.
Step = tuple[str, tuple[float, ...]]

COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
TOLERANCE = 0.8  # units an arc may bow too far or too little
# How many numbers each command takes.
SIZES = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "A": 7, "Z": 0}


def traced(d: str, place: Matrix) -> list[Step]:
    """The steps of a path where `place` puts them; h and v become lines."""
    return [_placed(kind, values, place) for kind, values in _steps(d)]


def _steps(d: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with absolute numbers, in the path's own coordinates."""
    at = start = (0.0, 0.0)
    for letter, values in _commands(d):
        kind = letter.upper()
        if kind == "Z":
            at = start
            yield kind, []
            continue
        whole = _absolute(kind, values, at, letter != kind)
        at = whole[-2], whole[-1]
        if kind == "M":
            start = at
        yield ("L" if kind in "HV" else kind), whole


def _commands(d: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its own numbers, where a letter stands for several of its kind."""
    for letter, text in COMMAND.findall(d):
        size = SIZES[letter.upper()]
        values = [float(number) for number in NUMBER.findall(text)]
        if not size:
            yield letter, []
            continue
        for first in range(0, len(values), size):
            yield letter, values[first : first + size]


def _absolute(
    kind: str, v: list[float], at: tuple[float, float], relative: bool
) -> list[float]:
    x, y = at
    if kind == "H":
        return [v[0] + x * relative, y]
    if kind == "V":
        return [x, v[0] + y * relative]
    if not relative:
        return v
    # Of an arc the end alone is a place.
    ahead = v[:-2] if kind == "A" else []
    return [*ahead, *(n + at[i % 2] for i, n in enumerate(v[len(ahead) :]))]


def _placed(kind: str, v: list[float], place: Matrix) -> Step:
    """One absolute step where `place` puts it; a mirror turns an arc the other way round."""
    a, b, c, e, dx, dy = place
    arc: tuple[float, ...] = ()
    places = v
    if kind == "A":
        r, _, _, large, clockwise, *places = v
        mirrored = a * e < b * c
        arc = (r * hypot(a, b), large, 1 - clockwise if mirrored else clockwise)
    moved = [
        value
        for x, y in zip(places[::2], places[1::2], strict=True)
        for value in (a * x + c * y + dx, b * x + e * y + dy)
    ]
    return kind, (*arc, *moved)


def box(steps: Sequence[Step], edge: float) -> Box:
    """What the steps cover, an arc taken for the whole of its circle."""
    xs: list[float] = []
    ys: list[float] = []
    at = (0.0, 0.0)
    for kind, v in steps:
        if kind == "A":
            r, (x, y) = v[0], _centre(at, v)
            xs += (x - r, x + r)
            ys += (y - r, y + r)
        elif v:
            xs += v[::2]
            ys += v[1::2]
        at = (v[-2], v[-1]) if v else at
    return min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge


def _centre(start: Point, arc: tuple[float, ...]) -> Point:
    r, large, clockwise, x, y = arc
    dx, dy = (start[0] - x) / 2, (start[1] - y) / 2
    half = hypot(dx, dy) or 0.1
    off = (
        sqrt(max(r * r - half * half, 0))
        / half
        * (1 if large != clockwise else -1)
    )
    return x + dx + off * dy, y + dy - off * dx


def written(steps: Sequence[Step]) -> str:
    """The text of a path: each step told from the one before, in whole units."""
    pen = _Pen()
    for kind, values in steps:
        pen.go(kind, values)
    return pen.text


class _Pen:
    """Writes steps, knowing where it is: what it rounds off one step, the next makes good."""

    def __init__(self) -> None:
        self.text = self.last = ""
        self.at = self.start = (0, 0)
        self.meant = (0.0, 0.0)  # where it would be without rounding

    def go(self, kind: str, values: tuple[float, ...]) -> None:
        if kind == "Z":
            self.text += "" if self.last == "z" else "z"
            self.at, self.last = self.start, "z"
            return
        end, meant = (
            (round(values[-2]), round(values[-1])),
            (values[-2], values[-1]),
        )
        if kind == "L":
            self._line(end[0] - self.at[0], end[1] - self.at[1])
        elif kind == "A":
            end = self._arc(values, meant, end)
        else:
            x, y = self.at
            told = [
                round(n) - (y if i % 2 else x) for i, n in enumerate(values)
            ]
            self._write(kind.lower(), _spaced(told))
        self.at, self.meant = end, meant
        if kind == "M":
            self.start = end

    def _line(self, across: int, down: int) -> None:
        if across and down:
            self._write("l", _spaced([across, down]))
        elif across or down:
            self._write("v" if down else "h", str(across or down))

    def _arc(
        self, arc: tuple[float, ...], meant: Point, end: tuple[int, int]
    ) -> tuple[int, int]:
        """Writes an arc and says where it ends: a small circle must not close at once."""
        if end == self.at:
            end = end[0], end[1] + 1
        r = _radius(
            arc[0], distance(self.meant, meant) / 2, distance(self.at, end) / 2
        )
        told = _spaced([end[0] - self.at[0], end[1] - self.at[1]])
        self._write("a", f"{r} {r} 0 {int(arc[1])}{int(arc[2])}{told}")
        return end

    def _write(self, letter: str, text: str) -> None:
        if letter == self.last != "m" or (letter == "l" and self.last == "m"):
            self.text += text if text.startswith("-") else f" {text}"
        else:
            self.text += letter + text
        self.last = letter


def _radius(r: float, half: float, rounded: float) -> str:
    """The radius that keeps an arc as full as it was, though half its chord was `rounded`.

    A little too large a radius makes much of a half circle: then a decimal is worth its place.
    """
    depth = sqrt(max(r * r - half * half, 0))
    exact = hypot(rounded, depth)
    error, whole = min(
        (abs(sqrt(max(n * n - rounded * rounded, 0)) - depth), n)
        for n in (floor(exact), ceil(exact))
    )
    return f"{max(whole, 1)}" if error < TOLERANCE else f"{exact:.1f}"


def _spaced(values: list[int]) -> str:
    out = ""
    for value in values:
        out += str(value) if not out or value < 0 else f" {value}"
    return out
