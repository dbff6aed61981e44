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
from backspasm.charts.numbers import nums

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
    first = min([start, *(p.at for p in points), *(m.at for m in marks)])
    last = max(
        [
            end,
            first + timedelta(minutes=30),
            *(p.at for p in points),
            *(m.at for m in marks),
        ]
    )
    place = _Place(first, last)
    runs = stretches(points)
    inner = "".join(
        [
            _grid(),
            _gaps(runs, place, words.gap),
            *(_line(run, place) for run in runs),
            *(_mark(mark, place) for mark in marks),
            *(_dot(point, place, words) for run in runs for point in run),
            _ticks(place, words),
        ]
    )
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="{prefix}-t {prefix}-d"><title id="{prefix}-t">{escape(words.title)}'
        f'</title><desc id="{prefix}-d">{escape(words.desc)}</desc>{inner}</svg>'
    )


@dataclass(frozen=True, slots=True)
class _Place:
    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        share = (at - self.first) / (self.last - self.first)
        return LEFT + 6 + share * (WIDTH - LEFT - RIGHT - 12)


def _y(pain: float) -> float:
    return TOP + (10 - pain) / 10 * (HEIGHT - TOP - BOTTOM)


def _grid() -> str:
    lines = "".join(
        f'<path class="chart__grid{" chart__grid--floor" if pain == 0 else ""}" '
        f'd="M{LEFT} {nums(_y(pain))}H{WIDTH - RIGHT}"/>'
        f'<text class="chart__text" x="{LEFT - 7}" y="{nums(_y(pain) + 4)}" '
        f'text-anchor="end">{pain}</text>'
        for pain in (0, 2, 4, 6, 8, 10)
    )
    return f"<g>{lines}</g>"


def _gaps(runs: Sequence[Sequence[Point]], place: _Place, words: str) -> str:
    found = []
    for before, after in pairwise(runs):
        left, right = place.x(before[-1].at) + 7, place.x(after[0].at) - 7
        if right - left < NARROW:
            continue
        found.append(
            f'<rect class="chart__gap" x="{nums(left)}" y="{TOP}" width="{nums(right - left)}" '
            f'height="{HEIGHT - TOP - BOTTOM}" rx="4"><title>{escape(words)}</title></rect>'
        )
        if right - left > 8 * len(words):
            found.append(
                f'<text class="chart__text chart__text--gap" x="{nums((left + right) / 2)}" '
                f'y="{nums(_y(5) + 4)}" text-anchor="middle">{escape(words)}</text>'
            )
    return "".join(found)


def _line(run: Sequence[Point], place: _Place) -> str:
    if len(run) < 2:
        return ""
    spots = " ".join(nums(place.x(point.at), _y(point.pain)) for point in run)
    return f'<polyline class="chart__line" fill="none" points="{spots}"/>'


def _dot(point: Point, place: _Place, words: ChartWords) -> str:
    kind = "chart__dot chart__dot--guess" if point.estimated else "chart__dot"
    return (
        f'<circle class="{kind}" cx="{nums(place.x(point.at))}" cy="{nums(_y(point.pain))}" '
        f'r="3.4"><title>{escape(words.point(point))}</title></circle>'
    )


def _mark(mark: Mark, place: _Place) -> str:
    x, y = place.x(mark.at), HEIGHT - BOTTOM + 10
    kind = "chart__mark chart__mark--better" if mark.better else "chart__mark"
    return (
        f'<path class="{kind}" d="M{nums(x, y - 5)}l4.6 8h-9.2z">'
        f"<title>{escape(mark.words)}</title></path>"
    )


def _ticks(place: _Place, words: ChartWords) -> str:
    """The moments under the axis; one that reads as the one before it is left out."""
    span = place.last - place.first
    moments = [
        place.first + span * number / (TICKS - 1) for number in range(TICKS)
    ]
    texts = [words.tick(moment) for moment in moments]
    before = ["", *texts]
    return "".join(
        _tick(number, place.x(moments[number]), text)
        for number, text in enumerate(texts)
        if number == 0 or text != before[number]
    )


def _tick(number: int, x: float, text: str) -> str:
    kind = "chart__text"
    if number % 2:
        kind = "chart__text chart__text--between"
    # The first and the last stay inside the picture.
    anchor = {0: "start", TICKS - 1: "end"}.get(number, "middle")
    return (
        f'<text class="{kind}" x="{nums(x)}" y="{HEIGHT - 9}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )
