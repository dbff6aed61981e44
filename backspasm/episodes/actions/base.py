"""What every action of the diary stands on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Literal

from django.db import connection

from backspasm.accounts.models import Owner
from backspasm.episodes.models import Episode
from backspasm.episodes.side_effects import NONE, SideEffects
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
            locked = Owner.objects.select_for_update().filter(pk=owner.pk)
            list(locked.values_list("pk"))
        yield


def fresh(episode: Episode) -> Episode:
    """The episode as it is inside this transaction."""
    return Episode.objects.get(pk=episode.pk)


def end_at_last(episode: Episode) -> None:
    """End an episode when it was last heard of: an estimate, and marked as one."""
    episode.end = episode.start
    if episode.last_reading_at is not None:
        episode.end = max(episode.last_reading_at, episode.start)
    episode.end_zone = episode.end_zone or episode.start_zone
    episode.end_about = True
    episode.save()


def make_open(episode: Episode) -> None:
    """Take its end away, without saving."""
    episode.end = None
    episode.end_zone = ""
    episode.end_about = False


def settle(episode: Episode, clash: Clash) -> SideEffects:
    """See to it that `episode` may be open; raises ClashError when that needs a choice.

    Says whether another one was ended for it.
    """
    if episode.end is not None:
        return NONE
    others = Episode.objects.of(episode.owner).exclude(pk=episode.pk)
    other = others.current()
    if other is None:
        return NONE
    if clash == "end_open":
        end_at_last(other)
        return SideEffects(ended=other.pk)
    if clash == "end_this":
        end_at_last(episode)
        return NONE
    raise ClashError(other)


def reach_back(
    episode: Episode,
    moment: datetime,
    zone: str,
    *,
    about: bool,
) -> SideEffects:
    """An entry from before the start moves the start: the pain was there already.

    Says where the episode began before. Saves nothing.
    """
    if moment >= episode.start:
        return NONE
    before = SideEffects(
        start=episode.start,
        zone=episode.start_zone,
        about=episode.start_about,
    )
    _begin_at(episode, moment, zone, about=about)
    return before


def _begin_at(
    episode: Episode,
    moment: datetime,
    zone: str,
    *,
    about: bool,
) -> None:
    episode.start = moment
    episode.start_zone = zone
    episode.start_about = about


def step_forward(
    episode: Episode,
    left: datetime,
    side_effects: SideEffects,
) -> None:
    """The entry at `left` is no longer there: an episode that began with it begins later.

    Where it began before, if the side effects of the entry say so; else, if an entry opened
    it, with its first one. Never after an entry that is left, nor after its end. Saves
    nothing.
    """
    began_with_it = left == episode.start
    may_move = side_effects.start is not None or episode.by_entry
    if not (began_with_it and may_move):
        return
    spots = _first_entries(episode)
    if side_effects.start is not None:
        before = (side_effects.start, side_effects.zone, side_effects.about)
        spots.append(before)
    if not spots:
        return
    moment, zone, about = min(spots)
    if episode.end is not None:
        moment = min(moment, episode.end)
    if moment > episode.start:
        _begin_at(episode, moment, zone, about=about)


def _first_entries(episode: Episode) -> list[tuple[datetime, str, bool]]:
    """The first live reading and the first live use: moment, zone, from memory or not."""
    spots = []
    readings = episode.readings.filter(deleted_at__isnull=True)
    reading = readings.order_by("moment", "id").first()
    if reading is not None:
        spots.append((reading.moment, reading.zone, reading.estimated))
    uses = episode.uses.filter(deleted_at__isnull=True)
    use = uses.order_by("start", "id").first()
    if use is not None:
        spots.append((use.start, use.zone, False))
    return spots


def open_again(owner: Owner, side_effects: SideEffects) -> None:
    """The episode that was ended for one that is gone is going on again, if none is open."""
    if side_effects.ended is None:
        return
    mine = Episode.objects.of(owner)
    ended = mine.filter(pk=side_effects.ended, end_about=True).first()
    if ended is None:
        return
    if mine.current() is None:
        make_open(ended)
        ended.save()
