"""Home and floor when nothing can be read or kept; see `web.degradation`."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from backspasm.assessments.current import current
from backspasm.assessments.degraded import alarm, why_not_kept
from backspasm.assessments.forms import told_in
from backspasm.care.check import routing
from backspasm.care.check.answers import Answers
from backspasm.relief.floor import question_screens
from backspasm.relief.floor.question_pages import question_page
from backspasm.relief.player.state import running
from backspasm.web.catalogue import catalogue
from backspasm.web.degradation import Trouble


def home(request: HttpRequest, trouble: Trouble) -> HttpResponse | None:
    """The two doors. Nobody's own pages, and a line that says so."""
    if trouble is not Trouble.DOWN:
        return None
    return render(request, "relief/home.html", {"unreachable": True})


def now(request: HttpRequest, trouble: Trouble) -> HttpResponse | None:
    """The danger list; with "none of these" the positions that suit anybody."""
    found = alarm(request, trouble, danger_list())
    if found is not None or trouble is Trouble.REFUSED:
        return found
    told = told_in(request.POST, catalogue()).get(
        catalogue().roles.question.danger_list
    )
    if told and trouble is Trouble.DOWN:
        return redirect("relief:positions")
    return _danger_list(request, trouble)


def not_understood() -> str:
    """What is said to a tap that nobody knows: the page is older than the site."""
    return _("This list has changed since you opened it, so nothing was kept.")


def danger_list() -> str:
    """The address of the danger list, whatever runs."""
    return reverse("relief:now") + "?signs=1"


def _danger_list(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    screen = catalogue().screens[0]
    lines = screen.questions[0].choices
    sent = request.method == "POST"
    context = {
        "screen": screen,
        "title": screen.title,
        "lines": [line for line in lines if not line.exclusive],
        "none": next(line for line in lines if line.exclusive),
        "again": True,
        "key": uuid4(),
        "trouble": why_not_kept(trouble) if sent else "",
    }
    return render(
        request, "relief/now.html", context, status=422 if sent else 200
    )


def ask(
    request: HttpRequest,
    trouble: Trouble,
    question_id: str = "",
) -> HttpResponse | None:
    """A question of the floor: the same once more, its ticks still ticked."""
    found = alarm(request, trouble, danger_list())
    if found is not None or trouble in (Trouble.DOWN, Trouble.REFUSED):
        return found
    if question_id and question_id not in catalogue().questions:
        return None
    here = current(request)
    run = running(here.owner, here.now)
    asked = here.catalogue.questions.get(request.POST.get("asked", ""))
    if asked is None or trouble is Trouble.GONE:
        return redirect("relief:ask")
    screen = here.catalogue.screen_by_id[asked.screen]
    if asked not in routing.shown_on(screen, here.answers, here.catalogue):
        return redirect("relief:ask")
    page = question_screens.same(here, screen, asked, request.POST)
    return question_page(request, here, run, page, why_not_kept(trouble))


def new_sign(request: HttpRequest, trouble: Trouble) -> HttpResponse | None:
    """What is new besides the danger signs: each line of it needs a doctor today."""
    found = alarm(request, trouble, danger_list())
    if found is not None or trouble in (Trouble.GONE, Trouble.REFUSED):
        return found
    question = catalogue().questions[catalogue().roles.question.new_sign]
    screen = catalogue().screen_by_id[question.screen]
    lines = routing.offered(question, Answers(), catalogue())
    context = {"screen": screen, "lines": lines}
    return render(
        request,
        "relief/new_sign.html",
        context,
        status=422 if request.POST else 200,
    )


def stop(request: HttpRequest, trouble: Trouble) -> HttpResponse | None:
    """A stop sign that cannot be kept still leads to the danger list."""
    return redirect(danger_list())
