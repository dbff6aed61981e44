"""What a request has to do with its person: the session, and what a browser may keep of it."""

import logging
from collections.abc import Callable

from django.contrib.sessions import middleware as sessions
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

PERSONAL = "/accounts/"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

logger = logging.getLogger(__name__)


class PersonalPagesMiddleware:
    """`no-store` for every page about the account: allauth marks only its ways in."""

    def __init__(
        self,
        get_response: Callable[[HttpRequest], HttpResponse],
    ) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then mark the answer."""
        response = self.get_response(request)
        if request.path.startswith(PERSONAL):
            add_never_cache_headers(response)
        return response


class SessionMiddleware(sessions.SessionMiddleware):
    """Django's own, except that looking at a page never fails because a session is not written."""

    def process_response(
        self,
        request: HttpRequest,
        response: HttpResponse,
    ) -> HttpResponse:
        """Write the session if it changed; what was only looked at is shown all the same.

        Raises what Django raises when something was sent: then it may not count as kept.
        """
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as problem:
            if request.method not in SAFE:
                raise
            logger.warning(
                "a session was not written: %s",
                type(problem).__name__,
            )
            return response
