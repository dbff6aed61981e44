"""When heat or cold may go on again: the pause between two goes, and the most a day.

All that cools counts as one thing and all that warms as another, because the skin does
not know which of them it was. The longest pause of its kind holds for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backspasm.care.catalogue import Technique

DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Used:
    """A technique that was on the skin, from and to (UTC)."""

    technique: str
    start: datetime
    end: datetime


def alike(
    technique: str, techniques: Mapping[str, Technique]
) -> frozenset[str]:
    """All techniques that share the skin's pause with this one; empty when it has none."""
    skin = techniques[technique].skin
    return frozenset(
        one.id for one in techniques.values() if skin and one.skin == skin
    )


def minutes_off(technique: str, techniques: Mapping[str, Technique]) -> int:
    """The least minutes between two goes of its kind."""
    doses = (
        dose
        for name in alike(technique, techniques)
        for dose in (
            techniques[name].dose,
            *techniques[name].phase_doses.values(),
        )
    )
    return max((dose.minutes_off or 0 for dose in doses), default=0)


def free_at(
    technique: str,
    used: Iterable[Used],
    techniques: Mapping[str, Technique],
    now: datetime,
) -> datetime:
    """The moment from which it may go on; `now` when it may at once."""
    kind = alike(technique, techniques)
    before = sorted(
        (use for use in used if use.technique in kind),
        key=lambda use: use.start,
    )
    free = now
    if before:
        free = max(use.end for use in before) + timedelta(
            minutes=minutes_off(technique, techniques)
        )
    most = techniques[technique].dose.max_a_day
    goes = [use for use in goes_of(technique, before) if use.start > now - DAY]
    if most and len(goes) >= most:
        free = max(free, goes[-most].start + DAY)
    return max(free, now)


def goes_of(technique: str, used: Iterable[Used]) -> list[Used]:
    """How often it was on: what follows without a gap (looking at the skin) is the same go."""
    goes: list[Used] = []
    for use in sorted(
        (use for use in used if use.technique == technique),
        key=lambda u: u.start,
    ):
        if goes and use.start <= goes[-1].end:
            goes[-1] = replace(goes[-1], end=max(goes[-1].end, use.end))
        else:
            goes.append(use)
    return goes
