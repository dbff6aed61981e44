"""The way in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backspasm.assessments.checkin import last_of, look_again
from backspasm.assessments.current import current
from backspasm.assessments.deletion import undo_line
from backspasm.assessments.past_outcomes import told_to_be_seen
from backspasm.care.catalogue import Level
from backspasm.episodes.panel import open_panel
from backspasm.episodes.times import zone_here
from backspasm.relief import degraded
from backspasm.web.degradation import degrades_to

ALARMING = {Level.EMERGENCY.slug, Level.URGENT.slug}


@degrades_to(degraded.home)
@login_not_required
@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Two doors; for whoever was here before, their own pages instead of the first words.

    In an open episode a number to tap comes before all, and before that what the last answers
    said, while they say that somebody must see this person.
    """
    here = current(request)
    panel = open_panel(request, here.owner)
    last = last_of(
        here.owner, panel.episode if panel else None, here.catalogue, here.now
    )
    level = here.check.level if here.check else ""
    context = {
        "undo": undo_line(request, here.owner),
        "panel": panel,
        "again": look_again(last),
        "told": told_to_be_seen(here, zone_here(request)),
        "known": here.owner is not None or request.user.is_authenticated,
        "alarm": level if level in ALARMING else "",
    }
    return render(request, "relief/home.html", context)
