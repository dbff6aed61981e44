"""What every action of the diary stands on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Literal

from django.db import connection

from backspasm.accounts.models import Owner
from backspasm.episodes.models import Episode
from backspasm.episodes.side_effects import Trail
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
            list(
                Owner.objects.select_for_update()
                .filter(pk=owner.pk)
                .values_list("pk")
            )
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
    """See to it that `episode` may be open; raises ClashError when that needs a choice.

    Its trail says whether another one was ended for it.
    """
    if episode.end is not None:
        return
    other = Episode.objects.of(episode.owner).exclude(pk=episode.pk).current()
    if other is None:
        return
    if clash == "end_open":
        end_at_last(other)
        episode.trail = Trail(ended=other.pk)
    elif clash == "end_this":
        end_at_last(episode)
    else:
        raise ClashError(other)


def reach_back(
    episode: Episode, moment: datetime, zone: str, *, about: bool
) -> None:
    """An entry from before the start moves the start: the pain was there already."""
    if moment < episode.start:
        episode.trail = Trail(
            episode.start, episode.start_zone, episode.start_about
        )
        episode.start, episode.start_zone, episode.start_about = (
            moment,
            zone,
            about,
        )


def step_forward(episode: Episode, left: datetime, trail: Trail) -> None:
    """The entry at `left` is no longer there: an episode that began with it begins later.

    Where it began before, if the trail knows; else, if an entry opened it, with its first
    one. Never after an entry that is left, nor after its end. Saves nothing.
    """
    if left != episode.start or not (trail.start or episode.by_entry):
        return
    readings = episode.readings.filter(deleted_at__isnull=True).order_by(
        "moment", "id"
    )
    uses = episode.uses.filter(deleted_at__isnull=True).order_by("start", "id")
    spots = [(row.moment, row.zone, row.estimated) for row in readings[:1]]
    spots += [(row.start, row.zone, False) for row in uses[:1]]
    if trail.start:
        spots.append((trail.start, trail.zone, trail.about))
    if spots:
        moment, zone, about = min(spots)
        if episode.end is not None and moment > episode.end:
            moment = episode.end
        if moment > episode.start:
            episode.start, episode.start_zone, episode.start_about = (
                moment,
                zone,
                about,
            )


def open_again(owner: Owner, trail: Trail) -> None:
    """The episode that was ended for one that is gone is going on again, if none is open."""
    mine = Episode.objects.of(owner)
    ended = (
        mine.filter(pk=trail.ended, end_about=True).first()
        if trail.ended
        else None
    )
    if ended is not None and mine.current() is None:
        ended.end, ended.end_zone, ended.end_about = None, "", False
        ended.save()
