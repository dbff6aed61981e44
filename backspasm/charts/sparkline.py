"""The small line beside an episode in a list: its pain over time, without axes."""

from __future__ import annotations

from collections.abc import Sequence

from backspasm.charts.numbers import nums

HEIGHTS = [nums(30 - 2.6 * pain) for pain in range(11)]
"""Where each pain stands, worst at the top; written once, a list draws hundreds."""


def sparkline_path(runs: Sequence[Sequence[tuple[int, int]]]) -> str:
    """Path data of a small line of (minutes, pain) in a box of 120 by 34; gaps stay open.

    A stretch of one reading is a line of no length, which a round cap shows as a dot.
    """
    if not runs:
        return ""
    last_minute, _ = runs[-1][-1]
    longest = max(1, last_minute)
    parts = []
    for run in runs:
        spots = []
        for minutes, pain in run:
            x = 4 + 112 * minutes // longest
            spots.append(f"{x} {HEIGHTS[pain]}")
        first = spots[0]
        others = spots[1:] or [first]
        parts.append(f"M{first}L")
        parts.append(" ".join(others))
    return "".join(parts)
