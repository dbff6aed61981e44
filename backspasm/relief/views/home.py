"""The way in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backspasm.accounts.owners import current_owner
from backspasm.assessments.again import last_of, look_again
from backspasm.episodes.panel import open_panel
from backspasm.web.catalogue import catalogue


@login_not_required
@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Two doors; for whoever was here before, their own pages instead of the first words.

    In an open episode a number to tap comes before all.
    """
    owner = current_owner(request)
    panel = open_panel(request, owner)
    last = last_of(owner, panel.episode if panel else None, catalogue(), timezone.now())
    known = owner is not None or request.user.is_authenticated
    context = {"panel": panel, "again": look_again(last), "known": known}
    return render(request, "relief/home.html", context)
