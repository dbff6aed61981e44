"""The four looks of the site and the cookie that remembers the choice."""

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backspasm.web.cookies import YEAR

AUTO = "auto"
THEMES: dict[str, str | Promise] = {
    AUTO: _("Auto"),
    "light": _("Light"),
    "dark": _("Dark"),
    "night": _("Night"),
}
COOKIE = "theme"


def theme_of(request: HttpRequest) -> str:
    """The look this browser chose; `auto` follows the device."""
    theme = request.COOKIES.get(COOKIE, AUTO)
    return theme if theme in THEMES else AUTO


def remember_theme(
    response: HttpResponse,
    theme: str,
    *,
    secure: bool,
) -> None:
    """Keep a known look for a year; `auto` needs no cookie at all."""
    if theme == AUTO:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE,
            theme,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=secure,
        )
