"""What waits on a phone comes in: who asks, and one entry at a time."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from backspasm.accounts.owners import ensure_owner, owner_tag, same_person
from backspasm.episodes.times import zone_here
from backspasm.relief.offline.inbox import form_of


@login_not_required
@require_safe
@never_cache
def who(request: HttpRequest) -> JsonResponse:
    """Whose browser this is now, and a fresh form token for what it is about to send."""
    return JsonResponse(
        {"owner": owner_tag(request), "token": get_token(request)}
    )


@login_not_required
@require_POST
@never_cache
def keep(request: HttpRequest) -> JsonResponse:
    """Keep one entry, once for its key, in the diary of whoever made it and of nobody else.

    An entry of someone else waits on the phone for its owner; a wrong one waits with its reason.
    """
    if not same_person(request.POST.get("owner", ""), owner_tag(request)):
        return JsonResponse({"later": True}, status=409)
    form = form_of(request.POST, now=timezone.now(), zone=zone_here(request))
    if not form.is_valid():
        return JsonResponse({"why": form.why}, status=422)
    episode = form.keep(ensure_owner(request))
    url = (
        reverse("episodes:episode", args=[episode.pk])
        if episode
        else reverse("relief:home")
    )
    return JsonResponse({"url": url, "why": _("Sent.")})
