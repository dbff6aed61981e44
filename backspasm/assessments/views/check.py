"""The check: one screen at a time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from backspasm.assessments import actions, degraded, steps
from backspasm.assessments.checkin import is_due
from backspasm.assessments.current import current
from backspasm.assessments.models import Assessment
from backspasm.assessments.screens import LINES, screen_form, show
from backspasm.care.check import routing
from backspasm.web.degradation import degrades_to


@degrades_to(degraded.check)
@login_not_required
@require_safe
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Begin, or go on where it was left. Danger signs older than two hours come first again.

    In an episode whose re-check is due, that is what comes first.
    """
    here = current(request)
    if is_due(here):
        return redirect("assessments:again")
    if (
        here.check is None
        and Assessment.objects.of(here.owner).current() is not None
    ):
        messages.info(
            request,
            _("Your last check is some time ago: we ask anew."),
        )
    if not here.answers.by_question or routing.danger_stale(
        here.answers,
        here.catalogue,
        here.now,
        routing.STALE_ON_RESUME,
    ):
        return redirect("assessments:question", here.catalogue.screens[0].id)
    if here.next_screen(here.outcome) is not None:
        messages.info(
            request,
            _("You were here before: we go on where you stopped."),
        )
    return redirect(steps.next_url(here, here.outcome))


@degrades_to(degraded.question)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def question(request: HttpRequest, screen_id: str) -> HttpResponse:
    """One screen: show it, or keep its answers and go on."""
    here = current(request)
    screen = here.screen(screen_id)
    if screen is None:
        raise Http404
    if not routing.shown_on(screen, here.answers, here.catalogue):
        if request.method == "POST":
            # Taken back in another tab: a sign told here is not passed over.
            raise Http404
        return redirect("assessments:check")
    line_by_line = LINES in request.POST or LINES in request.GET
    data = None
    if request.method == "POST":
        data = request.POST
    form = screen_form(here, screen, data, line_by_line=line_by_line)
    if form.is_bound and form.is_valid():
        return steps.keep(request, here, screen, form.answers)
    return show(request, here, screen, form)


@login_not_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """The person was seen: the old check that asked for it is put aside."""
    past = current(request).past
    if past is not None:
        actions.close_check(check=past)
    return redirect("relief:home")


@login_not_required
@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """Put this check aside and begin again."""
    here = current(request)
    if here.check is not None:
        actions.close_check(check=here.check)
    return redirect("assessments:check")
