"""What was kept, and what will go, in words and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backspasm.episodes.models import Episode


@dataclass(frozen=True, slots=True)
class EpisodeLine:
    """An episode in one line: since when, and what was logged."""

    start: datetime
    """On the clock where it began."""
    logged: str
    """Such as ", 3 readings, last pain 4"; empty without readings."""


def amount(label: str, number: int) -> str:
    """Such as "3 readings"; empty for kinds that a person does not count."""
    words = {
        "assessments.Assessment": ngettext(
            "%(n)s check",
            "%(n)s checks",
            number,
        ),
        "relief.RunningSession": ngettext(
            "%(n)s guided session",
            "%(n)s guided sessions",
            number,
        ),
        "episodes.Episode": ngettext("%(n)s episode", "%(n)s episodes", number),
        "episodes.Reading": ngettext("%(n)s reading", "%(n)s readings", number),
        "episodes.TechniqueUse": ngettext(
            "%(n)s thing that you tried",
            "%(n)s things that you tried",
            number,
        ),
        "episodes.MedicineDose": ngettext(
            "%(n)s medicine taken",
            "%(n)s times a medicine was taken",
            number,
        ),
        "accounts.Profile": _("your health answers"),
    }.get(label, "")
    if not number:
        return ""
    return words % {"n": number}


def amounts(numbers: Mapping[str, int]) -> list[str]:
    """All kinds that a person counts, as words."""
    words = (amount(label, number) for label, number in numbers.items())
    return list(filter(None, words))


def episode_line(episode: Episode | None) -> EpisodeLine | None:
    """An episode as the page of two open ones shows it."""
    if episode is None:
        return None
    logged = ""
    if episode.reading_count:
        count = episode.reading_count
        readings = ngettext("%(number)s reading", "%(number)s readings", count)
        readings %= {"number": count}
        last = _("last pain")
        logged = f", {readings}, {last} {episode.last_pain}"
    start = episode.start.astimezone(ZoneInfo(episode.start_zone))
    return EpisodeLine(
        start=start,
        logged=logged,
    )


def kept_line(moved: Mapping[str, int]) -> str:
    """The line after signing in."""
    kept = amounts(moved)
    if not kept:
        return _("What you did here before is now in your account.")
    words = {"kept": ", ".join(kept)}
    return _("Now kept in your account: %(kept)s.") % words
