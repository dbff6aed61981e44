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
    longest = max(1, runs[-1][-1][0])
    parts = []
    for run in runs:
        spots = [
            f"{4 + 112 * minutes // longest} {HEIGHTS[pain]}"
            for minutes, pain in run
        ]
        parts.append(f"M{spots[0]}L" + " ".join(spots[1:] or spots[:1]))
    return "".join(parts)
