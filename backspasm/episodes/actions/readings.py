"""Readings: one number at one moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
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
from backspasm.episodes.side_effects import NOWHERE, Trail


def log_reading(
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
) -> Reading:
    """Keep a reading, once for each key, in `episode` or the one that is open.

    With none open it opens one. `another` ends the open one where it was last heard of
    and begins a new one; of a time before the open one it is a spell that is over.
    The trail of the reading says what else this changed.
    """
    with writing(owner):
        found: Reading | None = (
            Reading.objects.all_of(owner).filter(key=key).first()
        )
        if found is not None:
            return found
        home = home_of(
            owner, episode, moment, zone, about=estimated, another=another
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
        reading.trail = home.trail
        return reading


def home_of(
    owner: Owner,
    episode: Episode | None,
    moment: datetime,
    zone: str,
    *,
    about: bool = False,
    another: bool = False,
) -> Episode:
    """Where an entry goes: `episode`, the open one or a new one, begun by its moment."""
    home = (
        fresh(episode)
        if episode
        else _current_or_new(owner, moment, zone, another=another)
    )
    begin_by(home, moment, zone, about=about)
    return home


def _current_or_new(
    owner: Owner, moment: datetime, zone: str, *, another: bool
) -> Episode:
    """The open episode, or one that begins with an entry. Only inside a transaction."""
    mine = Episode.objects.of(owner)
    found = mine.current()
    if found is not None and not another:
        return found
    opened = Episode(owner=owner, start=moment, start_zone=zone, by_entry=True)
    if found is not None and moment < found.start:
        over = mine.going_at(moment)
        if over is not None:
            return over
        opened.end, opened.end_zone, opened.end_about = moment, zone, True
    elif found is not None:
        end_at_last(found)
        opened.trail = Trail(ended=found.pk)
    opened.save()
    note_in_diary(owner, added=1)
    return opened


def begin_by(
    home: Episode, moment: datetime, zone: str, *, about: bool
) -> None:
    """See to it that an episode has begun by the moment of an entry; saves it where that moves."""
    if moment < home.start:
        reach_back(home, moment, zone, about=about)
        home.save()
        note_in_diary(home.owner)


def edit_reading(
    *, reading: Reading, details: Mapping[str, Any], trail: Trail = NOWHERE
) -> Reading:
    """Change a reading; one moved before the start takes the start along, and back again.

    `trail` is what logging it had changed.
    """
    with writing(reading.owner):
        reading = Reading.objects.select_related("episode").get(pk=reading.pk)
        left = reading.moment
        for name, value in details.items():
            setattr(reading, name, value)
        reading.save()
        home = reading.episode
        if reading.moment != left:
            _follow(home, reading, left, trail)
        reading.episode = recount_readings(home)
        reading.trail = home.trail
        return reading


def _follow(
    home: Episode, reading: Reading, left: datetime, trail: Trail
) -> None:
    """A reading went from `left` to another moment: where the episode begins now."""
    if reading.moment < home.start:
        reach_back(home, reading.moment, reading.zone, about=reading.estimated)
        if left == home.trail.start and trail.start:
            home.trail = trail
    else:
        step_forward(home, left, trail)
    home.save()
    note_in_diary(home.owner)


def delete_reading(*, reading: Reading, trail: Trail = NOWHERE) -> Reading:
    """Into the bin; an episode that only this reading had opened goes with it.

    `trail` is what logging it had changed: that is put back as well.
    """
    with writing(reading.owner):
        reading = Reading.objects.select_related("episode").get(pk=reading.pk)
        if reading.deleted_at is not None:
            return reading
        reading.deleted_at = timezone.now()
        reading.save(update_fields=["deleted_at"])
        home = recount_readings(reading.episode)
        step_forward(home, reading.moment, trail)
        home.save()
        if home.by_entry and not home.reading_count and not home.use_count:
            home.deleted_at = reading.deleted_at
            home.save(update_fields=["deleted_at"])
            note_in_diary(home.owner, added=-1)
            open_again(home.owner, trail)
        else:
            note_in_diary(home.owner)
        reading.episode = home
        return reading


def restore_reading(*, reading: Reading, clash: Clash = "") -> Reading:
    """Out of the bin, with its episode if that went too (then ClashError is possible)."""
    with writing(reading.owner):
        reading = Reading.objects.select_related("episode").get(pk=reading.pk)
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
