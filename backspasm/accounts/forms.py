"""Forms about where a person is and how they want the site."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from backspasm.web.catalogue import catalogue
from backspasm.web.place import known_zones
from backspasm.web.themes import THEMES

UNKNOWN = "ZZ"
NO_PLACES = ("Etc/", "SystemV/", "posix/", "right/")
"""How the names of zones begin that are not named after a place."""


class CountryForm(forms.Form):
    """Which country's emergency number to show; an empty answer goes back to guessing."""

    country = forms.ChoiceField(
        label=_("Country you are in now"),
        required=False,
        help_text=_("We only use this to show the right emergency number."),
        choices=lambda: [("", _("Work it out from my phone")), *_countries()],
    )


class PreferencesForm(CountryForm):
    """The same on every device: country, hours, look and voice."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("New entries in your diary are written in these hours."),
        choices=lambda: [("", _("The one of my phone")), *_zones()],
    )
    theme = forms.ChoiceField(
        label=_("Look"),
        choices=list(THEMES.items()),
        widget=forms.RadioSelect,
    )
    voice = forms.BooleanField(
        label=_("Read the steps of a session to me"),
        required=False,
        help_text=_(
            "Spoken by your phone. A session has its own switch for each device."
        ),
    )

    reminders = forms.BooleanField(
        label=_("E-mail me when it is time to look again"),
        required=False,
        help_text=_(
            "Only in an open episode that you have checked, at most once a day, and not when you "
            "wrote something that day. The letter says nothing about you."
        ),
    )

    field_order = ("country", "time_zone", "theme", "voice", "reminders")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not settings.EMAIL_CONFIGURED:
            del self.fields["reminders"]
        self.fields["theme"].layout = "segmented"  # type: ignore[attr-defined]


def _countries() -> list[tuple[str, str]]:
    every = catalogue().emergency_numbers.values()
    known = [number for number in every if number.country != UNKNOWN]
    known.sort(key=lambda number: number.name)
    return [(number.country, number.name) for number in known]


def _zones() -> list[tuple[str, str]]:
    """Zones named after a place: "Europe/Paris" is listed as "Europe: Paris"."""
    choices = []
    for zone in sorted(known_zones()):
        is_a_place = "/" in zone and not zone.startswith(NO_PLACES)
        if is_a_place:
            name = zone.replace("/", ": ").replace("_", " ")
            choices.append((zone, name))
    return choices
