"""How a guided session begins and how it ends."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from backspasm.accounts.owners import ensure_owner
from backspasm.assessments.bedtime import night_here
from backspasm.assessments.current import Current, current
from backspasm.care.catalogue import Level
from backspasm.relief import actions
from backspasm.relief.floor import positions
from backspasm.relief.floor.question_pages import next_question
from backspasm.relief.models import RunningSession
from backspasm.relief.player import summary
from backspasm.relief.player.buttons import PRIMARY, Button
from backspasm.relief.player.state import Running, latest, running
from backspasm.relief.player.words import local_time
from backspasm.web.catalogue import catalogue
from backspasm.web.place import zone_of
from backspasm.web.swapping import swaps

DONE_SHOWN = timedelta(hours=24)
STANDS = (4, None)
"""The sentence of "getting up from the floor" after which the person stands; ``None`` is the
one step of another way."""


@login_not_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a guided session from the plan, or one technique of it."""
    here = current(request)
    clearance = here.outcome.clearance
    if here.check is None or clearance is None:
        return redirect("assessments:check")
    run = running(here.owner, here.now)
    if run and run.danger_due(here.answers):
        return redirect("relief:now")
    night = night_here(request, here.now)
    technique = request.POST.get("technique", "")
    steps, wait = positions.planned(here, clearance, technique, night=night)
    if wait is not None:
        until = local_time(wait, positions.zone_here(request))
        return render(request, "relief/wait.html", {"until": until})
    if not steps:
        return redirect("assessments:plan")
    actions.start_session(
        owner=ensure_owner(request),
        key=positions.key_of(request),
        way=RunningSession.Way.PLAN,
        zone=zone_of(request) or "UTC",
        steps=steps,
        now=here.now,
    )
    return redirect("relief:session")


@swaps("main")
@login_not_required
@require_safe
@never_cache
def done(request: HttpRequest) -> HttpResponse:
    """What was done, and what next."""
    here = current(request)
    run = latest(here.owner, here.now)
    if (
        run is None
        or not run.standing.finished
        or here.now - run.row.started > DONE_SHOWN
    ):
        return redirect(
            "relief:session" if run and run.row.ended is None else "relief:now"
        )
    outcome = here.outcome
    if outcome.level is Level.EMERGENCY:
        return redirect("assessments:outcome")
    uses = summary.uses(run, here.catalogue)
    stood = _stood(run, request)
    floor = run.row.way == run.row.Way.FLOOR
    context = {
        "title": _title(stood=bool(stood), did=bool(uses)),
        "uses": uses,
        "stood": stood,
        "nothing_done": not uses and not stood,
        "onward": _onward(here, something_done=bool(uses or stood)),
        "can_get_up": floor and outcome.clearance is not None and not stood,
        "young": here.young,
        "key": uuid4(),
    }
    return render(request, "relief/done.html", context)


def _title(*, stood: bool, did: bool) -> str:
    if stood:
        return _("You are up")
    return _("Saved") if did else _("You stopped")


def _onward(here: Current, *, something_done: bool) -> Button | None:
    """What comes next; where nothing was done, calling someone comes before it."""
    outcome = here.outcome
    look = PRIMARY if something_done else ""
    if outcome.level is Level.URGENT:
        return _leave("outcome", _("Be seen today: how"), look)
    if outcome.clearance is None:
        return None
    if next_question(here, outcome) is not None:
        return _leave("check", _("Finish the questions"), look)
    return _leave("plan", _("Your plan"), PRIMARY)


def _leave(
    name: str,
    words: str,
    look: str,
) -> Button:
    return Button(words, "leave", reverse(f"assessments:{name}"), look)


def _stood(run: Running, request: HttpRequest) -> str:
    """When the person stood up, if this session led there."""
    moments = [
        done.end
        for done in run.gone_through
        if run.steps[done.step].technique == catalogue().way_up.id
        and run.steps[done.step].line in STANDS
    ]
    return (
        local_time(moments[-1], positions.zone_here(request)) if moments else ""
    )
