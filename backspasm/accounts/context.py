"""Whose page it is."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest

from backspasm.accounts.owners import owner_tag
from backspasm.web.degradation import give_up_rows, is_degraded


def whose(request: HttpRequest) -> dict[str, Callable[[], object]]:
    """Who looks at the page, worked out when a template asks, as plain values.

    `signed_in` is True, False, or None where that cannot be read: no page fails because its
    header could not say whose it is. `owner_tag` is None then, which is not the same as nobody.
    """
    return {
        "signed_in": lambda: _readable(request, lambda: _is_signed_in(request)),
        "owner_tag": lambda: _readable(request, lambda: owner_tag(request)),
    }


def _is_signed_in(request: HttpRequest) -> bool:
    # What fails before the middleware of sign-ins has no user at all.
    user = getattr(request, "user", None)
    if user is None:
        return False
    return bool(user.is_authenticated)


def _readable(request: HttpRequest, read: Callable[[], object]) -> object:
    if is_degraded(request):
        return None
    try:
        return read()
    except DatabaseError:
        give_up_rows(request)
        return None
