"""One step of a check: keep what was answered, find the next screen, show it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect, push_url

from backspasm.assessments import prefill
from backspasm.assessments.alarm import remember_alarm
from backspasm.assessments.answering import record_answers
from backspasm.assessments.current import Current
from backspasm.assessments.screens import SEEN, address, mark, screen_form, show
from backspasm.care.catalogue import Level, Screen
from backspasm.care.check.answers import Answers
from backspasm.care.check.triage import Outcome


def keep(
    request: HttpRequest,
    here: Current,
    screen: Screen,
    answers: Answers,
) -> HttpResponse:
    """Keep the answers of a screen and go on to the next one, or to the outcome."""
    if _from_before_the_emergency(request, here):
        return remember_alarm(request, redirect("assessments:outcome"))
    recorded = record_answers(request, here, answers, stage=screen.stage)
    if recorded is None:
        # Deleted in another tab: a danger sign is answered still, see `degraded`.
        raise Http404
    after = recorded.here
    outcome = recorded.outcome
    if outcome.level is Level.EMERGENCY:
        return remember_alarm(request, _to_outcome(request))
    url = next_url(after, outcome)
    following = after.next_screen(outcome)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(url)
    if following is None or url != address(following):
        return HttpResponseClientRedirect(url)
    form = screen_form(after, following)
    return push_url(show(request, after, following, form), url)


def _to_outcome(request: HttpRequest) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(reverse("assessments:outcome"))
    return redirect("assessments:outcome")


def _from_before_the_emergency(request: HttpRequest, here: Current) -> bool:
    """Whether a page that was open before a danger sign was ticked elsewhere is sent only now.

    It must not take the sign back: that is for "I answered by mistake", and for the page of
    that question, opened since.
    """
    if here.check is None or here.check.level != Level.EMERGENCY.slug:
        return False
    if here.outcome.level is not Level.EMERGENCY:
        return False  # by today's rules it is none any more
    now = mark(here)
    seen = request.POST.get(SEEN, now)
    return seen != now


def next_url(here: Current, outcome: Outcome) -> str:
    """Where the person goes on: the next screen, what is kept to confirm, or the outcome."""
    following = here.next_screen(outcome)
    if following is None:
        return reverse("assessments:outcome")
    if prefill.helps_with(here, following):
        return reverse("assessments:still_true")
    return address(following)
