"""Back among the questions of the floor: what was answered while resting, once more."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backspasm.assessments.current import Current, current
from backspasm.care.catalogue import Level, Question
from backspasm.care.session.floor import told_since
from backspasm.relief import degraded
from backspasm.relief.floor import partial_answers, question_screens
from backspasm.relief.floor.question_pages import question_page
from backspasm.relief.player.state import Running, running
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
    question = _told(here, run, question_id)
    if run is None or question is None:
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
    added = not set(page.ticked) <= answer.ticked
    if given is None and added and "more" not in request.POST:
        # The rest of the list was answered before; what is added counts at once.
        given = QueryDict(mutable=True)
        given.setlist(
            question.id, question_screens.answer_of(question, page.ticked)
        )
    if given is None:
        return question_page(request, here, run, page)
    return answered(request, here, run, page, given)


def _told(
    here: Current, run: Running | None, question_id: str
) -> Question | None:
    """The question, if it was answered in the session that runs and nothing comes before it."""
    if run is None or run.step is None or run.danger_due(here.answers):
        return None
    if here.outcome.level is Level.EMERGENCY:
        return None
    told = told_since(here.answers, here.catalogue, run.row.started)
    return next((one for one in told if one.id == question_id), None)
