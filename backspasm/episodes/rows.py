"""An episode as a page shows it: every word worked out once, none in the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from backspasm.care.insight import State, read_line
from backspasm.drawing.chart import spark_path
from backspasm.episodes import wording
from backspasm.episodes.models import Episode
from backspasm.episodes.moments import length_words, span_words, to_local

EASED_SHOWN = 3


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One line of the history."""

    number: int
    url: str
    span: str
    year: int
    length: str
    state: State
    state_words: str
    worst: int | None
    last: int | None
    regions: str
    triggers: str
    eased: str
    readings: int
    spark: str
    """Path data of the small line, empty without a reading."""


def episode_rows(episodes: Iterable[Episode], now: datetime, here: str) -> list[EpisodeRow]:
    """The lines of a list of episodes, in its order."""
    today = to_local(now, here).date()
    address = reverse("episodes:episode", args=[0])
    return [_row(episode, now, today, address) for episode in episodes]


def episode_row(episode: Episode, now: datetime, here: str) -> EpisodeRow:
    """The line of one episode."""
    return episode_rows([episode], now, here)[0]


def _row(episode: Episode, now: datetime, today: date, address: str) -> EpisodeRow:
    start = to_local(episode.start, episode.start_zone).date()
    state = episode.state
    return EpisodeRow(
        number=episode.pk,
        url=address.replace("/0/", f"/{episode.pk}/"),
        span=span_words(start, _last_day(episode, start), today),
        year=start.year,
        length=_length(episode, now),
        state=state,
        state_words=str(wording.STATES[state]),
        worst=episode.worst_pain,
        last=episode.last_pain,
        regions=", ".join(wording.names_of(episode.regions)),
        triggers=", ".join(wording.names_of(episode.triggers)),
        eased=", ".join(wording.names_of(episode.eased[:EASED_SHOWN])),
        readings=episode.reading_count,
        spark=spark_path(read_line(episode.line)),
    )


def _last_day(episode: Episode, start: date) -> date | None:
    """The day it ended on the clock of that place; west across the date line, not before."""
    if episode.end is None:
        return None
    return max(start, to_local(episode.end, episode.end_zone or episode.start_zone).date())


def _length(episode: Episode, now: datetime) -> str:
    guessed = episode.start_about or episode.end_about
    words = length_words((episode.end or now) - episode.start, guessed=guessed)
    return _("about %(length)s") % {"length": words} if guessed else words
