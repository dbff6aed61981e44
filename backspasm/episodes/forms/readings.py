"""What a person may type into the diary, checked before an action sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backspasm.episodes.models import NOTE_LENGTH, TAG_LENGTH, Episode, Reading
from backspasm.episodes.times import (
    day_words,
    length_words,
    moment_words,
    this_morning,
    to_local,
    to_utc,
)

NOW, QUARTER, HOUR, MORNING, OTHER = "now", "15", "60", "morning", "other"
MINUTES_AGO = {NOW: 0, QUARTER: 15, HOUR: 60}
SLACK = timedelta(minutes=2)
"""A clock may run this much ahead of ours."""
FAR = timedelta(hours=24)
"""A reading more than this before the start of its episode is a slip, or worth a question."""
DIGITS = ("max_digits", "max_decimal_places", "max_whole_digits")
OLDEST = datetime(1920, 1, 1, tzinfo=UTC)
SCALE = [(str(number), str(number)) for number in range(11)]
WALL = "%Y-%m-%dT%H:%M"


def scale(
    label: str,
    *,
    required: bool = True,
    help_text: str = "",
) -> forms.ChoiceField:
    """A row of the numbers 0 to 10."""
    field = forms.ChoiceField(
        label=label,
        choices=SCALE,
        widget=forms.RadioSelect,
        required=required,
        help_text=help_text,
        error_messages={
            "required": _("Tap a number."),
            "invalid_choice": _("Tap a number."),
        },
    )
    field.layout = "scale"  # type: ignore[attr-defined]
    return field


def chips(
    label: str,
    choices: dict[str, str],
    *,
    many: bool = False,
    required: bool = False,
) -> forms.ChoiceField:
    """A few short choices side by side."""
    kind = forms.MultipleChoiceField if many else forms.ChoiceField
    widget = forms.CheckboxSelectMultiple if many else forms.RadioSelect
    words = {
        "invalid_choice": _("Choose from the list."),
        "required": _("Choose one."),
    }
    field = kind(
        label=label,
        choices=list(choices.items()),
        widget=widget,
        required=required,
        error_messages=words,
    )
    field.layout = "chips"  # type: ignore[attr-defined]
    return field


def between(words: Any) -> dict[str, Any]:
    """The same words for a number that is too small, too large or none."""
    faults = ("invalid", "min_value", "max_value", *DIGITS)
    return dict.fromkeys(faults, words)


class KeyForm(forms.Form):
    """A form that, sent twice, counts once."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        now: datetime,
        zone: str,
        **kwargs: Any,
    ) -> None:
        initial = {"key": uuid4()}
        initial.update(kwargs.get("initial") or {})
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.now = now
        self.zone = zone

    def clean_key(self) -> UUID:
        """The form's own key; a form without one is a new entry."""
        sent: UUID | None = self.cleaned_data["key"]
        return sent or uuid4()

    def moment_of(
        self,
        name: str,
        wall: datetime | None,
        was: datetime | None = None,
    ) -> Any:
        """The moment of a typed wall clock; none, and field `name` wrong, when it cannot be."""
        if wall is None:
            return None
        try:
            moment = to_utc(wall.replace(tzinfo=None), self.zone, was=was)
        except (OverflowError, ValueError):
            moment = OLDEST - SLACK
        if moment > self.now + SLACK:
            self.add_error(name, _("That is still to come."))
        elif moment < OLDEST:
            self.add_error(name, _("That is too long ago."))
        else:
            return moment
        return None


