"""Error pages: the site's own look, plain words, and always the emergency number."""

import sys
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string

from backspasm.web.addresses import page_above
from backspasm.web.catalogue import catalogue
from backspasm.web.place import country_of
from backspasm.web.plain_page import ANYWHERE, plain_page

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the field's name
RETRY_AFTER = "60"
"""Seconds after which a program may try again; people are told "in a minute"."""


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """400: the request made no sense; 413: there was too much of it."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def forbidden(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """403: not allowed."""
    return render(request, "403.html", status=403)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or no longer valid.

    A browser that sends no cookie at all takes none. Else the page was open while somebody
    signed in or out: what was sent is shown, to be sent once more, where it came from a page
    of this site. A page elsewhere could otherwise put words into a person's mouth.
    """
    context = {
        "cookies_off": not request.COOKIES,
        "sent": sent_from_here(request),
        "again": request.get_full_path(),
    }
    return render(request, "403_csrf.html", context, status=403)


def sent_from_here(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields and values that a page of this site sent, no password among them."""
    own = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") != own:
        return []
    try:
        fields = request.POST.lists()
    except (MultiPartParserError, UnreadablePostError, SuspiciousOperation):
        return []
    return [
        (name, value)
        for name, values in fields
        for value in values
        if name != TOKEN and "password" not in name
    ]


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """405: a page that cannot be sent anything."""
    return render(request, "405.html", status=405)


def not_found(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """404: no such page, or not this person's: who was signed out elsewhere cannot tell."""
    looked = request.method in ("GET", "HEAD")
    path = request.get_full_path() if looked else page_above(request.path_info)
    return render(request, "404.html", {"after_sign_in": path}, status=404)


def too_many_requests(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """429: too many tries, wait a little."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """500: our fault; 503 where the database is what does not answer.

    Needs neither a database nor a session, nor even its template.
    """
    down = isinstance(sys.exc_info()[1], DatabaseError)
    if not down:
        return _without_help(request, 500, "500.html")
    response = _without_help(request, 503, "503.html")
    response["Retry-After"] = RETRY_AFTER
    return response


def proxy_is_silent(request: HttpRequest) -> HttpResponse:
    """503: the proxy in front does not say whether the browser spoke https."""
    return _without_help(request, 503, "503_proxy.html")


def _without_help(
    request: HttpRequest,
    status: int,
    template: str,
) -> HttpResponse:
    """A page that asks nothing of what may be broken, with the number of the person's country."""
    number = ANYWHERE
    try:
        emergency = catalogue().emergency_number(country_of(request))
        number = emergency.main
        page: str | bytes = str(
            render_to_string(template, {"emergency": emergency})
        )
    except Exception:  # noqa: BLE001 - whatever broke the site may have broken the templates too
        page = plain_page(status, number)
    return HttpResponse(page, status=status)
