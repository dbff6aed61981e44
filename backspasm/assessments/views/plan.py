"""The plan: what to do now, today and in the next days, and why."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from backspasm.assessments import plan_page
from backspasm.assessments.bedtime import BEDTIMES, COOKIE, bedtime_of
from backspasm.assessments.current import Current, current
from backspasm.assessments.episode_link import check_again_url, place
from backspasm.assessments.experience import record_of
from backspasm.assessments.expiry import is_unfinished
from backspasm.care.catalogue import Level
from backspasm.care.check import routing
from backspasm.episodes.times import zone_here
from backspasm.episodes.undo import undo_line
from backspasm.web.cookies import YEAR
from backspasm.web.place import zone_of


@login_not_required
@require_safe
@never_cache
def plan(request: HttpRequest) -> HttpResponse:
    """The plan of the open check, remade at each view; without a clearance back to the check."""
    here = current(request)
    made = _made(request, here)
    if made is None:
        return _back_to_the_check(request, here)
    bedtime = bedtime_of(request)
    stands = place(made.here, made.outcome, zone_here(request))
    context = plan_page.page(made) | {
        "place": stands,
        "check_again_url": check_again_url(stands, here.catalogue),
        "undo": undo_line(request, made.here.owner),
        "bedtime": bedtime.strftime("%H:%M"),
        "bedtimes": [value.strftime("%H:%M") for value in BEDTIMES],
    }
    return render(request, "assessments/plan.html", context)


@login_not_required
@require_safe
@never_cache
def plan_ics(request: HttpRequest) -> HttpResponse:
    """Today's timetable and the re-checks as a calendar file."""
    made = _made(request, current(request))
    if made is None or made.zone is None:
        return redirect("assessments:plan")
    # Asked for seldom, and its library takes 5 MB of each worker: loaded when it is.
    from backspasm.assessments import calendar  # noqa: PLC0415

    response = HttpResponse(
        calendar.plan_file(made),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="back-plan.ics"'
    return response


@login_not_required
@require_POST
def bedtime(request: HttpRequest) -> HttpResponse:
    """Remember when the day ends, so that the timetable fits."""
    value = request.POST.get("bedtime", "")
    if value not in {item.strftime("%H:%M") for item in BEDTIMES}:
        return HttpResponseBadRequest("unknown bedtime", "text/plain")
    response = redirect("assessments:plan")
    response.set_cookie(
        COOKIE,
        value,
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response


def _back_to_the_check(request: HttpRequest, here: Current) -> HttpResponse:
    """Say why there is no plan to see when there was one, its danger signs now too old."""
    check = here.check
    if check is None or is_unfinished(check):
        return redirect("assessments:check")
    if check.level != Level.EMERGENCY.slug and routing.danger_stale(
        here.answers,
        here.catalogue,
        here.now,
    ):
        words = _(
            "Your plan is from %(day)s. First the danger signs again, then it is back."
        )
        day = plan_page.day_of(check.changed, zone_here(request))
        messages.info(request, words % {"day": day})
    return redirect("assessments:check")


def _made(request: HttpRequest, here: Current) -> plan_page.Made | None:
    outcome = here.outcome
    if here.check is None or outcome.clearance is None:
        return None
    if outcome.level < Level.URGENT and here.next_screen(outcome) is not None:
        return None
    zone = None
    name = zone_of(request)
    if name:
        zone = ZoneInfo(name)
    return plan_page.make(
        here=here,
        outcome=outcome,
        clearance=outcome.clearance,
        zone=zone,
        bedtime=bedtime_of(request),
        record=record_of(here),
    )
