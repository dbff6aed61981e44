"""A check-in: the danger signs first, then how it is; judged by the time that has passed."""

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backspasm.assessments import actions, degraded, steps
from backspasm.assessments.checkin import Last, last_of
from backspasm.assessments.current import Current, current
from backspasm.assessments.screens import LINES, screen_form, show
from backspasm.episodes.models import Episode
from backspasm.web.degradation import degrades_to


@degrades_to(degraded.checkin)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def checkin(request: HttpRequest) -> HttpResponse:
    """Begin to look again at the open episode. Nothing changes before the first answer."""
    here = current(request)
    episode = Episode.objects.of(here.owner).current()
    last = last_of(here.owner, episode, here.catalogue, here.now)
    elsewhere = _elsewhere(last)
    if request.method != "POST" and elsewhere:
        return redirect(elsewhere)
    screen = here.catalogue.screens[0]
    # Sent from a page that is older than the check-in, or than the episode's end: it counts
    # for whatever goes on now.
    begun = here
    if last is not None:
        begun = last.begin()
    lines = LINES in request.POST or LINES in request.GET
    data = None
    if request.method == "POST":
        data = request.POST
    form = screen_form(begun, screen, data, line_by_line=lines)
    if not (form.is_bound and form.is_valid()):
        return show(request, begun, screen, form, reverse("assessments:again"))
    begun = _with_a_check(begun, last)
    return steps.keep(request, begun, screen, form.answers)


def _elsewhere(last: Last | None) -> str:
    """Where to go when there is nothing to look again at, or it has begun; empty: begin here."""
    if last is None:
        return reverse("assessments:check")
    if last.goes_on:
        return steps.next_url(last.here, last.here.outcome)
    return ""


def _with_a_check(begun: Current, last: Last | None) -> Current:
    """The check-in with a row of its own, from its first answer on."""
    if last is None or last.goes_on:
        return begun
    check = actions.look_again(
        last=last.check,
        episode=last.episode,
        now=begun.now,
    )
    return replace(begun, check=check)
