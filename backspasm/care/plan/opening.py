"""The next forty minutes: what is in today's plan, one thing after the other.

Slow breathing, and heat or cold, run while a position is held; nothing else overlaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backspasm.care.plan.model import Item, NowPart
from backspasm.care.plan.rest_limits import BREAK, LONGEST, rest_after
from backspasm.care.session.steps import guided_seconds

TOTAL = 40
"""Minutes."""
IN_A_MOMENT = 1
"""Minutes for what lasts under a minute."""
A_MOVEMENT = 3
"""Minutes for one movement; in less it would be hurried, so it then comes later in the day."""


def opening(
    today: Iterable[Item], between: str, rest: str, *, down: bool = False
) -> tuple[NowPart, ...]:
    """Parts that fill exactly :data:`TOTAL` minutes; empty when the plan is.

    ``between`` and ``rest`` are the words for a break and for what is left of the time.
    ``down``: for who cannot get up, and is not hurried to.
    """
    items = tuple(
        one
        for one in today
        if not one.later and not (down and one.technique.gets_up)
    )
    parts: list[NowPart] = []
    clock = rested = 0
    warmth = first(items, "temperature")
    for item in _order(items):
        if clock < TOTAL and rest_after(item, length(item), rested) > LONGEST:
            parts.append(
                NowPart(None, clock, min(BREAK, TOTAL - clock), between)
            )
            clock, rested = parts[-1].end_minute, 0
        left = TOTAL - clock
        minutes = min(length(item), left)
        if left <= 0 or minutes < min(shortest(item), length(item)):
            continue
        parts.append(NowPart(item, clock, minutes, item.summary))
        if item.kind == "position" and minutes >= 5:
            parts += list(_during(items, warmth, item, clock, minutes, parts))
        clock, rested = clock + minutes, rest_after(item, minutes, rested)
    if parts and clock < TOTAL:
        parts.append(NowPart(None, clock, TOTAL - clock, rest))
    return tuple(
        sorted(parts, key=lambda part: (part.start_minute, part.during))
    )


def first(items: Iterable[Item], kind: str) -> Item | None:
    """The first item of a kind."""
    return next((item for item in items if item.kind == kind), None)


def length(item: Item) -> int:
    """How many minutes one go takes: those that its timer runs."""
    if item.kind == "movement":
        return A_MOVEMENT
    return max(IN_A_MOMENT, -(-guided_seconds(item.technique, item.dose) // 60))


def shortest(item: Item) -> int:
    """The least minutes that make sense for one go."""
    if item.kind == "movement":
        return A_MOVEMENT
    return item.dose.minutes[0] if item.dose.minutes else IN_A_MOMENT


def goes_with(warmth: Item, position: Item) -> bool:
    """Whether heat or cold may lie on the back in this position, and lasts no longer than it."""
    if warmth.technique.hands_busy or warmth.technique.worn:
        return False
    fits = length(warmth) <= length(position)
    return bool(position.technique.back_free) and fits


def _order(items: tuple[Item, ...]) -> Iterator[Item]:
    """First position, getting up, one small movement, a walk; then the other positions."""
    positions = [item for item in items if item.kind == "position"]
    movements = [item for item in items if item.kind == "movement"]
    warmth = first(items, "temperature")
    alone = (
        warmth
        and not warmth.technique.worn
        and not any(goes_with(warmth, p) for p in positions)
    )
    yield from positions[:1]
    if not positions:
        yield from (item for item in items if item.kind == "breathing")
    yield from (one for one in items if one.technique.after_first_position)
    yield from movements[:1]
    yield from (item for item in items if item.kind == "walking")
    if not positions:
        yield from (item for item in items if item.kind == "relaxation")
    if warmth and alone:
        yield warmth
    yield from positions[1:]


def _during(
    items: tuple[Item, ...],
    warmth: Item | None,
    position: Item,
    clock: int,
    minutes: int,
    parts: list[NowPart],
) -> Iterator[NowPart]:
    used = {part.item.id for part in parts if part.item}
    breathing = first(items, "breathing")
    if breathing and breathing.id not in used:
        yield NowPart(
            breathing, clock, min(5, minutes), breathing.summary, during=True
        )
    if warmth is None or warmth.id in used:
        return
    if warmth.technique.worn:
        yield NowPart(warmth, clock, TOTAL - clock, warmth.summary, during=True)
    elif goes_with(warmth, position) and length(warmth) <= minutes:
        yield NowPart(
            warmth, clock, length(warmth), warmth.summary, during=True
        )
