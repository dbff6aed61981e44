"""The player: where the session stands, and one address for each thing to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from backspasm.assessments.current import Current, current
from backspasm.assessments.experience import LONGEST_EPISODE
from backspasm.care.catalogue import Level, Technique
from backspasm.care.check.triage import Clearance
from backspasm.care.session.replay import ON_SKIN, Deed, Kind, Step
from backspasm.care.session.steps import block
from backspasm.relief import actions, degraded
from backspasm.relief.floor import in_vain, positions
from backspasm.relief.floor.question_pages import next_question
from backspasm.relief.models import RunningSession
from backspasm.relief.player import pages
from backspasm.relief.player.buttons import EARLIER
from backspasm.relief.player.state import (
    ALL_WORSE,
    CANNOT,
    HELD,
    STOP,
    WORSE,
    Running,
    felt_better,
    latest,
    replay,
    running,
)
from backspasm.web.degradation import degrades_to
from backspasm.web.swapping import swaps

FELT = ("better", "same", WORSE)
LAYOUTS = {
    "timed": "relief/timed.html",
    "pain": "relief/pain.html",
    "ask": "relief/felt.html",
    "cloth": "relief/cloth.html",
    "do": "relief/do.html",
    "lifted": "relief/lifted.html",
    "off": "relief/off.html",
}
"""By the layout of a step: the template of its part of the page."""


@swaps("main")
@login_not_required
@require_safe
@never_cache
def session(request: HttpRequest) -> HttpResponse:
    """The running step, computed from the clock; the same on every device of this person."""
    here = current(request)
    run = running(here.owner, here.now)
    if run is None or run.step is None:
        return redirect(_after_a_session(here, run))
    outcome = here.outcome
    elsewhere = _instead(here, run)
    if elsewhere or outcome.clearance is None:
        return redirect(elsewhere or "relief:now")
    item = positions.item_of(run, here, outcome.clearance)
    if not positions.allowed(run, here, outcome.clearance, item):
        changed = {"index": run.standing.index, "item": item}
        return render(request, "relief/changed.html", changed)
    question = next_question(here, outcome) is not None
    if run.in_vain and in_vain.still_stands(here):
        return in_vain.in_vain_page(request, here, run, asked=question)
    shown = pages.shown(
        run,
        here.catalogue,
        positions.zone_here(request),
        item,
        _around(here, run, outcome.clearance, question=question),
    )
    context = {
        "shown": shown,
        "layout": LAYOUTS[shown.layout],
        "numbers": range(11),
    }
    return render(request, "relief/session.html", context)


def _after_a_session(here: Current, run: Running | None) -> str:
    """Where someone belongs of whom nothing runs."""
    began = run or latest(here.owner, here.now)
    return "relief:done" if began else "relief:now"


@login_not_required
@require_POST
def move_on(request: HttpRequest) -> HttpResponse:
    """Next: skip what is left of a step, or go past one that waits."""
    return _deed(request, Deed.NEXT)


@login_not_required
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Repeat the step; after a technique, the whole of it."""
    return _deed(request, Deed.AGAIN)


@login_not_required
@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    """Stop the clock."""
    return _deed(request, Deed.PAUSE)


@login_not_required
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Let the clock run on."""
    return _deed(request, Deed.RESUME)


@login_not_required
@require_POST
def earlier(request: HttpRequest) -> HttpResponse:
    """The running step began some minutes before it was tapped."""
    minutes = _number(request, "minutes", max(EARLIER))
    return _deed(request, Deed.EARLIER, seconds=minutes * 60)


@login_not_required
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """Finish early: everything done is kept; the pain is asked once more."""
    here, run = _here(request)
    question = [step for step in run.steps if step.kind is Kind.PAIN][-1:]
    if _posted_step(request) != run.standing.index:
        return redirect("relief:session")
    if (
        question
        and run.performed
        and run.step
        and run.step.kind not in (Kind.PAIN, Kind.OFF)
    ):
        _go(request, here, run, question)
    else:
        actions.end_session(session=run.row, now=here.now)
    return redirect("assessments:check" if run.in_vain else "relief:session")


@login_not_required
@require_POST
def pain(request: HttpRequest) -> HttpResponse:
    """The pain 0-10, in one tap."""
    return _deed(request, Deed.NEXT, note=str(_number(request, "pain", 10)))


@login_not_required
@require_POST
def felt(request: HttpRequest) -> HttpResponse:
    """Better, same or worse. Worse leaves the technique out and tries another position."""
    here, run = _here(request)
    answer = request.POST.get("felt", "")
    if answer not in FELT:
        raise Http404
    following = _another_position(here, run, harmed=answer == WORSE)
    if answer == WORSE and following and run.worse + 1 < ALL_WORSE:
        return _onward(request, here, run, following.id, note=WORSE)
    return _deed(request, Deed.NEXT, note=answer)


@login_not_required
@require_POST
def cannot(request: HttpRequest) -> HttpResponse:
    """The person can't do this one: on the floor another position, else whatever follows."""
    here, run = _here(request)
    following = _another_position(here, run)
    if following is not None:
        return _onward(request, here, run, following.id, note=CANNOT)
    return _deed(request, Deed.JUMP, note=CANNOT, to=run.after_this)


