"""Floor mode: danger signs, a position, the questions while it is held, getting up."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from backspasm.accounts.owners import ensure_owner
from backspasm.assessments.alarm import remember_alarm
from backspasm.assessments.current import Current, current
from backspasm.assessments.forms import ScreenForm
from backspasm.care.catalogue import Level, Question, Screen
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.triage import Outcome
from backspasm.care.session.replay import Kind, Step
from backspasm.relief import actions, degraded
from backspasm.relief.floor import partial_answers, positions, question_screens
from backspasm.relief.floor.answers import (
    answered,
    danger_answered,
    form_of,
    is_fresh,
)
from backspasm.relief.floor.new_signs import record_if_new_signs
from backspasm.relief.floor.question_pages import next_question, question_page
from backspasm.relief.player.script import spoken_once
from backspasm.relief.player.state import WORSE, Running, running
from backspasm.web.degradation import degrades_to
from backspasm.web.swapping import swaps


@swaps("main")
@degrades_to(degraded.now)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def now(request: HttpRequest) -> HttpResponse:
    """The danger signs; "none of these" starts the first position, a line acts at once."""
    here = current(request)
    alarmed = here.check is not None and here.outcome.level is Level.EMERGENCY
    if alarmed and is_fresh(here):
        # A sign is taken back there, not by another tap.
        return remember_alarm(request, redirect("assessments:outcome"))
    run = running(here.owner, here.now)
    screen = here.catalogue.screens[0]
    if request.method != "POST":
        due = "signs" in request.GET or (run and run.danger_due(here.answers))
        if run and not run.over and not due and is_fresh(here):
            return redirect("relief:session")
        return _danger(request, here, run, form_of(here, screen))
    form = form_of(here, screen, request.POST)
    if not form.is_valid():
        return _danger(request, here, run, form)
    return danger_answered(request, here, run, form.answers)


@swaps("main")
@degrades_to(degraded.ask)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """One open question of the check, while a position is held."""
    here = current(request)
    run = running(here.owner, here.now)
    before = here.outcome
    found = next_question(here, before)
    _refuse_another(request, here, found)
    if found is None or before.level is Level.EMERGENCY:
        return redirect("assessments:outcome" if here.check else "relief:now")
    screen, question = found
    if _signs_come_first(here, run, before, found):
        return redirect("relief:now")
    posted = request.POST if request.POST.get("asked") == question.id else None
    kept = partial_answers.recall(request, here, question)
    page, answer = question_screens.turn(
        here, screen, question, posted, kept=kept
    )
    if answer is not None:
        return answered(request, here, run, page, answer)
    so_far = partial_answers.Kept(page.passed, page.ticked)
    partial_answers.remember(request, here, question, so_far)
    new = [line for line in page.ticked if line not in kept.ticked]
    is_second_list = question.id == here.catalogue.roles.question.second_list
    if posted and is_second_list and record_if_new_signs(request, here, new):
        return redirect("relief:ask")
    return question_page(request, here, run, page)


def _signs_come_first(
    here: Current,
    run: Running | None,
    outcome: Outcome,
    found: tuple[Screen, Question],
) -> bool:
    """Whether the danger list is due; the details of a sign that was ticked go before it."""
    screen, question = found
    if screen is here.catalogue.screens[0]:
        return True
    due = run is not None and run.danger_due(here.answers)
    return due and question.id not in outcome.open_details


def _refuse_another(
    request: HttpRequest,
    here: Current,
    found: tuple[Screen, Question] | None,
) -> None:
    """Let a question that was answered in another tab meanwhile not be passed over in silence.

    Raises Http404: what was told in it is judged by itself then, see `degraded`.
    """
    sent = request.POST.get("asked", "")
    if sent in here.catalogue.questions and (
        found is None or sent != found[1].id
    ):
        raise Http404


@login_not_required
@require_POST
def up(request: HttpRequest) -> HttpResponse:
    """Begin to get up, step by step."""
    here = current(request)
    outcome = here.outcome
    if outcome.clearance is None:
        return redirect("relief:now")
    run = running(here.owner, here.now)
    steps = positions.up_steps(here, outcome.clearance)
    if run is None or run.over:
        positions.start_floor(request, here, ensure_owner(request), steps)
    else:
        steps = (*steps, Step(Kind.PAIN))
        actions.go_on_with(
            session=run.row, steps=steps, step=run.standing.index, now=here.now
        )
    return redirect("relief:session")


@swaps("main")
@login_not_required
@require_safe
@never_cache
def stuck(request: HttpRequest) -> HttpResponse:
    """Getting up does not work: rest, try again, or call someone."""
    here = current(request)
    if here.outcome.level is Level.EMERGENCY:
        return redirect("assessments:outcome")
    facts = Facts(here.answers, here.catalogue)
    context = {
        "run": running(here.owner, here.now),
        "cannot_kneel": facts.holds(here.catalogue.roles.factor.cannot_kneel),
        "young": here.young,
    }
    return render(request, "relief/stuck.html", context)


def _danger(
    request: HttpRequest,
    here: Current,
    run: Running | None,
    form: ScreenForm,
) -> HttpResponse:
    question = here.catalogue.screens[0].questions[0]
    why = run.danger_again(here.answers) if run else ""
    title = here.catalogue.screens[0].title
    if run and why == WORSE:
        title = _("%(n)d made it worse: danger signs again.") % {"n": run.worse}
    context = {
        "screen": here.catalogue.screens[0],
        "title": title,
        "stopped": bool(why) or (run is not None and "signs" in request.GET),
        "script": spoken_once("again", title, here.now) if why else "",
        "lines": [
            choice for choice in question.choices if not choice.exclusive
        ],
        "none": next(choice for choice in question.choices if choice.exclusive),
        "again": here.check is not None,
        "key": uuid4(),
        "trouble": degraded.not_understood() if form.is_bound else "",
    }
    return render(
        request,
        "relief/now.html",
        context,
        status=422 if form.is_bound else 200,
    )
