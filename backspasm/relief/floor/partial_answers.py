"""Where a list that is asked in portions goes on, and what was ticked so far.

It waits in the session of the browser for an hour, bound to its check: never in an address, and
no answer before the whole list was seen. After any answer kept meanwhile the list begins at its
first line, since it may be asked anew for another reason and none of its lines may go unseen; what
was ticked is shown as ticked.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from backspasm.assessments.checkin import still_ticked
from backspasm.assessments.current import Current
from backspasm.care.catalogue import Question

PORTION = "portions"
"""In the session, for each question: of which check, as changed when, since when, the lines passed
and those ticked."""
FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """The lines of earlier portions, and what was ticked on any portion."""

    passed: tuple[str, ...]
    ticked: tuple[str, ...]

    @property
    def place(self) -> tuple[str, tuple[str, ...]]:
        """The line to go on after."""
        return (self.passed[-1] if self.passed else ""), self.ticked


NOTHING = Kept((), ())


def remember(
    request: HttpRequest,
    here: Current,
    question: Question,
    kept: Kept,
) -> None:
    """Go on here when this page is asked for anew; with nothing passed or ticked nothing waits.

    Asking for it anew does not make the ticks younger.
    """
    if request.method != "POST":
        return
    if question.type != "many" or kept == NOTHING or here.check is None:
        let_go(request, question)
        return
    place = {
        "check": here.check.pk,
        "changed": here.check.changed.isoformat(),
        "at": here.now.isoformat(),
        "passed": kept.passed,
        "ticked": kept.ticked,
    }
    request.session[PORTION] = {
        **request.session.get(PORTION, {}),
        question.id: place,
    }


def recall(
    request: HttpRequest,
    here: Current,
    question: Question,
) -> Kept:
    """Where this question of this check goes on: at its first line if anything was kept since.

    There a check-in shows the lines of last time as ticked.
    """
    strip_ended(request.session, here.now)
    found = request.session.get(PORTION, {}).get(question.id)
    if found is None or here.check is None or found["check"] != here.check.pk:
        second_list = here.catalogue.roles.question.second_list
        again = here.again and question.id == second_list
        return Kept((), tuple(still_ticked(here))) if again else NOTHING
    same = found["changed"] == here.check.changed.isoformat()
    return Kept(tuple(found["passed"]) if same else (), tuple(found["ticked"]))


def let_go(request: HttpRequest, *questions: Question) -> None:
    """Nothing of these questions waits any more in this browser; of none, when none is named."""
    gone = {question.id for question in questions}
    rest = {
        name: one
        for name, one in request.session.get(PORTION, {}).items()
        if name not in gone
    }
    if rest and questions:
        request.session[PORTION] = rest
    else:
        request.session.pop(PORTION, None)


def strip_ended(session: MutableMapping[str, Any] | Any, now: datetime) -> bool:
    """Take out of a session what waited for longer than an hour; whether there was such a thing."""
    kept = session.get(PORTION, {})
    young = {
        name: one
        for name, one in kept.items()
        if now - datetime.fromisoformat(one["at"]) <= FOR
    }
    if not young:
        session.pop(PORTION, None)
    elif len(young) < len(kept):
        session[PORTION] = young
    return len(young) < len(kept)
