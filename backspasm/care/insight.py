"""Readings and uses -> what a page shows: state, the small line, gaps, what eased."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from backspasm.care.catalogue import Technique
from backspasm.care.check.computed import CLEARLY_LESS

GAP = timedelta(hours=36)
"""Longer than this without a reading, a line between two would claim too much."""
LINE_POINTS = 32
"""A small line never holds more points than this."""


class State(StrEnum):
    """Where an episode stands. Worked out, never stored."""

    ACUTE = "acute"
    SETTLING = "settling"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Point:
    """Pain 0-10 at a moment (UTC). `estimated`: from memory."""

    at: datetime
    pain: int
    estimated: bool = False


def state_of(*, ended: bool, worst: int | None, last: int | None) -> State:
    """Over once it ended; settling once the pain is clearly less than it was; else acute."""
    if ended:
        return State.OVER
    if worst is None or last is None:
        return State.ACUTE
    less = worst - last >= 1 and last <= CLEARLY_LESS * worst
    return State.SETTLING if less else State.ACUTE


def stretches(
    points: Sequence[Point], gap: timedelta = GAP
) -> list[list[Point]]:
    """The points in order of time, cut wherever nothing was logged for longer than `gap`."""
    found: list[list[Point]] = []
    for point in sorted(points, key=lambda point: point.at):
        if found and point.at - found[-1][-1].at <= gap:
            found[-1].append(point)
        else:
            found.append([point])
    return found


def small_line(points: Sequence[Point], most: int = LINE_POINTS) -> str:
    """A compact series for a list: ``"0:7 90:5 | 4000:3"``.

    Minutes since the first point, then the pain; a bar where a gap is. Long series keep
    the first and last point of each stretch and the worst of each part in between; with
    very many gaps only single points are left.
    """
    ordered = sorted(points, key=lambda point: point.at)
    runs = stretches(ordered)
    if len(runs) > most // 2:
        runs = [[point] for point in _thinned(ordered, most)]
    share = most / max(most, len(ordered))
    parts: list[str] = []
    for run in runs:
        kept = _thinned(run, max(2, int(len(run) * share)))
        parts.append(
            " ".join(
                f"{_minutes(point, ordered[0])}:{point.pain}" for point in kept
            )
        )
    return " | ".join(parts)


def read_line(line: str) -> list[list[tuple[int, int]]]:
    """The stretches of a small line as (minutes, pain)."""
    parts = [part.split() for part in line.split("|")]
    return [[_pair(word) for word in part] for part in parts if part]


def what_eased(
    uses: Iterable[tuple[str, str]], techniques: Mapping[str, Technique]
) -> tuple[str, ...]:
    """Of (technique, effect): those that made it better more often than worse, best first.

    Without what people get up and about by: they feel better there, and nothing was eased by
    it. A use may name what the pack no longer knows.
    """
    score: Counter[str] = Counter()
    for technique, effect in uses:
        known = techniques.get(technique)
        if known is None or not known.getting_about:
            score[technique] += {"better": 1, "worse": -1}.get(effect, 0)
    return tuple(name for name, better in score.most_common() if better > 0)


def _minutes(point: Point, first: Point) -> int:
    return round((point.at - first.at).total_seconds() / 60)


def _pair(word: str) -> tuple[int, int]:
    minutes, _, pain = word.partition(":")
    return int(minutes), int(pain)


def _thinned(ordered: Sequence[Point], most: int) -> list[Point]:
    if len(ordered) <= most:
        return list(ordered)
    inner = ordered[1:-1]
    parts = most - 2
    edges = [round(number * len(inner) / parts) for number in range(parts + 1)]
    worst = [
        max(inner[low:high], key=lambda point: point.pain)
        for low, high in pairwise(edges)
        if high > low
    ]
    return [ordered[0], *worst, ordered[-1]]
