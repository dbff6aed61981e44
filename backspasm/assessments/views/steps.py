"""One step of a check: keep what was answered, find the next screen, show it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect, push_url

from backspasm.accounts.owners import ensure_owner
from backspasm.assessments import actions, prefill
from backspasm.assessments.again import SECOND_LIST, still_ticked
from backspasm.assessments.current import Current
from backspasm.assessments.forms import ScreenForm
from backspasm.assessments.models import Assessment
from backspasm.care import flow
from backspasm.care.answers import Answers
from backspasm.care.catalogue import Level, Screen
from backspasm.care.triage import Outcome
from backspasm.episodes.moments import zone_here

SEEN = "seen"
"""The hidden field that holds :func:`mark`."""


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
    except Assessment.DoesNotExist:  # all answers were deleted in another tab just now
        return redirect("assessments:check")
    url = next_url(after, outcome)
    following = after.next_screen(outcome)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(url)
    if following is None or url != _address(following):
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


def mark(here: Current) -> str:
    """What a form says of the check it was drawn from."""
    return here.check.changed.isoformat() if here.check else ""


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
    return _address(following)


def screen_form(here: Current, screen: Screen, data: Any = None, **more: Any) -> ScreenForm:
    """The form of a screen with what was answered so far."""
    if data is None and here.again and any(q.id == SECOND_LIST for q in screen.questions):
        more["ticked"] = {SECOND_LIST: still_ticked(here)}
    return ScreenForm(
        data, screen=screen, answers=here.answers, catalogue=here.catalogue, now=here.now, **more
    )


def show(
    request: HttpRequest, here: Current, screen: Screen, form: ScreenForm, action: str = ""
) -> HttpResponse:
    """A screen as a page, or as the part that htmx swaps."""
    context = {
        "screen": screen,
        "seen": (SEEN, mark(here)),
        "form": form,
        "action": action or _address(screen),
        "added_to": any(
            flow.is_older_than_sign(question, here.answers, here.catalogue)
            for question in form.questions
        ),
        "single": len(form.questions) == 1,
        "previous": here.screen_before(screen),
        "progress": max(here.check.progress if here.check else 0, screen.stage),
        "kept_before": here.check is not None,
        "urgent": here.check is not None and here.check.level == Level.URGENT.slug,
        "young": here.young,
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


def _address(screen: Screen) -> str:
    return reverse("assessments:question", args=[screen.id])
