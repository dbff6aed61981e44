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
from backspasm.episodes.actions.base import Clash
from backspasm.episodes.folding import folded
from backspasm.episodes.forms.readings import (
    KeyForm,
    between,
    chips,
    later_words,
    scale,
)
from backspasm.episodes.models import (
    NOTE_LENGTH,
    TAG_LENGTH,
    Episode,
    Reading,
    TechniqueUse,
)
from backspasm.episodes.rows import episode_row
from backspasm.episodes.times import NOON, moment_words, to_local
from backspasm.web import numbers
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
        label=label,
        required=required,
        widget=widget,
        error_messages=words,
    )


def _time(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    words = {"invalid": gettext_lazy("Give a time such as 14:30.")}
    return forms.TimeField(
        label=label,
        required=False,
        widget=widget,
        error_messages=words,
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
        goes_on = self.is_bound and self.data.get("over") != "yes"
        self.fields["end_day"].required = not goes_on
        going = {"no": _("Still going"), "yes": _("It is over")}
        self.fields["over"] = chips(_("Is it over?"), going, required=True)
        self.fields["regions"] = chips(
            _("Where?"),
            wording.regions(),
            many=True,
        )
        self.known_triggers = trigger_choices(tags, episode)
        self.fields["triggers"] = chips(
            _("What set it off?"),
            self.known_triggers,
            many=True,
        )
        self.fields["clash"] = self._clash_field()
        self.fields["overlap"] = chips(
            _("Were there two at the same time?"),
            {"yes": _("Yes, keep both")},
        )
        if episode is None:
            self.fields["worst"] = scale(_("Worst pain"), required=False)
            self.fields["helped"] = chips(
                _("What helped?"),
                helped_choices(owner),
                many=True,
            )

    def _clash_field(self) -> forms.ChoiceField:
        choices = {}
        if self.episode is None:
            choices["same"] = _("The same one")
        choices["end_open"] = _("A new one: the other is over")
        question = _("Another episode is still going. What is this one?")
        return chips(question, choices)

    @property
    def chosen_clash(self) -> Clash:
        """What the person said of two that would be open."""
        if self.cleaned_data["clash"] == "end_open":
            return "end_open"
        return ""

    def clean_triggers(self) -> list[str]:
        chosen = self.cleaned_data["triggers"]
        return list(dict.fromkeys(chosen))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        start_was = None
        end_was = None
        if self.episode is not None:
            start_was = self.episode.start
            end_was = self.episode.end
        data["start"] = self._moment("start", data, start_was)
        data["end"] = None
        if data.get("over") == "yes":
            data["end"] = self._moment("end", data, end_was)
            self._check_order(data)
        if self.owner is not None and not data.get("overlap"):
            self._check_overlap(data["start"], data["end"])
        return data

    def _check_overlap(
        self,
        start: datetime | None,
        end: datetime | None,
    ) -> None:
        if start is None or end is None:
            return
        mine = Episode.objects.of(self.owner)
        others = mine.exclude(key=self.cleaned_data.get("key"))
        met = others.meeting(start, end)
        if met is None:
            return
        span = episode_row(met, self.now, self.zone).span
        words = _("You have one of that time already: %(span)s.")
        self.add_error("overlap", words % {"span": span})

    @property
    def asks_overlap(self) -> bool:
        """Whether to show the question about two at the same time."""
        is_wrong = "overlap" in self.errors
        was_answered = bool(self["overlap"].value())
        return is_wrong or was_answered

    def _moment(
        self,
        edge: str,
        data: dict[str, Any],
        was: datetime | None,
    ) -> datetime | None:
        day = data.get(f"{edge}_day")
        if day is None or f"{edge}_time" in self.errors:
            return None
        clock: time | None = data.get(f"{edge}_time")
        if clock is None:
            return self._guess(edge, day, was)
        wall = datetime.combine(day, clock)
        moment: datetime | None = self.moment_of(f"{edge}_day", wall, was)
        return moment

    def _guess(
        self,
        edge: str,
        day: date,
        was: datetime | None,
    ) -> datetime | None:
        """As before when the day is; else noon, and of today no later than now."""
        if was and to_local(was, self.zone).date() == day:
            return was
        wall = datetime.combine(day, NOON)
        here = to_local(self.now, self.zone)
        if day == here.date():
            wall = min(wall, here)
        moment: datetime | None = self.moment_of(f"{edge}_day", wall)
        return moment

    def _check_order(self, data: dict[str, Any]) -> None:
        start = data["start"]
        end = data["end"]
        if start is None or end is None:
            return
        if end >= start:
            return
        both_known = data.get("end_time") and data.get("start_time")
        same_day = data["end_day"] == data["start_day"]
        if same_day and not both_known:
            data["end"] = start
        else:
            self.add_error("end_day", _("That is before it began."))

    @property
    def details(self) -> dict[str, Any]:
        """The fields of an episode."""
        data = self.cleaned_data
        ended = data["end"] is not None
        return {
            "start": data["start"],
            "start_zone": self.zone,
            "start_about": not data["start_time"],
            "end": data["end"],
            "end_zone": self._end_zone(ended=ended),
            "end_about": ended and not data["end_time"],
            "regions": tuple(data["regions"]),
            "triggers": self._triggers(),
        }

    def _triggers(self) -> tuple[str, ...]:
        """What was ticked, then what was typed, each once."""
        triggers = list(self.cleaned_data["triggers"])
        typed = self.cleaned_data["own_trigger"]
        own = " ".join(typed.split())
        if own:
            triggers.append(self._as_known(own))
        return tuple(dict.fromkeys(triggers))

    def _as_known(self, own: str) -> str:
        """A trigger in own words as it was written before: "Gardening" is "gardening"."""
        for tag, name in self.known_triggers.items():
            if folded(name) == folded(own):
                return tag
        return own

    def _end_zone(self, *, ended: bool) -> str:
        """Where it ended, if that was noted; else where the form is filled in."""
        if not ended:
            return ""
        was = self.episode
        if was is None or not was.end_zone:
            return str(self.zone)
        return was.end_zone


class DetailsForm(EpisodeForm):
    """Everything about an episode."""

    days_lost = numbers.IntegerField(
        label=gettext_lazy("Days of work or usual life lost"),
        required=False,
        min_value=0,
        max_value=3660,
        error_messages=between(
            gettext_lazy("One number of days, between 0 and 3660.")
        ),
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legs"] = chips(
            _("Anything in the legs?"),
            wording.legs(),
            many=True,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        end_is_known = data["end"] or data.get("over") == "no"
        if data["start"] and end_is_known:
            self._check_readings(data)
            self._check_days_lost(data)
        return data

    def _check_readings(self, data: dict[str, Any]) -> None:
        """No reading that hurt lies outside; an hour that was guessed gives way to one."""
        if self.episode is None:
            return
        inside = list(Reading.objects.hurting(self.episode))
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
        when = moment_words(first.moment, first.zone, self.now, self.zone)
        words = {"pain": first.pain, "when": when}
        said = _("You noted pain %(pain)d before that: %(when)s.") % words
        self.add_error("start_day", said)

    def _end_with(self, last: Reading, data: dict[str, Any]) -> None:
        """The end is no earlier than the last reading that hurt."""
        end = data["end"]
        if end is None or last.moment <= end:
            return
        if self._gives_way("end", data, last.moment):
            data["end"] = last.moment
            return
        words = later_words(last, self.now, self.zone)
        self.add_error("end_day", words)

    def _gives_way(
        self,
        edge: str,
        data: dict[str, Any],
        reading: datetime,
    ) -> bool:
        """Whether an edge was a guess of the hour, on the very day of the reading."""
        if data.get(f"{edge}_time"):
            return False
        return self._same_day(reading, data[edge])

    def _same_day(self, one: datetime, other: datetime) -> bool:
        day = to_local(one, self.zone).date()
        other_day = to_local(other, self.zone).date()
        return day == other_day

    def _check_days_lost(self, data: dict[str, Any]) -> None:
        first = to_local(data["start"], self.zone).date()
        last = to_local(data["end"] or self.now, self.zone).date()
        days = (last - first).days + 1
        lost = data.get("days_lost") or 0
        if lost > days:
            self.add_error("days_lost", _("That is more days than it lasted."))

    @property
    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        more = {
            "days_lost": data["days_lost"],
            "notes": data["notes"],
            "legs": tuple(data["legs"]),
        }
        return super().details | more


def helped_choices(owner: Owner | None) -> dict[str, str]:
    """What may have helped, to tick: what this person did of late, then the usual. One query."""
    mine = TechniqueUse.objects.of(owner)
    lately = mine.names_lately(LATELY_SHOWN)
    usual = catalogue().often_tried
    # A key that is there already keeps its place.
    return {tag: wording.name_of(tag) for tag in (*lately, *usual)}


def trigger_choices(
    tags: Sequence[str],
    episode: Episode | None,
) -> dict[str, str]:
    """Triggers to tick: this episode's own, then last used first, then the pack's."""
    kept: tuple[str, ...] = ()
    if episode is not None:
        kept = episode.triggers
    known = wording.triggers()
    order = (*kept, *tags[:TAGS_SHOWN], *known)
    # A key that is there already keeps its place.
    return {tag: known.get(tag, tag) for tag in order}


def episode_initial(episode: Episode) -> dict[str, Any]:
    """An episode as its form shows it; a guessed time stays empty."""
    start = to_local(episode.start, episode.start_zone)
    initial = {
        "start_day": start.date(),
        "over": "no",
        "regions": list(episode.regions),
        "triggers": list(episode.triggers),
        "legs": list(episode.legs),
        "days_lost": episode.days_lost,
        "notes": episode.notes,
    }
    if not episode.start_about:
        initial["start_time"] = start.time()
    if episode.end is None:
        return initial
    end = to_local(episode.end, episode.start_zone)
    initial["over"] = "yes"
    initial["end_day"] = end.date()
    if not episode.end_about:
        initial["end_time"] = end.time()
    return initial
