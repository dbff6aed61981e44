"""What is done lying down, for how long without getting up, and what waits until one stands.

Lie-downs last 20 to 30 minutes at most (care-facts, "Relative rest"), whatever they are made of.
"""

from __future__ import annotations

from collections.abc import Iterable

from backspasm.care.catalogue import Catalogue
from backspasm.care.plan.model import Item

LONGEST = 20
"""Minutes of lying and resting in a row: the gentle end of that range."""
MOST = 30
"""The other end: what a session may hold, in which no line can stand between."""
BREAK = 5
"""Minutes up and about, or of another way to lie, before the next of them."""
BUSINESS = frozenset({"care", "choosing"})
"""To arrange or to know: no matter how one lies."""
RESTING = frozenset(
    {"position", "temperature", "breathing", "relaxation", "massage"}
)


def of_one_way(techniques: Iterable[str], catalogue: Catalogue) -> set[str]:
    """These techniques, and those that are the same way to lie.

    What made it worse with a pillow is not tried without.
    """
    found = set(techniques)
    for name in tuple(found):
        technique = catalogue.techniques.get(name)
        if technique and technique.same_posture:
            found.update(technique.same_posture)
    return found


def lies(item: Item) -> bool:
    """Whether it is done where one lies. Another way to do an exercise may be one at a wall."""
    if item.technique.kind == "exercise" and item.replaced_by:
        return False
    if item.kind in BUSINESS:
        return True
    return item.technique.lying


def rests(item: Item) -> bool:
    """Whether its minutes count towards the longest rest in a row."""
    if item.kind == "movement":
        return lies(item)
    return item.kind in RESTING


def gets_up(item: Item) -> bool:
    """Whether it ends a rest: a walk, or a movement that is not done lying."""
    if item.kind == "walking":
        return True
    return item.kind == "movement" and not lies(item)


def rest_after(
    item: Item,
    minutes: int,
    before: int,
) -> int:
    """Minutes of rest in a row once this is done, when there were so many ``before``."""
    if gets_up(item):
        return 0
    if rests(item):
        return before + minutes
    return before
