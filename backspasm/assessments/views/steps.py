"""One step of a check: keep what was answered, find the next screen, show it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect, push_url

from backspasm.accounts.owners import ensure_owner
from backspasm.assessments import actions, prefill
from backspasm.assessments.current import Current
from backspasm.assessments.models import Assessment
from backspasm.assessments.screens import SEEN, address, mark, screen_form, show
from backspasm.care.answers import Answers
from backspasm.care.catalogue import Level, Screen
from backspasm.care.triage import Outcome
from backspasm.episodes.moments import zone_here


def keep(request: HttpRequest, here: Current, screen: Screen, answers: Answers) -> HttpResponse:
    """Keep the answers of a screen and go on to the next one, or to the outcome."""
    if _from_before_the_emergency(request, here):
        return redirect("assessments:outcome")
    check = here.check or actions.open_check(
        owner=ensure_owner(request), catalogue=here.catalogue, now=here.now
    )
    after = here.after(check, answers)
    try:
        # Nothing was read where no check was: one that another tab has begun meanwhile counts.
        outcome = save(request, after, check, screen, None if here.check else Answers())
    except Assessment.DoesNotExist as gone:  # deleted in another tab just now
        raise Http404 from gone  # a danger sign in it is answered all the same: `degraded`
    url = next_url(after, outcome)
    following = after.next_screen(outcome)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(url)
    if following is None or url != address(following):
        return HttpResponseClientRedirect(url)
    form = screen_form(after, following)
    return push_url(show(request, after, following, form), url)


def _from_before_the_emergency(request: HttpRequest, here: Current) -> bool:
    """Whether a page that was open before a danger sign was ticked elsewhere is sent only now.

    It must not take the sign back: that is for "I answered by mistake", and for the page of
    that question, opened since.
    """
    if here.check is None or here.check.level != Level.EMERGENCY.slug:
        return False
    return request.POST.get(SEEN, mark(here)) != mark(here)


def save(
    request: HttpRequest,
    after: Current,
    check: Assessment,
    screen: Screen,
    read: Answers | None = None,
) -> Outcome:
    """Keep the answers, and what follows from them for the diary."""
    outcome = actions.save_answers(
        check=check,
        answers=after.answers,
        catalogue=after.catalogue,
        now=after.now,
        stage=screen.stage,
        read=read,
    )
    if outcome.level < Level.EMERGENCY:
        if after.is_done(outcome):
            actions.link_to_open_episode(check=check, answers=after.answers)
        if after.again and any(question.id == "pain-now" for question in screen.questions):
            actions.log_pain(check=check, answers=after.answers, zone=zone_here(request))
    return outcome


def next_url(here: Current, outcome: Outcome) -> str:
    """Where the person goes on: the next screen, what is kept to confirm, or the outcome."""
    following = here.next_screen(outcome)
    if following is None:
        return reverse("assessments:outcome")
    if prefill.helps_with(here, following):
        return reverse("assessments:still_true")
    return address(following)
