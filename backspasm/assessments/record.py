"""A person's own record as the plan reads it: what was done lately, what eased before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from backspasm.accounts.models import Owner
from backspasm.assessments.current import Current
from backspasm.care.items import Experience
from backspasm.care.pacing import Done
from backspasm.episodes.models import Effect, TechniqueUse

LATELY = timedelta(hours=48)
"""A use that began so long ago may have ended within the 24 hours that the timetable counts."""
USES = 300
"""The latest so many uses are the record: what helped years ago says less, and costs more."""
UNSAID_MINUTES = 20
"""A use without a length counts as this long, so that heat or cold never comes too early."""

Use = tuple[str, datetime, int | None, str, bool]
"""Technique, start, minutes, effect, and whether it was only ticked from memory."""


def lasted(minutes: int | None) -> int:
    """How many minutes a use lasted, as far as the wait after it is concerned."""
    return UNSAID_MINUTES if minutes is None else minutes


@dataclass(frozen=True, slots=True)
class Record:
    """What `build_timetable` and `build_plan` take besides the answers."""

    done: tuple[Done, ...] = ()
    experience: Mapping[str, Experience] = field(default_factory=dict)


def record_of(here: Current) -> Record:
    """The record of whoever asks: one query, whatever was logged."""
    rows = latest_uses(here.owner)
    return Record(done_lately(rows, here.now), eased_before(rows, _before(here)))


def latest_uses(owner: Owner | None) -> list[Use]:
    """The latest uses of an owner, at most ``USES``."""
    rows = TechniqueUse.objects.of(owner).newest_first()[:USES]
    return list(rows.values_list("technique", "start", "minutes", "effect", "estimated"))


def done_lately(rows: Iterable[Use], now: datetime) -> tuple[Done, ...]:
    """What was done of late. A day here is the last 24 hours, so no zone can shorten a wait."""
    return tuple(
        Done(technique, start, lasted(minutes))
        for technique, start, minutes, _effect, _estimated in rows
        if start > now - LATELY
    )


def eased_before(rows: Iterable[Use], moment: datetime) -> Mapping[str, Experience]:
    """By technique: how often it was rated in earlier episodes, and how often it eased.

    What was ticked from memory as what helped does not count: there is no tick for what did not.
    """
    rated = [
        (name, effect)
        for name, start, _, effect, estimated in rows
        if effect and not estimated and start < moment
    ]
    used, eased = Counter(name for name, _ in rated), Counter(rated)
    return {
        name: Experience(eased=eased[name, Effect.BETTER], used=count)
        for name, count in used.items()
    }


def _before(here: Current) -> datetime:
    """Where earlier episodes end: at the start of this one, or at the check."""
    episode = here.check.live_episode if here.check else None
    return episode.start if episode else here.check.started if here.check else here.now
