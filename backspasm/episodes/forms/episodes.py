"""The forms of a whole episode."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backspasm.accounts.models import Owner
from backspasm.episodes import wording
from backspasm.episodes.forms.readings import KeyForm, chips, later_words, scale
from backspasm.episodes.models import (
    NOTE_LENGTH,
    TAG_LENGTH,
    Episode,
    Reading,
    TechniqueUse,
)
from backspasm.episodes.rows import episode_row
from backspasm.episodes.times import NOON, moment_words, to_local
from backspasm.web.catalogue import catalogue

TAGS_SHOWN = 24
LATELY_SHOWN = 6


def _day(label: Any, *, required: bool) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    words = {
        "required": gettext_lazy("Give the day."),
        "invalid": gettext_lazy("Give the day."),
    }
    return forms.DateField(
        label=label, required=required, widget=widget, error_messages=words
    )


def _time(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    words = {"invalid": gettext_lazy("Give a time such as 14:30.")}
    return forms.TimeField(
        label=label, required=False, widget=widget, error_messages=words
    )


class EpisodeForm(KeyForm):
    """An episode from memory: when, where, what set it off. Times may be left out.

    Without a time the day is right and the hour a guess: noon, marked as "about".
    """

    start_day = _day(gettext_lazy("Day it began"), required=True)
    start_time = _time(gettext_lazy("Time"))
    over = forms.ChoiceField()
    end_day = _day(gettext_lazy("Day it ended"), required=True)
    end_time = _time(gettext_lazy("Time"))
    own_trigger = forms.CharField(
        label=gettext_lazy("Something else, in your words"),
        required=False,
        max_length=TAG_LENGTH,
    )

    def __init__(
        self,
        *args: Any,
        tags: Sequence[str] = (),
        episode: Episode | None = None,
        owner: Owner | None = None,
        **kwargs: Any,
    ) -> None:
        self.episode = episode
        self.owner = owner
        if episode:
            kwargs["initial"] = episode_initial(episode)
        super().__init__(*args, **kwargs)
        self.fields["end_day"].required = (
            not self.is_bound or self.data.get("over") == "yes"
        )
        going = {"no": _("Still going"), "yes": _("It is over")}
        self.fields["over"] = chips(_("Is it over?"), going, required=True)
        self.fields["regions"] = chips(
            _("Where?"), wording.regions(), many=True
        )
        self.fields["triggers"] = chips(
            _("What set it off?"), trigger_choices(tags, episode), many=True
        )
        self.fields["clash"] = chips(
            _("Another episode is still going. What is this one?"),
            ({} if episode else {"same": _("The same one")})
            | {"end_open": _("A new one: the other is over")},
        )
        self.fields["overlap"] = chips(
            _("Were there two at the same time?"), {"yes": _("Yes, keep both")}
        )
        if episode is None:
            self.fields["worst"] = scale(_("Worst pain"), required=False)
            self.fields["helped"] = chips(
                _("What helped?"), helped_choices(owner), many=True
            )

    def clean_triggers(self) -> list[str]:
        return list(dict.fromkeys(self.cleaned_data["triggers"]))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        was = self.episode
        data["start"] = self._moment("start", data, was.start if was else None)
        data["end"] = None
        if data.get("over") == "yes":
            data["end"] = self._moment("end", data, was.end if was else None)
            self._check_order(data)
        if (
            self.owner
            and data["start"]
            and data["end"]
            and not data.get("overlap")
        ):
            self._check_overlap(data["start"], data["end"])
        return data

    def _check_overlap(self, start: datetime, end: datetime) -> None:
        others = Episode.objects.of(self.owner).exclude(
            key=self.cleaned_data.get("key")
        )
        met = others.meeting(start, end)
        if met is not None:
            span = episode_row(met, self.now, self.zone).span
            words = _("You have one of that time already: %(span)s.") % {
                "span": span
            }
            self.add_error("overlap", words)

    @property
    def asks_overlap(self) -> bool:
        """Whether to show the question about two at the same time."""
        return bool(self.errors.get("overlap") or self["overlap"].value())

    def _moment(
        self, edge: str, data: dict[str, Any], was: datetime | None
    ) -> datetime | None:
        day = data.get(f"{edge}_day")
        if day is None or f"{edge}_time" in self.errors:
            return None
        clock: time | None = data.get(f"{edge}_time")
        if clock is None:
            return self._guess(edge, day, was)
        moment: datetime | None = self.moment_of(
            f"{edge}_day", datetime.combine(day, clock), was
        )
        return moment

    def _guess(
        self, edge: str, day: date, was: datetime | None
    ) -> datetime | None:
        """As before when the day is; else noon, and of today no later than now."""
        if was and to_local(was, self.zone).date() == day:
            return was
        wall = datetime.combine(day, NOON)
        here = to_local(self.now, self.zone)
        moment: datetime | None = self.moment_of(
            f"{edge}_day", min(wall, here) if day == here.date() else wall
        )
        return moment

    def _check_order(self, data: dict[str, Any]) -> None:
        start, end = data["start"], data["end"]
        if start is None or end is None or end >= start:
            return
        guessed = not (data.get("end_time") and data.get("start_time"))
        if guessed and data["end_day"] == data["start_day"]:
            data["end"] = start
        else:
            self.add_error("end_day", _("That is before it began."))

    @property
    def details(self) -> dict[str, Any]:
        """The fields of an episode."""
        data = self.cleaned_data
        own = " ".join(data["own_trigger"].split())
        ended = data["end"] is not None
        was = self.episode
        return {
            "start": data["start"],
            "start_zone": self.zone,
            "start_about": not data["start_time"],
            "end": data["end"],
            "end_zone": (was.end_zone if was and was.end_zone else self.zone)
            if ended
            else "",
            "end_about": ended and not data["end_time"],
            "regions": tuple(data["regions"]),
            "triggers": tuple(
                dict.fromkeys([*data["triggers"], *([own] if own else [])])
            ),
        }


class DetailsForm(EpisodeForm):
    """Everything about an episode."""

    days_lost = forms.IntegerField(
        label=gettext_lazy("Days of work or usual life lost"),
        required=False,
        min_value=0,
        max_value=3660,
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        legs = {key: str(name) for key, name in wording.legs().items()}
        self.fields["legs"] = chips(_("Anything in the legs?"), legs, many=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data["start"] and (data["end"] or data.get("over") == "no"):
            self._check_readings(data)
            self._check_days_lost(data)
        return data

    def _check_readings(self, data: dict[str, Any]) -> None:
        """No reading that hurt lies outside; an hour that was guessed gives way to one."""
        inside = (
            list(Reading.objects.hurting(self.episode)) if self.episode else []
        )
        if inside:
            self._begin_with(inside[0], data)
            self._end_with(inside[-1], data)

    def _begin_with(self, first: Reading, data: dict[str, Any]) -> None:
        """The start is no later than the first reading that hurt."""
        if first.moment >= data["start"]:
            return
        if self._gives_way("start", data, first.moment):
            data["start"] = first.moment
            return
        words = _("You noted pain %(pain)d before that: %(when)s.")
        when = moment_words(first.moment, first.zone, self.now, self.zone)
        self.add_error("start_day", words % {"pain": first.pain, "when": when})

    def _end_with(self, last: Reading, data: dict[str, Any]) -> None:
        """The end is no earlier than the last reading that hurt."""
        if data["end"] is None or last.moment <= data["end"]:
            return
        if self._gives_way("end", data, last.moment):
            data["end"] = last.moment
        else:
            words = later_words(last, self.now, self.zone)
            self.add_error("end_day", words)

    def _gives_way(
        self, edge: str, data: dict[str, Any], reading: datetime
    ) -> bool:
        """Whether an edge was a guess of the hour, on the very day of the reading."""
        if data.get(f"{edge}_time"):
            return False
        return self._same_day(reading, data[edge])

    def _same_day(self, one: datetime, other: datetime) -> bool:
        return (
            to_local(one, self.zone).date() == to_local(other, self.zone).date()
        )

    def _check_days_lost(self, data: dict[str, Any]) -> None:
        first, last = (
            to_local(day, self.zone)
            for day in (data["start"], data["end"] or self.now)
        )
        if (data.get("days_lost") or 0) > (last.date() - first.date()).days + 1:
            self.add_error("days_lost", _("That is more days than it lasted."))

    @property
    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        more = {name: data[name] for name in ("days_lost", "notes")}
        return {**super().details, **more, "legs": tuple(data["legs"])}


def helped_choices(owner: Owner | None) -> dict[str, str]:
    """What may have helped, to tick: what this person did of late, then the usual. One query."""
    lately = TechniqueUse.objects.of(owner).names_lately(LATELY_SHOWN)
    tags = dict.fromkeys([*lately, *catalogue().often_tried])
    return {tag: wording.name_of(tag) for tag in tags}


def trigger_choices(
    tags: Sequence[str], episode: Episode | None
) -> dict[str, str]:
    """Triggers to tick: this episode's own, then last used first, then the pack's."""
    kept = episode.triggers if episode else ()
    known = wording.triggers()
    order = dict.fromkeys([*kept, *tags[:TAGS_SHOWN], *known])
    return {tag: known.get(tag, tag) for tag in order}


def episode_initial(episode: Episode) -> dict[str, Any]:
    """An episode as its form shows it; a guessed time stays empty."""
    start = to_local(episode.start, episode.start_zone)
    end = to_local(episode.end, episode.start_zone) if episode.end else None
    return {
        "start_day": start.date(),
        "start_time": None if episode.start_about else start.time(),
        "over": "yes" if end else "no",
        "end_day": end.date() if end else None,
        "end_time": None if end is None or episode.end_about else end.time(),
        "regions": list(episode.regions),
        "triggers": list(episode.triggers),
        "legs": list(episode.legs),
        "days_lost": episode.days_lost,
        "notes": episode.notes,
    }
