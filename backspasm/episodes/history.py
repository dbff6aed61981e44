"""The list of episodes: what was asked for, one page of it, and the way to older ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backspasm.accounts.models import Owner
from backspasm.episodes import wording
from backspasm.episodes.models import Diary, Episode
from backspasm.episodes.querysets import EpisodeQuerySet
from backspasm.episodes.rows import ROW_FIELDS

PAGE = 20
WORDS_LENGTH = 100
YEAR = re.compile("[12][0-9]{3}")
MARK = re.compile("(-?[0-9]{1,18})[.]([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; nonsense in the address counts as nothing."""

    year: str = ""
    region: str = ""
    trigger: str = ""
    words: str = ""
    before: tuple[datetime, int] | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        asked = (
            self.year,
            self.region,
            self.trigger,
            self.words,
        )
        return any(asked)


def wanted(query: QueryDict) -> Wanted:
    """Read an address."""
    year = query.get("year", "")
    if not YEAR.fullmatch(year):
        year = ""
    region = query.get("region", "")
    if region not in wording.regions():
        region = ""
    trigger = _typed(query.get("trigger", ""))
    words = _typed(query.get("q", ""))
    before = _place(query.get("before", ""))
    return Wanted(
        year=year,
        region=region,
        trigger=trigger,
        words=words.strip(),
        before=before,
    )


def _typed(text: str) -> str:
    """No longer than a search needs, and without the one character no database takes."""
    short = text[:WORDS_LENGTH]
    return short.replace("\x00", "")


def one_page(
    owner: Owner | None,
    ask: Wanted,
    here: str,
) -> tuple[list[Episode], str]:
    """The episodes of one page, newest first, and the mark where older ones begin, or nothing."""
    rows = _narrowed(Episode.objects.of(owner), ask, here)
    rows = rows.only(*ROW_FIELDS)
    if ask.before:
        rows = rows.older_than(*ask.before)
    # One more than is shown tells whether there are older ones.
    found = list(rows.newest_first()[: PAGE + 1])
    shown = found[:PAGE]
    if len(found) <= PAGE:
        return shown, ""
    return shown, _mark(shown[-1])


def summary(
    ask: Wanted,
    shown: int,
    count: int,
    *,
    are_all: bool,
) -> str:
    """How many episodes are shown, of how many; empty where there is none.

    `are_all`: no page before or after this one.
    """
    all_words = number_format(count, force_grouping=True)
    if not ask.narrowed:
        if not count:
            return ""
        words = ngettext("%(number)s episode", "%(number)s episodes", count)
        return words % {"number": all_words}
    if not shown:
        return ""
    if not are_all:
        words = _("Some of %(all)s episodes")
        return words % {"all": all_words}
    words = _("%(n)s of %(all)s episodes")
    return words % {"n": shown, "all": all_words}


def years(diary: Diary | None, now: datetime) -> dict[str, str]:
    """The years someone can choose from, the latest first."""
    if diary is None or diary.first_start is None:
        return {}
    first = diary.first_start.year
    choices = map(str, range(now.year, first - 1, -1))
    return {year: year for year in choices}


def trigger_names(diary: Diary | None) -> dict[str, str]:
    """The triggers someone can choose from: own ones that were used, then the pack's."""
    known = wording.triggers()
    names = {}
    if diary is not None:
        names = {tag: known.get(tag, tag) for tag in diary.tags}
    # A key that is there already keeps its place.
    names.update(known)
    return names


def _narrowed(
    rows: EpisodeQuerySet,
    ask: Wanted,
    here: str,
) -> EpisodeQuerySet:
    if ask.year:
        year = int(ask.year)
        first = _new_year(year, here)
        last = _new_year(year + 1, here)
        rows = rows.between(first, last)
    if ask.region:
        rows = rows.in_region(ask.region)
    if ask.trigger:
        rows = rows.set_off_by(ask.trigger)
    if ask.words:
        rows = rows.saying(ask.words, wording.ids_named)
    return rows


def _new_year(year: int, here: str) -> datetime:
    """The moment in which a year began on the clock here."""
    midnight = datetime(year, 1, 1, tzinfo=ZoneInfo(here))
    return midnight.astimezone(UTC)


def _place(text: str) -> tuple[datetime, int] | None:
    """`<microseconds since 1970>.<id>`: where the page before ended."""
    found = MARK.fullmatch(text)
    if found is None:
        return None
    seconds, micros = divmod(int(found[1]), 1_000_000)
    try:
        start = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    exact = start.replace(microsecond=micros)
    return exact, int(found[2])


def _mark(last: Episode) -> str:
    """What `_place` reads."""
    whole = last.start.replace(microsecond=0)
    seconds = int(whole.timestamp())
    micros = seconds * 1_000_000 + last.start.microsecond
    return f"{micros}.{last.pk}"
