"""What every page of the site may use: worked out from the request and its cookies alone."""

from django.http import HttpRequest

from backspasm.web.catalogue import catalogue
from backspasm.web.place import country_of, zone_of
from backspasm.web.themes import AUTO, theme_of


def page(request: HttpRequest) -> dict[str, object]:
    """The look, the place and the language-free facts of a page. Asks the database nothing.

    `theme` is the chosen look, empty for the device's own; `chosen_theme` never is.
    `emergency` is whom to call here, `zone` whose hours count.
    """
    theme = theme_of(request)
    return {
        "theme": "" if theme == AUTO else theme,
        "chosen_theme": theme,
        "zone": zone_of(request) or "UTC",
        "emergency": catalogue().emergency_number(country_of(request)),
    }
