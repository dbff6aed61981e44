"""Plain http is sent to https, but never into a circle."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from backspasm.web.danger_path import is_on_danger_path
from backspasm.web.errors import proxy_is_silent

logger = logging.getLogger(__name__)

COOKIE = "sent-to-https"
"""Says that this browser was sent to https a moment ago."""
COOKIE_SECONDS = 20
HEADER = "X-Forwarded-Proto"
SCHEMES = ("http", "https")
"""Anything else says as little as no header."""


class SilentProxyMiddleware:
    """For a site on https whose proxy forgets to say how it was asked.

    TLS ends in a proxy in front, and only `X-Forwarded-Proto` tells what the browser
    spoke. A proxy that does not set it makes every request look like plain http: each page
    would redirect to itself for ever. So without the header a page of the danger path is
    answered as if it had been asked by https (a browser that did not sends no cookie
    either: they are Secure), and any other redirects once, then says what is wrong.

    Stands in front of Django's SecurityMiddleware, which redirects.
    """

    def __init__(
        self, get_response: Callable[[HttpRequest], HttpResponse]
    ) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; a page that says what is wrong in place of a second redirect."""
        # Of several proxies the first one says it, as Django reads it too.
        first, *_others = request.headers.get(HEADER, "").split(",")
        told = first.strip() in SCHEMES
        if told or not settings.SECURE_SSL_REDIRECT:
            return self.get_response(request)
        if is_on_danger_path(request.path):
            request.META["HTTP_X_FORWARDED_PROTO"] = "https"
            return self.get_response(request)
        response = self.get_response(request)
        if response.status_code != 301:
            return response
        if COOKIE in request.COOKIES:
            logger.error(
                "SITE_URL is %s, but the proxy in front does not set %s: "
                "no page can be shown.",
                settings.SITE_URL,
                HEADER,
            )
            return proxy_is_silent(request)
        response.set_cookie(
            COOKIE, "1", max_age=COOKIE_SECONDS, httponly=True, samesite="Lax"
        )
        return response
