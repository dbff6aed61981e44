"""What was typed and sent after the sign-in had run out waits for its person to sign in again.

It waits in the session of the browser that sent it (it passed the check against forgery),
never in an address, and comes back into the same form, where it is sent once more by hand.
Whoever else signs in there takes it out, and so does an hour.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from backspasm.accounts.owners import owner_tag, tag_of
from backspasm.episodes.querysets import RowQuerySet

WAITING = "waiting"
"""In the session: the path of one form, when it was sent and for whom, and its fields."""
FOR = timedelta(hours=1)
LONGEST = 20_000
"""Characters in all fields together: five times the longest note."""
TOKEN = "csrfmiddlewaretoken"  # a field's name, no secret  # noqa: S105


def hold(request: HttpRequest, rows: RowQuerySet) -> HttpResponse:
    """Keep what was sent for whoever has the row, and say where to sign in: 404.

    The answer and its cookie are the same whether there is such a row or not.
    """
    fields = dict(request.POST.lists())
    fields.pop(TOKEN, None)
    fits = _letters(fields) <= LONGEST
    row = rows.select_related("owner").first()
    whose = ""
    if row is not None:
        whose = tag_of(row.owner)
    if fits:
        request.session.setdefault(WAITING, {})
        request.session.modified = True
    if fits and whose:
        request.session[WAITING] = {
            "path": request.path,
            "at": timezone.now().isoformat(),
            "whose": whose,
            "fields": fields,
        }
    context = {"fits": fits, "path": request.path}
    return render(request, "episodes/waiting.html", context, status=404)


def _letters(fields: dict[str, list[str]]) -> int:
    """How many characters all fields hold together."""
    total = 0
    for texts in fields.values():
        total += sum(map(len, texts))
    return total


def sent(request: HttpRequest) -> QueryDict | None:
    """The data of a form: what is sent now, else what waits for it; else nothing."""
    if request.method == "POST":
        return request.POST or None
    strip_ended(request.session, timezone.now())
    if not _is_for(request):
        return None
    waited = request.session[WAITING]
    fields = QueryDict(mutable=True)
    for name, texts in waited["fields"].items():
        fields.setlist(name, texts)
    messages.info(
        request,
        _("You are signed in again. Look at it once more, then press Save."),
    )
    return fields


def saved(request: HttpRequest) -> None:
    """What was sent is kept now: it does not wait for its form any more."""
    if _is_for(request):
        let_go(request)


def let_go(request: HttpRequest) -> None:
    """Nothing waits any more in this browser."""
    request.session.pop(WAITING, None)


def keep_for_its_person(request: HttpRequest) -> None:
    """Let go of what waits for somebody else than who is signed in now, or waited too long."""
    strip_ended(request.session, timezone.now())
    waited = request.session.get(WAITING, {})
    if waited.get("whose") != owner_tag(request):
        let_go(request)


def _is_for(request: HttpRequest) -> bool:
    waited = request.session.get(WAITING, {})
    for_this_page: bool = waited.get("path") == request.path
    for_this_person: bool = waited.get("whose") == owner_tag(request)
    return for_this_page and for_this_person


def strip_ended(session: MutableMapping[str, Any] | Any, now: datetime) -> bool:
    """Take out of a session what waited for longer than an hour; whether there was such a thing."""
    at = session.get(WAITING, {}).get("at")
    if at is None:
        return False
    waited = now - datetime.fromisoformat(at)
    if waited <= FOR:
        return False
    del session[WAITING]
    return True
