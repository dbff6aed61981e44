"""The way in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backspasm.accounts.owners import current_owner
from backspasm.episodes.panel import open_panel


@login_not_required
@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Two doors; for someone with an open episode, a number to tap comes with them."""
    panel = open_panel(request, current_owner(request))
    return render(request, "relief/home.html", {"panel": panel})
