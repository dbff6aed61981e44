"""Facts that need more than a list of factors: small named functions, each with a table of cases.

Each takes the answers, and from the pack which of them to read, and says yes, no or not
known yet (``None``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from backspasm.care.catalogue import ComputedReads
from backspasm.care.check.answers import Answers
from backspasm.care.check.ternary import opposite

Computed = Callable[[Answers, ComputedReads], bool | None]

CLEARLY_LESS = 0.7
"""Pain now at or below this share of the worst pain is "clearly" less (at least 30 % less)."""


def clearly_better(answers: Answers, reads: ComputedReads) -> bool | None:
    """Better, and at least 30 % less pain than at worst or able to do more (S03)."""
    trend = answers.get(reads.trend)
    if trend is None:
        return None
    if reads.more in trend.ticked:
        return True
    if reads.better not in trend.ticked:
        return False
    now = answers.number(reads.now)
    worst = answers.number(reads.worst)
    if now is None or worst is None:
        return None
    return now <= CLEARLY_LESS * worst


def not_clearly_better(answers: Answers, reads: ComputedReads) -> bool | None:
    """The plain opposite of :func:`clearly_better`, once it is known."""
    return opposite(clearly_better(answers, reads))


COMPUTED: Mapping[str, Computed] = {
    "clearly_better": clearly_better,
    "not_clearly_better": not_clearly_better,
}
