"""Graceful degradation: pages of the danger path that are answered whatever has failed.

A view marked by :func:`degrades_to` names another one that needs neither database nor session
nor form token. The middleware calls it in place of an answer that would leave the person
without the way on: a 5xx on any request, a refusal of what was sent.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.cache import add_never_cache_headers
from django_htmx.middleware import HtmxDetails

from backspasm.web import errors, timeouts
from backspasm.web.wsgi_call import WITHOUT_ROWS

logger = logging.getLogger(__name__)
FALLBACK = "degraded_view"
REFUSALS = (400, 403, 404, 405, 408, 410, 413, 429)
"""Answers to a form that keep nothing of it, and say nothing of what was told in it."""


class Trouble(Enum):
    """Why a page of the danger path could not be answered as usual."""

    DOWN = "down"
    """The site itself fails: no database, no room, a fault of ours."""
    STALE = "stale"
    """What was sent is not taken as it came: a form's token that is old or missing."""
    GONE = "gone"
    """What it was sent to is not there any more: deleted, ended or answered elsewhere."""
    REFUSED = "refused"
    """Anything else that is wrong with what was sent: only a danger sign in it matters."""


Degraded = Callable[..., HttpResponse | None]
"""Takes the request, a :class:`Trouble` and what the address names; answers without rows, session
and token. ``None``: the usual answer stands."""
View = TypeVar("View", bound=Callable[..., HttpResponse])


def degrades_to(degraded: Degraded) -> Callable[[View], View]:
    """Put a view on the danger path: what to show when it cannot be answered as usual."""

    def mark(view: View) -> View:
        setattr(view, FALLBACK, degraded)
        return view

    return mark


def is_degraded(request: HttpRequest) -> bool:
    """Whether nothing of this request's person can be read any more: ask no database."""
    return bool(getattr(request, "degraded", False))


def give_up_rows(request: HttpRequest) -> None:
    """From here on this request asks the database nothing."""
    request.degraded = True  # type: ignore[attr-defined]
    request.user = AnonymousUser()


class DegradationMiddleware:
    """Limits how long a request waits for the database, and lets the danger path degrade.

    It stands outside the session: also a session that cannot be read or written is a failure
    to which the danger path has an answer.
    """

    def __init__(
        self, get_response: Callable[[HttpRequest], HttpResponse]
    ) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as usual, else by the degraded view."""
        if request.META.get(WITHOUT_ROWS):
            return self._answer_without_rows(request)
        with timeouts.limited():
            response = self.get_response(request)
            trouble = _trouble(request, response)
            degraded = _degraded_view(request)
            if trouble is None or degraded is None:
                return response
            return self._degrade(request, response, trouble, degraded)

    def _answer_without_rows(self, request: HttpRequest) -> HttpResponse:
        """The usual answer did not come in time: its thread still waits for something."""
        give_up_rows(request)
        # Nothing inside this middleware has seen the request.
        request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
        usual = errors.server_error(request)
        degraded = _degraded_view(request)
        if degraded is None:
            return usual
        return self._degrade(request, usual, Trouble.DOWN, degraded)

    def process_view(
        self,
        request: HttpRequest,
        view: Any,
        args: Any,
        kwargs: dict[str, Any],
    ) -> None:
        """A page of the danger path waits for nothing and nobody."""
        if hasattr(view, FALLBACK):
            timeouts.shorten(timeouts.DANGER_PATH)

    def _degrade(
        self,
        request: HttpRequest,
        usual: HttpResponse,
        trouble: Trouble,
        degraded: Degraded,
    ) -> HttpResponse:
        if trouble is Trouble.DOWN:
            give_up_rows(request)
        match = _match(request)
        kwargs = match.kwargs if match else {}
        try:
            response = degraded(request, trouble, **kwargs)
            if response is not None:
                # A form in it carries a token: without its cookie that would be refused again.
                CsrfViewMiddleware(self.get_response).process_response(
                    request, response
                )
        except Exception:
            logger.exception("a page of the danger path could not degrade")
            return usual
        if response is None:
            return usual
        add_never_cache_headers(response)
        return response


def _trouble(request: HttpRequest, response: HttpResponse) -> Trouble | None:
    if response.status_code >= 500:
        return Trouble.DOWN
    if request.method != "POST" or response.status_code not in REFUSALS:
        return None
    known = {403: Trouble.STALE, 404: Trouble.GONE, 410: Trouble.GONE}
    return known.get(response.status_code, Trouble.REFUSED)


def _degraded_view(request: HttpRequest) -> Degraded | None:
    match = _match(request)
    return getattr(match.func, FALLBACK, None) if match else None


def _match(request: HttpRequest) -> ResolverMatch | None:
    """The view of an address, also where the request failed before anybody asked for it."""
    if request.resolver_match is not None:
        return request.resolver_match
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None
