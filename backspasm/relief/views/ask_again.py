"""Back among the questions of the floor: what was answered while resting, once more."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backspasm.assessments.current import current
from backspasm.care.catalogue import Level
from backspasm.care.session.floor import told_since
from backspasm.relief import degraded
from backspasm.relief.floor import partial_answers, question_screens
from backspasm.relief.floor.question_pages import question_page
from backspasm.relief.player.state import running
from backspasm.relief.views.floor import answered
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
    lines = (line for line in question.choices if not line.exclusive)
    kept = partial_answers.Kept(
        (), tuple(line.id for line in lines if line.id in answer.ticked)
    )
    page, given = question_screens.turn(
        here, screen, question, posted, kept=kept
    )
    if (
        given is None
        and "more" not in request.POST
        and not set(page.ticked) <= answer.ticked
    ):
        # The rest of the list was answered before; what is added counts at once.
        given = QueryDict(mutable=True)
        given.setlist(
            question.id, question_screens.answer_of(question, page.ticked)
        )
    if given is None:
        return question_page(request, here, run, page)
    return answered(request, here, run, page, given)
