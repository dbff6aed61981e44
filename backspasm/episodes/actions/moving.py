"""A guest's diary becomes part of an account's."""

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


def move_diary(*, source: Owner, target: Owner, choice: Choice = "") -> int:
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
                end_at_last(
                    min(mine, theirs, key=lambda episode: episode.start)
                )
        arrived = Episode.objects.of(source).count()
        for model in (Episode, Reading, TechniqueUse, Medicine, MedicineDose):
            model.objects.filter(owner=source).update(owner=target)
        tags = (
            Diary.objects.filter(owner=source)
            .values_list("tags", flat=True)
            .first()
            or ()
        )
        Diary.objects.filter(owner=source).delete()
        note_in_diary(target, added=arrived, tags=tags)
        return arrived


def _merge(guest: Episode, kept: Episode) -> None:
    """All that the guest's episode holds goes into the one that is kept."""
    guest.readings.update(episode=kept)
    guest.uses.update(episode=kept)
    reach_back(kept, guest.start, guest.start_zone, about=guest.start_about)
    for field in ("regions", "triggers", "legs"):
        both = [*getattr(kept, field), *getattr(guest, field)]
        setattr(kept, field, tuple(dict.fromkeys(both)))
    notes = [note for note in (kept.notes, guest.notes) if note]
    kept.notes = "\n\n".join(notes)
    if kept.days_lost is None:
        kept.days_lost = guest.days_lost
    guest.delete()
    recount(kept)
