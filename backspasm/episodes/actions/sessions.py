"""A guided session writes the log by itself."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid5

from backspasm.accounts.models import Owner
from backspasm.episodes.actions.base import writing
from backspasm.episodes.actions.counters import recount
from backspasm.episodes.actions.readings import home_of
from backspasm.episodes.models import Episode, Reading, TechniqueUse

KINDS = (
    (Reading, "reading"),
    (TechniqueUse, "use"),
)
"""What a session writes, and what each is called in the keys of its rows."""


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """Pain 0-10 at a moment (UTC)."""

    moment: datetime
    pain: int
    doing: str = ""
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class UseEntry:
    """A technique by id, from `start` (UTC); `effect` is better, same, worse or empty."""

    technique: str
    start: datetime
    minutes: int | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    effect: str = ""


def record_session(
    *,
    owner: Owner,
    key: UUID,
    zone: str,
    readings: Sequence[ReadingEntry] = (),
    uses: Sequence[UseEntry] = (),
    episode: Episode | None = None,
    offline: bool = False,
) -> Episode:
    """Keep what a session found, once for each key, in `episode`, the open one or a new one.

    Raises ValueError when there is nothing to keep.
    """
    moments = [entry.moment for entry in readings]
    moments += [entry.start for entry in uses]
    if not moments:
        raise ValueError("a session without a reading or a use")
    with writing(owner):
        before = _recorded(owner, key, readings, uses)
        if before is not None:
            return before
        home, _moved = home_of(owner, episode, min(moments), zone)
        shared = {
            "owner": owner,
            "episode": home,
            "zone": zone,
            "offline": offline,
        }
        new_readings = []
        for number, entry in enumerate(readings):
            row_key = _key(key, "reading", number)
            row = Reading(
                **shared,
                key=row_key,
                **asdict(entry),
            )
            new_readings.append(row)
        new_uses = []
        for number, done in enumerate(uses):
            use_key = _key(key, "use", number)
            use = TechniqueUse(
                **shared,
                key=use_key,
                **asdict(done),
            )
            new_uses.append(use)
        Reading.objects.bulk_create(new_readings)
        TechniqueUse.objects.bulk_create(new_uses)
        return recount(home)


def _key(
    session: UUID,
    kind: str,
    number: int,
) -> UUID:
    name = f"{kind}:{number}"
    return uuid5(session, name)


def _recorded(
    owner: Owner,
    key: UUID,
    readings: Sequence[ReadingEntry],
    uses: Sequence[UseEntry],
) -> Episode | None:
    """The episode that holds this session already; the first row of each kind would be there."""
    for model, kind in KINDS:
        rows = model.objects.all_of(owner)
        first_key = _key(key, kind, 0)
        row = rows.filter(key=first_key).first()
        if row is not None:
            episode: Episode = row.episode
            return episode
    return None
