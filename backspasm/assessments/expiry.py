"""How long a check is about today, and from when on it is history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from backspasm.assessments.models import Assessment
from backspasm.care.catalogue import Catalogue, Level
from backspasm.care.check import followup
from backspasm.care.check.answers import Answers
from backspasm.care.check.followup import Recheck

UNFINISHED = timedelta(hours=72)
"""A check that was broken off goes on for so long: until the first re-check that is for everyone
(care-facts, section 6)."""
UNDATED = timedelta(days=7)
"""So long where the schedule has no date left: pain of months outlives every hour in it."""
LASTS = timedelta(days=30)
"""What was answered longer ago makes no plan outside an episode, whatever the schedule says."""


def is_history(
    check: Assessment,
    answers: Answers,
    pack: Catalogue,
    now: datetime,
) -> bool:
    """Whether the next answer begins a new check.

    So it is once its episode is over. A check in no episode is history when the schedule says
    to ask again: an open episode would then be asked by a check-in, and what was answered
    weeks ago must neither make a plan nor be linked to a new episode. An EMERGENCY stays
    until its person says what became of it.
    """
    if check.level == Level.EMERGENCY.slug:
        return False
    if check.live_episode is not None:
        return check.live_episode.end is not None
    age = now - (followup.last_asked(answers, pack) or check.started)
    if is_unfinished(check):
        return age > UNFINISHED
    rows = rechecks_of(check, answers, pack, check.started)
    if not rows:
        return age > UNDATED
    is_due = any(row.due <= now for row in rows)
    return is_due or age > LASTS


def is_unfinished(check: Assessment) -> bool:
    """Whether questions were open when the last answer was kept."""
    shown = check.outcome or {}
    return bool(shown.get("unfinished", True))


def rechecks_of(
    check: Assessment,
    answers: Answers,
    pack: Catalogue,
    started: datetime,
) -> Sequence[Recheck]:
    """The re-checks that its outcome asks for, with their dates, the earliest first."""
    ours = (check.outcome or {}).get("again", ())
    return followup.dated(
        (row for row in pack.rechecks if row.id in ours),
        answers,
        pack,
        started,
    )
