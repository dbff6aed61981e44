"""What the page of one episode shows: chart and table are made of the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from backspasm.care.insight import GAP, Point
from backspasm.charts.line import ChartWords, Mark, line_chart
from backspasm.episodes import wording
from backspasm.episodes.models import (
    Episode,
    MedicineDose,
    Reading,
    TechniqueUse,
)
from backspasm.episodes.rows import addresses
from backspasm.episodes.times import (
    capitalised,
    clock_words,
    dated_day,
    day_words,
    length_words,
    place_words,
    to_local,
)

ROWS = 500
"""More rows than this on one page help nobody; the newest are kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table: a reading, a use, or a gap in between."""

    at: datetime
    what: str
    day: str = ""
    """The day, which the table says once above its entries; empty for a gap."""
    dated: str = ""
    """The day for paper, with its year."""
    time: str = ""
    pain: str = ""
    more: str = ""
    edit_url: str = ""
    guessed: bool = False
    noted: bool = False
    """Noted on the phone, without a network."""

    @property
    def label(self) -> str:
        """Which entry this is, for those who do not see the table around it."""
        parts = (self.what, self.day, self.time)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one day, and the day as a screen and as paper says it."""

    words: str
    dated: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class EpisodePage:
    """The chart (empty without a reading) and its rows by day, the newest first.

    `guesses`, `marks` and `gaps` say which signs of the chart need a word under it.
    """

    chart: SafeString
    days: list[Day]
    hidden: int
    guesses: bool
    marks: bool
    gaps: bool
    moved: Entry | None
    """The entry, noted on the phone and sent later, that moved the start back to itself."""


def episode_page(
    episode: Episode,
    now: datetime,
    here: str,
) -> EpisodePage:
    """Three queries, whatever the episode holds; two where nothing was done."""
    readings = _latest_readings(episode)
    uses = _latest_uses(episode)
    marks = _marks(episode, readings, uses, now)
    gaps = list(_gaps(readings))
    entries = [
        *_readings(readings, now, here),
        *_uses(uses, now, here),
        *_doses(episode, now, here),
        *gaps,
    ]
    kept = episode.reading_count + episode.use_count
    hidden = kept - len(readings) - len(uses)
    return EpisodePage(
        chart=_chart(episode, readings, marks, now, here),
        days=_by_day(entries),
        hidden=max(hidden, 0),
        guesses=any(row.estimated for row in readings),
        marks=bool(marks),
        gaps=bool(gaps),
        moved=_moved(episode.start, readings, uses, entries),
    )


def _latest_readings(episode: Episode) -> list[Reading]:
    mine = Reading.objects.of(episode.owner).filter(episode=episode)
    newest_first = mine.order_by("-moment", "-id")
    return list(newest_first[:ROWS])


def _latest_uses(episode: Episode) -> list[TechniqueUse]:
    if not episode.use_count:
        return []
    mine = TechniqueUse.objects.of(episode.owner).filter(episode=episode)
    newest_first = mine.order_by("-start", "-id")
    return list(newest_first[:ROWS])


def _moved(
    start: datetime,
    readings: Sequence[Reading],
    uses: Sequence[TechniqueUse],
    entries: Sequence[Entry],
) -> Entry | None:
    """The entry that stands at the start though others of its kind were written down before it."""
    late = {row.pk for row in readings if row.offline and row.moment == start}
    late_uses = {row.pk for row in uses if row.offline and row.start == start}
    if not (_came_later(late, readings) or _came_later(late_uses, uses)):
        return None
    for entry in entries:
        if entry.noted and entry.at == start:
            return entry
    return None


def _came_later(
    late: set[int],
    rows: Sequence[Reading] | Sequence[TechniqueUse],
) -> bool:
    if not late:
        return False
    first_late = min(late)
    return any(row.pk < first_late for row in rows)


def _by_day(entries: Iterable[Entry]) -> list[Day]:
    """The entries under their days; a gap stands under the day that it leads back from."""
    latest_first = sorted(entries, key=lambda entry: entry.at, reverse=True)
    days: list[Day] = []
    shown = ""
    for entry in latest_first:
        if entry.day and entry.day != shown:
            shown = entry.day
            days.append(Day(entry.day, entry.dated, []))
        latest = days[-1]
        latest.entries.append(entry)
    return days


def _readings(
    rows: Sequence[Reading],
    now: datetime,
    here: str,
) -> Iterator[Entry]:
    what = _("Pain")
    address = addresses("episodes:edit_reading")
    for row in rows:
        wall = to_local(row.moment, row.zone)
        yield Entry(
            at=row.moment,
            what=what,
            day=_day(row.moment, row.zone, now, here),
            dated=_dated(row.moment, row.zone, here),
            time=clock_words(wall),
            pain=str(row.pain),
            more=" · ".join(filter(None, (row.doing, row.note))),
            edit_url=address(row.pk),
            guessed=row.estimated,
            noted=row.offline,
        )


