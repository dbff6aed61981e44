"""From the outcome or the plan into the diary."""

from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from backspasm.assessments import actions
from backspasm.assessments.current import current
from backspasm.assessments.episode_link import can_be_logged
from backspasm.episodes import undo
from backspasm.episodes.forms.readings import KeyForm
from backspasm.episodes.times import zone_here


@login_not_required
@require_POST
@never_cache
def log(request: HttpRequest) -> HttpResponse:
    """One tap: an episode from what was answered, or this check added to the open one."""
    here = current(request)
    if here.check is None or not can_be_logged(here, here.outcome):
        return redirect("assessments:check")
    form = KeyForm(request.POST, now=here.now, zone=zone_here(request))
    key = uuid4()
    if form.is_valid():
        key = form.cleaned_data["key"]
    episode = actions.log_check(
        check=here.check,
        answers=here.answers,
        catalogue=here.catalogue,
        key=key,
        zone=form.zone,
    )
    if episode.key != key:
        return redirect("assessments:plan")
    return undo.after("kept", "episode", episode, reverse("assessments:plan"))
