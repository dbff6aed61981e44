"""What someone tells of who holds a position, besides the danger signs."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backspasm.assessments.current import Current, current
from backspasm.care.catalogue import Level
from backspasm.care.check import routing
from backspasm.relief import degraded
from backspasm.relief.floor.new_signs import record_new_signs
from backspasm.web.degradation import degrades_to
from backspasm.web.swapping import swaps


@swaps("main")
@degrades_to(degraded.new_sign)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_sign(request: HttpRequest) -> HttpResponse:
    """What is new and not on the first list, since each of these asks for details."""
    here = current(request)
    if here.outcome.level is Level.EMERGENCY:
        return redirect("assessments:outcome")
    asked = here.catalogue.roles.question
    if asked.danger_list not in here.answers:
        if request.method == "POST":
            # Deleted in another tab: what is told here is not passed over.
            raise Http404
        return redirect("relief:now")
    question = here.catalogue.questions[asked.new_sign]
    screen = here.catalogue.screen_by_id[question.screen]
    lines = routing.offered(question, here.answers, here.catalogue)
    tapped = request.POST.get(question.id)
    if here.check is not None and any(line.id == tapped for line in lines):
        return _tell(request, here, str(tapped))
    status = 422 if request.method == "POST" else 200
    trouble = degraded.not_understood() if status != 200 else ""
    context = {"screen": screen, "lines": lines, "trouble": trouble}
    return render(request, "relief/new_sign.html", context, status=status)


def _tell(
    request: HttpRequest,
    here: Current,
    line: str,
) -> HttpResponse:
    """Keep the line, and ask its details; those that stayed are shown, to be added to."""
    answers = record_new_signs(request, here, [line])
    stayed = routing.to_add_to(answers, here.catalogue, line)
    if stayed is not None:
        return redirect("assessments:question", stayed.id)
    return redirect("relief:ask")
