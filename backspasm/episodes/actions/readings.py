"""Readings: one number at one moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Required, TypedDict, Unpack
from uuid import UUID

from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.episodes.actions.base import (
    Clash,
    end_at_last,
    fresh,
    open_again,
    reach_back,
    settle,
    step_forward,
    writing,
)
from backspasm.episodes.actions.counters import note_in_diary, recount_readings
from backspasm.episodes.models import Episode, Reading
from backspasm.episodes.side_effects import NONE, Logged, SideEffects


class NewReading(TypedDict, total=False):
    """What `log_reading` takes: see `log_reading_with_side_effects`."""

    owner: Required[Owner]
    key: Required[UUID]
    pain: Required[int]
    moment: Required[datetime]
    zone: Required[str]
    episode: Episode | None
    another: bool
    doing: str
    note: str
    estimated: bool
    offline: bool


def log_reading(**entry: Unpack[NewReading]) -> Reading:
    """The reading alone of `log_reading_with_side_effects`."""
    return log_reading_with_side_effects(**entry).row


def log_reading_with_side_effects(
    *,
    owner: Owner,
    key: UUID,
    pain: int,
    moment: datetime,
    zone: str,
    episode: Episode | None = None,
    another: bool = False,
    doing: str = "",
    note: str = "",
    estimated: bool = False,
    offline: bool = False,
) -> Logged[Reading]:
    """Keep a reading, once for each key, in `episode` or the one that is open.

    With none open it opens one. `another` ends the open one where it was last heard of
    and begins a new one; of a time before the open one it is a spell that is over.
    """
    with writing(owner):
        rows = Reading.objects.all_of(owner)
        found: Reading | None = rows.filter(key=key).first()
        if found is not None:
            return Logged(found)
        home, side_effects = home_of(
            owner,
            episode,
            moment,
            zone,
            about=estimated,
            another=another,
        )
        reading = Reading.objects.create(
            owner=owner,
            episode=home,
            key=key,
            pain=pain,
            moment=moment,
            zone=zone,
            doing=doing,
            note=note,
            estimated=estimated,
            offline=offline,
        )
        reading.episode = recount_readings(home)
        return Logged(reading, side_effects)


def home_of(
    owner: Owner,
    episode: Episode | None,
    moment: datetime,
    zone: str,
    *,
    about: bool = False,
    another: bool = False,
) -> tuple[Episode, SideEffects]:
    """Where an entry goes: `episode`, the open one or a new one, begun by its moment."""
    ended = NONE
    if episode is not None:
        home = fresh(episode)
    else:
        home, ended = _current_or_new(owner, moment, zone, another=another)
    moved = begin_by(home, moment, zone, about=about)
    # Never both: an episode that was opened for the entry begins with it.
    return home, moved or ended


def _current_or_new(
    owner: Owner,
    moment: datetime,
    zone: str,
    *,
    another: bool,
) -> tuple[Episode, SideEffects]:
    """The open episode, or one that begins with an entry. Only inside a transaction."""
    mine = Episode.objects.of(owner)
    current = mine.current()
    if current is None:
        return _opened(owner, moment, zone), NONE
    if not another:
        return current, NONE
    if moment >= current.start:
        end_at_last(current)
        side_effects = SideEffects(ended=current.pk)
        return _opened(owner, moment, zone), side_effects
    over = mine.going_at(moment)
    if over is None:
        over = _opened(owner, moment, zone, is_over=True)
    return over, NONE


def _opened(
    owner: Owner,
    moment: datetime,
    zone: str,
    *,
    is_over: bool = False,
) -> Episode:
    """A new episode that begins with an entry, and ends with it as well where it `is_over`."""
    opened = Episode(
        owner=owner,
        start=moment,
        start_zone=zone,
        by_entry=True,
    )
    if is_over:
        opened.end = moment
        opened.end_zone = zone
        opened.end_about = True
    opened.save()
    note_in_diary(owner, added=1)
    return opened


def begin_by(
    home: Episode,
    moment: datetime,
    zone: str,
    *,
    about: bool,
) -> SideEffects:
    """See to it that an episode has begun by the moment of an entry; saves it where that moves."""
    side_effects = reach_back(home, moment, zone, about=about)
    if side_effects:
        home.save()
        note_in_diary(home.owner)
    return side_effects


def edit_reading(*, reading: Reading, details: Mapping[str, Any]) -> Reading:
    """The reading alone of `edit_reading_with_side_effects`, where none are known from before."""
    return edit_reading_with_side_effects(reading=reading, details=details).row


def edit_reading_with_side_effects(
    *,
    reading: Reading,
    details: Mapping[str, Any],
    before: SideEffects = NONE,
) -> Logged[Reading]:
    """Change a reading; one moved before the start takes the start along, and back again.

    `before` is what logging it had changed.
    """
    with writing(reading.owner):
        reading = _fresh_with_episode(reading)
        left = reading.moment
        for name, value in details.items():
            setattr(reading, name, value)
        reading.save()
        home = reading.episode
        side_effects = NONE
        if reading.moment != left:
            side_effects = _follow(home, reading, left, before)
        reading.episode = recount_readings(home)
        return Logged(reading, side_effects)


def _fresh_with_episode(reading: Reading) -> Reading:
    """The reading and its episode as they are inside this transaction."""
    rows = Reading.objects.select_related("episode")
    found: Reading = rows.get(pk=reading.pk)
    return found


def _follow(
    home: Episode,
    reading: Reading,
    left: datetime,
    before: SideEffects,
) -> SideEffects:
    """A reading went from `left` to another moment: where the episode begins now."""
    side_effects = reach_back(
        home,
        reading.moment,
        reading.zone,
        about=reading.estimated,
    )
    if not side_effects:
        step_forward(home, left, before)
    elif left == side_effects.start and before.start is not None:
        # It had moved the start already: the way back is to where that was at first.
        side_effects = before
    home.save()
    note_in_diary(home.owner)
    return side_effects


def delete_reading(
    *,
    reading: Reading,
    side_effects: SideEffects = NONE,
) -> Reading:
    """Into the bin; an episode that only this reading had opened goes with it.

    `side_effects` is what logging it had changed: that is put back as well.
    """
    with writing(reading.owner):
        reading = _fresh_with_episode(reading)
        if reading.deleted_at is not None:
            return reading
        reading.deleted_at = timezone.now()
        reading.save(update_fields=["deleted_at"])
        home = recount_readings(reading.episode)
        reading.episode = home
        step_forward(home, reading.moment, side_effects)
        home.save()
        is_empty = home.reading_count == 0 and home.use_count == 0
        if not (home.by_entry and is_empty):
            note_in_diary(home.owner)
            return reading
        home.deleted_at = reading.deleted_at
        home.save(update_fields=["deleted_at"])
        note_in_diary(home.owner, added=-1)
        open_again(home.owner, side_effects)
        return reading


def restore_reading(*, reading: Reading, clash: Clash = "") -> Reading:
    """Out of the bin, with its episode if that went too (then ClashError is possible)."""
    with writing(reading.owner):
        reading = _fresh_with_episode(reading)
        if reading.deleted_at is None:
            return reading
        reading.deleted_at = None
        reading.save(update_fields=["deleted_at"])
        home = reading.episode
        if home.deleted_at is not None:
            home.deleted_at = None
            settle(home, clash)
            home.save()
            note_in_diary(home.owner, added=1)
        begin_by(home, reading.moment, reading.zone, about=reading.estimated)
        reading.episode = recount_readings(home)
        return reading
