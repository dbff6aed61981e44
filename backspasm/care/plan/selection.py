"""How many items a plan holds: what it must have first, then what answers the person most.

The sizes are those of care-facts ("Plan size"). What finds no place is not chosen, which is
something else than being left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from backspasm.care.catalogue import Technique

ByRole = dict[str, list[tuple[float, Technique]]]
"""What is open to a person by its part in a plan (:attr:`Technique.role`), best first."""

ORDER = (
    "position",
    "temperature",
    "choosing",
    "breathing",
    "walking",
    "movement",
    "relaxation",
    "massage",
    "habit",
    "care",
)
"""The order of the parts in a plan."""
MOST = {"habit": 3, "movement": 7}
"""So many of one part while places are free; of any other part one."""


def fill(
    by_role: ByRole,
    sure: Mapping[str, int],
    movements: tuple[int, int],
    competing: Sequence[str] = (),
) -> list[Technique]:
    """The techniques of a plan in its order.

    ``sure``: so many of each part in any case. ``movements``: the least of movements, and the
    places that they share with ``competing`` parts and care. A place goes to the best of them
    all, and stays free where nothing more answers the person.
    """
    low, high = movements
    count: Counter[str] = Counter()
    for part, least in {**sure, "movement": low}.items():
        count[part] = min(least, len(by_role.get(part, ())))
    free = high - count["movement"] - count["care"] - count["habit"]
    if free > 0 and not low and _worth("movement", by_role, 0) > 0:
        count["movement"] = 1
        free -= 1
    for _ in range(free):
        best = _best(("movement", *competing), by_role, count)
        if _worth(best, by_role, count[best]) <= 0:
            break
        count[best] += 1
    chosen: list[Technique] = []
    for part in ORDER:
        ranked = by_role.get(part, [])
        chosen += (technique for _, technique in ranked[: count[part]])
    return chosen


def _best(
    parts: Sequence[str],
    by_role: ByRole,
    count: Counter[str],
) -> str:
    """The part whose next one answers the person most; of equals the first."""
    return max(
        parts,
        key=lambda part: _worth(part, by_role, count[part]),
    )


def _worth(
    part: str,
    by_role: ByRole,
    taken: int,
) -> float:
    """The points of the next one of a part; 0 when there is none, or no more are wanted."""
    ranked = by_role.get(part, [])
    most = min(len(ranked), MOST.get(part, 1))
    if taken >= most:
        return 0.0
    score, _technique = ranked[taken]
    return score
