"""Error pages: the site's own look, plain words, and always the emergency number."""

import sys
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from backspasm.web.catalogue import catalogue
from backspasm.web.place import country_of
from backspasm.web.plain_page import ANYWHERE, plain_page

RETRY_AFTER = "60"
"""Seconds after which a program may try again; people are told "in a minute"."""


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """400: the request made no sense."""
    return render(request, "400.html", status=400)


def forbidden(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """403: not allowed."""
    return render(request, "403.html", status=403)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: nearly always because cookies are off."""
    return render(request, "403_csrf.html", status=403)


def not_found(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """404: no such page, or not this person's."""
    return render(request, "404.html", status=404)


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
    request: HttpRequest, status: int, template: str
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
