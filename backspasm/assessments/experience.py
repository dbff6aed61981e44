"""A person's own record as the plan reads it: what was done lately, what eased before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from backspasm.accounts.models import Owner
from backspasm.assessments.current import Current
from backspasm.care.plan.frequency import Done
from backspasm.care.plan.model import Experience, Felt
from backspasm.episodes.models import Effect, TechniqueUse

LATELY = timedelta(hours=48)
"""A use that began so long ago may have ended within the 24 hours that the timetable counts."""
USES = 300
"""The latest so many uses are the record: what helped years ago says less, and costs more."""
UNSAID_MINUTES = 20
"""A use without a length counts as this long, so that heat or cold never comes too early."""

LONGEST_EPISODE = timedelta(days=42)
"""For so long what was felt counts as this episode's."""
_STILL = Q(episode__end__isnull=True)

FeltInSessions = Callable[
    [Owner | None, datetime, datetime], Iterable[tuple[str, str]]
]


def _felt_in_sessions() -> FeltInSessions:
    """Who knows what was felt in sessions of an owner since a moment, until now.

    The diary has them only when they are over. The part that runs sessions stands above this
    one, so the settings name its function (`FELT_IN_SESSIONS`), as they name the user model.
    """
    found: FeltInSessions = import_string(settings.FELT_IN_SESSIONS)
    return found


class Use(NamedTuple):
    """A use as the record reads it; ``estimated``: only ticked from memory."""

    technique: str
    start: datetime
    minutes: int | None
    effect: str
    estimated: bool
    of_open_episode: bool


def lasted(minutes: int | None) -> int:
    """How many minutes a use lasted, as far as the wait after it is concerned."""
    if minutes is None:
        return UNSAID_MINUTES
    return minutes


@dataclass(frozen=True, slots=True)
class Record:
    """What `build_timetable` and `build_plan` take besides the answers."""

    done: tuple[Done, ...] = ()
    experience: Mapping[str, Experience] = field(default_factory=dict)
    felt: Mapping[str, Felt] = field(default_factory=dict)
    """What was felt in this episode."""

    @property
    def made_worse(self) -> set[str]:
        """What is left out of this episode."""
        worse = set()
        for technique, felt in self.felt.items():
            if felt is Felt.WORSE:
                worse.add(technique)
        return worse


def record_of(here: Current) -> Record:
    """The record of whoever asks, whatever was logged: one query, and one for sessions."""
    rows = latest_uses(here.owner)
    earlier = [use for use in rows if not use.of_open_episode]
    return Record(
        done=done_lately(rows, here.now),
        experience=eased_before(earlier, _before(here)),
        felt=felt_now(rows, here),
    )


def latest_uses(owner: Owner | None) -> list[Use]:
    """The latest uses of an owner, at most ``USES``."""
    mine = TechniqueUse.objects.of(owner).annotate(still=_STILL)
    names = ("technique", "start", "minutes", "effect", "estimated", "still")
    rows = mine.newest_first().values_list(*names)
    return [Use(*values) for values in rows[:USES]]


def felt_now(rows: Iterable[Use], here: Current) -> Mapping[str, Felt]:
    """By technique: what it did in this episode. Once worse it is worse, whatever came after."""
    longest = here.now - LONGEST_EPISODE
    since = max(_began(here), longest)
    told = _felt_in_sessions()
    ratings = list(told(here.owner, since, here.now))
    for use in rows:
        of_this_episode = use.of_open_episode and use.start > longest
        if use.start > since or of_this_episode:
            ratings.append((use.technique, use.effect))
    felt = {}
    # "worse" comes after "better".
    for name, said in sorted(ratings):
        if said in set(Felt):
            felt[name] = Felt(said)
    return felt


def _began(here: Current) -> datetime:
    """The start of this check, or of its episode, whichever was first."""
    check = here.check
    if check is None:
        return here.now
    return min(check.started, _before(here))


def done_lately(rows: Iterable[Use], now: datetime) -> tuple[Done, ...]:
    """What was done of late. A day here is the last 24 hours, so no zone can shorten a wait."""
    since = now - LATELY
    done = []
    for use in rows:
        if use.start > since:
            minutes = lasted(use.minutes)
            done.append(Done(use.technique, use.start, minutes))
    return tuple(done)


def eased_before(
    rows: Iterable[Use],
    moment: datetime,
) -> Mapping[str, Experience]:
    """By technique: how often it was rated in earlier episodes, and how often it eased.

    What was ticked from memory as what helped does not count: there is no tick for what did not.
    """
    used: Counter[str] = Counter()
    eased: Counter[str] = Counter()
    for use in rows:
        is_rated = use.effect and not use.estimated
        if not is_rated or use.start >= moment:
            continue
        used[use.technique] += 1
        if use.effect == Effect.BETTER:
            eased[use.technique] += 1
    return {
        name: Experience(eased=eased[name], used=count)
        for name, count in used.items()
    }


def _before(here: Current) -> datetime:
    """Where earlier episodes end: at the start of this one, or at the check."""
    if here.check is None:
        return here.now
    episode = here.check.live_episode
    if episode is None:
        return here.check.started
    return episode.start
