"""The questions of the floor: which comes next, and the page that asks it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
    since = run.row.started if run and run.step else here.now
    names = [
        question.id
        for question in told_since(here.answers, here.catalogue, since)
    ]
    earlier = (
        names[: names.index(page.question.id)]
        if page.question.id in names
        else names
    )
    zone = positions.zone_here(request)
    context = {
        "page": page,
        "screen": page.screen,
        "question": page.question,
        "numbers": range(11),
        "error": error,
        "tell": question_screens.tells_grown_up(here),
        "many": MANY_LEFT,
        "earlier": earlier[-1] if earlier else "",
        "left": question_screens.screens_left(here, page),
        "shown": pages.shown(run, here.catalogue, zone, None)
        if run and run.step
        else None,
    }
    return render(
        request, "relief/ask.html", context, status=422 if error else 200
    )
