"""What every page knows about the place."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from backspasm.accounts.owners import owner_tag
from backspasm.accounts.place import country_of, zone_of
from backspasm.web.catalogue import catalogue


def place(request: HttpRequest) -> dict[str, object]:
    """`emergency` is whom to call here, `zone` whose hours count.

    `owner_tag` is whose page it is, worked out when a template asks.
    """
    return {
        "zone": zone_of(request) or "UTC",
        "owner_tag": SimpleLazyObject(lambda: owner_tag(request)),
        "emergency": catalogue().emergency_number(country_of(request)),
    }
