"""The pages that belong to no one part: health, privacy, about, the look."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from backspasm.web.redirects import back
from backspasm.web.themes import THEMES, remember_theme


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Says `ok` to a watcher when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database does not answer\n", "text/plain", 503)
    return HttpResponse("ok\n", "text/plain")


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Backspasm is, what it is not, and who has reviewed it."""
    return render(request, "web/about.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, for how long, and how to delete it."""
    return render(request, "web/privacy.html")


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Change the look and return to the page the person was on."""
    chosen = request.POST.get("theme", "")
    if chosen not in THEMES:
        return HttpResponseBadRequest("unknown theme", "text/plain")
    response = back(request)
    remember_theme(response, chosen, secure=request.is_secure())
    return response
