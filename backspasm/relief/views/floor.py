"""Floor mode: danger signs, a position, the questions while it is held, getting up."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
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
from backspasm.assessments.answering import record_answers
from backspasm.assessments.current import Current, current
from backspasm.assessments.forms import ScreenForm
from backspasm.care.catalogue import Level, Question, Screen
from backspasm.care.check import routing
from backspasm.care.check.answers import Answer, Answers
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.triage import Outcome
from backspasm.care.session.replay import Deed, Kind, Step
from backspasm.care.session.steps import block
from backspasm.relief import actions, degraded
from backspasm.relief.floor import partial_answers, positions, question_screens
from backspasm.relief.floor.question_pages import next_question, question_page
from backspasm.relief.player.script import spoken_once
from backspasm.relief.player.state import WORSE, Running, running
from backspasm.relief.views import new_sign
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
    if alarmed and _fresh(here):
        # A sign is taken back there, not by another tap.
        return remember_alarm(request, redirect("assessments:outcome"))
    run = running(here.owner, here.now)
    screen = here.catalogue.screens[0]
    if request.method != "POST":
        due = "signs" in request.GET or (run and run.danger_due(here.answers))
        if run and not run.over and not due and _fresh(here):
            return redirect("relief:session")
        return _danger(request, here, run, _form(here, screen))
    form = _form(here, screen, request.POST)
    if not form.is_valid():
        return _danger(request, here, run, form)
    here, outcome = _recorded(
        request, here, _with_told(here, form.answers), screen
    )
    return _lead_on(request, here, outcome, run)


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
    if _danger_list_first(here, run, screen, question):
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
    if posted and _tells_new_sign(request, here, question, new):
        return redirect("relief:ask")
    return question_page(request, here, run, page)


def _tells_new_sign(
    request: HttpRequest, here: Current, question: Question, new: list[str]
) -> bool:
    """Whether a part of the second list told a new sign: it is kept before the rest is."""
    second_list = here.catalogue.roles.question.second_list
    return question.id == second_list and new_sign.keep(request, here, new)


def _danger_list_first(
    here: Current, run: Running | None, screen: Screen, question: Question
) -> bool:
    """Whether the danger signs are to be asked before this question."""
    if screen is here.catalogue.screens[0]:
        return True
    due = run is not None and run.danger_due(here.answers)
    return due and question.id not in here.outcome.open_details


def _refuse_another(
    request: HttpRequest, here: Current, found: tuple[Screen, Question] | None
) -> None:
    """Let a question that was answered in another tab meanwhile not be passed over in silence.

    Raises Http404: what was told in it is judged by itself then, see `degraded`.
    """
    sent = request.POST.get("asked", "")
    if sent in here.catalogue.questions and (
        found is None or sent != found[1].id
    ):
        raise Http404


def answered(
    request: HttpRequest,
    here: Current,
    run: Running | None,
    page: question_screens.Asked,
    answer: QueryDict,
) -> HttpResponse:
    """Keep the answer to a question, and go on where it leads."""
    before, screen, question = here.outcome, page.screen, page.question
    due = run is not None and run.danger_due(here.answers)
    form = _form(here, replace(screen, questions=(question,)), answer)
    if not form.is_valid():
        return question_page(
            request, here, run, page, str(form.errors[question.id][0])
        )
    here, outcome = _recorded(request, here, form.answers, screen)
    if _ends_hold(before, outcome, due=due):
        return _end(request, here, run, outcome)
    if due:
        # No clock runs before the danger signs are answered.
        return redirect("relief:ask")
    return _lead_on(request, here, outcome, run, page="relief:ask")


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


def _end(
    request: HttpRequest, here: Current, run: Running | None, outcome: Outcome
) -> HttpResponse:
    if run is not None:
        actions.end_session(session=run.row, now=here.now)
    response = redirect("assessments:outcome")
    return (
        remember_alarm(request, response)
        if outcome.level is Level.EMERGENCY
        else response
    )


def _ends_hold(before: Outcome, after: Outcome, *, due: bool) -> bool:
    """Whether an answer ends the hold: it raised the level, or was the last about a new sign."""
    if after.level < Level.URGENT:
        return False
    return after.level > before.level or (due and not after.open_details)


def _form(
    here: Current, screen: Screen, data: QueryDict | None = None
) -> ScreenForm:
    return ScreenForm(
        data,
        screen=screen,
        answers=here.answers,
        catalogue=here.catalogue,
        now=here.now,
    )


def _fresh(here: Current) -> bool:
    return not routing.danger_stale(
        here.answers, here.catalogue, here.now, routing.STALE_ON_RESUME
    )


def _with_told(here: Current, answers: Answers) -> Answers:
    """Let "none of these" take no sign back that is why this person must be seen today."""
    danger_list = here.catalogue.roles.question.danger_list
    before, told = here.answers.get(danger_list), answers.get(danger_list)
    if (
        before is None
        or told is None
        or here.outcome.level < Level.URGENT
        or not _fresh(here)
    ):
        return answers
    if _signs(here, told) or not _signs(here, before):
        return answers
    return answers.with_answer(
        here.catalogue, danger_list, _signs(here, before), here.now
    )


def _signs(here: Current, answer: Answer) -> list[str]:
    danger_list = here.catalogue.roles.question.danger_list
    lines = here.catalogue.questions[danger_list].by_id
    return sorted(
        name
        for name in answer.ticked
        if name in lines and not lines[name].exclusive
    )


def _recorded(
    request: HttpRequest, here: Current, answers: Answers, screen: Screen
) -> tuple[Current, Outcome]:
    """Keep the answers of a screen. Raises Http404 when the check was deleted in another tab."""
    partial_answers.let_go(request, *screen.questions)
    recorded = record_answers(request, here, answers, stage=screen.stage)
    if recorded is None:
        raise Http404  # a danger sign is answered still, see `degraded`
    return recorded.here, recorded.outcome


def _lead_on(
    request: HttpRequest,
    here: Current,
    outcome: Outcome,
    run: Running | None,
    page: str = "relief:session",
) -> HttpResponse:
    """Where an answer leads: help, a detail that must come first, or the position."""
    if outcome.level is Level.EMERGENCY or (
        outcome.level is Level.URGENT and run is None
    ):
        return _end(request, here, run, outcome)
    if outcome.clearance is None:
        return redirect("relief:ask")
    if run is None or run.over:
        position = positions.next_position(here, outcome.clearance, None)
        if position is None or here.owner is None:
            return redirect("assessments:check")
        positions.start_floor(request, here, here.owner, block(position))
        return redirect("relief:session")
    if run.held:
        actions.do(
            session=run.row,
            deed=Deed.RESUME,
            step=run.standing.index,
            now=here.now,
        )
    return redirect(page)


def _danger(
    request: HttpRequest, here: Current, run: Running | None, form: ScreenForm
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
