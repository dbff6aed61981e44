"""For ten minutes a browser knows that its person was told to call for help.

A sign is kept, and then the page after it may fail, or find its check deleted in another tab: the
cookie still leads to whom to call. It names no sign.
"""

from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE = "call"
SECONDS = 600
Response = TypeVar("Response", bound=HttpResponseBase)


def remember_alarm(request: HttpRequest, response: Response) -> Response:
    """Mark the answer to a danger sign."""
    response.set_cookie(
        COOKIE,
        "1",
        SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def forget_alarm(response: Response) -> Response:
    """Taken back by the person."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def was_alarmed(request: HttpRequest) -> bool:
    """Whether this browser was told so a short while ago."""
    return request.COOKIES.get(COOKIE) == "1"
