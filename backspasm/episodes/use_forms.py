"""The form of something that was done against the pain."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backspasm.episodes import wording
from backspasm.episodes.forms import WhenForm, chips, scale
from backspasm.episodes.models import TAG_LENGTH, TechniqueUse


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


def _number(text: str) -> int | None:
    return int(text) if text else None
