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
MUCH_PAIN = 8
MUCH_MORE = 3
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


def state_of(
    *,
    ended: bool,
    worst: int | None,
    last: int | None,
) -> State:
    """Over once it ended; settling once the pain is clearly less than it was; else acute."""
    if ended:
        return State.OVER
    if worst is None or last is None:
        return State.ACUTE
    if last < worst and last <= CLEARLY_LESS * worst:
        return State.SETTLING
    return State.ACUTE


def is_much_worse(pain: int, before: int | None) -> bool:
    """Whether a reading (0-10) asks for a look at the danger signs.

    It does from 8 on, and where it is 3 or more above the one before it.
    """
    if pain >= MUCH_PAIN:
        return True
    return before is not None and pain - before >= MUCH_MORE


def stretches(
    points: Sequence[Point], gap: timedelta = GAP
) -> list[list[Point]]:
    """The points in order of time, cut wherever nothing was logged for longer than `gap`."""
    found: list[list[Point]] = []
    before: Point | None = None
    for point in sorted(points, key=lambda point: point.at):
        if before is None or point.at - before.at > gap:
            found.append([])
        found[-1].append(point)
        before = point
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
        room = max(2, int(len(run) * share))
        words = [_word(one, ordered[0]) for one in _thinned(run, room)]
        parts.append(" ".join(words))
    return " | ".join(parts)


def read_line(line: str) -> list[list[tuple[int, int]]]:
    """The stretches of a small line as (minutes, pain)."""
    found: list[list[tuple[int, int]]] = []
    for part in line.split("|"):
        words = part.split()
        if words:
            found.append([_pair(word) for word in words])
    return found


def what_eased(
    uses: Iterable[tuple[str, str]], techniques: Mapping[str, Technique]
) -> tuple[str, ...]:
    """Of (technique, effect): those that made it better more often than worse, best first.

    Without what people get up and about by: they feel better there, and nothing was eased by
    it. A use may name what the pack no longer knows.
    """
    worth = {"better": 1, "worse": -1}
    score: Counter[str] = Counter()
    for name, effect in uses:
        technique = techniques.get(name)
        if technique and technique.getting_about:
            continue
        score[name] += worth.get(effect, 0)
    ranked = score.most_common()
    return tuple(name for name, points in ranked if points > 0)


def _word(point: Point, first: Point) -> str:
    """One point of a small line."""
    since = point.at - first.at
    minutes = round(since.total_seconds() / 60)
    return f"{minutes}:{point.pain}"


def _pair(word: str) -> tuple[int, int]:
    minutes, _, pain = word.partition(":")
    return int(minutes), int(pain)


def _thinned(ordered: Sequence[Point], most: int) -> list[Point]:
    """The first, the last and the worst of each of ``most - 2`` equal parts between them."""
    if len(ordered) <= most:
        return list(ordered)
    first, *inner, last = ordered
    kept = [first]
    parts = most - 2
    step = len(inner) / parts if parts else 0.0
    edges = [round(number * step) for number in range(parts + 1)]
    for start, end in pairwise(edges):
        if start < end:
            worst = max(inner[start:end], key=lambda point: point.pain)
            kept.append(worst)
    kept.append(last)
    return kept
