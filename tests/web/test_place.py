"""Where a person probably is."""

import pytest

from backspasm.web.place import (
    OLD_NAMES,
    country_of,
    guess_country,
    known_countries,
    known_zones,
    zone_countries,
    zone_of,
)  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "language", "country"),
    [
        ("Europe/London", "", "GB"),
        ("Europe/Berlin", "en-GB", "DE"),  # the zone comes first
        ("Europe/Oslo", "", "NO"),  # shares Berlin's clock, not its country
        ("America/New_York", "", "US"),
        ("Asia/Calcutta", "", "IN"),  # names that phones still report
        ("Europe/Kiev", "", "UA"),
        ("Africa/Asmera", "", "ER"),
        ("America/Buenos_Aires", "", "AR"),
        ("UTC", "de-AT,de;q=0.9", "AT"),
        ("Etc/GMT+3", "", None),
        ("", "de", None),  # a language alone says nothing
        # Nor does the language phones are sold with.
        (None, "en-US,en;q=0.9", None),
        (None, "en-US,en;q=0.9,de-CH;q=0.8", "CH"),
        (None, "fr;q=0.4,pt-BR;q=0.8", "BR"),
        (None, "zh-Hant-TW", "TW"),
        (None, "es-419", None),
        (None, "xx-QQ", None),
        (None, "de-DE;q=abc,,;;", None),
        (None, "*", None),
        ("Not/AZone", "sv-SE", "SE"),
    ],
)
def test_guess(zone, language, country):
    assert guess_country(zone, language) == country


def test_every_country_is_a_country():
    assert set(zone_countries().values()) <= known_countries()
    assert len(zone_countries()) > 480


def test_old_names_are_zones():
    assert set(OLD_NAMES) <= known_zones()


@pytest.mark.parametrize(
    ("cookie", "zone"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("Europe%2FParis", "Europe/Paris"),
        ("../etc", None),
    ],
)
def test_zone_cookie_is_checked(rf, cookie, zone):
    rf.cookies["tz"] = cookie
    assert zone_of(rf.get("/")) == zone


def test_choice_beats_guess(rf):
    rf.cookies["tz"] = "Europe/Paris"
    assert country_of(rf.get("/")) == "FR"
    rf.cookies["country"] = "GB"
    assert country_of(rf.get("/")) == "GB"
    rf.cookies["country"] = "<x>"
    assert country_of(rf.get("/")) == "FR"
