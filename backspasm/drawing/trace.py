"""Paths as steps: put to their place, measured, and written in as few letters as SVG allows."""

import re
from collections.abc import Sequence
from math import ceil, floor, hypot, sqrt

from backspasm.drawing.geometry import Box, Point

Matrix = tuple[float, float, float, float, float, float]
Step = tuple[str, tuple[float, ...]]  # an absolute command and its numbers; an arc: r, flags, end

COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
TOLERANCE = 0.8  # units an arc may bow too far or too little
SIZES = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "A": 7}


def traced(d: str, place: Matrix) -> list[Step]:
    """The steps of a path where `place` puts them; h and v become lines."""
    a, b, c, e, dx, dy = place
    scale, mirrored = (a * a + b * b) ** 0.5, a * e - b * c < 0
    out: list[Step] = []
    x = y = x0 = y0 = 0.0
    for letter, text in COMMAND.findall(d):
        kind, relative = letter.upper(), letter.islower()
        v = [float(n) for n in NUMBER.findall(text)]
        if kind == "Z":
            out.append(("Z", ()))
            x, y = x0, y0
            continue
        for i in range(0, len(v), size := SIZES[kind]):
            points = v[i : i + size]
            arc: tuple[float, ...] = ()
            if kind == "A":
                arc = (points[0] * scale, points[3], points[4] if not mirrored else 1 - points[4])
                points = points[5:]
            points = _absolute(kind, points, (x, y), relative)
            x, y = points[-2:]
            if kind == "M":
                x0, y0 = x, y
            moved = [
                value
                for px, py in zip(points[::2], points[1::2], strict=True)
                for value in (a * px + c * py + dx, b * px + e * py + dy)
            ]
            out.append(("L" if kind in "HV" else kind, (*arc, *moved)))
    return out


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
    off = sqrt(max(r * r - half * half, 0)) / half * (1 if large != clockwise else -1)
    return x + dx + off * dy, y + dy - off * dx


def _absolute(kind: str, v: list[float], at: tuple[float, float], relative: bool) -> list[float]:
    x, y = at
    if kind == "H":
        return [v[0] + x * relative, y]
    if kind == "V":
        return [x, v[0] + y * relative]
    return [n + at[i % 2] for i, n in enumerate(v)] if relative else v


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
        flags = values[:3] if kind == "A" else ()
        whole = [round(value) for value in values[len(flags) :]]
        if flags and (whole[0], whole[1]) == self.at:
            whole[1] += 1  # a small circle must not close before it is drawn
        letter, told = _shortest(kind, [n - self.at[i % 2] for i, n in enumerate(whole)])
        end, meant = (whole[-2], whole[-1]), (values[-2], values[-1])
        if flags:
            halves = [hypot(a[0] - b[0], a[1] - b[1]) / 2
                      for a, b in ((self.meant, meant), (self.at, end))]  # fmt: skip
            self._write("a", f"{_radius(flags[0], *halves)} 0 {flags[1]:.0f}{flags[2]:.0f}"
                        + _spaced(told))  # fmt: skip
        elif letter:
            self._write(letter, _spaced(told))
        self.at, self.meant = end, meant
        if kind == "M":
            self.start = self.at

    def _write(self, letter: str, text: str) -> None:
        if letter == self.last != "m" or (letter == "l" and self.last == "m"):
            self.text += text if text.startswith("-") else f" {text}"
        else:
            self.text += letter + text
        self.last = letter


def _shortest(kind: str, told: list[int]) -> tuple[str, list[int]]:
    """The letter for a step and what must be said after it; no letter for a line to nowhere."""
    if kind != "L":
        return kind.lower(), told
    across, down = told
    if across and down:
        return "l", told
    if down:
        return "v", [down]
    return ("h" if across else ""), [across]


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
    best = f"{max(whole, 1)}" if error < TOLERANCE else f"{exact:.1f}"
    return f"{best} {best}"


def _spaced(values: list[int]) -> str:
    out = ""
    for value in values:
        out += str(value) if not out or value < 0 else f" {value}"
    return out
