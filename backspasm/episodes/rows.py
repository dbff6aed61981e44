"""An episode as a page shows it: every word worked out once, none in the template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from backspasm.care.insight import State, read_line
from backspasm.charts.sparkline import sparkline_path
from backspasm.episodes import wording
from backspasm.episodes.models import Episode
from backspasm.episodes.times import (
    dated_span,
    length_words,
    span_words,
    to_local,
)

EASED_SHOWN = 3
ROW_FIELDS = (
    *("start", "start_zone", "start_about", "end", "end_zone", "end_about"),
    *("regions", "triggers", "worst_pain", "last_pain", "line", "eased"),
)
"""What a row is made of; a list reads nothing else."""


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One line of the history."""

    number: int
    url: str
    span: str
    dated: str
    """The span for paper, with its years."""
    year: str
    about: str
    """How long, and where in the body."""
    state: State
    worst: str
    last: str
    """Empty without a reading, as `worst`."""
    triggers: str
    eased: str
    spark: str
    """Path data of the small line, empty without a reading."""

    @property
    def state_words(self) -> str:
        """The state as people say it."""
        return str(wording.STATES[self.state])


def episode_rows(
    episodes: Iterable[Episode],
    now: datetime,
    here: str,
) -> list[EpisodeRow]:
    """The lines of a list of episodes, in its order."""
    today = to_local(now, here).date()
    address = addresses("episodes:episode")
    return [_row(episode, now, today, address) for episode in episodes]


def episode_row(
    episode: Episode,
    now: datetime,
    here: str,
) -> EpisodeRow:
    """The line of one episode."""
    [row] = episode_rows([episode], now, here)
    return row


def addresses(name: str) -> Callable[[int], str]:
    """From a row's number to the address of its page: worked out once for a whole list."""
    pattern = reverse(name, args=[0])
    before, after = pattern.split("0")
    return lambda number: f"{before}{number}{after}"


def _row(
    episode: Episode,
    now: datetime,
    today: date,
    address: Callable[[int], str],
) -> EpisodeRow:
    start = to_local(episode.start, episode.start_zone).date()
    last = _last_day(episode, start)
    return EpisodeRow(
        number=episode.pk,
        url=address(episode.pk),
        span=span_words(start, last, today),
        dated=dated_span(start, last),
        year=str(start.year),
        about=_about(episode, now),
        state=episode.state,
        worst=_number(episode.worst_pain),
        last=_number(episode.last_pain),
        triggers=", ".join(wording.names_of(episode.triggers)),
        eased=", ".join(wording.names_of(episode.eased[:EASED_SHOWN])),
        spark=sparkline_path(read_line(episode.line)),
    )


def _last_day(episode: Episode, start: date) -> date | None:
    """The day it ended on the clock of that place; west across the date line, not before."""
    if episode.end is None:
        return None
    zone = episode.end_zone or episode.start_zone
    end = to_local(episode.end, zone)
    return max(start, end.date())


def _about(episode: Episode, now: datetime) -> str:
    length = _length(episode, now)
    where = ", ".join(wording.names_of(episode.regions))
    return " · ".join(filter(None, (length, where)))


def _length(episode: Episode, now: datetime) -> str:
    guessed = episode.start_about or episode.end_about
    end = episode.end or now
    words = length_words(end - episode.start, guessed=guessed)
    if not guessed:
        return words
    return _("about %(length)s") % {"length": words}


def _number(pain: int | None) -> str:
    if pain is None:
        return ""
    return str(pain)
