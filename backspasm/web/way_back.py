"""An address that only takes what a form sends is no dead end for who looks at it.

A reload after a sign-out, a bookmark, "Back" on an old phone: the browser then asks for the
address of a deed. It is led to the page that the deed belongs to.
"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from backspasm.web.addresses import page_above
from backspasm.web.errors import method_not_allowed

PAGE = "belongs_to"
View = TypeVar("View", bound=Callable[..., HttpResponse])


class WayBackMiddleware:
    """Puts a way on in the place of a bare "method not allowed"."""

    def __init__(
        self, get_response: Callable[[HttpRequest], HttpResponse]
    ) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """To the page above where it was only looked at, else a page that says what is wrong."""
        response = self.get_response(request)
        if response.status_code != 405:
            return response
        if request.method in ("GET", "HEAD"):
            way_back = redirect(_page_of(request))
            add_never_cache_headers(way_back)
            return way_back
        page = method_not_allowed(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page


def belongs_to(page: str) -> Callable[[View], View]:
    """Name the page that a deed belongs to, where it is not the one above its address.

    What is restored from the bin has no page of its own as long as it is in there.
    """

    def mark(view: View) -> View:
        setattr(view, PAGE, page)
        return view

    return mark


def _page_of(request: HttpRequest) -> str:
    match = request.resolver_match
    name = getattr(match.func, PAGE, "") if match else ""
    return reverse(name) if name else page_above(request.path_info)
