"""Back among the questions of the floor: what was answered while resting, once more."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backspasm.assessments.current import current
from backspasm.care.catalogue import Level, Question
from backspasm.care.check.answers import Answer
from backspasm.care.session.floor import told_since
from backspasm.relief import degraded
from backspasm.relief.floor import partial_answers, question_screens
from backspasm.relief.floor.answers import answered
from backspasm.relief.floor.question_pages import question_page
from backspasm.relief.player.state import running
from backspasm.web.degradation import degrades_to
from backspasm.web.swapping import swaps


@swaps("main")
@degrades_to(degraded.ask)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask_again(request: HttpRequest, question_id: str) -> HttpResponse:
    """A question that was answered in this session: the answer stays until there is another."""
    here = current(request)
    run = running(here.owner, here.now)
    if question_id not in here.catalogue.questions:
        raise Http404
    if run is None or run.step is None or here.outcome.level is Level.EMERGENCY:
        return redirect("relief:ask")
    told = told_since(here.answers, here.catalogue, run.row.started)
    question = next((one for one in told if one.id == question_id), None)
    if question is None or run.danger_due(here.answers):
        return redirect("relief:ask")
    screen = here.catalogue.screen_by_id[question.screen]
    posted = request.POST if request.POST.get("asked") == question.id else None
    answer = here.answers.by_question[question.id]
    page, given = question_screens.turn(
        here, screen, question, posted, kept=_kept(question, answer)
    )
    if given is None and "more" not in request.POST:
        given = _added(question, answer, page)
    if given is None:
        return question_page(request, here, run, page)
    return answered(request, here, run, page, given)


def _kept(question: Question, answer: Answer) -> partial_answers.Kept:
    """What was ticked before, as if it were ticked just now."""
    lines = (line for line in question.choices if not line.exclusive)
    ticked = (line.id for line in lines if line.id in answer.ticked)
    return partial_answers.Kept((), tuple(ticked))


def _added(
    question: Question,
    answer: Answer,
    page: question_screens.Asked,
) -> QueryDict | None:
    """The whole answer as soon as a tick is added: the rest of the list was answered before."""
    if set(page.ticked) <= answer.ticked:
        return None
    given = QueryDict(mutable=True)
    lines = question_screens.answer_of(question, page.ticked)
    given.setlist(question.id, lines)
    return given
