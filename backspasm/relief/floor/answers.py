"""What is answered on the floor: how it is kept, and where it leads."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from backspasm.assessments.alarm import remember_alarm
from backspasm.assessments.answering import record_answers
from backspasm.assessments.current import Current
from backspasm.assessments.forms import ScreenForm
from backspasm.care.catalogue import Level, Screen
from backspasm.care.check import routing
from backspasm.care.check.answers import Answer, Answers
from backspasm.care.check.triage import Outcome
from backspasm.care.session.replay import Deed
from backspasm.care.session.steps import block
from backspasm.relief import actions
from backspasm.relief.floor import partial_answers, positions
from backspasm.relief.floor.question_pages import question_page
from backspasm.relief.floor.question_screens import Asked
from backspasm.relief.player.state import Running


def form_of(
    here: Current,
    screen: Screen,
    data: QueryDict | None = None,
) -> ScreenForm:
    """The form of one screen of the check."""
    return ScreenForm(
        data,
        screen=screen,
        answers=here.answers,
        catalogue=here.catalogue,
        now=here.now,
    )


def is_fresh(here: Current) -> bool:
    """Whether the danger signs were answered not long ago."""
    return not routing.danger_stale(
        here.answers, here.catalogue, here.now, routing.STALE_ON_RESUME
    )


def danger_answered(
    request: HttpRequest,
    here: Current,
    run: Running | None,
    answers: Answers,
) -> HttpResponse:
    """Keep the answer to the danger list, and go on where it leads."""
    screen = here.catalogue.screens[0]
    told = _with_signs_told_before(here, answers)
    here, outcome = _record(request, here, told, screen)
    return _lead_on(request, here, outcome, run)


def answered(
    request: HttpRequest,
    here: Current,
    run: Running | None,
    page: Asked,
    answer: QueryDict,
) -> HttpResponse:
    """Keep the answer to a question, and go on where it leads."""
    before, screen, question = here.outcome, page.screen, page.question
    due = run is not None and run.danger_due(here.answers)
    form = form_of(here, replace(screen, questions=(question,)), answer)
    if not form.is_valid():
        error = str(form.errors[question.id][0])
        return question_page(request, here, run, page, error)
    here, outcome = _record(request, here, form.answers, screen)
    if _ends_hold(before, outcome, due=due):
        return _end(request, here, run, outcome)
    if due:
        # No clock runs before the danger signs are answered.
        return redirect("relief:ask")
    return _lead_on(request, here, outcome, run, page="relief:ask")


def _record(
    request: HttpRequest,
    here: Current,
    answers: Answers,
    screen: Screen,
) -> tuple[Current, Outcome]:
    """Keep the answers of a screen. Raises Http404 when the check was deleted in another tab."""
    partial_answers.let_go(request, *screen.questions)
    recorded = record_answers(request, here, answers, stage=screen.stage)
    if recorded is None:
        # A danger sign is answered still, see `degraded`.
        raise Http404
    return recorded.here, recorded.outcome


def _with_signs_told_before(here: Current, answers: Answers) -> Answers:
    """Let "none of these" take no sign back that is why this person must be seen today."""
    danger_list = here.catalogue.roles.question.danger_list
    before, told = here.answers.get(danger_list), answers.get(danger_list)
    if before is None or told is None:
        return answers
    if here.outcome.level < Level.URGENT or not is_fresh(here):
        return answers
    signs = _signs(here, before)
    if not signs or _signs(here, told):
        return answers
    return answers.with_answer(here.catalogue, danger_list, signs, here.now)


def _signs(here: Current, answer: Answer) -> list[str]:
    danger_list = here.catalogue.roles.question.danger_list
    lines = here.catalogue.questions[danger_list].by_id
    known = (name for name in answer.ticked if name in lines)
    return sorted(name for name in known if not lines[name].exclusive)


def _ends_hold(
    before: Outcome,
    after: Outcome,
    *,
    due: bool,
) -> bool:
    """Whether an answer ends the hold: it raised the level, or was the last about a new sign."""
    if after.level < Level.URGENT:
        return False
    return after.level > before.level or (due and not after.open_details)


def _end(
    request: HttpRequest,
    here: Current,
    run: Running | None,
    outcome: Outcome,
) -> HttpResponse:
    if run is not None:
        actions.end_session(session=run.row, now=here.now)
    response = redirect("assessments:outcome")
    if outcome.level is Level.EMERGENCY:
        remember_alarm(request, response)
    return response


def _lead_on(
    request: HttpRequest,
    here: Current,
    outcome: Outcome,
    run: Running | None,
    page: str = "relief:session",
) -> HttpResponse:
    """Where an answer leads: help, a detail that must come first, or the position."""
    to_be_seen = outcome.level is Level.URGENT and run is None
    if outcome.level is Level.EMERGENCY or to_be_seen:
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
