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
    make_open,
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
from backspasm.episodes.side_effects import NONE, Logged, SideEffects
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
    """The episode alone of `log_episode_with_side_effects`."""
    logged = log_episode_with_side_effects(
        owner=owner,
        key=key,
        details=details,
        worst=worst,
        helped=helped,
        clash=clash,
    )
    return logged.row


def log_episode_with_side_effects(
    *,
    owner: Owner,
    key: UUID,
    details: Mapping[str, Any],
    worst: int | None = None,
    helped: Sequence[str] = (),
    clash: Clash = "",
) -> Logged[Episode]:
    """An episode from memory; `worst` becomes one estimated reading at its start.

    What `helped` becomes uses without a length at its end, or now: wherever in between they
    were, no heat or cold is then offered again too early.
    Raises ClashError when it has no end, another is open, and `clash` says nothing.
    """
    with writing(owner):
        rows = Episode.objects.all_of(owner)
        found: Episode | None = rows.filter(key=key).first()
        if found is not None:
            return Logged(found)
        episode = Episode(
            owner=owner,
            key=key,
            **details,
        )
        side_effects = settle(episode, clash)
        episode.save()
        _remember(episode, worst, helped)
        note_in_diary(owner, added=1, tags=episode.triggers)
        return Logged(recount(episode), side_effects)


def _remember(
    episode: Episode,
    worst: int | None,
    helped: Sequence[str],
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
    *,
    episode: Episode,
    details: Mapping[str, Any],
    clash: Clash = "",
) -> Episode:
    """Change what is known about an episode. Raises ClashError as `log_episode` does."""
    with writing(episode.owner):
        episode = fresh(episode)
        for name, value in details.items():
            setattr(episode, name, value)
        episode.by_entry = False
        settle(episode, clash)
        # Saved before the diary is: its first start may be this one's.
        episode.save()
        note_in_diary(episode.owner, tags=episode.triggers)
        return recount(episode)


def end_episode(
    *,
    episode: Episode,
    end: datetime,
    zone: str,
    about: bool = False,
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
    if clash == "end_this":
        clash = ""  # it was to go on
    with writing(episode.owner):
        episode = fresh(episode)
        make_open(episode)
        settle(episode, clash)
        episode.save()
        return episode


def delete_episode(
    *,
    episode: Episode,
    side_effects: SideEffects = NONE,
) -> Episode:
    """Into the bin, with everything in it.

    `side_effects` are those of logging it: an episode that it had ended goes on again.
    """
    with writing(episode.owner):
        episode = fresh(episode)
        if episode.deleted_at is not None:
            return episode
        now = timezone.now()
        for rows in (episode.readings, episode.uses):
            live = rows.filter(deleted_at__isnull=True)
            live.update(deleted_at=now)
        episode.deleted_at = now
        episode.save(update_fields=["deleted_at"])
        note_in_diary(episode.owner, added=-1)
        open_again(episode.owner, side_effects)
        return episode


def restore_episode(*, episode: Episode, clash: Clash = "") -> Episode:
    """Out of the bin, with what went in together. Raises ClashError when another is open."""
    with writing(episode.owner):
        episode = fresh(episode)
        gone = episode.deleted_at
        if gone is None:
            return episode
        episode.deleted_at = None
        settle(episode, clash)
        episode.save()
        for rows in (episode.readings, episode.uses):
            together = rows.filter(deleted_at=gone)
            together.update(deleted_at=None)
        note_in_diary(episode.owner, added=1)
        return recount(episode)


def empty_bin(*, before: datetime) -> int:
    """Erase for good what was deleted before a moment; returns how many rows went."""
    gone = 0
    with write_transaction():
        for model in (Reading, TechniqueUse, Episode, MedicineDose, Medicine):
            old = model.objects.filter(deleted_at__lt=before)
            number, _by_model = old.delete()
            gone += number
    return gone