@degrades_to(degraded.stop)
@login_not_required
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """A stop sign or something new: this one ends, and the danger signs are asked again."""
    here, run = _here(request)
    if _posted_step(request) != run.standing.index:
        # From a page that is behind: the step it meant is over, the sign is not.
        return redirect(degraded.danger_list())
    if run.step is not None and run.step.kind in ON_SKIN:
        return _deed(request, Deed.NEXT, note=STOP)
    following = _another_position(here, run, harmed=True)
    if following is not None:
        return _onward(request, here, run, following.id, note=STOP)
    return _deed(request, Deed.JUMP, note=STOP, to=run.after_this)


@login_not_required
@require_POST
def swap(request: HttpRequest) -> HttpResponse:
    """Heat for cold, or cold for heat; never both at once."""
    here, run = _here(request)
    clearance = here.outcome.clearance
    running_one = run.step.technique if run.step else ""
    other = (
        positions.swap_now(here, clearance, running_one) if clearance else None
    )
    if other is None:
        raise Http404
    rest = [step for step in run.steps if step.kind is Kind.PAIN][-1:]
    off = [Step(Kind.OFF, other.id, (other.dose.minutes_off or 0) * 60)]
    _go(request, here, run, (*block(other.technique, other.dose), *rest, *off))
    return redirect("relief:session")


def _here(request: HttpRequest) -> tuple[Current, Running]:
    here = current(request)
    run = running(here.owner, here.now)
    if run is None:
        raise Http404
    return here, run


def _another_position(
    here: Current,
    run: Running,
    *,
    harmed: bool = False,
) -> Technique | None:
    """On the floor: what to try instead. In a session of the plan nothing: the next one follows."""
    clearance = here.outcome.clearance
    floor = run.row.way == run.row.Way.FLOOR
    bad = run.technique if harmed else ""
    return (
        positions.next_position(here, clearance, run, harmed=bad)
        if clearance and floor
        else None
    )


def _posted_step(request: HttpRequest) -> int:
    return _number(request, "step", 10_000)


def _number(
    request: HttpRequest,
    name: str,
    most: int,
) -> int:
    value = request.POST.get(name, "")
    if not value.isascii() or not value.isdigit() or int(value) > most:
        raise Http404
    return int(value)


def _deed(
    request: HttpRequest,
    deed: Deed,
    *,
    note: str = "",
    to: int = 0,
    seconds: int = 0,
) -> HttpResponse:
    here, run = _here(request)
    step = _posted_step(request)
    row = actions.do(
        session=run.row,
        deed=deed,
        step=step,
        now=here.now,
        note=note,
        to=to,
        seconds=seconds,
    )
    _hold_for_danger(here, row)
    in_vain.record_in_vain(request, here, row)
    return redirect("relief:session")


def _onward(
    request: HttpRequest,
    here: Current,
    run: Running,
    technique: str,
    *,
    note: str,
) -> HttpResponse:
    steps = (*block(here.catalogue.techniques[technique]), run.steps[-1])
    _hold_for_danger(here, _go(request, here, run, steps, note=note))
    return redirect("relief:session")


def _go(
    request: HttpRequest,
    here: Current,
    run: Running,
    steps: Sequence[Step],
    *,
    note: str = "",
) -> RunningSession:
    return actions.go_on_with(
        session=run.row,
        steps=steps,
        step=_posted_step(request),
        now=here.now,
        note=note,
    )


def _hold_for_danger(here: Current, row: RunningSession) -> None:
    """While the danger signs are asked again, no clock runs."""
    run = replay(row, here.now)
    if run.step and run.danger_due(here.answers) and not run.standing.paused:
        step = run.standing.index
        actions.do(
            session=row, deed=Deed.PAUSE, step=step, now=here.now, note=HELD
        )


def _instead(here: Current, run: Running) -> str | None:
    """Where this person belongs rather than in the session, if anywhere."""
    outcome = here.outcome
    if outcome.level is Level.EMERGENCY:
        return reverse("assessments:outcome")
    if run.danger_due(here.answers):
        return reverse("relief:now")
    if outcome.clearance is None:
        return reverse("relief:ask" if outcome.open_details else "relief:now")
    return None


def _around(
    here: Current,
    run: Running,
    clearance: Clearance,
    *,
    question: bool,
) -> pages.Around:
    found = pages.Around(
        young=here.young,
        question=question,
        answered=here.outcome.level >= Level.SOON or not question,
    )
    if run.step is None or run.step.kind not in {Kind.CLOTH, *ON_SKIN}:
        return found
    swap = positions.swap_now(here, clearance, run.step.technique)
    liked = felt_better(here.owner, here.now - LONGEST_EPISODE, here.now)
    technique = here.catalogue.techniques.get(liked)
    return replace(
        found,
        swap=swap.technique.name if swap else "",
        liked=technique.name if technique else "",
    )
