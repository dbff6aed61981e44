"""What lies in the bin, in words, with the way back of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from backspasm.accounts.models import Owner
from backspasm.episodes import wording
from backspasm.episodes.models import (
    Episode,
    Medicine,
    MedicineDose,
    Reading,
    TechniqueUse,
)
from backspasm.episodes.rows import episode_row
from backspasm.episodes.times import capitalised, moment_words

DAYS = 30
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Binned:
    """One thing that was deleted."""

    gone: datetime
    what: str
    more: str
    url: str
    """Where to POST to put it back."""


def in_the_bin(
    owner: Owner | None,
    now: datetime,
    here: str,
) -> list[Binned]:
    """All of it, the latest first; what went with its episode or medicine comes back with that."""
    since = now - timedelta(days=DAYS)
    found = [
        *_wholes(owner, since, now, here),
        *_readings(owner, since, now, here),
        *_uses(owner, since, now, here),
        *_doses(owner, since, now, here),
    ]
    found.sort(key=lambda line: line.gone, reverse=True)
    return found[:SHOWN]


def _wholes(
    owner: Owner | None,
    since: datetime,
    now: datetime,
    here: str,
) -> Iterator[Binned]:
    episodes = Episode.objects.binned(owner, since)
    for episode in episodes[:SHOWN]:
        row = episode_row(episode, now, here)
        yield _line(episode, "episode", row.span, row.about)
    medicines = Medicine.objects.binned(owner, since)
    kind = _("Medicine")
    for medicine in medicines[:SHOWN]:
        yield _line(medicine, "medicine", medicine.name, kind)


def _readings(
    owner: Owner | None,
    since: datetime,
    now: datetime,
    here: str,
) -> Iterator[Binned]:
    binned = Reading.objects.binned(owner, since)
    alone = binned.filter(episode__deleted_at__isnull=True)
    for row in alone[:SHOWN]:
        what = _("Pain %(pain)d") % {"pain": row.pain}
        when = moment_words(row.moment, row.zone, now, here)
        yield _line(row, "reading", what, when)


def _uses(
    owner: Owner | None,
    since: datetime,
    now: datetime,
    here: str,
) -> Iterator[Binned]:
    binned = TechniqueUse.objects.binned(owner, since)
    alone = binned.filter(episode__deleted_at__isnull=True)
    for row in alone[:SHOWN]:
        what = wording.name_of(row.technique)
        when = moment_words(row.start, row.zone, now, here)
        yield _line(row, "use", what, when)


def _doses(
    owner: Owner | None,
    since: datetime,
    now: datetime,
    here: str,
) -> Iterator[Binned]:
    binned = MedicineDose.objects.binned(owner, since)
    alone = binned.filter(medicine__deleted_at__isnull=True)
    for row in alone.select_related("medicine")[:SHOWN]:
        what = _("A dose of %(name)s") % {"name": row.medicine.name}
        when = moment_words(row.moment, row.zone, now, here)
        yield _line(row, "dose", what, when)


def _line(
    row: Any,
    kind: str,
    what: str,
    more: str,
) -> Binned:
    restore = f"episodes:restore_{kind}"
    return Binned(
        gone=row.deleted_at,
        what=what,
        more=capitalised(more),
        url=reverse(restore, args=[row.pk]),
    )
