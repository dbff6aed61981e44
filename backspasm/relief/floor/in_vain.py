"""Every position was given up: that is kept as an answer, and whom to call comes first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from backspasm.assessments.answering import record_answers
from backspasm.assessments.current import Current
from backspasm.relief.floor import positions
from backspasm.relief.models import RunningSession
from backspasm.relief.player.script import spoken_once
from backspasm.relief.player.state import Running, replay


def in_vain_page(
    request: HttpRequest,
    here: Current,
    run: Running,
    *,
    asked: bool,
) -> HttpResponse:
    """No position eases it: whom to call comes before any question."""
    title = _("No position eases it?")
    clearance = here.outcome.clearance
    context = {
        "title": title,
        "script": spoken_once("in-vain", title, here.now),
        "index": run.standing.index,
        "finish": _("Finish the questions")
        if asked
        else _("See what we found"),
        "young": here.young,
        "more": clearance and positions.next_position(here, clearance, None),
    }
    return render(request, "relief/in_vain.html", context)


def still_stands(here: Current) -> bool:
    """Whether that is still what the person says."""
    pack = here.catalogue
    told = here.answers.get(pack.roles.question.positions_tried)
    none_eased = pack.line(pack.roles.choice.none_eased)
    return told is not None and none_eased.id in told.ticked


def record_in_vain(
    request: HttpRequest,
    here: Current,
    row: RunningSession,
) -> None:
    """Keep as an answer that no position eased it, as soon as that is so."""
    pack = here.catalogue
    tried = pack.roles.question.positions_tried
    if here.check is None or tried in here.answers:
        return
    if not replay(row, here.now).in_vain:
        return
    none_eased = pack.line(pack.roles.choice.none_eased).id
    told = here.answers.with_answer(pack, tried, none_eased, here.now)
    record_answers(request, here, told)
