"""Where a person probably is: only good enough to show an emergency number."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from zoneinfo import available_timezones

from django.http import HttpRequest

ZONE_COOKIE = "tz"
CHOSEN_ZONE_COOKIE = "zone"
COUNTRY_COOKIE = "country"

# Old zone names that browsers still report and that today's zone data would place in
# another country than the one they were named for.
OLD_NAMES = {
    "Africa/Asmera": "ER",
    "Africa/Timbuktu": "ML",
    "America/Coral_Harbour": "CA",
    "America/Montreal": "CA",
    "America/Nipigon": "CA",
    "America/Thunder_Bay": "CA",
    "America/Virgin": "VI",
    "Asia/Rangoon": "MM",
    "Atlantic/Jan_Mayen": "SJ",
    "Canada/Eastern": "CA",
    "Europe/Belfast": "GB",
    "GB": "GB",
    "GB-Eire": "GB",
    "Iceland": "IS",
    "Japan": "JP",
    "NZ": "NZ",
    "Pacific/Ponape": "FM",
    "Pacific/Samoa": "AS",
    "Pacific/Truk": "FM",
    "Pacific/Yap": "FM",
    "Singapore": "SG",
    "US/Arizona": "US",
    "US/Samoa": "AS",
}
# The language a phone is sold with the world over; it says nothing about a place.
WORLDWIDE = {"en-us"}


def guess_country(time_zone: str | None, accept_language: str) -> str | None:
    """The ISO code of the likely country: by time zone, else by language region, else None."""
    country = zone_countries().get(time_zone or "")
    return country or _language_country(accept_language)


@cache
def zone_countries() -> Mapping[str, str]:
    """The country of every IANA zone that lies in just one, old names included."""
    own = {row[2]: row[0] for row in _rows("zone.tab")}
    alone = {
        row[2]: row[0] for row in _rows("zone1970.tab") if "," not in row[0]
    }
    links = {
        alias: alone[target]
        for kind, target, alias in (
            row for row in _rows("tzdata.zi", " ") if row[0] == "L"
        )
        if target in alone
    }
    return MappingProxyType({**links, **OLD_NAMES, **own})


@cache
def known_countries() -> frozenset[str]:
    """All ISO 3166 codes."""
    return frozenset(row[0] for row in _rows("iso3166.tab"))


@cache
def known_zones() -> frozenset[str]:
    """All IANA zone names this installation can compute with."""
    return frozenset(available_timezones())


def zone_of(request: HttpRequest) -> str | None:
    """The time zone the person chose to live in, else the browser's own."""
    return _zone_cookie(request, CHOSEN_ZONE_COOKIE) or browser_zone(request)


def browser_zone(request: HttpRequest) -> str | None:
    """The browser's own time zone, as page.js noted it, when it is a real one."""
    return _zone_cookie(request, ZONE_COOKIE)


def country_of(request: HttpRequest) -> str | None:
    """The country the person chose, else the likely one."""
    chosen = request.COOKIES.get(COUNTRY_COOKIE, "")
    if chosen in known_countries():
        return chosen
    return guess_country(
        browser_zone(request), request.headers.get("Accept-Language", "")
    )


def _zone_cookie(request: HttpRequest, name: str) -> str | None:
    zone = request.COOKIES.get(name, "").replace("%2F", "/")
    return zone if zone in known_zones() else None


def _rows(name: str, separator: str = "\t") -> list[list[str]]:
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return [
        line.split(separator)
        for line in text.splitlines()
        if line and line[0] != "#"
    ]


def _language_country(accept_language: str) -> str | None:
    for tag in _by_preference(accept_language):
        region = re.fullmatch(
            r"[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})(?:-.*)?", tag
        )
        if (
            region
            and tag not in WORLDWIDE
            and region[1].upper() in known_countries()
        ):
            return region[1].upper()
    return None


def _by_preference(accept_language: str) -> list[str]:
    weighed: list[tuple[float, str]] = []
    for part in accept_language[:500].lower().split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weighed.append((-float(quality or 1), tag.strip()))
        except ValueError:
            continue
    return [tag for _, tag in sorted(weighed, key=lambda item: item[0])]
