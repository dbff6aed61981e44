"""Every position was given up: it is kept as an answer, and whom to call comes first."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from backspasm.assessments.answering import record_answers
from backspasm.assessments.current import current
from backspasm.care.session.steps import block
from backspasm.relief import actions
from backspasm.relief.floor import positions
from backspasm.relief.player.state import (
    CANNOT,
    HELD,
    STOP,
    WORSE,
    running,
)


@login_not_required
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Back to the position that was given up by the last tap, and what was kept of that."""
    here = current(request)
    run = running(here.owner, here.now)
    if run is None:
        raise Http404
    if run.danger_due(here.answers):
        # What is undone here must not take the danger signs away.
        return redirect("relief:now")
    if run.in_vain or run.can_go_back:
        notes = {CANNOT, WORSE, STOP} if run.in_vain else {CANNOT}
        last = next(one.at for one in reversed(run.events) if one.note != HELD)
        actions.undo_last(session=run.row, notes=notes, now=here.now)
        tried = here.catalogue.roles.question.positions_tried
        told = here.answers.get(tried)
        # That tap's.
        if here.check is not None and told is not None and told.at >= last:
            record_answers(request, here, here.answers.without([tried]))
    return redirect("relief:session")


@login_not_required
@require_POST
def afresh(request: HttpRequest) -> HttpResponse:
    """Try the positions again from the first; that none eased it stays."""
    here = current(request)
    run = running(here.owner, here.now)
    clearance = here.outcome.clearance
    if run is None or here.owner is None:
        raise Http404
    if run.danger_due(here.answers):
        return redirect("relief:now")
    position = (
        positions.next_position(here, clearance, None) if clearance else None
    )
    if run.in_vain and position:
        positions.start_floor(request, here, here.owner, block(position))
    return redirect("relief:session")
