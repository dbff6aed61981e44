"""The check when nothing can be read or kept: what was told is judged and answered all the same.

Each view here stands in for one of `views/` (see `web.degradation`). A danger sign leads to the
emergency page of that sign, made from the request alone; anything else comes back as the same
form, its ticks still ticked, with plain words and whom to call.
"""

from __future__ import annotations

from django.core import signing
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from backspasm.assessments import wording
from backspasm.assessments.alarm import was_alarmed
from backspasm.assessments.current import Current, current
from backspasm.assessments.forms import ReminderForm, told_in
from backspasm.assessments.reminders import LINK, read_token
from backspasm.assessments.screens import LINES, screen_form, show
from backspasm.care.catalogue import Screen
from backspasm.care.check import routing
from backspasm.care.check.answers import Answers
from backspasm.care.check.provisional import (
    Provisional,
    judge_alone,
    openers_of,
    signs,
)
from backspasm.web.catalogue import catalogue
from backspasm.web.degradation import Trouble


def judged(request: HttpRequest) -> Provisional:
    """What the answers of this request come to by themselves."""
    return judge_alone(
        told_in(request.POST, catalogue()),
        catalogue(),
        timezone.now(),
    )


def alarm(
    request: HttpRequest,
    trouble: Trouble,
    back: str,
) -> HttpResponse | None:
    """The page of whoever must be seen now or today; ``None``: nothing told here says so.

    `back`: the list to go back to from a tick by mistake.
    """
    told = judged(request)
    if request.method != "POST" or not told.alarming:
        return None
    context = {
        "title": wording.level_title(told.level),
        "level": wording.level_slug(told.level),
        "body_template": wording.level_template(told.level),
        "say": _to_say(told),
        "places": wording.places(told.outcome),
        "actions": wording.actions(told.outcome),
        "unkept": True,
        "back": back,
        "why": why_not_kept(trouble),
    }
    template = "assessments/unkept.html"
    if request.headers.get("HX-Target") == "screen":
        # The floor has another style: there the whole page takes the place of its own.
        template += "#screen"
    return render(request, template, context)


def why_not_kept(trouble: Trouble) -> str:
    """The reason in plain words."""
    if trouble is Trouble.DOWN:
        return _("We cannot reach our records just now, so this was not kept.")
    if trouble is Trouble.GONE:
        return _(
            "Something was deleted or changed elsewhere meanwhile, so this was not kept."
        )
    return _(
        "This page was open for a long time, or you signed in or out meanwhile,"
        " so this was not kept."
    )


def check(request: HttpRequest, trouble: Trouble) -> HttpResponse | None:
    """The way into the check: its first list."""
    if trouble is not Trouble.DOWN:
        return None
    return redirect("assessments:question", catalogue().screens[0].id)


def question(
    request: HttpRequest,
    trouble: Trouble,
    screen_id: str,
) -> HttpResponse | None:
    """One screen of the check."""
    back = reverse("assessments:question", args=[catalogue().screens[0].id])
    found = alarm(request, trouble, back)
    known = screen_id in catalogue().screen_by_id
    if found is not None or not known or trouble is Trouble.REFUSED:
        return found
    return _form_again(request, trouble, screen_id)


def checkin(request: HttpRequest, trouble: Trouble) -> HttpResponse | None:
    """The first list of a check-in."""
    action = reverse("assessments:again")
    found = alarm(request, trouble, action)
    if found is not None or trouble is Trouble.REFUSED:
        return found
    return _form_again(request, trouble, catalogue().screens[0].id, action)


def outcome(request: HttpRequest, trouble: Trouble) -> HttpResponse | None:
    """The outcome cannot be read: whoever was told to call a moment ago is told once more."""
    if trouble is Trouble.DOWN and was_alarmed(request):
        return redirect("relief:emergency")
    return None


