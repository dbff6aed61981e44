"""A text for someone who can come: made on the page, kept nowhere."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backspasm.assessments.current import Current, current
from backspasm.assessments.wording import what_to_say
from backspasm.care.catalogue import Level
from backspasm.care.check import routing
from backspasm.care.check.triage import Outcome
from backspasm.relief.floor import positions
from backspasm.relief.player.state import Running, running
from backspasm.relief.player.words import local_time
from backspasm.web.place import country_of
from backspasm.web.swapping import swaps


@swaps("main")
@login_not_required
@require_safe
@never_cache
def helper(request: HttpRequest) -> HttpResponse:
    """What to send: that help is needed, and why."""
    here = current(request)
    run = running(here.owner, here.now)
    outcome = here.outcome
    level = outcome.level
    seen = level is Level.EMERGENCY or (level is Level.URGENT and run is None)
    back = (
        "assessments:outcome"
        if seen
        else "relief:session"
        if run
        else "relief:now"
    )
    if level is Level.EMERGENCY:
        lines = _danger(here, outcome, country_of(request))
    elif level is Level.URGENT:
        lines = _today(here, outcome)
    else:
        lines = _calm(here, outcome, run, request)
    context = {"words": "\n".join(lines), "back": back, "young": here.young}
    return render(request, "relief/helper.html", context)


def _danger(
    here: Current,
    outcome: Outcome,
    country: str | None,
) -> list[str]:
    number = here.catalogue.emergency_number(country).main
    signs = _listed(what_to_say(outcome, here.answers, here.catalogue))
    return [
        _("I have danger signs. Please call %(number)s for me.")
        % {"number": number},
        _("Tell them: bad back pain, and also:\n%(signs)s") % {"signs": signs},
        _("Do not pull me up."),
    ]


def _today(here: Current, outcome: Outcome) -> list[str]:
    signs = _listed(what_to_say(outcome, here.answers, here.catalogue))
    return [
        _("My back has locked. Please come and help me."),
        _("I need a doctor today:\n%(signs)s") % {"signs": signs},
        _("Do not pull me up."),
    ]


def _calm(
    here: Current,
    outcome: Outcome,
    run: Running | None,
    request: HttpRequest,
) -> list[str]:
    lines = [_("My back has locked. Please come and help me.")]
    if run and run.row.way == run.row.Way.FLOOR:
        since = local_time(run.row.started, positions.zone_here(request))
        lines.append(_("I have been resting since %(time)s.") % {"time": since})
    stale = routing.danger_stale(here.answers, here.catalogue, here.now)
    if (
        outcome.level is Level.SELF_CARE
        and not stale
        and not outcome.open_details
    ):
        lines.append(_("No danger signs now."))
    return [*lines, _("Do not pull me up. Put a firm chair beside me.")]


def _listed(signs: list[str]) -> str:
    return "\n".join(f"- {words}" for words in signs)
