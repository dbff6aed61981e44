"""What every page knows about the place."""

from django.http import HttpRequest

from backspasm.accounts.place import country_of, zone_of
from backspasm.web.catalogue import catalogue


def place(request: HttpRequest) -> dict[str, object]:
    """`emergency` is whom to call here; `zone` whose hours count."""
    return {
        "zone": zone_of(request) or "UTC",
        "emergency": catalogue().emergency_number(country_of(request)),
    }
