"""What is done lying down, for how long without getting up, and what waits until one stands.

Lie-downs last 20 to 30 minutes at most (care-facts, "Relative rest"), whatever they are made of.
"""

from __future__ import annotations

from collections.abc import Iterable

from backspasm.care.plan.model import Item

LONGEST = 20
"""Minutes of lying and resting in a row: the gentle end of that range."""
MOST = 30
"""The other end: what a session may hold, in which no line can stand between."""
BREAK = 5
"""Minutes up and about, or of another way to lie, before the next of them."""
UPS = ("move-floor-up", "move-log-roll")
"""The ways to get up, off the floor and out of bed."""
WHERE_ONE_LIES = frozenset(
    {
        "pos-side-pillow",
        "pos-side-bare",
        "pos-supine-knees-bent",
        "pos-90-90",
        "pos-supine-pillow",
        "pos-curl-side",
        "pos-prone-pillow",
        "pos-prone-elbows",
        "pos-neck-roll",
        "relax-breathing",
        "relax-pmr",
        "relax-scan",
        "relax-imagery",
        "relax-reassure",
        "temp-cold",
        "temp-heat",
        "ex-pelvic-tilt",
        "ex-knee-chest-1",
        "ex-knee-chest-2",
        "ex-knee-rolls",
        "ex-press-up",
        "ex-deep-ab",
        "ex-bridge",
        "ex-curl-up",
        "ex-prone-limb",
        "ex-superman",
        "ex-hamstring",
        "ex-figure4",
        "ex-open-book",
    }
)
"""Needs no getting up. What is not named here does, the more cautious reading."""
ONE_WAY = ("pos-side-pillow", "pos-side-bare")
"""One way to lie: what made it worse with a pillow is not tried without."""
BUSINESS = frozenset({"care", "choosing"})
"""To arrange or to know: no matter how one lies."""
RESTING = frozenset(
    {"position", "temperature", "breathing", "relaxation", "massage"}
)


def of_one_way(techniques: Iterable[str]) -> set[str]:
    """These techniques, and those that are the same way to lie."""
    names = set(techniques)
    return names | set(ONE_WAY) if names.intersection(ONE_WAY) else names


def lies(item: Item) -> bool:
    """Whether it is done where one lies. Another way to do an exercise may be one at a wall."""
    stays = item.kind in BUSINESS or item.id in WHERE_ONE_LIES
    return stays and not (
        item.technique.kind == "exercise" and item.replaced_by
    )


def rests(item: Item) -> bool:
    """Whether its minutes count towards the longest rest in a row."""
    return item.kind in RESTING or (item.kind == "movement" and lies(item))


def gets_up(item: Item) -> bool:
    """Whether it ends a rest: a walk, or a movement that is not done lying."""
    return item.kind in ("walking", "movement") and not rests(item)


def rest_after(item: Item, minutes: int, before: int) -> int:
    """Minutes of rest in a row once this is done, when there were so many ``before``."""
    return 0 if gets_up(item) else before + minutes * rests(item)
