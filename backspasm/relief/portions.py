"""Where a list that is asked in portions goes on, and what was ticked so far.

It waits in the session of the browser for an hour, bound to its check: never in an address,
and no answer before the whole list was seen.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from backspasm.assessments.current import Current
from backspasm.care.catalogue import Question

PORTION = "portion"
"""In the session: of which check and question, since when, the lines passed and those ticked."""
FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """The lines of earlier portions, and those of them that were ticked."""

    passed: tuple[str, ...]
    ticked: tuple[str, ...]

    @property
    def place(self) -> tuple[str, tuple[str, ...]]:
        """The line to go on after."""
        return (self.passed[-1] if self.passed else ""), self.ticked


NOTHING = Kept((), ())


def remember(request: HttpRequest, here: Current, question: Question, kept: Kept) -> None:
    """Go on here when this page is asked for anew; with nothing passed from the first line.

    Asking for it anew does not make the ticks younger.
    """
    if request.method != "POST":
        return
    if question.type != "many" or not kept.passed or here.check is None:
        let_go(request)
        return
    request.session[PORTION] = {
        "check": here.check.pk,
        "asked": question.id,
        "at": here.now.isoformat(),
        "passed": kept.passed,
        "ticked": kept.ticked,
    }


def recall(request: HttpRequest, here: Current, question: Question) -> Kept:
    """Where this question of this check goes on; with `?first` at its first line."""
    if "first" in request.GET:
        let_go(request)
    strip_ended(request.session, here.now)
    found = request.session.get(PORTION, {})
    check = here.check.pk if here.check else None
    if (found.get("check"), found.get("asked")) != (check, question.id):
        return NOTHING
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
