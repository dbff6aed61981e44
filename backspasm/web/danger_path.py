"""The pages that somebody in danger needs: they have threads of their own.

The one list of these addresses. What is asked for here must not wait for the rest of the
site: it is short work, and whatever it reads or writes has a short limit.
"""

from functools import cache

from django.conf import settings

from backspasm.web.catalogue import catalogue

PAGES = (
    "/",
    "/check/",
    "/check/again/",
    "/check/letter/",
    "/check/outcome/",
    "/country/here/",
    "/session/stop/",
    "/sw.js",
)
"""These alone, not what lies below them."""
FOLDERS = ("/now/", "/emergency/", "/offline/")
"""These and everything below."""


def is_on_danger_path(path: str) -> bool:
    """Whether an address, without its query, is one of them."""
    return path in _pages() or path.startswith(_folders())


@cache
def _pages() -> frozenset[str]:
    """With the screens of the check that ask for a danger sign."""
    screens = (
        f"/check/{screen.id}/"
        for screen in catalogue().screens
        if screen.danger
    )
    return frozenset((*PAGES, *screens))


@cache
def _folders() -> tuple[str, ...]:
    """With the static files: without its styles a page is hard to read on a phone."""
    return (*FOLDERS, settings.STATIC_URL)
