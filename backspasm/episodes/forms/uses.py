"""The form of something that was done against the pain."""

from __future__ import annotations

from datetime import datetime, timedelta
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

LATELY = 6
ROUND_ABOUT = timedelta(hours=12)
"""The hour of a start or an end is often a guess: a use may lie so far outside."""


class UseForm(WhenForm):
    """Something that was done in an episode, and what it did.

    In one that is over there is no "now": the day is typed, beginning with its last one.
    """

    technique = forms.ChoiceField(
        label=gettext_lazy("What did you do?"), required=False
    )
    own = forms.CharField(
        label=gettext_lazy("Something else, in your words"),
        required=False,
        max_length=TAG_LENGTH,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("For how many minutes?"),
        required=False,
        min_value=0,  # as a session notes what took less than one
        max_value=1440,
        error_messages=between(gettext_lazy("Between 0 and 1440 minutes.")),
    )

    def __init__(self, *args: Any, episode: Episode, **kwargs: Any) -> None:
        if episode.end and not kwargs.get("was"):
            last = {"when": OTHER, "at": to_local(episode.end, kwargs["zone"])}
            kwargs["initial"] = last | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.episode = episode
        if episode.end:
            hidden = forms.HiddenInput
            self.fields["when"] = forms.ChoiceField(
                choices=[(OTHER, OTHER)], widget=hidden
            )
            self.fields["at"].help_text = _("About right is good enough.")
        self.fields["technique"] = forms.ChoiceField(
            label=_("What did you do?"),
            choices=[("", _("Choose")), *technique_groups(episode.owner)],
            required=not self.is_bound,
        )
        effects = {key: str(name) for key, name in wording.EFFECTS.items()}
        self.fields["effect"] = chips(_("What did it do?"), effects)
        self.fields["pain_before"] = scale(_("Pain before"), required=False)
        self.fields["pain_after"] = scale(_("Pain after"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["technique"] = " ".join(
            (data.get("own") or data.get("technique") or "").split()
        )
        if not data["technique"] and "own" not in self.errors:
            self.add_error(
                "technique", _("Choose something, or say it in your words.")
            )
        self._check_moment(
            data.get("moment"), "at" if data.get("when") == OTHER else "when"
        )
        return data

    def _check_moment(self, moment: datetime | None, field: str) -> None:
        home = self.episode
        if moment is None or moment == self.was:
            return
        if moment < home.start - ROUND_ABOUT:
            self.add_error(field, _("That is before this episode began."))
        elif home.end and moment > home.end + ROUND_ABOUT:
            self.add_error(field, _("That is after this episode was over."))

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


def technique_groups(owner: Owner) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every technique, by groups: first what this person did of late. One query."""
    names = wording.techniques()
    lately = TechniqueUse.objects.of(owner).names_lately(LATELY)
    mine = [(tag, names[tag]) for tag in lately if tag in names]
    groups = [(_("What you did lately"), mine)] if mine else []
    for label, members in wording.technique_groups():
        rest = [(tag, names[tag]) for tag in members if tag not in lately]
        if rest:
            groups.append((str(label), sorted(rest, key=_by_name)))
    return groups


def _by_name(choice: tuple[str, str]) -> str:
    _tag, name = choice
    return name.casefold()


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


def _number(text: str) -> int | None:
    return int(text) if text else None
