"""The made-up person of fixtures/demo.json, moved in time so that the last reading is today."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from backspasm.accounts.models import Owner, User
from backspasm.episodes.actions.counters import note_in_diary, recount
from backspasm.episodes.models import (
    Diary,
    Episode,
    Medicine,
    MedicineDose,
    Reading,
    TechniqueUse,
)
from backspasm.episodes.times import to_local, to_utc
from backspasm.web.sqlite import write_transaction

EPISODE_FIELDS = (
    *("regions", "triggers", "legs", "days_lost", "notes"),
    *("start_about", "end_about"),
)
"""What the story may say of an episode as the row keeps it."""


class Shift:
    """Whole days, so that every clock still shows what it showed; nothing is in the future."""

    def __init__(self, story: Mapping[str, Any], now: datetime) -> None:
        walls = []
        for episode in story["episodes"]:
            walls += [wall for wall, *_ in episode["readings"]]
        last = datetime.fromisoformat(max(walls))
        today = to_local(now, story["zone"])
        self.days = today.date() - last.date()
        self.now = now

    def __call__(self, wall: str, zone: str) -> datetime:
        told = datetime.fromisoformat(wall)
        moved = to_utc(told + self.days, zone)
        return min(self.now, moved)


def load_demo(
    *,
    file: Path,
    now: datetime,
    password: str | None = None,
) -> User:
    """Make the demo person's diary anew; an account of that address keeps only its sign-in."""
    story = json.loads(file.read_text(encoding="utf-8"))
    shift = Shift(story, now)
    with write_transaction():
        user = _user(story["email"], password)
        owner, _ = Owner.objects.get_or_create(user=user)
        _clear(owner)
        for told in story["episodes"]:
            _tell(owner, told, shift)
        for medicine in story["medicines"]:
            _shelve(owner, medicine, story["zone"], shift)
    return user


def _user(email: str, password: str | None) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email)
    if password is not None:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def _clear(owner: Owner) -> None:
    for model in (
        MedicineDose,
        Medicine,
        TechniqueUse,
        Reading,
        Episode,
        Diary,
    ):
        model.objects.filter(owner=owner).delete()


def _tell(
    owner: Owner,
    told: Mapping[str, Any],
    shift: Shift,
) -> None:
    zone = told["zone"]
    episode = Episode(
        owner=owner,
        start=shift(told["start"], zone),
        start_zone=zone,
    )
    if told.get("end"):
        episode.end = shift(told["end"], zone)
        episode.end_zone = zone
    for name in EPISODE_FIELDS:
        if name in told:
            setattr(episode, name, told[name])
    episode.save()
    Reading.objects.bulk_create(_readings(episode, told["readings"], shift))
    TechniqueUse.objects.bulk_create(_uses(episode, told["uses"], shift))
    recount(episode)
    note_in_diary(owner, added=1, tags=episode.triggers)


def _readings(
    episode: Episode,
    told: Sequence[Any],
    shift: Shift,
) -> Iterator[Reading]:
    zone = episode.start_zone
    for at, pain, doing, note in told:
        yield Reading(
            owner=episode.owner,
            episode=episode,
            moment=shift(at, zone),
            zone=zone,
            pain=pain,
            doing=doing,
            note=note,
        )


def _uses(
    episode: Episode,
    told: Sequence[Any],
    shift: Shift,
) -> Iterator[TechniqueUse]:
    zone = episode.start_zone
    for technique, at, minutes, before, after, effect in told:
        yield TechniqueUse(
            owner=episode.owner,
            episode=episode,
            technique=technique,
            start=shift(at, zone),
            zone=zone,
            minutes=minutes,
            pain_before=before,
            pain_after=after,
            effect=effect,
        )


def _shelve(
    owner: Owner,
    told: Mapping[str, Any],
    zone: str,
    shift: Shift,
) -> None:
    moments = [shift(wall, zone) for wall in told["doses"]]
    medicine = Medicine.objects.create(
        owner=owner,
        name=told["name"],
        hours_apart=told["hours_apart"],
        most_a_day=told["most_a_day"],
        last_used=max(moments),
    )
    MedicineDose.objects.bulk_create(
        MedicineDose(
            owner=owner,
            medicine=medicine,
            moment=moment,
            zone=zone,
        )
        for moment in moments
    )
