"""The next forty minutes: what is in today's plan, one thing after the other.

Slow breathing, and heat or cold, run while a position is held; nothing else overlaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from backspasm.care.plan.model import Item, NowPart
from backspasm.care.plan.rest_limits import BREAK, LONGEST, rest_after

TOTAL = 40
"""Minutes."""
IN_A_MOMENT = 1
"""Minutes for what lasts under a minute."""
LONG_ENOUGH = 5
"""Minutes of a position in which something else may run, and of breathing beside it."""
A_MOVEMENT = 3
"""Minutes for one movement; in less it would be hurried, so it then comes later in the day."""


def opening(
    today: Iterable[Item],
    between: str,
    rest: str,
    *,
    down: bool = False,
) -> tuple[NowPart, ...]:
    """Parts that fill exactly :data:`TOTAL` minutes; empty when the plan is.

    ``between`` and ``rest`` are the words for a break and for what is left of the time.
    ``down``: for who cannot get up, and is not hurried to.
    """
    items = [item for item in today if not item.later]
    if down:
        items = [item for item in items if not item.technique.gets_up]
    laid = _Opening(items, between)
    for item in _order(items):
        laid.add(item)
    return laid.filled_up(rest)


@dataclass(slots=True)
class _Opening:
    """The parts so far; changes while they are laid out."""

    items: list[Item]
    between: str
    parts: list[NowPart] = field(default_factory=list)
    clock: int = 0
    """The minute that the parts reach."""
    rested: int = 0
    """Minutes of rest in a row up to there."""

    @property
    def left(self) -> int:
        return TOTAL - self.clock

    def add(self, item: Item) -> None:
        """One more item, if the time that is left makes sense for it."""
        if self._rests_too_long(item):
            self._break()
        minutes = min(length(item), self.left)
        least = min(length(item), shortest(item))
        if minutes < least:
            return
        part = NowPart(
            item,
            start_minute=self.clock,
            minutes=minutes,
            text=item.summary,
        )
        self.parts.append(part)
        if item.kind == "position" and minutes >= LONG_ENOUGH:
            self.parts += self._beside(item, minutes)
        self.clock += minutes
        self.rested = rest_after(item, minutes, self.rested)

    def _rests_too_long(self, item: Item) -> bool:
        if self.left <= 0:
            return False
        return rest_after(item, length(item), self.rested) > LONGEST

    def _break(self) -> None:
        self._rest(min(BREAK, self.left), self.between)

    def _rest(self, minutes: int, words: str) -> None:
        """Nothing to do for so many minutes but what the words say."""
        part = NowPart(
            None,
            start_minute=self.clock,
            minutes=minutes,
            text=words,
        )
        self.parts.append(part)
        self.clock += minutes
        self.rested = 0

    def _beside(self, position: Item, minutes: int) -> list[NowPart]:
        """What runs while a position is held, each of it once."""
        used = {part.item.id for part in self.parts if part.item}
        found: list[NowPart] = []
        breathing = first(self.items, "breathing")
        if breathing and breathing.id not in used:
            shorter = min(LONG_ENOUGH, minutes)
            found.append(self._during(breathing, shorter))
        warmth = first(self.items, "temperature")
        if warmth is None or warmth.id in used:
            return found
        if warmth.technique.worn:
            found.append(self._during(warmth, self.left))
        elif goes_with(warmth, position) and length(warmth) <= minutes:
            found.append(self._during(warmth, length(warmth)))
        return found

    def _during(self, item: Item, minutes: int) -> NowPart:
        return NowPart(
            item,
            start_minute=self.clock,
            minutes=minutes,
            text=item.summary,
            during=True,
        )

    def filled_up(self, rest: str) -> tuple[NowPart, ...]:
        """All parts in their order; what is left of the time is rest."""
        if self.parts and self.left > 0:
            self._rest(self.left, rest)
        self.parts.sort(key=lambda part: (part.start_minute, part.during))
        return tuple(self.parts)


def first(items: Iterable[Item], kind: str) -> Item | None:
    """The first item of a kind."""
    for item in items:
        if item.kind == kind:
            return item
    return None


def length(item: Item) -> int:
    """How many minutes one go takes: those that its timer runs."""
    if item.kind == "movement":
        return A_MOVEMENT
    seconds = item.technique.guided_seconds(item.dose)
    minutes = -(-seconds // 60)
    return max(IN_A_MOMENT, minutes)


def shortest(item: Item) -> int:
    """The least minutes that make sense for one go."""
    if item.kind == "movement":
        return A_MOVEMENT
    if item.dose.minutes:
        least, _ = item.dose.minutes
        return least
    return IN_A_MOMENT


def goes_with(warmth: Item, position: Item) -> bool:
    """Whether heat or cold may lie on the back in this position, and lasts no longer than it."""
    if warmth.technique.hands_busy or warmth.technique.worn:
        return False
    if not position.technique.back_free:
        return False
    return length(warmth) <= length(position)


def _order(items: list[Item]) -> Iterator[Item]:
    """First position, getting up, one small movement, a walk; then the other positions."""
    positions = _of(items, "position")
    yield from positions[:1]
    if not positions:
        yield from _of(items, "breathing")
    for item in items:
        if item.technique.after_first_position:
            yield item
    yield from _of(items, "movement")[:1]
    yield from _of(items, "walking")
    if not positions:
        yield from _of(items, "relaxation")
    warmth = first(items, "temperature")
    if warmth and _stands_alone(warmth, positions):
        yield warmth
    yield from positions[1:]


def _of(items: list[Item], kind: str) -> list[Item]:
    return [item for item in items if item.kind == kind]


def _stands_alone(warmth: Item, positions: list[Item]) -> bool:
    """Whether heat or cold has a time of its own: it is not worn, and no position takes it."""
    if warmth.technique.worn:
        return False
    return not any(goes_with(warmth, position) for position in positions)
