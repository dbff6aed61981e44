"""A series of readings -> SVG. No colours of its own but classes; no script, no style.

The chart says what was logged and no more: a line joins two readings only when they are
close enough in time, a gap is a hatched band, a pain of nought is a dot on the floor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from itertools import pairwise

from backspasm.care.insight import Point, stretches
from backspasm.charts.markup import attributes
from backspasm.charts.numbers import num, nums

WIDTH, HEIGHT = 420, 236
LEFT, RIGHT, TOP, BOTTOM = 28, 8, 12, 46
TICKS = 5
"""Moments written under the axis, the first and the last at its ends."""
NARROW = 4.0
"""A gap narrower than this many units is not worth a band."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something done at a moment, shown under the readings; `words` is its tooltip."""

    at: datetime
    words: str
    better: bool = False


@dataclass(frozen=True, slots=True)
class ChartWords:
    """All words of a chart. `tick` writes a moment under the axis, `point` names a reading."""

    title: str
    desc: str
    gap: str
    tick: Callable[[datetime], str]
    point: Callable[[Point], str]


def line_chart(
    points: Sequence[Point],
    marks: Sequence[Mark],
    *,
    start: datetime,
    end: datetime,
    words: ChartWords,
    prefix: str = "chart",
) -> str:
    """The chart of one episode from `start` to `end`; 0 at the bottom, 10 at the top."""
    place = _place(points, marks, start, end)
    runs = stretches(points)
    lines = [_line(run, place) for run in runs]
    dots = [_dot(point, place, words) for run in runs for point in run]
    inner = "".join(
        [
            _grid(),
            _gaps(runs, place, words.gap),
            *lines,
            *(_mark(mark, place) for mark in marks),
            *dots,
            _ticks(place, words),
        ]
    )
    look = attributes(
        class_="chart",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_labelledby=f"{prefix}-t {prefix}-d",
    )
    title = f'<title id="{prefix}-t">{escape(words.title)}</title>'
    desc = f'<desc id="{prefix}-d">{escape(words.desc)}</desc>'
    return f"<svg {look}>{title}{desc}{inner}</svg>"


def _place(
    points: Sequence[Point],
    marks: Sequence[Mark],
    start: datetime,
    end: datetime,
) -> _Place:
    """A span of time that holds the episode and all that was logged: half an hour or more."""
    logged = [
        *(point.at for point in points),
        *(mark.at for mark in marks),
    ]
    first = min([start, *logged])
    soonest = first + timedelta(minutes=30)
    last = max([end, soonest, *logged])
    return _Place(first, last)


@dataclass(frozen=True, slots=True)
class _Place:
    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        span = self.last - self.first
        share = (at - self.first) / span
        width = WIDTH - LEFT - RIGHT - 12
        return LEFT + 6 + share * width


def _y(pain: float) -> float:
    height = HEIGHT - TOP - BOTTOM
    share = (10 - pain) / 10
    return TOP + share * height


def _grid() -> str:
    lines = [_grid_line(pain) for pain in (0, 2, 4, 6, 8, 10)]
    return f"<g>{''.join(lines)}</g>"


def _grid_line(pain: int) -> str:
    """One line across, with its number at the left."""
    kind = "chart__grid"
    if pain == 0:
        kind = "chart__grid chart__grid--floor"
    y = _y(pain)
    right = WIDTH - RIGHT
    line = attributes(
        class_=kind,
        d=f"M{LEFT} {nums(y)}H{right}",
    )
    label = attributes(
        class_="chart__text",
        x=LEFT - 7,
        y=y + 4,
        text_anchor="end",
    )
    return f"<path {line}/><text {label}>{pain}</text>"


def _gaps(
    runs: Sequence[Sequence[Point]],
    place: _Place,
    words: str,
) -> str:
    found = []
    for before, after in pairwise(runs):
        left = place.x(before[-1].at) + 7
        right = place.x(after[0].at) - 7
        if right - left >= NARROW:
            found.append(_gap(left, right, words))
    return "".join(found)


def _gap(
    left: float,
    right: float,
    words: str,
) -> str:
    """A hatched band; it is labelled where the words fit into it."""
    text = escape(words)
    width = right - left
    band = attributes(
        class_="chart__gap",
        x=left,
        y=TOP,
        width=width,
        height=HEIGHT - TOP - BOTTOM,
        rx=4,
    )
    out = f"<rect {band}><title>{text}</title></rect>"
    if width > 8 * len(words):
        label = attributes(
            class_="chart__text chart__text--gap",
            x=(left + right) / 2,
            y=_y(5) + 4,
            text_anchor="middle",
        )
        out += f"<text {label}>{text}</text>"
    return out


def _line(run: Sequence[Point], place: _Place) -> str:
    if len(run) < 2:
        return ""
    spots = []
    for point in run:
        x = place.x(point.at)
        y = _y(point.pain)
        spots.append(nums(x, y))
    line = attributes(
        class_="chart__line",
        fill="none",
        points=" ".join(spots),
    )
    return f"<polyline {line}/>"


def _dot(
    point: Point,
    place: _Place,
    words: ChartWords,
) -> str:
    kind = "chart__dot"
    if point.estimated:
        kind = "chart__dot chart__dot--guess"
    x = num(place.x(point.at))
    y = num(_y(point.pain))
    name = escape(words.point(point))
    # Written out: a chart has hundreds of them.
    return (
        f'<circle class="{kind}" cx="{x}" cy="{y}" r="3.4">'
        f"<title>{name}</title></circle>"
    )


def _mark(mark: Mark, place: _Place) -> str:
    kind = "chart__mark"
    if mark.better:
        kind = "chart__mark chart__mark--better"
    x = place.x(mark.at)
    y = HEIGHT - BOTTOM + 5
    triangle = attributes(
        class_=kind,
        d=f"M{nums(x, y)}l4.6 8h-9.2z",
    )
    name = escape(mark.words)
    return f"<path {triangle}><title>{name}</title></path>"


def _ticks(place: _Place, words: ChartWords) -> str:
    """The moments under the axis; one that reads as the one before it is left out."""
    span = place.last - place.first
    out = ""
    before = None
    for number in range(TICKS):
        moment = place.first + span * number / (TICKS - 1)
        text = words.tick(moment)
        if text != before:
            x = place.x(moment)
            out += _tick(number, x, text)
        before = text
    return out


def _tick(
    number: int,
    x: float,
    text: str,
) -> str:
    kind = "chart__text"
    if number % 2:
        kind = "chart__text chart__text--between"
    # The first and the last stay inside the picture.
    anchor = "middle"
    if number == 0:
        anchor = "start"
    elif number == TICKS - 1:
        anchor = "end"
    tick = attributes(
        class_=kind,
        x=x,
        y=HEIGHT - 9,
        text_anchor=anchor,
    )
    return f"<text {tick}>{escape(text)}</text>"
