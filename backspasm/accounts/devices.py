"""A device in two words, for the list of sign-ins."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def device_words(user_agent: str) -> str:
    """Such as "Firefox on Android"; the order of the tables decides, as browsers pose as others."""
    browser = _first_of(BROWSERS, user_agent)
    system = _first_of(SYSTEMS, user_agent)
    if browser and system:
        words = {"browser": browser, "system": system}
        return _("%(browser)s on %(system)s") % words
    known = browser or system
    return known or _("A device we do not know")


def _first_of(names: Iterable[tuple[str, str]], user_agent: str) -> str:
    for mark, name in names:
        if mark in user_agent:
            return name
    return ""
