"""A guest's diary becomes part of an account's."""

from collections.abc import Sequence
from typing import Literal

from backspasm.accounts.models import Owner
from backspasm.episodes.actions.base import (
    ClashError,
    end_at_last,
    reach_back,
    writing,
)
from backspasm.episodes.actions.counters import note_in_diary, recount
from backspasm.episodes.models import (
    Diary,
    Episode,
    Medicine,
    MedicineDose,
    Reading,
    TechniqueUse,
)

Choice = Literal["", "same", "another"]


def move_diary(
    *,
    source: Owner,
    target: Owner,
    choice: Choice = "",
) -> int:
    """Give every row of `source` to `target`; returns how many episodes came along.

    Raises ClashError, and moves nothing, when both have an open episode and `choice` does
    not say whether they are the same episode or another; another ends the older of the two.
    """
    with writing(target), writing(source):
        mine = Episode.objects.of(target).current()
        theirs = Episode.objects.of(source).current()
        if mine and theirs:
            if not choice:
                raise ClashError(mine)
            if choice == "same":
                _merge(theirs, mine)
            else:
                older = min(mine, theirs, key=lambda episode: episode.start)
                end_at_last(older)
        arrived = Episode.objects.of(source).count()
        for model in (Episode, Reading, TechniqueUse, Medicine, MedicineDose):
            rows = model.objects.filter(owner=source)
            rows.update(owner=target)
        diary = Diary.objects.filter(owner=source)
        tags = diary.values_list("tags", flat=True).first()
        diary.delete()
        note_in_diary(target, added=arrived, tags=tags or ())
        return arrived


def _merge(guest: Episode, kept: Episode) -> None:
    """All that the guest's episode holds goes into the one that is kept."""
    guest.readings.update(episode=kept)
    guest.uses.update(episode=kept)
    reach_back(kept, guest.start, guest.start_zone, about=guest.start_about)
    kept.regions = _united(kept.regions, guest.regions)
    kept.triggers = _united(kept.triggers, guest.triggers)
    kept.legs = _united(kept.legs, guest.legs)
    notes = filter(None, (kept.notes, guest.notes))
    kept.notes = "\n\n".join(notes)
    if kept.days_lost is None:
        kept.days_lost = guest.days_lost
    guest.delete()
    recount(kept)


def _united(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """Each once, in their order."""
    both = [*first, *second]
    return tuple(dict.fromkeys(both))
