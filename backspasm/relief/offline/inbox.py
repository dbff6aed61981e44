"""What was noted on a phone without a network, checked when it arrives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from backspasm.accounts.models import Owner
from backspasm.episodes.actions import (
    ReadingEntry,
    UseEntry,
    log_reading,
    record_session,
)
from backspasm.episodes.forms.readings import SCALE, SLACK, KeyForm, ReadingForm
from backspasm.episodes.models import Effect, Episode
from backspasm.relief.actions import end_there
from backspasm.relief.models import RunningSession
from backspasm.relief.player import diary_entry
from backspasm.relief.player.state import WORSE, replay
from backspasm.web.catalogue import catalogue
from backspasm.web.place import known_zones

LATEST = timedelta(days=7)
"""The phone's own moment counts for so long."""
LONGEST = timedelta(hours=12)
"""A session that seems to have lasted longer was forgotten, not done."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
END_OF_TIME = 2**53
SCALE_OR_NOTHING = [("", ""), *SCALE]


class NotedForm(KeyForm):
    """Its key, and when and where by the phone: milliseconds since 1970, an IANA zone."""

    key = forms.UUIDField()
    noted = forms.IntegerField(min_value=0, max_value=END_OF_TIME)
    zone_there = forms.CharField(required=False)

    def clean_noted(self) -> datetime:
        """From here on "now" is the moment at which the phone noted it."""
        moment = _moment(self.cleaned_data["noted"])
        if moment > self.now + SLACK:
            raise forms.ValidationError(
                _("By this phone’s clock it is still to come.")
            )
        if moment < self.now - LATEST:
            raise forms.ValidationError(
                _("It is more than 7 days old: too old to send.")
            )
        self.now = moment
        return moment

    def clean_zone_there(self) -> str:
        """Where the phone was, when it says a real place; else where this browser is."""
        zone: str = self.cleaned_data["zone_there"]
        self.zone = zone if zone in known_zones() else self.zone
        return self.zone

    @property
    def why(self) -> str:
        """The first thing that is wrong, in words."""
        wrong = self.errors.get("noted") or next(iter(self.errors.values()))
        return str(wrong[0])


class NotedReading(NotedForm, ReadingForm):
    """A reading, as its form would have sent it at that moment."""

    def keep(self, owner: Owner) -> Episode:
        """Write it down, once for its key."""
        data = self.cleaned_data
        another = data["which"] == "another"
        reading = log_reading(
            owner=owner,
            key=data["key"],
            zone=self.zone,
            episode=None
            if another
            else Episode.objects.of(owner).going_at(data["moment"]),
            another=another,
            estimated=data["estimated"],
            offline=True,
            **self.details,
        )
        return reading.episode


class NotedSession(NotedForm):
    """A position that was held from `start` until the moment it was noted.

    `session`: the key of the one that ran on the server when the network was lost.
    """

    start = forms.IntegerField(min_value=0, max_value=END_OF_TIME)
    before = forms.ChoiceField(choices=SCALE_OR_NOTHING, required=False)
    after = forms.ChoiceField(choices=SCALE_OR_NOTHING, required=False)
    effect = forms.ChoiceField(
        choices=[("", ""), *Effect.choices], required=False
    )
    session = forms.UUIDField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What a phone begins without a network: no heat or cold, whose waits the server counts.
        # What the server began itself may be any.
        begun = bool(self.data.get("session"))
        names = [
            (name, name)
            for name, one in catalogue().techniques.items()
            if begun or one.comfort
        ]
        self.fields["technique"] = forms.ChoiceField(choices=names)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "start" in data and "noted" in data:
            data["start"] = _moment(data["start"])
            # The server knows its pauses.
            longest = LATEST if data.get("session") else LONGEST
            if not timedelta() <= data["noted"] - data["start"] <= longest:
                self.add_error(
                    "start", _("The times of this session cannot be right.")
                )
        return data

    def keep(self, owner: Owner) -> Episode | None:
        """Write it down, once for its key; what ran on the server ends as the phone was told."""
        row = (
            RunningSession.objects.of(owner)
            .filter(key=self.cleaned_data["session"])
            .first()
        )
        return self._keep_end(row) if row else self._keep_whole(owner)

    def _keep_end(self, row: RunningSession) -> Episode | None:
        data = self.cleaned_data
        technique, end, felt = data["technique"], data["noted"], data["effect"]
        pain = int(data["after"]) if data["after"] else None
        if end_there(
            session=row, technique=technique, at=end, felt=felt, pain=pain
        ):
            row.refresh_from_db()
            return diary_entry.keep(replay(row, self.now), offline=True)
        # It went another way on the server: what is left is how bad it was, and what to leave out.
        readings = [ReadingEntry(end, pain)] if pain is not None else []
        uses = (
            [UseEntry(technique, start=end, effect=felt)]
            if felt == WORSE
            else []
        )
        if not readings and not uses:
            return None
        return record_session(
            owner=row.owner,
            key=data["key"],
            zone=self.zone,
            readings=readings,
            uses=uses,
            episode=Episode.objects.of(row.owner).going_at(end),
            offline=True,
        )

    def _keep_whole(self, owner: Owner) -> Episode:
        data = self.cleaned_data
        start, end = data["start"], data["noted"]
        told = [(start, data["before"]), (end, data["after"])]
        use = UseEntry(
            technique=data["technique"],
            start=start,
            minutes=diary_entry.whole_minutes(end - start),
            pain_before=int(data["before"]) if data["before"] else None,
            pain_after=int(data["after"]) if data["after"] else None,
            effect=data["effect"],
        )
        return record_session(
            owner=owner,
            # Of one whose answers were deleted since: once.
            key=data["session"] or data["key"],
            zone=self.zone,
            readings=[
                ReadingEntry(moment, int(pain)) for moment, pain in told if pain
            ],
            uses=[use],
            episode=Episode.objects.of(owner).going_at(start),
            offline=True,
        )


def form_of(
    data: Mapping[str, Any],
    *,
    now: datetime,
    zone: str,
) -> NotedReading | NotedSession:
    """The form for what arrives; what does not say its kind counts as a reading."""
    kind = NotedSession if data.get("kind") == "session" else NotedReading
    return kind(data, now=now, zone=zone)


def _moment(milliseconds: int) -> datetime:
    try:
        return EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
