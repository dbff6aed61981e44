"""What every action of the diary stands on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Literal

from django.db import connection

from backspasm.accounts.models import Owner
from backspasm.episodes.models import Episode
from backspasm.web.sqlite import write_transaction

Clash = Literal["", "end_this", "end_open"]
"""What to do when two episodes would be open: end this one, or the one that is open."""


class ClashError(Exception):
    """Another episode of this owner is still going: the person has to choose."""

    def __init__(self, other: Episode) -> None:
        super().__init__("another episode is open")
        self.other = other


@contextmanager
def writing(owner: Owner) -> Iterator[None]:
    """One transaction in which nobody else writes this owner's diary.

    SQLite has one writer anyway; elsewhere the owner's row is the lock.
    """
    with write_transaction():
        if connection.features.has_select_for_update:
            list(Owner.objects.select_for_update().filter(pk=owner.pk).values_list("pk"))
        yield


def fresh(episode: Episode) -> Episode:
    """The episode as it is inside this transaction."""
    return Episode.objects.get(pk=episode.pk)


def end_at_last(episode: Episode) -> None:
    """End an episode when it was last heard of: an estimate, and marked as one."""
    last = episode.last_reading_at
    episode.end = max(last, episode.start) if last else episode.start
    episode.end_zone = episode.end_zone or episode.start_zone
    episode.end_about = True
    episode.save()


def settle(episode: Episode, clash: Clash) -> None:
    """See to it that `episode` may be open; raises ClashError when that needs a choice."""
    if episode.end is not None:
        return
    other = Episode.objects.of(episode.owner).exclude(pk=episode.pk).current()
    if other is None:
        return
    if clash == "end_open":
        end_at_last(other)
    elif clash == "end_this":
        end_at_last(episode)
    else:
        raise ClashError(other)


def reach_back(episode: Episode, moment: datetime, zone: str, *, about: bool) -> None:
    """An entry from before the start moves the start: the pain was there already."""
    if moment < episode.start:
        episode.start, episode.start_zone, episode.start_about = moment, zone, about
