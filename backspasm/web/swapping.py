"""Pages of which htmx puts one part in place: which part each view answers it with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

TARGET = "swapped_target"
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def swaps(target: str) -> Callable[[View], View]:
    """Mark a view that answers htmx with the part whose id is `target`."""

    def mark(view: View) -> View:
        setattr(view, TARGET, target)
        return view

    return mark


def leads_to_same_target(request: HttpRequest, location: str) -> bool:
    """Whether the page there answers with the part that this request of htmx is for."""
    try:
        view = resolve(urlsplit(location).path).func
    except Resolver404:
        return False
    target = getattr(view, TARGET, None)
    return target is not None and target == request.headers.get("HX-Target")
