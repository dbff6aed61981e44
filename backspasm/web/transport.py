"""Plain http is sent to https, but never into a circle, and never away from danger's answer."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.security import SecurityMiddleware

from backspasm.web.danger_path import is_on_danger_path
from backspasm.web.errors import proxy_is_silent

logger = logging.getLogger(__name__)

COOKIE = "sent-to-https"
"""Says that this browser was sent to https a moment ago."""
COOKIE_SECONDS = 20
HEADER = "X-Forwarded-Proto"


class TransportMiddleware(SecurityMiddleware):
    """Django's own, for a site whose proxy may forget to say how it was asked.

    TLS ends in a proxy in front, and only `X-Forwarded-Proto` tells what the browser
    spoke. A proxy that does not set it makes every request look like plain http: each page
    would redirect to itself for ever. So without the header a page of the danger path is
    answered as it is, and any other redirects once, then says what is wrong.
    """

    def process_request(  # type: ignore[override]  # a page is an answer too
        self, request: HttpRequest
    ) -> HttpResponseBase | None:
        """A redirect to https, the page that says why there is none, or None to go on."""
        if not self.redirect or HEADER in request.headers:
            return super().process_request(request)
        if is_on_danger_path(request.path):
            return None
        redirect = super().process_request(request)
        if redirect is None:
            return None
        if COOKIE in request.COOKIES:
            logger.error(
                "SITE_URL is %s, but the proxy in front does not set %s: no page can be shown.",
                settings.SITE_URL,
                HEADER,
            )
            return proxy_is_silent(request)
        redirect.set_cookie(
            COOKIE, "1", max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", secure=False
        )
        return redirect
