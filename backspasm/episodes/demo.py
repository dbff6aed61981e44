"""The made-up person of fixtures/demo.json, moved in time so that the last reading is today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
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


class Shift:
    """Whole days, so that every clock still shows what it showed; nothing is in the future."""

    def __init__(self, story: Mapping[str, Any], now: datetime) -> None:
        last = max(
            row[0]
            for episode in story["episodes"]
            for row in episode["readings"]
        )
        today = to_local(now, story["zone"]).date()
        self.days = timedelta(
            days=(today - datetime.fromisoformat(last).date()).days
        )
        self.now = now

    def __call__(self, wall: str, zone: str) -> datetime:
        return min(
            self.now, to_utc(datetime.fromisoformat(wall) + self.days, zone)
        )


def load_demo(
    *, file: Path, now: datetime, password: str | None = None
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
    user = User.objects.filter(email=email).first() or User.objects.create_user(
        email
    )
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


def _tell(owner: Owner, told: Mapping[str, Any], shift: Shift) -> None:
    zone = told["zone"]
    end = told.get("end")
    kept = (
        "regions",
        "triggers",
        "legs",
        "days_lost",
        "notes",
        "start_about",
        "end_about",
    )
    episode = Episode.objects.create(
        owner=owner,
        start=shift(told["start"], zone),
        start_zone=zone,
        end=shift(end, zone) if end else None,
        end_zone=zone if end else "",
        **{name: told[name] for name in kept if name in told},
    )
    shared = {"owner": owner, "episode": episode, "zone": zone}
    Reading.objects.bulk_create(
        Reading(
            **shared, moment=shift(at, zone), pain=pain, doing=doing, note=note
        )
        for at, pain, doing, note in told["readings"]
    )
    TechniqueUse.objects.bulk_create(
        TechniqueUse(
            **shared,
            technique=technique,
            start=shift(at, zone),
            minutes=minutes,
            pain_before=before,
            pain_after=after,
            effect=effect,
        )
        for technique, at, minutes, before, after, effect in told["uses"]
    )
    recount(episode)
    note_in_diary(owner, added=1, tags=episode.triggers)


def _shelve(
    owner: Owner, told: Mapping[str, Any], zone: str, shift: Shift
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
        MedicineDose(owner=owner, medicine=medicine, moment=moment, zone=zone)
        for moment in moments
    )