class WhenForm(KeyForm):
    """Something that happened: now, a little ago, or at a time that is typed."""

    when = forms.ChoiceField(required=False)
    at = forms.DateTimeField(
        label=gettext_lazy("Day and time"),
        input_formats=[WALL, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"},
            format=WALL,
        ),
        error_messages={
            "invalid": gettext_lazy("Give a day and a time."),
            "required": gettext_lazy("Give a day and a time."),
        },
    )

    def __init__(
        self,
        *args: Any,
        was: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        initial: dict[str, Any] = {"when": NOW}
        if was:
            initial = {"when": OTHER, "at": None}
        initial.update(kwargs.get("initial") or {})
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        # Read as "optional" only when it is: the field counts once "Other" is chosen.
        optional = self.is_bound and self.data.get("when") != OTHER
        self.fields["at"].required = not optional
        self.was = was
        if was:
            self.initial["at"] = to_local(was, self.zone)
        self.fields["when"] = chips(_("When?"), _when_choices())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        when = data.get("when") or NOW
        data["estimated"] = when == MORNING
        if when in MINUTES_AGO:
            ago = timedelta(minutes=MINUTES_AGO[when])
            data["moment"] = self.now - ago
        elif when == MORNING:
            data["moment"] = this_morning(self.now, self.zone)
        elif "at" not in self.errors:
            typed = data.get("at")
            data["moment"] = self.moment_of("at", typed, self.was)
        return data


class ReadingForm(WhenForm):
    """A number and, if wanted, a few words. `which` is asked when one has been quiet.

    With the `episode` it would go to, a moment far before its start is asked about.
    """

    which = forms.ChoiceField(required=False)
    began = forms.ChoiceField(required=False)
    doing = forms.CharField(
        label=gettext_lazy("What were you doing?"),
        required=False,
        max_length=TAG_LENGTH,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        ask_which: bool = False,
        episode: Episode | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.episode = episode
        self.fields["pain"] = scale(_("How bad is it?"))
        self.fields["which"] = chips(
            _("Is it the same spell of pain?"),
            {"same": _("Yes, the same"), "another": _("No, a new one")},
            required=ask_which,
        )
        began = {"then": _("This spell began then already")}
        if not self.was:
            began["apart"] = _("It was another spell")
        self.fields["began"] = chips(_("What was it?"), began)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        has_said = data.get("began") or data.get("which") == "another"
        moment = data.get("moment")
        if moment and moment != self.was and not has_said:
            self._ask_if_far_before(moment)
        return data

    def _ask_if_far_before(self, moment: datetime) -> None:
        if self.episode is None:
            return
        before = self.episode.start - moment
        if before <= FAR:
            return
        begins = to_local(self.episode.start, self.zone).date()
        today = to_local(self.now, self.zone).date()
        said = _(
            "That is %(length)s before this spell began (%(day)s). "
            "Choose one, or set the time right."
        )
        words = {
            "length": length_words(before),
            "day": day_words(begins, today),
        }
        self.add_error("began", said % words)

    @property
    def asks_began(self) -> bool:
        """Whether to show the question about a moment far before the start."""
        is_wrong = "began" in self.errors
        was_answered = bool(self["began"].value())
        return is_wrong or was_answered

    @property
    def is_another(self) -> bool:
        """Not of the spell that is going on."""
        data = self.cleaned_data
        if data["which"] == "another":
            return True
        is_apart: bool = data["began"] == "apart"
        return is_apart

    @property
    def details(self) -> dict[str, Any]:
        """What an edit may change."""
        data = self.cleaned_data
        return {
            "pain": int(data["pain"]),
            "doing": data["doing"],
            "note": data["note"],
            "moment": data["moment"],
        }


def reading_initial(reading: Reading) -> dict[str, Any]:
    """A reading as its form shows it."""
    return {
        "pain": str(reading.pain),
        "doing": reading.doing,
        "note": reading.note,
    }


def later_words(
    reading: Reading,
    now: datetime,
    here: str,
) -> str:
    """Why it was not over yet."""
    when = moment_words(reading.moment, reading.zone, now, here)
    words = {"pain": reading.pain, "when": when}
    return _("You noted pain %(pain)d later than that: %(when)s.") % words


class EndForm(WhenForm):
    """When it was over."""

    about = forms.BooleanField(
        label=gettext_lazy("I am not sure of the time"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        episode: Episode,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.episode = episode

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        moment = data.get("moment")
        if not moment:
            return data
        typed = data.get("when") == OTHER
        if typed and moment < self.episode.start:
            self.add_error("at", _("That is before it began."))
            return data
        hurting = Reading.objects.hurting(self.episode)
        later = hurting.filter(moment__gt=moment).last()
        if later is None:
            return data
        field = "when"
        if typed:
            field = "at"
        self.add_error(field, later_words(later, self.now, self.zone))
        return data


def _when_choices() -> dict[str, str]:
    return {
        NOW: _("Now"),
        QUARTER: _("15 min ago"),
        HOUR: _("1 h ago"),
        MORNING: _("This morning"),
        OTHER: _("Other"),
    }
