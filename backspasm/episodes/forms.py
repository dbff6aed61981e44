"""What a person may type into the diary, checked before an action sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backspasm.episodes import wording
from backspasm.episodes.models import NOTE_LENGTH, TAG_LENGTH, Episode, Reading, TechniqueUse
from backspasm.episodes.moments import this_morning, to_local, to_utc

NOW, QUARTER, HOUR, MORNING, OTHER = "now", "15", "60", "morning", "other"
SLACK = timedelta(minutes=2)
"""A clock may run this much ahead of ours."""
OLDEST = datetime(1920, 1, 1, tzinfo=UTC)
SCALE = [(str(number), str(number)) for number in range(11)]
WALL = "%Y-%m-%dT%H:%M"


def scale(label: str, *, required: bool = True, help_text: str = "") -> forms.ChoiceField:
    """A row of the numbers 0 to 10."""
    field = forms.ChoiceField(
        label=label,
        choices=SCALE,
        widget=forms.RadioSelect,
        required=required,
        help_text=help_text,
        error_messages={"required": _("Tap a number."), "invalid_choice": _("Tap a number.")},
    )
    field.layout = "scale"  # type: ignore[attr-defined]
    return field


def chips(
    label: str, choices: dict[str, str], *, many: bool = False, required: bool = False
) -> forms.ChoiceField:
    """A few short choices side by side."""
    kind = forms.MultipleChoiceField if many else forms.ChoiceField
    widget = forms.CheckboxSelectMultiple if many else forms.RadioSelect
    words = {"invalid_choice": _("Choose from the list."), "required": _("Choose one.")}
    field = kind(
        label=label,
        choices=list(choices.items()),
        widget=widget,
        required=required,
        error_messages=words,
    )
    field.layout = "chips"  # type: ignore[attr-defined]
    return field


class KeyForm(forms.Form):
    """A form that, sent twice, counts once."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: datetime, zone: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.now = now
        self.zone = zone

    def clean_key(self) -> UUID:
        """The form's own key; a form without one is a new entry."""
        return self.cleaned_data["key"] or uuid4()

    def moment_of(self, name: str, wall: datetime | None, was: datetime | None = None) -> Any:
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
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WALL),
        error_messages={
            "invalid": gettext_lazy("Give a day and a time."),
            "required": gettext_lazy("Give a day and a time."),
        },
    )

    def __init__(self, *args: Any, was: datetime | None = None, **kwargs: Any) -> None:
        start = {"when": OTHER, "at": None} if was else {"when": NOW}
        kwargs["initial"] = {**start, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        # Read as "optional" only when it is: the field counts once "Other" is chosen.
        self.fields["at"].required = not self.is_bound or self.data.get("when") == OTHER
        self.was = was
        if was:
            self.initial["at"] = to_local(was, self.zone)
        self.fields["when"] = chips(_("When?"), _when_choices())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        when = data.get("when") or NOW
        ago = {NOW: 0, QUARTER: 15, HOUR: 60}.get(when)
        if ago is not None:
            data["moment"] = self.now - timedelta(minutes=ago)
        elif when == MORNING:
            data["moment"] = this_morning(self.now, self.zone)
        elif "at" not in self.errors:
            data["moment"] = self.moment_of("at", data.get("at"), self.was)
        data["estimated"] = when == MORNING
        return data


class ReadingForm(WhenForm):
    """A number and, if wanted, a few words. `which` is asked when one has been quiet."""

    which = forms.ChoiceField(required=False)
    doing = forms.CharField(
        label=gettext_lazy("What were you doing?"), required=False, max_length=TAG_LENGTH
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, ask_which: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pain"] = scale(_("How bad is it?"))
        self.fields["which"] = chips(
            _("Is it the same spell of pain?"),
            {"same": _("Yes, the same"), "another": _("No, a new one")},
            required=ask_which,
        )

    @property
    def details(self) -> dict[str, Any]:
        """What an edit may change."""
        return {
            "pain": int(self.cleaned_data["pain"]),
            "doing": self.cleaned_data["doing"],
            "note": self.cleaned_data["note"],
            "moment": self.cleaned_data["moment"],
        }


def reading_initial(reading: Reading) -> dict[str, Any]:
    """A reading as its form shows it."""
    return {"pain": str(reading.pain), "doing": reading.doing, "note": reading.note}


class UseForm(WhenForm):
    """Something that was done, and what it did."""

    technique = forms.ChoiceField(label=gettext_lazy("What did you do?"), required=False)
    own = forms.CharField(
        label=gettext_lazy("Something else, in your words"), required=False, max_length=TAG_LENGTH
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("For how many minutes?"), required=False, min_value=1, max_value=1440
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted(wording.techniques().items(), key=lambda item: item[1])
        self.fields["technique"] = forms.ChoiceField(
            label=_("What did you do?"),
            choices=[("", _("Choose")), *names],
            required=not self.is_bound,
        )
        effects = {key: str(name) for key, name in wording.EFFECTS.items()}
        self.fields["effect"] = chips(_("What did it do?"), effects)
        self.fields["pain_before"] = scale(_("Pain before"), required=False)
        self.fields["pain_after"] = scale(_("Pain after"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["technique"] = " ".join((data.get("own") or data.get("technique") or "").split())
        if not data["technique"] and "own" not in self.errors:
            self.add_error("technique", _("Choose something, or say it in your words."))
        return data

    @property
    def details(self) -> dict[str, Any]:
        """The fields of a use."""
        names = ("technique", "minutes", "effect")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "pain_before": _number(self.cleaned_data["pain_before"]),
            "pain_after": _number(self.cleaned_data["pain_after"]),
            "start": self.cleaned_data["moment"],
            "zone": self.zone,
        }


def use_initial(use: TechniqueUse) -> dict[str, Any]:
    """A use as its form shows it."""
    known = use.technique in wording.techniques()
    return {
        "technique": use.technique if known else "",
        "own": "" if known else use.technique,
        "minutes": use.minutes,
        "effect": use.effect,
        "pain_before": "" if use.pain_before is None else str(use.pain_before),
        "pain_after": "" if use.pain_after is None else str(use.pain_after),
    }


class EndForm(WhenForm):
    """When it was over."""

    about = forms.BooleanField(label=gettext_lazy("I am not sure of the time"), required=False)

    def __init__(self, *args: Any, episode: Episode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.episode = episode

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        moment = data.get("moment")
        if moment and data.get("when") == OTHER and moment < self.episode.start:
            self.add_error("at", _("That is before it began."))
        return data


def _when_choices() -> dict[str, str]:
    return {
        NOW: _("Now"),
        QUARTER: _("15 min ago"),
        HOUR: _("1 h ago"),
        MORNING: _("This morning"),
        OTHER: _("Other"),
    }


def _number(text: str) -> int | None:
    return int(text) if text else None
