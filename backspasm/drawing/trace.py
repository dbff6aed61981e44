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
DRAWN_AS = {"H": "L", "V": "L"}
# How many numbers each command takes.
SIZES = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "A": 7, "Z": 0}


def traced(d: str, place: Matrix) -> list[Step]:
    """The steps of a path where `place` puts them; h and v become lines."""
    steps = []
    for kind, values in _steps(d):
        step = _placed(kind, values, place)
        steps.append(step)
    return steps


def _steps(d: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with absolute numbers, in the path's own coordinates."""
    at = start = (0.0, 0.0)
    for letter, values in _commands(d):
        kind = letter.upper()
        if kind == "Z":
            at = start
            yield kind, []
            continue
        origin = at if letter.islower() else (0.0, 0.0)
        whole = _absolute(kind, values, origin)
        whole = _with_both(kind, whole, at)
        at = whole[-2], whole[-1]
        if kind == "M":
            start = at
        yield DRAWN_AS.get(kind, kind), whole


def _commands(d: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its own numbers, where a letter stands for several of its kind."""
    for letter, text in COMMAND.findall(d):
        size = SIZES[letter.upper()]
        if not size:
            yield letter, []
            continue
        numbers = NUMBER.findall(text)
        values = [float(number) for number in numbers]
        for first in range(0, len(values), size):
            last = first + size
            yield letter, values[first:last]


def _absolute(
    kind: str,
    values: list[float],
    origin: Point,
) -> list[float]:
    """The numbers of a command as places; of h and v the one that they change."""
    x, y = origin
    if kind == "H":
        return [values[0] + x]
    if kind == "V":
        return [values[0] + y]
    # Of an arc the end alone is a place.
    first = 0
    if kind == "A":
        first = len(values) - 2
    whole = values[:first]
    for across, down in _pairs(values[first:]):
        whole.append(across + x)
        whole.append(down + y)
    return whole


def _with_both(
    kind: str,
    values: list[float],
    at: Point,
) -> list[float]:
    """The end of an h or v in full: in the other direction it stays where it was."""
    x, y = at
    if kind == "H":
        return [*values, y]
    if kind == "V":
        return [x, *values]
    return values


def _pairs(values: Sequence[float]) -> Iterator[Point]:
    """The points that a row of numbers stands for."""
    xs = values[::2]
    ys = values[1::2]
    return zip(xs, ys, strict=True)


def _placed(
    kind: str,
    values: list[float],
    place: Matrix,
) -> Step:
    """One absolute step where `place` puts it; a mirror turns an arc the other way round."""
    a, b, c, d, e, f = place
    out: list[float] = []
    if kind == "A":
        r, _, _, large, clockwise, *values = values
        mirrored = a * d < b * c
        if mirrored:
            clockwise = 1 - clockwise
        size = hypot(a, b)
        out = [r * size, large, clockwise]
    for x, y in _pairs(values):
        out.append(a * x + c * y + e)
        out.append(b * x + d * y + f)
    return kind, tuple(out)


def box(steps: Sequence[Step], edge: float) -> Box:
    """What the steps cover, an arc taken for the whole of its circle."""
    xs: list[float] = []
    ys: list[float] = []
    at = (0.0, 0.0)
    for kind, values in steps:
        if kind == "Z":
            continue
        if kind == "A":
            r = values[0]
            x, y = _centre(at, values)
            xs += (x - r, x + r)
            ys += (y - r, y + r)
        else:
            xs += values[::2]
            ys += values[1::2]
        at = values[-2], values[-1]
    return (
        min(xs) - edge,
        min(ys) - edge,
        max(xs) + edge,
        max(ys) + edge,
    )


def _centre(start: Point, arc: tuple[float, ...]) -> Point:
    """The centre of an arc's circle."""
    r, large, clockwise, x, y = arc
    dx = (start[0] - x) / 2
    dy = (start[1] - y) / 2
    half = hypot(dx, dy) or 0.1
    # From the middle of the chord to the centre, in halves of the chord.
    off = sqrt(max(r * r - half * half, 0)) / half
    if large == clockwise:
        off = -off
    middle_x = x + dx
    middle_y = y + dy
    return middle_x + off * dy, middle_y - off * dx


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
            self._close()
            return
        meant = values[-2], values[-1]
        end = _whole(meant)
        if kind == "L":
            across = end[0] - self.at[0]
            down = end[1] - self.at[1]
            self._line(across, down)
        elif kind == "A":
            end = self._arc(values, meant, end)
        else:
            self._curve(kind, values)
        self.at = end
        self.meant = meant
        if kind == "M":
            self.start = end

    def _close(self) -> None:
        if self.last != "z":
            self.text += "z"
        self.at = self.start
        self.last = "z"

    def _curve(self, kind: str, values: tuple[float, ...]) -> None:
        x, y = self.at
        told = []
        for point in _pairs(values):
            across, down = _whole(point)
            told += [across - x, down - y]
        self._write(kind.lower(), _spaced(told))

    def _line(self, across: int, down: int) -> None:
        if across and down:
            both = _spaced([across, down])
            self._write("l", both)
        elif across:
            self._write("h", str(across))
        elif down:
            self._write("v", str(down))

    def _arc(
        self,
        arc: tuple[float, ...],
        meant: Point,
        end: tuple[int, int],
    ) -> tuple[int, int]:
        """Writes an arc and says where it ends: a small circle must not close at once."""
        x, y = end
        if end == self.at:
            y += 1
        end = x, y
        half = distance(self.meant, meant) / 2
        rounded = distance(self.at, end) / 2
        r = _radius(arc[0], half, rounded)
        large = int(arc[1])
        clockwise = int(arc[2])
        told = _spaced([x - self.at[0], y - self.at[1]])
        self._write("a", f"{r} {r} 0 {large}{clockwise}{told}")
        return end

    def _write(self, letter: str, text: str) -> None:
        # Numbers after those of an m are read as an l: a second m is written again.
        understood = self.last
        if self.last == "m":
            understood = "l"
        if letter != understood:
            self.text += letter + text
        elif text.startswith("-"):
            self.text += text
        else:
            self.text += f" {text}"
        self.last = letter


def _radius(
    r: float,
    half: float,
    rounded: float,
) -> str:
    """The radius that keeps an arc as full as it was, though half its chord was `rounded`.

    A little too large a radius makes much of a half circle: then a decimal is worth its place.
    """
    depth = _depth(r, half)
    exact = hypot(rounded, depth)

    def error(whole: int) -> float:
        return abs(_depth(whole, rounded) - depth)

    candidates = floor(exact), ceil(exact)
    whole = min(candidates, key=error)
    if error(whole) >= TOLERANCE:
        return f"{exact:.1f}"
    return str(max(whole, 1))


def _depth(r: float, half: float) -> float:
    """From the centre of a circle to a chord, by half the chord's length."""
    square = r * r - half * half
    return sqrt(max(square, 0))


def _whole(point: Point) -> tuple[int, int]:
    """A point in whole units."""
    x, y = point
    return round(x), round(y)


def _spaced(values: list[int]) -> str:
    out = ""
    for value in values:
        # A minus sign needs no space before it.
        if out and value >= 0:
            out += " "
        out += str(value)
    return out
