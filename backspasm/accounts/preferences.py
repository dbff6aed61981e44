"""How a person wants the site, on every device they sign in on.

The profile keeps it; cookies carry it, so that no page has to ask the database for it.
"""

from django.http import HttpResponse

from backspasm.accounts.models import Profile, User
from backspasm.web.cookies import YEAR
from backspasm.web.place import CHOSEN_ZONE_COOKIE, COUNTRY_COOKIE
from backspasm.web.themes import remember_theme

VOICE_COOKIE = "voice"


def remember_preferences(
    response: HttpResponse,
    user: User,
    *,
    secure: bool,
) -> None:
    """Put what the profile knows into this browser's cookies; what it does not know stays."""
    profile = Profile.objects.filter(owner__user=user).first()
    if profile is None:
        return
    if profile.country:
        remember(response, COUNTRY_COOKIE, profile.country, secure=secure)
    if profile.time_zone:
        remember(response, CHOSEN_ZONE_COOKIE, profile.time_zone, secure=secure)
    if profile.theme:
        remember_theme(response, profile.theme, secure=secure)
    remember_voice(response, voice=profile.voice, secure=secure)


def remember_voice(
    response: HttpResponse,
    *,
    voice: bool,
    secure: bool,
) -> None:
    """Let the player, which asks the cookie, begin without a voice; with one by itself."""
    if voice:
        response.delete_cookie(VOICE_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            VOICE_COOKIE,
            "off",
            max_age=YEAR,
            samesite="Lax",
            secure=secure,
        )


def remember(
    response: HttpResponse,
    cookie: str,
    value: str,
    *,
    secure: bool,
) -> None:
    """Keep a choice for a year; an empty one goes back to guessing."""
    if value:
        response.set_cookie(
            cookie,
            value,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=secure,
        )
    else:
        response.delete_cookie(cookie, samesite="Lax")
