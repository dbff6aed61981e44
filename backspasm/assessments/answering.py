"""The way an answer is kept, whichever page sent it.

Desk, floor, new sign, letter, "by mistake" and "no position eases it" all come here: the same
answers leave the same rows, and a check that was deleted meanwhile is a plain result.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from backspasm.accounts.owners import ensure_owner
from backspasm.assessments import actions
from backspasm.assessments.current import Current
from backspasm.assessments.models import Assessment
from backspasm.care.catalogue import Level
from backspasm.care.check.answers import Answers
from backspasm.care.check.triage import Outcome
from backspasm.episodes.times import zone_here


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where a person stands once an answer is kept, another tab's answers included."""

    here: Current
    outcome: Outcome


def record_answers(
    request: HttpRequest,
    here: Current,
    answers: Answers,
    *,
    stage: int = 0,
    zone: str = "",
) -> Recorded | None:
    """Keep `answers` in the check of `here`, begun now if there is none, and what follows.

    What no longer applies is dropped; what another tab has answered since stays. A finished
    check is linked to the open episode; the pain told in a check-in becomes a reading there, in
    `zone` (the person's own unless it is given). `stage` is that of the screen.

    ``None``: the check was deleted meanwhile, and nothing is kept.
    """
    check = here.check
    read = None
    if check is None:
        check = actions.open_check(
            owner=ensure_owner(request),
            catalogue=here.catalogue,
            now=here.now,
        )
        # Nothing was read where no check was: one begun in another tab meanwhile counts.
        read = Answers()
    after = here.after(check, answers)
    try:
        outcome = actions.save_answers(
            check=check,
            answers=after.answers,
            catalogue=here.catalogue,
            now=here.now,
            stage=stage,
            read=read,
        )
    except Assessment.DoesNotExist:
        return None
    kept = Answers.restore(check.answers, here.catalogue)
    recorded = Recorded(
        Current(check.owner, check, kept, here.catalogue, here.now),
        outcome,
    )
    if outcome.level < Level.EMERGENCY:
        _write_diary(
            recorded,
            told_before=here.answers,
            zone=zone or zone_here(request),
        )
    return recorded


def _write_diary(
    recorded: Recorded,
    *,
    told_before: Answers,
    zone: str,
) -> None:
    here = recorded.here
    check = here.check
    assert check is not None  # noqa: S101 - it was written just now
    if here.is_done(recorded.outcome):
        actions.link_to_open_episode(
            check=check,
            answers=here.answers,
            catalogue=here.catalogue,
        )
    pain = here.catalogue.roles.question.pain_now
    if check.again and here.answers.get(pain) != told_before.get(pain):
        actions.log_pain(
            check=check,
            answers=here.answers,
            catalogue=here.catalogue,
            zone=zone,
        )
