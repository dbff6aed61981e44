"""The line after a deed: what was done, and one button that takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from backspasm.accounts.models import Owner
from backspasm.episodes import wording
from backspasm.episodes.models import (
    Episode,
    Medicine,
    MedicineDose,
    Reading,
    Row,
    TechniqueUse,
)
from backspasm.episodes.rows import episode_row
from backspasm.episodes.side_effects import NOWHERE, Trail
from backspasm.episodes.times import (
    day_words,
    moment_words,
    to_local,
    zone_here,
)

TRAILS = "trails"
"""In the session of the cookie: what the last entries changed beside themselves."""
TRAILS_KEPT = 20

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


def keep_trail(request: HttpRequest, kind: str, row: Any) -> None:
    """Remember what logging `row` changed beside it, for as long as this browser is known."""
    if not row.trail:
        return
    trails = request.session.get(TRAILS, {})
    trails[f"{kind}-{row.pk}"] = row.trail.to_data()
    latest = list(trails.items())[-TRAILS_KEPT:]
    request.session[TRAILS] = dict(latest)


def trail_of(request: HttpRequest, kind: str, row: Any) -> Trail:
    """What logging `row` changed beside it, if this browser knows."""
    trails = request.session.get(TRAILS, {})
    data = trails.get(f"{kind}-{row.pk}")
    return Trail.restore(data) if data else NOWHERE


def undo_line(request: HttpRequest, owner: Owner | None) -> UndoLine | None:
    """The line this page owes the person; nothing for someone else's row or a stale one."""
    deed, _dash, rest = request.GET.get(DONE, "").partition("-")
    kind, _dash, number = rest.partition("-")
    if deed not in ("kept", "gone") or kind not in MODELS:
        return None
    if not _is_id(number):
        return None
    row = MODELS[kind].objects.all_of(owner).filter(pk=int(number)).first()
    if row is None:
        return None
    in_the_bin = row.deleted_at is not None
    if deed == "kept" and not in_the_bin:
        return _kept(request, kind, row)
    if deed == "gone" and in_the_bin:
        return _gone(kind, row)
    return None  # undone, or deleted, since


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _gone(kind: str, row: Any) -> UndoLine:
    return UndoLine(
        _("Deleted. It stays in the bin for 30 days."),
        _url("restore", kind, row),
    )


def _kept(request: HttpRequest, kind: str, row: Any) -> UndoLine | None:
    saved = _saved(request, kind, row)
    beside = _beside(request, kind, row)
    return UndoLine(
        words=" ".join([saved, *beside]),
        url=_url("delete", kind, row),
        change_url="" if kind == "dose" else _url("edit", kind, row),
    )


def _saved(request: HttpRequest, kind: str, row: Any) -> str:
    """What was kept, so that a slip shows at once."""
    now, here = timezone.now(), zone_here(request)
    if kind == "episode":
        span = episode_row(row, now, here).span
        span = span[:1].lower() + span[1:]
        if row.worst_pain is None:
            return _("Saved in your diary: %(span)s.") % {"span": span}
        pain = row.last_pain if row.is_open else row.worst_pain
        words = {"span": span, "pain": pain}
        if row.is_open:
            return _("Saved in your diary: %(span)s, pain %(pain)d.") % words
        return _("Saved in your diary: %(span)s, worst pain %(pain)d.") % words
    if kind == "reading":
        at = moment_words(row.moment, row.zone, now, here)
        return _("Saved: pain %(pain)d, %(when)s.") % {
            "pain": row.pain,
            "when": at,
        }
    if kind == "medicine":
        return _("Saved: %(what)s.") % {"what": row.name}
    what, moment = (
        (wording.name_of(row.technique), row.start)
        if kind == "use"
        else (
            _("one dose of %(name)s") % {"name": row.medicine.name},
            row.moment,
        )
    )
    when = moment_words(moment, row.zone, now, here)
    return _("Saved: %(what)s, %(when)s.") % {"what": what, "when": when}


def _beside(request: HttpRequest, kind: str, row: Any) -> Iterator[str]:
    """What else changed: where the episode begins now, which other one is over."""
    trail = trail_of(request, kind, row)
    today = to_local(timezone.now(), zone_here(request)).date()
    if trail.start and kind == "reading" and row.moment == row.episode.start:
        day = day_words(to_local(row.moment, row.zone).date(), today)
        was = day_words(to_local(trail.start, trail.zone).date(), today)
        if day != was:
            yield _("This episode now begins %(day)s, no longer %(was)s.") % {
                "day": day,
                "was": was,
            }
    ended = (
        Episode.objects.of(row.owner).filter(pk=trail.ended).first()
        if trail.ended
        else None
    )
    if ended is not None and ended.end is not None:
        day = day_words(to_local(ended.start, ended.start_zone).date(), today)
        yield _("The one since %(day)s is now over.") % {"day": day}


def _url(deed: str, kind: str, row: Any) -> str:
    return reverse(f"episodes:{deed}_{kind}", args=[row.pk])
