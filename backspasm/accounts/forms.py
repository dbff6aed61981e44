"""Forms about the person's place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from backspasm.web.catalogue import catalogue

UNKNOWN = "ZZ"


class CountryForm(forms.Form):
    """Which country's emergency number to show; an empty answer goes back to guessing."""

    country = forms.ChoiceField(
        label=_("Country you are in now"),
        required=False,
        help_text=_("We only use this to show the right emergency number."),
        choices=lambda: [("", _("Work it out from my phone")), *_countries()],
    )


def _countries() -> list[tuple[str, str]]:
    numbers = catalogue().emergency_numbers.values()
    named = [(number.country, number.name) for number in numbers if number.country != UNKNOWN]
    return sorted(named, key=lambda item: item[1])
