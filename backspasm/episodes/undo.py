"""The line after a deed: what was done, and one button that takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from backspasm.accounts.models import Owner
from backspasm.care.insight import is_much_worse
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
from backspasm.episodes.side_effects import NONE, Logged, SideEffects
from backspasm.episodes.times import (
    day_words,
    moment_words,
    to_local,
    zone_here,
)

SIDE_EFFECTS = "trails"
"""In the session of the cookie: what the last entries changed beside themselves."""
SIDE_EFFECTS_KEPT = 20

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
    much_worse: bool = False
    """A reading after which the danger signs should be looked at."""


def after(
    deed: str,
    kind: str,
    row: Row,
    url: str,
) -> HttpResponse:
    """To the page at `url`, where the line will say that `row` was kept or deleted."""
    done = f"{deed}-{kind}-{row.pk}"
    return HttpResponseRedirect(f"{url}?{DONE}={done}")


def keep_side_effects(
    request: HttpRequest,
    kind: str,
    logged: Logged[Any],
) -> None:
    """Remember what logging a row changed beside it, for as long as this browser is known."""
    if not logged.side_effects:
        return
    kept = request.session.get(SIDE_EFFECTS, {})
    name = f"{kind}-{logged.row.pk}"
    kept[name] = logged.side_effects.to_data()
    latest = list(kept.items())[-SIDE_EFFECTS_KEPT:]
    request.session[SIDE_EFFECTS] = dict(latest)


def side_effects_of(
    request: HttpRequest,
    kind: str,
    row: Any,
) -> SideEffects:
    """What logging `row` changed beside it, if this browser knows."""
    kept = request.session.get(SIDE_EFFECTS, {})
    data = kept.get(f"{kind}-{row.pk}")
    if not data:
        return NONE
    return SideEffects.restore(data)


def undo_line(request: HttpRequest, owner: Owner | None) -> UndoLine | None:
    """The line this page owes the person; nothing for someone else's row or a stale one."""
    done = request.GET.get(DONE, "")
    deed, _dash, which = done.partition("-")
    kind, _dash, number = which.partition("-")
    if kind not in MODELS:
        return None
    if not _is_id(number):
        return None
    rows = MODELS[kind].objects.all_of(owner)
    row = rows.filter(pk=int(number)).first()
    if row is None:
        return None
    in_the_bin = row.deleted_at is not None
    if deed == "kept" and not in_the_bin:
        return _kept(request, kind, row)
    if deed == "gone" and in_the_bin:
        return _gone(kind, row)
    return None  # undone, or deleted, since


def _is_id(text: str) -> bool:
    is_number = text.isascii() and text.isdigit()
    return is_number and len(text) <= 18


def _gone(kind: str, row: Any) -> UndoLine:
    return UndoLine(
        _("Deleted. It stays in the bin for 30 days."),
        _url("restore", kind, row),
    )


def _kept(
    request: HttpRequest,
    kind: str,
    row: Any,
) -> UndoLine | None:
    saved = _saved(request, kind, row)
    beside = _beside(request, kind, row)
    change_url = ""
    if kind != "dose":
        change_url = _url("edit", kind, row)
    return UndoLine(
        words=" ".join([saved, *beside]),
        url=_url("delete", kind, row),
        change_url=change_url,
        much_worse=kind == "reading" and _is_much_worse(row),
    )


def _is_much_worse(reading: Reading) -> bool:
    """Compared with the reading before it. One query."""
    before = (
        reading.episode.readings.filter(
            deleted_at__isnull=True, moment__lt=reading.moment
        )
        .order_by("-moment", "-id")
        .first()
    )
    return is_much_worse(reading.pain, before.pain if before else None)


def _saved(
    request: HttpRequest,
    kind: str,
    row: Any,
) -> str:
    """What was kept, so that a slip shows at once."""
    now = timezone.now()
    here = zone_here(request)
    if kind == "episode":
        return _saved_episode(row, episode_row(row, now, here).span)
    if kind == "medicine":
        return _("Saved: %(what)s.") % {"what": row.name}
    if kind == "use":
        what = wording.name_of(row.technique)
        when = moment_words(row.start, row.zone, now, here)
        return _("Saved: %(what)s, %(when)s.") % {"what": what, "when": when}
    when = moment_words(row.moment, row.zone, now, here)
    if kind == "reading":
        words = {"pain": row.pain, "when": when}
        return _("Saved: pain %(pain)d, %(when)s.") % words
    dose = _("one dose of %(name)s") % {"name": row.medicine.name}
    return _("Saved: %(what)s, %(when)s.") % {"what": dose, "when": when}


def _saved_episode(episode: Episode, span: str) -> str:
    """`span` says from when to when, as a sentence of its own."""
    words: dict[str, Any] = {"span": span[:1].lower() + span[1:]}
    if episode.worst_pain is None:
        return _("Saved in your diary: %(span)s.") % words
    if episode.is_open:
        words["pain"] = episode.last_pain
        return _("Saved in your diary: %(span)s, pain %(pain)d.") % words
    words["pain"] = episode.worst_pain
    return _("Saved in your diary: %(span)s, worst pain %(pain)d.") % words


def _beside(
    request: HttpRequest,
    kind: str,
    row: Any,
) -> Iterator[str]:
    """What else changed: where the episode begins now, which other one is over."""
    side_effects = side_effects_of(request, kind, row)
    today = to_local(timezone.now(), zone_here(request)).date()
    if side_effects.start is not None and kind == "reading":
        before = to_local(side_effects.start, side_effects.zone)
        yield from _moved_start(row, before.date(), today)
    if side_effects.ended is None:
        return
    mine = Episode.objects.of(row.owner)
    ended = mine.filter(pk=side_effects.ended).first()
    if ended is not None and ended.end is not None:
        since = to_local(ended.start, ended.start_zone)
        day = day_words(since.date(), today)
        yield _("The one since %(day)s is now over.") % {"day": day}


def _moved_start(
    reading: Reading,
    before: date,
    today: date,
) -> Iterator[str]:
    """That the episode begins with this reading now, no longer on the day `before`."""
    if reading.moment != reading.episode.start:
        return
    now = to_local(reading.moment, reading.zone)
    words = {
        "day": day_words(now.date(), today),
        "was": day_words(before, today),
    }
    if words["day"] != words["was"]:
        yield _("This episode now begins %(day)s, no longer %(was)s.") % words


def _url(
    deed: str,
    kind: str,
    row: Any,
) -> str:
    name = f"episodes:{deed}_{kind}"
    return reverse(name, args=[row.pk])
