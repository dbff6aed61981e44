"""The one seam to the diary: what a session found, written down once.

Until ``backspasm.episodes`` is here the session's own rows keep it. Then
:func:`record_session`, :class:`ReadingEntry` and :class:`UseEntry` come from
``backspasm.episodes.actions``, which has them with these very names and fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backspasm.accounts.models import Owner
from backspasm.care.session import Kind
from backspasm.relief.running import Running

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """Pain 0-10 at a moment (UTC)."""

    moment: datetime
    pain: int
    doing: str = ""
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class UseEntry:
    """A technique by id, from `start` (UTC); `effect` is better, same, worse or empty."""

    technique: str
    start: datetime
    minutes: int | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    effect: str = ""


def record_session(
    *,
    owner: Owner,
    key: UUID,
    zone: str,
    readings: Sequence[ReadingEntry] = (),
    uses: Sequence[UseEntry] = (),
    offline: bool = False,
) -> None:
    """Stands in for ``episodes.actions.record_session`` until that is merged."""


def keep(run: Running) -> None:
    """Write a session into its owner's diary; the key makes a second time harmless."""
    readings, uses = readings_of(run), uses_of(run)
    if readings or uses:
        row = run.row
        record_session(owner=row.owner, key=row.key, zone=row.zone, readings=readings, uses=uses)


def readings_of(run: Running) -> list[ReadingEntry]:
    """The pain before and after, where it was told."""
    return [
        ReadingEntry(done.end, int(done.note))
        for done in run.standing.done
        if run.steps[done.step].kind is Kind.PAIN and done.note.isdigit()
    ]


def uses_of(run: Running) -> list[UseEntry]:
    """Each technique that was done, in whole minutes, at least one."""
    told = readings_of(run)
    before = told[0].pain if told and run.row.way == run.row.Way.PLAN else None
    after = told[-1].pain if len(told) > (before is not None) else None
    done = run.performed
    return [
        UseEntry(
            technique=use.technique,
            start=use.start,
            minutes=max(1, round(use.active / MINUTE)),
            pain_before=before if number == 0 else None,
            pain_after=after if number == len(done) - 1 else None,
            effect=use.felt if use.felt in {"better", "same", "worse"} else "",
        )
        for number, use in enumerate(done)
    ]
