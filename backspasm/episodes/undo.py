"""The line after a deed: what was done, and one button that takes it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from backspasm.accounts.models import Owner
from backspasm.episodes.models import (
    Episode,
    Medicine,
    MedicineDose,
    Reading,
    Row,
    TechniqueUse,
)
from backspasm.episodes.moments import moment_words, zone_here

DONE = "did"
"""In the query of the page that follows: `kept-reading-12` or `gone-episode-3`."""

MODELS: dict[str, type[Any]] = {
    "episode": Episode,
    "reading": Reading,
    "use": TechniqueUse,
    "dose": MedicineDose,
    "medicine": Medicine,
}


@dataclass(frozen=True, slots=True)
class UndoLine:
    """Words, and where to POST to take it back."""

    words: str
    url: str
    change_url: str = ""


def after(deed: str, kind: str, row: Row, url: str) -> HttpResponse:
    """To the page at `url`, where the line will say that `row` was kept or deleted."""
    return HttpResponseRedirect(f"{url}?{DONE}={deed}-{kind}-{row.pk}")


def undo_line(request: HttpRequest, owner: Owner | None) -> UndoLine | None:
    """The line this page owes the person; nothing for someone else's row or a stale one."""
    deed, _dash, rest = request.GET.get(DONE, "").partition("-")
    kind, _dash, number = rest.partition("-")
    if deed not in ("kept", "gone") or kind not in MODELS or not _is_id(number):
        return None
    row = MODELS[kind].objects.all_of(owner).filter(pk=int(number)).first()
    if row is None or (row.deleted_at is None) != (deed == "kept"):
        return None
    return _kept(request, kind, row) if deed == "kept" else _gone(kind, row)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _gone(kind: str, row: Any) -> UndoLine:
    return UndoLine(_("Deleted. It stays in the bin for 30 days."), _url("restore", kind, row))


def _kept(request: HttpRequest, kind: str, row: Any) -> UndoLine | None:
    words = _("Saved.")
    if kind == "reading":
        at = moment_words(row.moment, row.zone, timezone.now(), zone_here(request))
        words = _("Saved: pain %(pain)d, %(when)s.") % {"pain": row.pain, "when": at}
    change = "" if kind == "dose" else _url("edit", kind, row)
    return UndoLine(words, _url("delete", kind, row), change)


def _url(deed: str, kind: str, row: Any) -> str:
    return reverse(f"episodes:{deed}_{kind}", args=[row.pk])
