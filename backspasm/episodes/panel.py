"""For the home page: the open episode and a number to tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.episodes.forms.readings import ReadingForm
from backspasm.episodes.models import Episode
from backspasm.episodes.rows import EpisodeRow, episode_row
from backspasm.episodes.times import moment_words, to_local, zone_here

QUIET = timedelta(days=5)
"""After so long without a reading, a new one might belong to another spell: ask."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What `episodes/panel.html` needs."""

    episode: Episode
    row: EpisodeRow
    day: int
    last_when: str
    quiet: bool
    form: ReadingForm


def open_panel(request: HttpRequest, owner: Owner | None) -> Panel | None:
    """The panel of someone with an open episode; for everyone else nothing. One query."""
    episode = Episode.objects.of(owner).current()
    if episode is None:
        return None
    now = timezone.now()
    here = zone_here(request)
    began = to_local(episode.start, episode.start_zone).date()
    today = to_local(now, here).date()
    days_since = (today - began).days
    last_when = ""
    if episode.last_reading_at is not None:
        last_when = moment_words(episode.last_reading_at, here, now, here)
    return Panel(
        episode=episode,
        row=episode_row(episode, now, here),
        day=max(1, days_since + 1),
        last_when=last_when,
        quiet=is_quiet(episode),
        form=reading_form(request, episode),
    )


def reading_form(request: HttpRequest, episode: Episode | None) -> ReadingForm:
    """The empty form of a new reading."""
    ask = episode is not None and is_quiet(episode)
    return ReadingForm(
        now=timezone.now(),
        zone=zone_here(request),
        ask_which=ask,
    )


def is_quiet(episode: Episode) -> bool:
    """Whether so long has passed that a new reading may be about something new."""
    heard = episode.start
    if episode.last_reading_at is not None:
        heard = max(heard, episode.last_reading_at)
    silence = timezone.now() - heard
    return silence > QUIET
