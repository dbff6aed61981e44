"""Between a moment (UTC plus its zone) and what a person types and reads."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from backspasm.web.place import zone_of

MORNING = time(8)
NOON = time(12)
LONG_AGO = date(1900, 1, 1)
"""A today from which every day is said with its year."""


def zone_here(request: HttpRequest) -> str:
    """The zone of whatever is logged now."""
    return zone_of(request) or "UTC"


def to_local(moment: datetime, zone: str) -> datetime:
    """What the clock on the wall showed, without a zone."""
    there = moment.astimezone(ZoneInfo(zone))
    return there.replace(tzinfo=None)


def to_utc(
    wall: datetime,
    zone: str,
    *,
    was: datetime | None = None,
) -> datetime:
    """The moment a wall clock showed `wall`.

    An hour that a clock change skips counts as the one after it; one that comes twice is
    the first. `was` is the moment before an edit: when the clock text did not change it
    stays exact, second and hour of a repeated night included.
    """
    if was is not None:
        shown = to_local(was, zone).replace(second=0, microsecond=0)
        if shown == wall:
            return was
    there = wall.replace(tzinfo=ZoneInfo(zone))
    return there.astimezone(UTC)


def this_morning(now: datetime, zone: str) -> datetime:
    """Eight o'clock today where the person is, or now when that is still to come."""
    today = to_local(now, zone)
    eight = datetime.combine(today, MORNING)
    return min(now, to_utc(eight, zone))


def day_words(day: date, today: date) -> str:
    """A day as people say it: today, yesterday, 3 March, 3 March 2025."""
    language = get_language()
    return _day_words(day, today, language)


@lru_cache(maxsize=4096)
def _day_words(
    day: date,
    today: date,
    language: str | None,
) -> str:
    # A list says the same few days again and again, and Django's formats are slow.
    if day == today:
        return _("today")
    if day == today - timedelta(days=1):
        return _("yesterday")
    if day == today + timedelta(days=1):
        return _("tomorrow")
    layout = pgettext("date format", "j F Y")
    if day.year == today.year:
        layout = pgettext("date format", "j F")
    return date_format(day, layout)


def clock_words(wall: datetime) -> str:
    """The time of day."""
    minute = wall.time().replace(second=0, microsecond=0)
    return _clock_words(minute, get_language())


@lru_cache(maxsize=24 * 60)
def _clock_words(wall: time, language: str | None) -> str:
    layout = pgettext("time format", "H:i")
    return time_format(wall, layout)


def clock_or_day_words(wall: datetime, today: date) -> str:
    """The time of day; with its day where that is not today."""
    if wall.date() == today:
        return clock_words(wall)
    return _day_and_time(wall, today)


def _day_and_time(wall: datetime, today: date) -> str:
    words = {
        "day": day_words(wall.date(), today),
        "time": clock_words(wall),
    }
    return _("%(day)s, %(time)s") % words


def moment_words(
    moment: datetime,
    zone: str,
    now: datetime,
    here: str,
) -> str:
    """Day and time where it happened, with the place when the clock is another there."""
    wall = to_local(moment, zone)
    today = to_local(now, here).date()
    said = _day_and_time(wall, today)
    return said + place_words(moment, zone, here)


def place_words(
    moment: datetime,
    zone: str,
    here: str,
) -> str:
    """The place in brackets when the clock there shows another time than here; else nothing."""
    if zone == here:
        return ""
    there = to_local(moment, zone)
    if there == to_local(moment, here):
        return ""
    _continent, _slash, place = zone.rpartition("/")
    name = place.replace("_", " ")
    return f" ({name})"


def span_words(
    start: date,
    end: date | None,
    today: date,
) -> str:
    """The days of an episode: "3 to 9 March", "since yesterday"."""
    first = day_words(start, today)
    if end is None:
        return _("Since %(day)s") % {"day": first}
    if start == end:
        return capitalised(first)
    ends_in_a_date = (today - end).days > 1
    if ends_in_a_date and start.year == end.year:
        first = _without_year(start, end)
    last = day_words(end, today)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _without_year(start: date, end: date) -> str:
    """The first day of a span within one year: the last one says the rest."""
    if start.month == end.month:
        return str(start.day)
    layout = pgettext("date format", "j F")
    return date_format(start, layout)


def capitalised(words: str) -> str:
    """With a capital first letter; the others stay as they are."""
    first = words[:1]
    return first.upper() + words[1:]


def dated_day(day: date) -> str:
    """A day as paper needs it: nobody knows when "yesterday" was on a sheet."""
    return day_words(day, LONG_AGO)


def dated_span(start: date, end: date | None) -> str:
    """The days of an episode as paper needs them, each with its year."""
    return span_words(start, end, LONG_AGO)


def length_words(length: timedelta, *, guessed: bool = False) -> str:
    """How long, roughly: minutes below an hour, hours below two days, then days.

    Of a guess, hours would say too much: it is days from the first on.
    """
    minutes = max(1, round(length.total_seconds() / 60))
    if minutes < 60:
        words = ngettext("%(n)d minute", "%(n)d minutes", minutes)
        return words % {"n": minutes}
    hours = round(minutes / 60)
    in_days_from = 48
    if guessed:
        in_days_from = 20
    if hours < in_days_from:
        words = ngettext("%(n)d hour", "%(n)d hours", hours)
        return words % {"n": hours}
    days = max(1, round(hours / 24))
    words = ngettext("%(n)d day", "%(n)d days", days)
    return words % {"n": days}
