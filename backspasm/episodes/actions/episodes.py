"""Episodes: written from memory, edited, ended, opened again, binned, restored."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.episodes.actions.base import (
    Clash,
    fresh,
    open_again,
    settle,
    writing,
)
from backspasm.episodes.actions.counters import note_in_diary, recount
from backspasm.episodes.models import (
    Effect,
    Episode,
    Medicine,
    MedicineDose,
    Reading,
    TechniqueUse,
)
from backspasm.episodes.side_effects import NOWHERE, Trail
from backspasm.web.sqlite import write_transaction


def log_episode(
    *,
    owner: Owner,
    key: UUID,
    details: Mapping[str, Any],
    worst: int | None = None,
    helped: Sequence[str] = (),
    clash: Clash = "",
) -> Episode:
    """An episode from memory; `worst` becomes one estimated reading at its start.

    What `helped` becomes uses without a length at its end, or now: wherever in between they
    were, no heat or cold is then offered again too early.
    Raises ClashError when it has no end, another is open, and `clash` says nothing.
    """
    with writing(owner):
        found: Episode | None = (
            Episode.objects.all_of(owner).filter(key=key).first()
        )
        if found is not None:
            return found
        episode = Episode(owner=owner, key=key, **details)
        settle(episode, clash)
        episode.save()
        _remember(episode, worst, helped)
        note_in_diary(owner, added=1, tags=episode.triggers)
        return recount(episode)


def _remember(
    episode: Episode, worst: int | None, helped: Sequence[str]
) -> None:
    """The rows of what is only remembered: each is a guess, and marked so."""
    if worst is not None:
        Reading.objects.create(
            owner=episode.owner,
            episode=episode,
            moment=episode.start,
            zone=episode.start_zone,
            pain=worst,
            estimated=True,
        )
    TechniqueUse.objects.bulk_create(
        TechniqueUse(
            owner=episode.owner,
            episode=episode,
            technique=technique,
            start=episode.end or timezone.now(),
            zone=episode.end_zone or episode.start_zone,
            effect=Effect.BETTER,
            estimated=True,
        )
        for technique in helped
    )


def edit_episode(
    *, episode: Episode, details: Mapping[str, Any], clash: Clash = ""
) -> Episode:
    """Change what is known about an episode. Raises ClashError as `log_episode` does."""
    with writing(episode.owner):
        episode = fresh(episode)
        for name, value in details.items():
            setattr(episode, name, value)
        episode.by_entry = False
        settle(episode, clash)
        note_in_diary_after(episode)
        return recount(episode)


def note_in_diary_after(episode: Episode) -> None:
    """Save the episode first: the diary's first start may be this one's."""
    episode.save()
    note_in_diary(episode.owner, tags=episode.triggers)


def end_episode(
    *, episode: Episode, end: datetime, zone: str, about: bool = False
) -> Episode:
    """It is over; an end before the start counts as the start."""
    with writing(episode.owner):
        episode = fresh(episode)
        episode.end = max(end, episode.start)
        episode.end_zone = zone
        episode.end_about = about
        episode.save()
        return episode


def reopen_episode(*, episode: Episode, clash: Clash = "") -> Episode:
    """It goes on after all. Raises ClashError when another is open, unless that one is over."""
    with writing(episode.owner):
        episode = fresh(episode)
        episode.end, episode.end_zone, episode.end_about = None, "", False
        settle(episode, "end_open" if clash == "end_open" else "")
        episode.save()
        return episode


def delete_episode(*, episode: Episode, trail: Trail = NOWHERE) -> Episode:
    """Into the bin, with everything in it; what logging it had ended (`trail`) goes on again."""
    with writing(episode.owner):
        episode = fresh(episode)
        if episode.deleted_at is None:
            episode.deleted_at = timezone.now()
            for rows in (episode.readings, episode.uses):
                rows.filter(deleted_at__isnull=True).update(
                    deleted_at=episode.deleted_at
                )
            episode.save(update_fields=["deleted_at"])
            note_in_diary(episode.owner, added=-1)
            open_again(episode.owner, trail)
        return episode


def restore_episode(*, episode: Episode, clash: Clash = "") -> Episode:
    """Out of the bin, with what went in together. Raises ClashError when another is open."""
    with writing(episode.owner):
        episode = fresh(episode)
        if episode.deleted_at is None:
            return episode
        gone, episode.deleted_at = episode.deleted_at, None
        settle(episode, clash)
        episode.save()
        for rows in (episode.readings, episode.uses):
            rows.filter(deleted_at=gone).update(deleted_at=None)
        note_in_diary(episode.owner, added=1)
        return recount(episode)


def empty_bin(*, before: datetime) -> int:
    """Erase for good what was deleted before a moment; returns how many rows went."""
    gone = 0
    with write_transaction():
        for model in (Reading, TechniqueUse, Episode, MedicineDose, Medicine):
            gone += model.objects.filter(deleted_at__lt=before).delete()[0]
    return gone
