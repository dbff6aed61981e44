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
    if not skin:
        return frozenset()
    return frozenset(one.id for one in techniques.values() if one.skin == skin)


def minutes_off(technique: str, techniques: Mapping[str, Technique]) -> int:
    """The least minutes between two goes of its kind."""
    most = 0
    for name in alike(technique, techniques):
        one = techniques[name]
        for dose in (one.dose, *one.phase_doses.values()):
            most = max(most, dose.minutes_off or 0)
    return most


def free_at(
    technique: str,
    used: Iterable[Used],
    techniques: Mapping[str, Technique],
    now: datetime,
) -> datetime:
    """The moment from which it may go on; `now` when it may at once."""
    kind = alike(technique, techniques)
    before = [use for use in used if use.technique in kind]
    free = now
    if before:
        pause = timedelta(minutes=minutes_off(technique, techniques))
        free = max(now, max(use.end for use in before) + pause)
    most = techniques[technique].dose.max_a_day
    goes = [go for go in goes_of(technique, before) if go.start > now - DAY]
    if most and len(goes) >= most:
        # The oldest of the last so many must be a day ago.
        free = max(free, goes[-most].start + DAY)
    return free


def goes_of(technique: str, used: Iterable[Used]) -> list[Used]:
    """How often it was on: what follows without a gap (looking at the skin) is the same go."""
    mine = [use for use in used if use.technique == technique]
    mine.sort(key=lambda use: use.start)
    goes: list[Used] = []
    for use in mine:
        if goes and use.start <= goes[-1].end:
            end = max(goes[-1].end, use.end)
            goes[-1] = replace(goes[-1], end=end)
        else:
            goes.append(use)
    return goes
