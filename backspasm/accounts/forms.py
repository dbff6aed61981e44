"""Forms about where a person is and how they want the site."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from backspasm.web.catalogue import catalogue
from backspasm.web.place import known_zones
from backspasm.web.themes import THEMES

UNKNOWN = "ZZ"


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
        label=_("Look"), choices=list(THEMES.items()), widget=forms.RadioSelect
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
    numbers = catalogue().emergency_numbers.values()
    named = [
        (number.country, number.name)
        for number in numbers
        if number.country != UNKNOWN
    ]
    return sorted(named, key=lambda item: item[1])


def _zones() -> list[tuple[str, str]]:
    """Zones named after a place: "Europe/Paris" is listed as "Europe: Paris"."""
    return [
        (zone, zone.replace("/", ": ").replace("_", " "))
        for zone in sorted(known_zones())
        if "/" in zone
        and not zone.startswith(("Etc/", "SystemV/", "posix/", "right/"))
    ]
