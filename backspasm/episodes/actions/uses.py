"""Uses: something done against the pain, and what it did."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from backspasm.episodes.actions.base import fresh, writing
from backspasm.episodes.actions.counters import recount
from backspasm.episodes.models import Episode, TechniqueUse


def log_use(
    *,
    episode: Episode,
    key: UUID,
    details: Mapping[str, Any],
) -> TechniqueUse:
    """Keep a use in an episode, once for each key."""
    with writing(episode.owner):
        rows = TechniqueUse.objects.all_of(episode.owner)
        found: TechniqueUse | None = rows.filter(key=key).first()
        if found is not None:
            return found
        home = fresh(episode)
        use = TechniqueUse.objects.create(
            owner=home.owner,
            episode=home,
            key=key,
            **details,
        )
        use.episode = recount(home)
        return use


def edit_use(*, use: TechniqueUse, details: Mapping[str, Any]) -> TechniqueUse:
    """Change a use; with another hour it is not from memory any more."""
    with writing(use.owner):
        use = _fresh_with_episode(use)
        if details["start"] != use.start:
            use.estimated = False
        for name, value in details.items():
            setattr(use, name, value)
        use.save()
        use.episode = recount(use.episode)
        return use


def _fresh_with_episode(use: TechniqueUse) -> TechniqueUse:
    """The use and its episode as they are inside this transaction."""
    rows = TechniqueUse.objects.select_related("episode")
    found: TechniqueUse = rows.get(pk=use.pk)
    return found


def delete_use(*, use: TechniqueUse) -> TechniqueUse:
    """Into the bin."""
    with writing(use.owner):
        use = _fresh_with_episode(use)
        if use.deleted_at is None:
            use.deleted_at = timezone.now()
            use.save(update_fields=["deleted_at"])
        use.episode = recount(use.episode)
        return use


def restore_use(*, use: TechniqueUse) -> TechniqueUse:
    """Out of the bin; only into an episode that is not in the bin itself."""
    with writing(use.owner):
        use = _fresh_with_episode(use)
        if use.episode.deleted_at is not None:
            return use
        use.deleted_at = None
        use.save(update_fields=["deleted_at"])
        use.episode = recount(use.episode)
        return use
