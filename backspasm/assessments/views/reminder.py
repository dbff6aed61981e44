"""The page behind the link in a letter: danger signs and a number, and nothing from before."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backspasm.accounts.owners import current_owner
from backspasm.assessments import actions, degraded, steps, wording
from backspasm.assessments.answering import Recorded, record_answers
from backspasm.assessments.checkin import Last, last_of
from backspasm.assessments.current import Current
from backspasm.assessments.forms import ReminderForm
from backspasm.assessments.reminders import LINK, read_token
from backspasm.care.catalogue import Level
from backspasm.care.check import triage
from backspasm.care.check.answers import Answers
from backspasm.episodes.models import Episode
from backspasm.web.catalogue import catalogue
from backspasm.web.degradation import degrades_to
from backspasm.web.place import zone_of


@degrades_to(degraded.reminder)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reminder(request: HttpRequest) -> HttpResponse:
    """For whoever holds the link, signed in or not. Nothing is kept before it is sent."""
    last = _last(request.GET.get(LINK, ""))
    if last is None:
        return render(request, "assessments/reminder_ended.html", status=410)
    begun = last.begin()
    data = None
    status = 200
    if request.method == "POST":
        data = request.POST
        status = 422
    form = ReminderForm(data, here=begun)
    if not (form.is_bound and form.is_valid()):
        return render(
            request,
            "assessments/reminder.html",
            {"form": form},
            status=status,
        )
    recorded = _record(request, last, begun, form)
    after, outcome = recorded.here, recorded.outcome
    if outcome.level is Level.EMERGENCY:
        return _emergency(request, after)
    if current_owner(request) == last.here.owner:
        return redirect(steps.next_url(after, outcome))
    return render(
        request,
        "assessments/reminder_done.html",
        {"alarming": form.alarming},
    )


def _record(
    request: HttpRequest,
    last: Last,
    begun: Current,
    form: ReminderForm,
) -> Recorded:
    """Keep what was told, in a check of its own. 404: it was deleted meanwhile."""
    check = begun.check or actions.look_again(
        last=last.check,
        episode=last.episode,
        now=begun.now,
    )
    recorded = record_answers(
        request,
        replace(begun, check=check),
        form.answers,
        stage=form.screen.stage,
        zone=zone_of(request) or last.episode.start_zone,
    )
    if recorded is None:
        raise Http404
    return recorded


def _last(token: str) -> Last | None:
    """The latest check of the letter's episode; None once link or episode has ended."""
    try:
        number = read_token(token)
    except signing.SignatureExpired:
        return None
    except signing.BadSignature:
        raise Http404 from None
    going = Episode.objects.filter(
        pk=number,
        deleted_at__isnull=True,
        end__isnull=True,
    )
    episode = going.select_related("owner").first()
    if episode is None:
        return None
    return last_of(episode.owner, episode, catalogue(), timezone.now())


def _emergency(request: HttpRequest, after: Current) -> HttpResponse:
    """Whom to call, and what to say of what was ticked just now: no word of earlier answers."""
    danger_list = after.catalogue.roles.question.danger_list
    ticked = after.answers.get(danger_list)
    just_now = Answers()
    if ticked is not None:
        just_now = Answers({danger_list: ticked})
    judged = triage.assess(just_now, after.catalogue, after.now)
    say: list[str] = []
    if judged.level is Level.EMERGENCY:
        say = wording.what_to_say(judged, just_now, after.catalogue)
    context = {
        "title": _("Call for help now"),
        "level": "emergency",
        "say": say,
        "places": wording.places(judged),
        "young": after.young,
        "owner": after.owner,
    }
    return render(request, "assessments/reminder_emergency.html", context)
