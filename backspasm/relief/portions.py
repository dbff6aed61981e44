"""Where a list that is asked in portions goes on, and what was ticked so far.

It waits in the session of the browser for an hour, bound to its check as it was then: never in
an address, and no answer before the whole list was seen. Any answer kept meanwhile ends it, since
the same list may be asked anew for another reason, and none of its lines may go unseen.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from backspasm.assessments.again import SECOND_LIST, still_ticked
from backspasm.assessments.current import Current
from backspasm.care.catalogue import Question

PORTION = "portion"
"""In the session: of which check, as changed when, and question, since when, the lines passed
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


def remember(request: HttpRequest, here: Current, question: Question, kept: Kept) -> None:
    """Go on here when this page is asked for anew; with nothing passed or ticked nothing waits.

    Asking for it anew does not make the ticks younger.
    """
    if request.method != "POST":
        return
    if question.type != "many" or kept == NOTHING or here.check is None:
        let_go(request)
        return
    request.session[PORTION] = {
        "check": here.check.pk,
        "changed": here.check.changed.isoformat(),
        "asked": question.id,
        "at": here.now.isoformat(),
        "passed": kept.passed,
        "ticked": kept.ticked,
    }


def recall(request: HttpRequest, here: Current, question: Question) -> Kept:
    """Where this question of this check goes on: at its first line if anything was kept since.

    There a check-in shows the lines of last time as ticked.
    """
    strip_ended(request.session, here.now)
    found = request.session.get(PORTION, {})
    now = (here.check.pk, here.check.changed.isoformat()) if here.check else None
    if found.get("asked") != question.id or (found["check"], found.get("changed")) != now:
        again = here.again and question.id == SECOND_LIST
        return Kept((), tuple(still_ticked(here))) if again else NOTHING
    return Kept(tuple(found["passed"]), tuple(found["ticked"]))


def let_go(request: HttpRequest) -> None:
    """Nothing waits any more in this browser."""
    request.session.pop(PORTION, None)


def strip_ended(session: MutableMapping[str, Any] | Any, now: datetime) -> bool:
    """Take out of a session what waited for longer than an hour; whether there was such a thing."""
    at = session.get(PORTION, {}).get("at")
    ended = at is not None and now - datetime.fromisoformat(at) > FOR
    if ended:
        del session[PORTION]
    return ended
