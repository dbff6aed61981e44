"""The check: one screen at a time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, push_url

from backspasm.accounts.owners import ensure_owner
from backspasm.assessments import actions
from backspasm.assessments.current import Current, current
from backspasm.assessments.forms import ScreenForm
from backspasm.care import flow
from backspasm.care.answers import Answers
from backspasm.care.catalogue import Level, Screen
from backspasm.care.triage import Outcome

LINES = "lines"
"""In the query or a form: answer the list line by line as yes / no / not sure."""


@login_not_required
@require_safe
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Begin, or go on where it was left. Danger signs older than two hours come first again."""
    here = current(request)
    if not here.answers.by_question or flow.danger_stale(
        here.answers, here.now, flow.STALE_ON_RESUME
    ):
        return redirect("assessments:question", here.catalogue.screens[0].id)
    if here.next_screen(here.outcome) is not None:
        messages.info(request, _("You were here before: we go on where you stopped."))
    return redirect(_next_url(here, here.outcome))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def question(request: HttpRequest, screen_id: str) -> HttpResponse:
    """One screen: show it, or keep its answers and go on."""
    here = current(request)
    screen = here.catalogue.screen_by_id.get(screen_id)
    if screen is None:
        raise Http404
    if not flow.shown_on(screen, here.answers, here.catalogue):
        return redirect("assessments:check")
    line_by_line = LINES in request.POST or LINES in request.GET
    form = ScreenForm(
        request.POST if request.method == "POST" else None,
        screen=screen,
        answers=here.answers,
        catalogue=here.catalogue,
        now=here.now,
        line_by_line=line_by_line,
    )
    if form.is_bound and form.is_valid():
        return _keep(request, here, screen, form.answers)
    return _show(request, here, screen, form)


@login_not_required
@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """Put this check aside and begin again."""
    here = current(request)
    if here.check is not None:
        actions.close_check(check=here.check)
    return redirect("assessments:check")


@login_not_required
@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    """Delete every answer of this person at once."""
    here = current(request)
    if here.owner is not None:
        actions.erase_checks(owner=here.owner)
        messages.success(request, _("Deleted. Nothing of your answers is left."))
    return redirect("relief:home")


def _keep(request: HttpRequest, here: Current, screen: Screen, answers: Answers) -> HttpResponse:
    answers = flow.drop_void(answers, here.catalogue)
    check = here.check or actions.open_check(owner=ensure_owner(request))
    outcome = actions.save_answers(
        check=check,
        answers=answers,
        catalogue=here.catalogue,
        now=here.now,
        stage=screen.stage,
    )
    after = Current(here.owner, check, answers, here.catalogue, here.now)
    url = _next_url(after, outcome)
    following = after.next_screen(outcome)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(url)
    if following is None:
        return HttpResponseClientRedirect(url)
    form = ScreenForm(
        None, screen=following, answers=after.answers, catalogue=here.catalogue, now=here.now
    )
    return push_url(_show(request, after, following, form), url)


def _next_url(here: Current, outcome: Outcome) -> str:
    following = here.next_screen(outcome)
    if following is not None:
        return reverse("assessments:question", args=[following.id])
    return reverse("assessments:outcome")


def _show(request: HttpRequest, here: Current, screen: Screen, form: ScreenForm) -> HttpResponse:
    previous = flow.previous_screen(screen, here.answers, here.catalogue)
    context = {
        "screen": screen,
        "form": form,
        "single": len(form.questions) == 1,
        "previous": previous,
        "progress": max(here.check.progress if here.check else 0, screen.stage),
        "kept_before": here.check is not None,
        "urgent": here.check is not None and here.check.level == Level.URGENT.slug,
        "call_if_stuck": screen.danger and any(question.line for question in form.questions),
        "can_be_unsure": any(question.unsure_lines for question in form.questions)
        and not form.line_by_line,
        "stale": screen.id in here.answers
        and screen is here.catalogue.screens[0]
        and flow.danger_stale(here.answers, here.now, flow.STALE_ON_RESUME),
    }
    template = "assessments/question.html"
    if request.htmx:  # type: ignore[attr-defined]
        template += "#screen"
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)
