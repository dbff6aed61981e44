"""A person's own record as the plan reads it: what was done lately, what eased before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from backspasm.accounts.models import Owner
from backspasm.assessments.current import Current
from backspasm.care.items import Experience
from backspasm.care.pacing import Done
from backspasm.episodes.models import TechniqueUse

LATELY = timedelta(hours=48)
"""A use that began so long ago may have ended within the 24 hours that the timetable counts."""
USES = 300
"""The latest so many uses are the record: what helped years ago says less, and costs more."""
UNSAID_MINUTES = 20
"""A use without a length counts as this long, so that heat or cold never comes too early."""


@dataclass(frozen=True, slots=True)
class Record:
    """What `build_timetable` and `build_plan` take besides the answers."""

    done: tuple[Done, ...] = ()
    experience: Mapping[str, Experience] = field(default_factory=dict)


def record_of(here: Current) -> Record:
    """The record of whoever asks: two queries, whatever was logged."""
    return Record(done_lately(here.owner, here.now), eased_before(here.owner, _before(here)))


def done_lately(owner: Owner | None, now: datetime) -> tuple[Done, ...]:
    """What was done of late. A day here is the last 24 hours, so no zone can shorten a wait."""
    rows = TechniqueUse.objects.of(owner).since(now - LATELY)
    return tuple(
        Done(technique, start, UNSAID_MINUTES if minutes is None else minutes)
        for technique, start, minutes in rows.values_list("technique", "start", "minutes")
    )


def eased_before(owner: Owner | None, moment: datetime) -> Mapping[str, Experience]:
    """By technique: how often it was used in earlier episodes, and how often it eased."""
    rows = TechniqueUse.objects.of(owner).before(moment)[:USES].how_often()
    return {name: Experience(eased=better, used=used) for name, used, better in rows}


def _before(here: Current) -> datetime:
    """Where earlier episodes end: at the start of this one, or at the check."""
    episode = here.check.live_episode if here.check else None
    return episode.start if episode else here.check.started if here.check else here.now
