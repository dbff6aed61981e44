"""What every page knows about the place."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from backspasm.accounts.place import country_of
from backspasm.web.catalogue import catalogue


def place(request: HttpRequest) -> dict[str, object]:
    """`emergency` is whom to call here; looked up only when a template asks."""
    return {
        "emergency": SimpleLazyObject(lambda: catalogue().emergency_number(country_of(request)))
    }
