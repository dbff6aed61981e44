"""The form of something that was done against the pain."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backspasm.accounts.models import Owner
from backspasm.episodes import wording
from backspasm.episodes.forms.readings import (
    OTHER,
    WhenForm,
    between,
    chips,
    scale,
)
from backspasm.episodes.models import TAG_LENGTH, Episode, TechniqueUse
from backspasm.episodes.times import to_local
from backspasm.web import numbers

LATELY = 6
ROUND_ABOUT = timedelta(hours=12)
"""The hour of a start or an end is often a guess: a use may lie so far outside."""


class UseForm(WhenForm):
    """Something that was done in an episode, and what it did.

    In one that is over there is no "now": the day is typed, beginning with its last one.
    """

    technique = forms.ChoiceField(
        label=gettext_lazy("What did you do?"),
        required=False,
    )
    own = forms.CharField(
        label=gettext_lazy("Something else, in your words"),
        required=False,
        max_length=TAG_LENGTH,
    )
    minutes = numbers.IntegerField(
        label=gettext_lazy("For how many minutes?"),
        required=False,
        min_value=0,  # as a session notes what took less than one
        max_value=1440,
        error_messages=between(
            gettext_lazy("One number of minutes, between 0 and 1440.")
        ),
    )

    def __init__(
        self,
        *args: Any,
        episode: Episode,
        **kwargs: Any,
    ) -> None:
        if episode.end and not kwargs.get("was"):
            initial = {
                "when": OTHER,
                "at": to_local(episode.end, kwargs["zone"]),
            }
            initial.update(kwargs.get("initial") or {})
            kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.episode = episode
        if episode.end:
            self._ask_only_for_the_day()
        self.fields["technique"] = forms.ChoiceField(
            label=_("What did you do?"),
            choices=[("", _("Choose")), *technique_groups(episode.owner)],
            required=not self.is_bound,
        )
        effects = {key: str(name) for key, name in wording.EFFECTS.items()}
        self.fields["effect"] = chips(_("What did it do?"), effects)
        self.fields["pain_before"] = scale(_("Pain before"), required=False)
        self.fields["pain_after"] = scale(_("Pain after"), required=False)

    def _ask_only_for_the_day(self) -> None:
        self.fields["when"] = forms.ChoiceField(
            choices=[(OTHER, OTHER)],
            widget=forms.HiddenInput,
        )
        at = self.fields["at"]
        at.help_text = _("About right is good enough.")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        told = data.get("own") or data.get("technique") or ""
        data["technique"] = " ".join(told.split())
        if not data["technique"] and "own" not in self.errors:
            self.add_error(
                "technique",
                _("Choose something, or say it in your words."),
            )
        self._check_moment(data)
        return data

    def _check_moment(self, data: dict[str, Any]) -> None:
        moment = data.get("moment")
        if moment is None or moment == self.was:
            return
        field = "when"
        if data.get("when") == OTHER:
            field = "at"
        home = self.episode
        earliest = home.start - ROUND_ABOUT
        if moment < earliest:
            self.add_error(field, _("That is before this episode began."))
        if home.end is None:
            return
        latest = home.end + ROUND_ABOUT
        if moment > latest:
            self.add_error(field, _("That is after this episode was over."))

    @property
    def details(self) -> dict[str, Any]:
        """The fields of a use."""
        data = self.cleaned_data
        return {
            "technique": data["technique"],
            "minutes": data["minutes"],
            "effect": data["effect"],
            "pain_before": _number(data["pain_before"]),
            "pain_after": _number(data["pain_after"]),
            "start": data["moment"],
            "zone": self.zone,
        }


def technique_groups(owner: Owner) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every technique, by groups: first what this person did of late. One query."""
    names = wording.techniques()
    groups = []
    lately = TechniqueUse.objects.of(owner).names_lately(LATELY)
    mine = [(tag, names[tag]) for tag in lately if tag in names]
    if mine:
        groups.append((_("What you did lately"), mine))
    for label, members in wording.technique_groups():
        rest = [(tag, names[tag]) for tag in members if tag not in lately]
        rest.sort(key=_by_name)
        if rest:
            groups.append((str(label), rest))
    return groups


def _by_name(choice: tuple[str, str]) -> str:
    _tag, name = choice
    return name.casefold()


def use_initial(use: TechniqueUse) -> dict[str, Any]:
    """A use as its form shows it."""
    initial = {
        "technique": "",
        "own": "",
        "minutes": use.minutes,
        "effect": use.effect,
        "pain_before": _text(use.pain_before),
        "pain_after": _text(use.pain_after),
    }
    if use.technique in wording.techniques():
        initial["technique"] = use.technique
    else:
        initial["own"] = use.technique
    return initial


def _text(pain: int | None) -> str:
    if pain is None:
        return ""
    return str(pain)


def _number(text: str) -> int | None:
    if not text:
        return None
    return int(text)