def _uses(
    rows: Sequence[TechniqueUse],
    now: datetime,
    here: str,
) -> Iterator[Entry]:
    address = addresses("episodes:edit_use")
    for row in rows:
        wall = to_local(row.start, row.zone)
        yield Entry(
            at=row.start,
            what=wording.name_of(row.technique),
            day=_day(row.start, row.zone, now, here),
            dated=_dated(row.start, row.zone, here),
            time=clock_words(wall),
            pain=_before_and_after(row),
            more=", ".join(_length_and_effect(row)),
            edit_url=address(row.pk),
            guessed=row.estimated,
            noted=row.offline,
        )


def _before_and_after(use: TechniqueUse) -> str:
    if use.pain_before is None or use.pain_after is None:
        return ""
    return f"{use.pain_before} → {use.pain_after}"


def _length_and_effect(use: TechniqueUse) -> Iterator[str]:
    if use.minutes is not None:
        yield length_of(use.minutes)
    if use.effect:
        effect = wording.EFFECTS[use.effect]
        yield str(effect).lower()


def _doses(
    episode: Episode,
    now: datetime,
    here: str,
) -> Iterator[Entry]:
    """What was taken in the days of the episode; a dose is no part of it, so it has no link."""
    mine = MedicineDose.objects.of(episode.owner)
    taken = mine.between(episode.start, episode.end or now)
    more = _("a dose")
    for row in taken.select_related("medicine")[:ROWS]:
        wall = to_local(row.moment, row.zone)
        yield Entry(
            at=row.moment,
            what=row.medicine.name,
            day=_day(row.moment, row.zone, now, here),
            dated=_dated(row.moment, row.zone, here),
            time=clock_words(wall),
            more=more,
        )


def _day(
    moment: datetime,
    zone: str,
    now: datetime,
    here: str,
) -> str:
    today = to_local(now, here).date()
    day = to_local(moment, zone).date()
    words = day_words(day, today)
    return capitalised(words) + place_words(moment, zone, here)


def _dated(
    moment: datetime,
    zone: str,
    here: str,
) -> str:
    day = to_local(moment, zone).date()
    place = place_words(moment, zone, here)
    return dated_day(day) + place


def length_of(minutes: int) -> str:
    """For how long something was done."""
    if not minutes:
        return _("less than a minute")
    words = ngettext("%(n)d minute", "%(n)d minutes", minutes)
    return words % {"n": minutes}


def _gaps(readings: Sequence[Reading]) -> Iterator[Entry]:
    """Between two readings too far apart: a line that says that nothing was logged."""
    for newer, older in pairwise(readings):
        length = newer.moment - older.moment
        if length <= GAP:
            continue
        words = _("Nothing logged for %(length)s")
        yield Entry(
            at=older.moment + length / 2,
            what=words % {"length": length_words(length)},
        )


def _marks(
    episode: Episode,
    readings: Sequence[Reading],
    uses: Sequence[TechniqueUse],
    now: datetime,
) -> list[Mark]:
    """What was done at a known hour that the chart shows; the rest stands in the table alone.

    A use may be noted up to half a day outside its episode: it must not stretch the axis.
    """
    last = episode.end or now
    if readings:
        last = max(last, readings[0].moment)
    marks = []
    for use in uses:
        is_shown = episode.start <= use.start <= last
        if is_shown and not use.estimated:
            name = wording.name_of(use.technique)
            eased = use.effect == "better"
            marks.append(Mark(use.start, name, better=eased))
    return marks


def _chart(
    episode: Episode,
    readings: Sequence[Reading],
    marks: Sequence[Mark],
    now: datetime,
    here: str,
) -> SafeString:
    if not readings:
        return SafeString()
    zone = episode.start_zone
    today = to_local(now, here).date()
    end = episode.end or now
    short = (end - episode.start).days < 2

    def tick(moment: datetime) -> str:
        wall = to_local(moment, zone)
        if short:
            return clock_words(wall)
        return date_format(wall, pgettext("date format", "j M"))

    def point(spot: Point) -> str:
        wall = to_local(spot.at, zone)
        return _("%(day)s, %(time)s: pain %(pain)d") % {
            "day": day_words(wall.date(), today),
            "time": clock_words(wall),
            "pain": spot.pain,
        }

    words = ChartWords(
        title=_("Pain during this episode"),
        desc=_describe(episode),
        gap=_("nothing logged"),
        tick=tick,
        point=point,
    )
    points = [Point(row.moment, row.pain, row.estimated) for row in readings]
    svg = line_chart(
        points,
        marks,
        start=episode.start,
        end=end,
        words=words,
    )
    # Every word in it is escaped by charts/line.py.
    return mark_safe(svg)  # noqa: S308


def _describe(episode: Episode) -> str:
    count = episode.reading_count
    words = ngettext(
        "%(n)d reading, worst %(worst)d, last %(last)d, on a scale of 0 to 10.",
        "%(n)d readings, worst %(worst)d, last %(last)d, on a scale of 0 to 10.",
        count,
    )
    return words % {
        "n": count,
        "worst": episode.worst_pain,
        "last": episode.last_pain,
    }
