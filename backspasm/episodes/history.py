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
        return bool(self.year or self.region or self.trigger or self.words)


def wanted(query: QueryDict) -> Wanted:
    """Read an address."""
    year = query.get("year", "")
    region = query.get("region", "")
    return Wanted(
        year=year if YEAR.fullmatch(year) else "",
        region=region if region in wording.regions() else "",
        trigger=query.get("trigger", "")[:WORDS_LENGTH].replace("\x00", ""),
        words=query.get("q", "")[:WORDS_LENGTH].replace("\x00", "").strip(),
        before=_place(query.get("before", "")),
    )


def one_page(
    owner: Owner | None, ask: Wanted, here: str
) -> tuple[list[Episode], str]:
    """The episodes of one page, newest first, and the mark where older ones begin, or nothing."""
    rows = _narrowed(Episode.objects.of(owner), ask, here).only(*ROW_FIELDS)
    if ask.before:
        rows = rows.older_than(*ask.before)
    found = list(rows.newest_first()[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    return found[:PAGE], _mark(found[PAGE - 1])


def summary(ask: Wanted, shown: int, count: int, *, are_all: bool) -> str:
    """How many episodes are shown, of how many; empty where there is none.

    `are_all`: no page before or after this one.
    """
    all_words = number_format(count, force_grouping=True)
    if not ask.narrowed:
        words = ngettext("%(number)s episode", "%(number)s episodes", count)
        return words % {"number": all_words} if count else ""
    if not shown:
        return ""
    if not are_all:
        return _("Some of %(all)s episodes") % {"all": all_words}
    words = _("%(n)s of %(all)s episodes")
    return words % {"n": shown, "all": all_words}


def years(diary: Diary | None, now: datetime) -> dict[str, str]:
    """The years someone can choose from, the latest first."""
    if diary is None or diary.first_start is None:
        return {}
    return {
        str(year): str(year)
        for year in range(now.year, diary.first_start.year - 1, -1)
    }


def trigger_names(diary: Diary | None) -> dict[str, str]:
    """The triggers someone can choose from: own ones that were used, then the pack's."""
    known = wording.triggers()
    order = dict.fromkeys([*(diary.tags if diary else ()), *known])
    return {tag: known.get(tag, tag) for tag in order}


def _narrowed(rows: EpisodeQuerySet, ask: Wanted, here: str) -> EpisodeQuerySet:
    if ask.year:
        zone = ZoneInfo(here)
        first, last = (
            datetime(int(ask.year) + after, 1, 1, tzinfo=zone).astimezone(UTC)
            for after in (0, 1)
        )
        rows = rows.between(first, last)
    if ask.region:
        rows = rows.in_region(ask.region)
    if ask.trigger:
        rows = rows.set_off_by(ask.trigger)
    return rows.saying(ask.words, wording.ids_named) if ask.words else rows


def _place(text: str) -> tuple[datetime, int] | None:
    """`<microseconds since 1970>.<id>`: where the page before ended."""
    found = MARK.fullmatch(text)
    if found is None:
        return None
    micros = int(found[1])
    try:
        start = datetime.fromtimestamp(micros // 1_000_000, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return start.replace(microsecond=micros % 1_000_000), int(found[2])


def _mark(last: Episode) -> str:
    seconds = int(last.start.replace(microsecond=0).timestamp())
    return f"{seconds * 1_000_000 + last.start.microsecond}.{last.pk}"
