"""What the answers come to: one action for the level, and why."""

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from backspasm.assessments import degraded, plan_page, prefill, wording
from backspasm.assessments.alarm import forget_alarm, was_alarmed
from backspasm.assessments.answering import record_answers
from backspasm.assessments.current import Current, current
from backspasm.assessments.episode_link import place
from backspasm.care.catalogue import Level
from backspasm.care.check import routing
from backspasm.care.check.triage import Outcome, Reason, Scope
from backspasm.episodes.times import zone_here
from backspasm.episodes.undo import undo_line
from backspasm.web.degradation import degrades_to
from backspasm.web.place import zone_of


@degrades_to(degraded.outcome)
@login_not_required
@require_safe
@never_cache
def outcome(request: HttpRequest) -> HttpResponse:
    """The outcome page. While questions are open and nothing is urgent: back to them."""
    here = current(request)
    judged = here.outcome
    following = here.next_screen(judged)
    if here.check is None and was_alarmed(request):
        # Deleted or signed out elsewhere meanwhile.
        return redirect("relief:emergency")
    if here.check is None or (
        judged.level < Level.URGENT and following is not None
    ):
        return redirect("assessments:check")
    zone = None
    name = zone_of(request)
    if name:
        zone = ZoneInfo(name)
    calm = judged.level < Level.EMERGENCY
    stands = None
    if calm:
        stands = place(here, judged, zone_here(request))
    comfort = False
    if judged.clearance is not None:
        comfort = judged.clearance.scope is Scope.COMFORT
    new_to_keep = False
    if calm and following is None:
        new_to_keep = prefill.new_to_keep(here)
    return render(
        request,
        "assessments/outcome.html",
        {
            "title": wording.level_title(judged.level),
            "checked": plan_page.local_words(here.check.changed, zone),
            "level": wording.level_slug(judged.level),
            "alarming": judged.level >= Level.URGENT,
            "body_template": wording.level_template(judged.level),
            "why_title": wording.why_title(judged.level),
            "young": here.young,
            "outcome": judged,
            "deciding": wording.shown_reasons(judged.deciding, here.catalogue),
            "others": wording.shown_reasons(_others(judged), here.catalogue),
            "say": wording.what_to_say(judged, here.answers, here.catalogue),
            "places": wording.places(judged),
            "actions": wording.actions(judged),
            "details": _details(here, judged),
            "following": following,
            "comfort": comfort,
            "keep_still": any(
                reason.rule.keep_still for reason in judged.deciding
            ),
            "place": stands,
            "new_to_keep": new_to_keep,
            "owner": here.owner,
            "undo": undo_line(request, here.owner),
        },
    )


@login_not_required
@require_POST
def mistake(request: HttpRequest) -> HttpResponse:
    """Take back what decided ("I answered by mistake"): unanswered, never "no"."""
    here = current(request)
    if here.check is not None:
        decided = []
        for reason in here.outcome.deciding:
            decided += [question for question, _value in reason.answers]
        questions = routing.with_openers(decided, here.catalogue)
        # Deleted meanwhile: then there is nothing to take back.
        record_answers(request, here, here.answers.without(questions))
    page = "assessments:check"
    if "floor" in request.POST:
        page = "relief:ask"
    return forget_alarm(redirect(page))


def _others(judged: Outcome) -> tuple[Reason, ...]:
    """Reasons below the deciding level, without the near misses of an outcome that escalated."""
    return tuple(
        reason
        for reason in judged.reasons
        if reason.rule.level is not judged.level
        and reason.rule.level > Level.SELF_CARE
    )


def _details(here: Current, judged: Outcome) -> list[str]:
    """Screens that ask which sign of a line it is, for the emergency call."""
    if judged.level is not Level.EMERGENCY:
        return []
    return [
        question.screen
        for question in here.catalogue.questions.values()
        if question.at_once
        and question.id not in here.answers
        and routing.shown_on(
            here.catalogue.screen_by_id[question.screen],
            here.answers,
            here.catalogue,
        )
    ]
