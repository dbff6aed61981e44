"""What a person told once: confirmed at the begin of a check, kept at its end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from backspasm.accounts.actions import keep_answers
from backspasm.assessments import prefill, steps
from backspasm.assessments.current import current


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def still_true(request: HttpRequest) -> HttpResponse:
    """What the profile holds, in words. One tap makes it this check's answers, as said now."""
    here = current(request)
    if here.check is None:
        return redirect("assessments:check")
    told = prefill.kept(here)
    following = here.next_screen(here.outcome)
    if following is None or not told.by_question:
        return redirect("assessments:check")
    if request.method == "POST":
        return steps.keep(
            request,
            here,
            following,
            prefill.confirmed(here, told),
        )
    context = {
        "topics": prefill.topics(told, here.catalogue),
        "previous": here.screen_before(following),
        "progress": max(here.check.progress, following.stage),
    }
    return render(request, "assessments/still_true.html", context)


@login_not_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what stays the same for the next check. Needs an account."""
    here = current(request)
    if here.check is None or here.owner is None or here.owner.is_guest:
        raise Http404
    keep_answers(
        owner=here.owner,
        answers=here.answers,
        catalogue=here.catalogue,
    )
    messages.success(
        request,
        _("Kept. Next time we only ask: is it still true?"),
    )
    return redirect("assessments:outcome")
