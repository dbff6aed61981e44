"""Error pages: the site's own look, plain words, and always the emergency number."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request made no sense."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not allowed."""
    return render(request, "403.html", status=403)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: nearly always because cookies are off."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or not this person's."""
    return render(request, "404.html", status=404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too many tries, wait a little."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """500: our fault. Needs neither a database nor a context, nor even its template."""
    try:
        page = str(render_to_string("500.html"))
    except Exception:  # noqa: BLE001 - whatever broke the site may have broken the templates too
        page = (
            "<!doctype html><title>Backspasm</title><h1>Something broke on our side</h1>"
            "<p>In danger? Call <a href='tel:112'>112</a> or your local emergency number.</p>"
        )
    return HttpResponse(page, status=500)
