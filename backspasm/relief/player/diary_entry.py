"""The one seam to the diary: what a session found, written down once."""

from __future__ import annotations

from datetime import timedelta

from backspasm.care.session.replay import Kind
from backspasm.episodes.actions import ReadingEntry, UseEntry, record_session
from backspasm.episodes.models import Episode
from backspasm.relief.player.state import Running

MINUTE = timedelta(minutes=1)


def keep(run: Running, *, offline: bool = False) -> Episode | None:
    """Write a session into its owner's diary; the key makes a second time harmless.

    `offline`: a phone without a network said when it ended. ``None``: there was nothing to keep.
    """
    readings, uses = readings_of(run), uses_of(run)
    if not readings and not uses:
        return None
    return record_session(
        owner=run.row.owner,
        key=run.row.key,
        zone=run.row.zone,
        readings=readings,
        uses=uses,
        offline=offline,
    )


def readings_of(run: Running) -> list[ReadingEntry]:
    """The pain before and after, where it was told."""
    return [
        ReadingEntry(done.end, int(done.note))
        for done in run.standing.done
        if run.steps[done.step].kind is Kind.PAIN and done.note.isdigit()
    ]


def whole_minutes(active: timedelta) -> int:
    """Minutes as the diary keeps them; what took less than one counts as none."""
    return 0 if active < MINUTE else round(active / MINUTE)


def uses_of(run: Running) -> list[UseEntry]:
    """Each technique that was done, in whole minutes; none is less than a minute."""
    told = readings_of(run)
    before = told[0].pain if told and run.row.way == run.row.Way.PLAN else None
    after = told[-1].pain if len(told) > (before is not None) else None
    done = run.kept
    return [
        UseEntry(
            technique=use.technique,
            start=use.start,
            minutes=whole_minutes(use.active),
            pain_before=before if number == 0 else None,
            pain_after=after if number == len(done) - 1 else None,
            effect=use.felt if use.felt in {"better", "same", "worse"} else "",
        )
        for number, use in enumerate(done)
    ]