def reminder(request: HttpRequest, trouble: Trouble) -> HttpResponse | None:
    """The page behind the link in a letter. A link that was never ours opens nothing."""
    link = request.GET.get(LINK, "")
    back = f"{request.path}?{LINK}={link}"
    # Whatever became of the link: it is never too late to be told whom to call.
    found = alarm(request, trouble, back)
    if found is not None or trouble in (Trouble.GONE, Trouble.REFUSED):
        return found
    try:
        read_token(link)
    except signing.BadSignature:
        return None
    data = None
    words = ""
    if request.method == "POST":
        data = request.POST
        words = why_not_kept(trouble)
    form = ReminderForm(data, here=_nobody(Answers()))
    context = {"form": form, "trouble": words}
    return render(
        request,
        "assessments/reminder.html",
        context,
        status=_status(request, trouble),
    )


def _form_again(
    request: HttpRequest,
    trouble: Trouble,
    screen_id: str,
    action: str = "",
) -> HttpResponse | None:
    """The same screen with what was ticked; the first list also for whoever only looks."""
    if trouble is Trouble.GONE:
        return redirect("assessments:check")
    here = _readable(request, trouble)
    screen = here.screen(screen_id)
    if screen is not None and request.method != "POST":
        return _only_looked_at(request, here, screen, action)
    if screen is None or not routing.shown_on(
        screen,
        here.answers,
        here.catalogue,
    ):
        if trouble is Trouble.STALE:
            return redirect("assessments:check")
        return None
    line_by_line = LINES in request.POST
    form = screen_form(here, screen, request.POST, line_by_line=line_by_line)
    response = show(
        request,
        here,
        screen,
        form,
        action,
        trouble=why_not_kept(trouble),
    )
    response.status_code = _status(request, trouble)
    return response


def _only_looked_at(
    request: HttpRequest,
    here: Current,
    screen: Screen,
    action: str,
) -> HttpResponse | None:
    if screen.danger:
        # Whoever is sent to the details of a sign ticked its line a moment ago.
        told = openers_of(screen, here.catalogue, here.now)
        here = _nobody(told)
        if not routing.shown_on(screen, told, here.catalogue):
            return redirect(
                "assessments:question",
                here.catalogue.screens[0].id,
            )
    elif screen is not here.catalogue.screens[0]:
        # The screens after it say nothing without the answers before.
        return None
    form = screen_form(here, screen, line_by_line=LINES in request.GET)
    return show(request, here, screen, form, action)


def _status(request: HttpRequest, trouble: Trouble) -> int:
    """422 where htmx shall swap the form in, and where sending it once more is the cure."""
    if request.method != "POST":
        return 200
    swapped = getattr(request, "htmx", False)
    if trouble is Trouble.DOWN and not swapped:
        return 503
    return 422


def _readable(request: HttpRequest, trouble: Trouble) -> Current:
    """The person's check if it can be read, else what the sent page itself takes for granted."""
    if trouble is Trouble.STALE:
        try:
            return current(request)
        except DatabaseError:
            pass
    told = judged(request).answers
    sent = told_in(request.POST, catalogue())
    return _nobody(told.without(sent))


def _nobody(answers: Answers) -> Current:
    return Current(None, None, answers, catalogue(), timezone.now())


def _to_say(told: Provisional) -> list[str]:
    """What to say on the phone: what was ticked on the list, else the signs that decided."""
    pack = catalogue()
    danger_list = pack.roles.question.danger_list
    if told.answers.by_question.keys() > {danger_list}:
        found = wording.what_to_say(told.outcome, told.answers, pack)
        if found and told.outcome.level is told.level:
            return found
    ticked = signs(told.answers, pack)
    if ticked:
        lines = pack.questions[danger_list].by_id
        return [lines[line].text for line in ticked]
    say = []
    for name, answer in told.answers.by_question.items():
        question = pack.questions[name]
        lines_told = (line for line in question.choices if line.id in answer)
        say += [line.text for line in lines_told if not line.exclusive]
    return say
