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


def in_the_bin(owner: Owner | None, now: datetime, here: str) -> list[Binned]:
    """All of it, the latest first; what went with its episode or medicine comes back with that."""
    since = now - timedelta(days=DAYS)
    found = [
        line
        for lines in (_wholes, _readings, _uses, _doses)
        for line in lines(owner, since, now, here)
    ]
    return sorted(found, key=lambda line: line.gone, reverse=True)[:SHOWN]


def _wholes(
    owner: Owner | None, since: datetime, now: datetime, here: str
) -> Iterator[Binned]:
    for episode in Episode.objects.binned(owner, since)[:SHOWN]:
        row = episode_row(episode, now, here)
        yield _line(episode, "episode", row.span, row.about)
    for medicine in Medicine.objects.binned(owner, since)[:SHOWN]:
        yield _line(medicine, "medicine", medicine.name, _("Medicine"))


def _readings(
    owner: Owner | None, since: datetime, now: datetime, here: str
) -> Iterator[Binned]:
    rows = Reading.objects.binned(owner, since).filter(
        episode__deleted_at__isnull=True
    )
    for row in rows[:SHOWN]:
        what = _("Pain %(pain)d") % {"pain": row.pain}
        yield _line(
            row, "reading", what, moment_words(row.moment, row.zone, now, here)
        )


def _uses(
    owner: Owner | None, since: datetime, now: datetime, here: str
) -> Iterator[Binned]:
    rows = TechniqueUse.objects.binned(owner, since).filter(
        episode__deleted_at__isnull=True
    )
    for row in rows[:SHOWN]:
        what = wording.name_of(row.technique)
        yield _line(
            row, "use", what, moment_words(row.start, row.zone, now, here)
        )


def _doses(
    owner: Owner | None, since: datetime, now: datetime, here: str
) -> Iterator[Binned]:
    rows = MedicineDose.objects.binned(owner, since).filter(
        medicine__deleted_at__isnull=True
    )
    for row in rows.select_related("medicine")[:SHOWN]:
        what = _("A dose of %(name)s") % {"name": row.medicine.name}
        yield _line(
            row, "dose", what, moment_words(row.moment, row.zone, now, here)
        )


def _line(row: Any, kind: str, what: str, more: str) -> Binned:
    more = capitalised(more)
    return Binned(
        row.deleted_at,
        what,
        more,
        reverse(f"episodes:restore_{kind}", args=[row.pk]),
    )
