"""A screen of the check as a page: its form, and what stands around it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from backspasm.assessments.checkin import still_ticked
from backspasm.assessments.current import Current
from backspasm.assessments.forms import ScreenForm
from backspasm.care.catalogue import Level, Screen
from backspasm.care.check import routing

LINES = "lines"
"""In the query or a form: answer the list line by line as yes / no / not sure."""
SEEN = "seen"
"""The hidden field that holds :func:`mark`."""


def mark(here: Current) -> str:
    """What a form says of the check it was drawn from."""
    if here.check is None:
        return ""
    return here.check.changed.isoformat()


def screen_form(
    here: Current,
    screen: Screen,
    data: Any = None,
    **more: Any,
) -> ScreenForm:
    """The form of a screen with what was answered so far."""
    second_list = here.catalogue.roles.question.second_list
    is_shown_anew = data is None and here.again
    asked = [question.id for question in screen.questions]
    if is_shown_anew and second_list in asked:
        more["ticked"] = {second_list: still_ticked(here)}
    return ScreenForm(
        data,
        screen=screen,
        answers=here.answers,
        catalogue=here.catalogue,
        now=here.now,
        **more,
    )


def show(
    request: HttpRequest,
    here: Current,
    screen: Screen,
    form: ScreenForm,
    action: str = "",
    *,
    trouble: str = "",
) -> HttpResponse:
    """A screen as a page, or as the part that htmx swaps.

    `trouble` says in words why what was sent is not kept; what was ticked is ticked still.
    """
    context = {
        "trouble": trouble,
        "screen": screen,
        "seen": (SEEN, mark(here)),
        "form": form,
        "answer_soon": _answer_soon(screen),
        "sign_fields": " ".join(form.fields) if screen.danger else "",
        "action": action or address(screen),
        "added_to": _added_to(here, form),
        "single": len(form.questions) == 1,
        "previous": here.screen_before(screen),
        "progress": max(here.check.progress if here.check else 0, screen.stage),
        "kept_before": here.check is not None,
        "urgent": here.check is not None
        and here.check.level == Level.URGENT.slug,
        "young": here.young,
        "call_if_stuck": screen.danger and _asks_for_details(form),
        "can_be_unsure": _can_be_unsure(form),
        "stale": _is_asked_anew(here, screen),
    }
    template = "assessments/question.html"
    if request.htmx:  # type: ignore[attr-defined]
        template += "#screen"
    return render(
        request,
        template,
        context,
        status=422 if form.is_bound and form.errors else 200,
    )


def _added_to(here: Current, form: ScreenForm) -> bool:
    """Whether a list was answered before a new sign: what is ticked stays, more may be added."""
    return any(
        routing.is_older_than_sign(question, here.answers, here.catalogue)
        for question in form.questions
    )


def _asks_for_details(form: ScreenForm) -> bool:
    """Whether a question asks which sign of a ticked line it is."""
    return any(question.line for question in form.questions)


def _can_be_unsure(form: ScreenForm) -> bool:
    """Whether the list may be answered line by line instead."""
    if form.line_by_line:
        return False
    return any(question.unsure_lines for question in form.questions)


def _is_asked_anew(here: Current, screen: Screen) -> bool:
    """Whether these are the danger signs again, because their answers are some time old."""
    if screen is not here.catalogue.screens[0]:
        return False
    return screen.id in here.answers and routing.danger_stale(
        here.answers,
        here.catalogue,
        here.now,
        routing.STALE_ON_RESUME,
    )


def _answer_soon(screen: Screen) -> bool:
    """Whether the page should not wait long for the answer: what was ticked may be a sign."""
    if screen.danger:
        return True
    return screen.questions[0].layout == "checklist" and not screen.care_only


def address(screen: Screen) -> str:
    """Where a screen is answered."""
    return reverse("assessments:question", args=[screen.id])
