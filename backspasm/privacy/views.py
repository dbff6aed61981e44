"""Your data: take it with you, erase it, say where a guest's episode belongs."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from backspasm.accounts.models import Owner
from backspasm.accounts.owners import current_owner, signed_in
from backspasm.episodes.held_post import let_go as let_go_of_form
from backspasm.episodes.models import Episode
from backspasm.privacy import claim, wording
from backspasm.privacy.erase import answers_of, erase_account, holdings
from backspasm.privacy.export import everything
from backspasm.relief.actions import forget_answers
from backspasm.relief.floor.partial_answers import let_go as let_go_of_portions


@require_safe
@never_cache
def data(request: HttpRequest) -> HttpResponse:
    """What is kept, in numbers, and what one may do with it."""
    amounts = wording.amounts(holdings(signed_in(request)))
    return render(request, "privacy/data.html", {"amounts": amounts})


@require_safe
@never_cache
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Everything, as one file."""
    name = f"backspasm-{timezone.now():%Y-%m-%d}.json"
    return StreamingHttpResponse(
        everything(signed_in(request)),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]
def erase(request: HttpRequest) -> HttpResponse:
    """What will go, in numbers; then it goes, at once and for good."""
    user = signed_in(request)
    if request.method != "POST":
        amounts = wording.amounts(holdings(user))
        return render(request, "privacy/erase.html", {"amounts": amounts})
    erase_account(user=user)
    logout(request)
    messages.success(
        request,
        _("Your account and everything in it are erased."),
    )
    return redirect("relief:home")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answers(request: HttpRequest) -> HttpResponse:
    """Every check and guided session, also a guest's: in numbers; then they go, for good."""
    owner = current_owner(request)
    if request.method == "POST":
        let_go_of_form(request)
        let_go_of_portions(request)
        if owner is not None:
            forget_answers(owner=owner)
        messages.success(
            request,
            _("Deleted. Nothing of your answers is left."),
        )
        return redirect("relief:home")
    page = "privacy:data"
    if owner is None or owner.is_guest:
        page = "web:privacy"
    context = {
        "amounts": wording.amounts(answers_of(owner)),
        "leave_url": reverse(page),
    }
    return render(request, "privacy/answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Two open episodes met: the person says whether they are one or two."""
    user = signed_in(request)
    guest = claim.waiting(user)
    if guest is None:
        return redirect("relief:home")
    answer = request.POST.get("episode")
    if answer in ("same", "another"):
        claim.settle(
            user=user,
            guest=guest,
            same=answer == "same",
        )
        messages.success(request, _("Done. Both are in your diary."))
        return redirect("privacy:choose")
    owner = Owner.objects.filter(user=user).first()
    mine = Episode.objects.of(owner).current()
    theirs = Episode.objects.of(guest).current()
    unanswered = request.method == "POST"
    status = 200
    if unanswered:
        status = 422
    context = {
        "mine": wording.episode_line(mine),
        "theirs": wording.episode_line(theirs),
        "unanswered": unanswered,
    }
    return render(request, "privacy/choose.html", context, status=status)
