"""What every page knows about the place."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from backspasm.accounts.place import country_of, zone_of
from backspasm.web.catalogue import catalogue


def place(request: HttpRequest) -> dict[str, object]:
    """`emergency` is whom to call here, looked up when a template asks; `zone` whose hours."""
    return {
        "zone": zone_of(request) or "UTC",
        "emergency": SimpleLazyObject(lambda: catalogue().emergency_number(country_of(request))),
    }
