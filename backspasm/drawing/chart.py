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
from backspasm.drawing.geometry import nums

WIDTH, HEIGHT = 420, 236
LEFT, RIGHT, TOP, BOTTOM = 28, 8, 12, 46
SPARK_Y = [nums(30 - 2.6 * pain) for pain in range(11)]
"""The height of each pain in a small line; written once, a list draws hundreds."""
TICKS = 5
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


def chart_svg(
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


def spark_path(runs: Sequence[Sequence[tuple[int, int]]]) -> str:
    """Path data of a small line of (minutes, pain) in a box of 120 by 34; gaps stay open.

    A stretch of one reading is a line of no length, which a round cap shows as a dot.
    """
    if not runs:
        return ""
    longest = max(1, runs[-1][-1][0])
    parts = []
    for run in runs:
        spots = [
            f"{4 + 112 * minutes // longest} {SPARK_Y[pain]}"
            for minutes, pain in run
        ]
        parts.append(f"M{spots[0]}L" + " ".join(spots[1:] or spots[:1]))
    return "".join(parts)


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
    count = TICKS - 1
    moments = [
        place.first + (place.last - place.first) * number / count
        for number in range(TICKS)
    ]
    texts = [words.tick(moment) for moment in moments]
    found = []
    for number, (moment, text) in enumerate(zip(moments, texts, strict=True)):
        if number and text == texts[number - 1]:
            continue
        kind = (
            "chart__text chart__text--between" if number % 2 else "chart__text"
        )
        anchor = (
            "start" if number == 0 else "end" if number == count else "middle"
        )
        found.append(
            f'<text class="{kind}" x="{nums(place.x(moment))}" y="{HEIGHT - 9}" '
            f'text-anchor="{anchor}">{escape(text)}</text>'
        )
    return "".join(found)
