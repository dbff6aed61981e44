"""A check-in: the danger signs first, then how it is; judged by the time that has passed."""

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backspasm.assessments import actions
from backspasm.assessments.again import last_of
from backspasm.assessments.current import current
from backspasm.assessments.views import steps
from backspasm.assessments.views.check import LINES
from backspasm.episodes.models import Episode


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def again(request: HttpRequest) -> HttpResponse:
    """Begin to look again at the open episode. Nothing changes before the first answer."""
    here = current(request)
    last = last_of(here.owner, Episode.objects.of(here.owner).current(), here.catalogue, here.now)
    if last is None:
        return redirect("assessments:check")
    if last.goes_on:
        return redirect(steps.next_url(last.here, last.here.outcome))
    screen = here.catalogue.screens[0]
    begun = last.begin()
    lines = LINES in request.POST or LINES in request.GET
    data = request.POST if request.method == "POST" else None
    form = steps.screen_form(begun, screen, data, line_by_line=lines)
    if form.is_bound and form.is_valid():
        check = actions.look_again(last=last.check, episode=last.episode, now=here.now)
        return steps.keep(request, replace(begun, check=check), screen, form.answers)
    return steps.show(request, begun, screen, form, reverse("assessments:again"))
