"""What was typed and sent after the sign-in had run out waits for whoever signs in again.

It waits in the session of the browser that sent it (it passed the check against forgery),
never in an address, and comes back into the same form, where it is sent once more by hand.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

WAITING = "waiting"
"""In the session: the path of one form, when it was sent, and its fields."""
FOR = timedelta(hours=1)
LONGEST = 20_000
"""Characters in all fields together: five times the longest note."""
TOKEN = "csrfmiddlewaretoken"  # a field's name, no secret  # noqa: S105


def hold(request: HttpRequest) -> HttpResponse:
    """Keep what was sent, and say where to sign in. Says nothing about whose page it is: 404."""
    fields = {name: rows for name, rows in request.POST.lists() if name != TOKEN}
    held = sum(len(text) for rows in fields.values() for text in rows) <= LONGEST
    if held:
        now = timezone.now().isoformat()
        request.session[WAITING] = {"path": request.path, "at": now, "fields": fields}
    context = {"held": held, "path": request.path}
    return render(request, "episodes/waiting.html", context, status=404)


def sent(request: HttpRequest) -> QueryDict | None:
    """The data of a form: what is sent now, else what waited for it, once; else nothing."""
    if request.method == "POST":
        return request.POST or None
    if request.session.get(WAITING, {}).get("path") != request.path:
        return None
    waited = request.session.pop(WAITING)
    if timezone.now() - datetime.fromisoformat(waited["at"]) > FOR:
        return None
    fields = QueryDict(mutable=True)
    for name, rows in waited["fields"].items():
        fields.setlist(name, rows)
    messages.info(request, _("You are signed in again. Look at it once more, then press Save."))
    return fields
