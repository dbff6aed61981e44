"""The questions of the floor: which comes next, and the page that asks it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backspasm.assessments.current import Current
from backspasm.care.catalogue import Question, Screen
from backspasm.care.check import routing
from backspasm.care.check.triage import Outcome
from backspasm.care.session.floor import asked_first, told_since
from backspasm.relief.floor import positions, question_screens
from backspasm.relief.player import pages
from backspasm.relief.player.state import Running

MANY_LEFT = 12
"""More questions than these are not counted out to someone in pain: what is told is kept."""


def next_question(
    here: Current, outcome: Outcome
) -> tuple[Screen, Question] | None:
    """The question to ask first of those that are still open, alone."""
    screen = here.next_screen(outcome)
    if screen is None:
        return None
    if screen is here.catalogue.screens[0]:
        return screen, screen.questions[0]
    found = routing.still_open(
        outcome, here.answers, here.catalogue, again=here.again
    )
    return asked_first(found, outcome.open_details, here.catalogue)


def question_page(
    request: HttpRequest,
    here: Current,
    run: Running | None,
    page: question_screens.Asked,
    error: str = "",
) -> HttpResponse:
    """A question of the floor, with the way back to the one before it."""
    question, screen = page.question, page.screen
    checklist = question.layout == "checklist" and not screen.care_only
    tell = question_screens.tells_grown_up(here)
    context = {
        "page": page,
        "screen": screen,
        "question": question,
        "numbers": range(11),
        "error": error,
        "tell": tell,
        "call": screen.danger and not page.after,
        "soon": screen.danger or checklist,
        "signs": f"{question.id} before" if screen.danger else "",
    }
    if run and run.step:
        zone = positions.zone_here(request)
        context |= {
            "shown": pages.shown(run, here.catalogue, zone, None, asking=True),
            "back": _back(here, page, run),
            # Of the two only one has room in forty words.
            "left": "" if tell else _left(here, page),
        }
    return render(
        request, "relief/ask.html", context, status=422 if error else 200
    )


def _back(
    here: Current,
    page: question_screens.Asked,
    run: Running,
) -> str:
    """The page before this one; empty: it is an earlier part of the same question."""
    if page.after:
        return ""
    told = told_since(here.answers, here.catalogue, run.row.started)
    earlier = [question.id for question in told]
    if page.question.id in earlier:
        earlier = earlier[: earlier.index(page.question.id)]
    if not earlier:
        return reverse("relief:session")
    return reverse("relief:ask_again", args=[earlier[-1]])


def _left(here: Current, page: question_screens.Asked) -> str:
    """How many questions are left, in words."""
    left = question_screens.screens_left(here, page)
    if left > MANY_LEFT:
        return _("Stop any time")
    return ngettext("Last one", "About %(left)s left", left) % {"left": left}
