"""Whose page it is."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from backspasm.accounts.owners import owner_tag


def whose(request: HttpRequest) -> dict[str, object]:
    """`owner_tag` is whose page it is, worked out when a template asks."""
    return {"owner_tag": SimpleLazyObject(lambda: owner_tag(request))}
