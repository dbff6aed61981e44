"""Logging: a reading in two taps, an episode from memory on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.accounts.owners import current_owner, ensure_owner
from backspasm.episodes import actions, undo
from backspasm.episodes.forms.episodes import EpisodeForm
from backspasm.episodes.forms.readings import ReadingForm
from backspasm.episodes.guards import form_view
from backspasm.episodes.models import Diary, Episode
from backspasm.episodes.panel import is_quiet
from backspasm.episodes.rendering import answer
from backspasm.episodes.rows import episode_row
from backspasm.episodes.times import zone_here

ASK = "new"
"""In the query or a form: the person says it may be a new spell, so ask."""


@form_view
def log(request: HttpRequest) -> HttpResponse:
    """A number and Save; whatever else there is to say can wait."""
    owner = current_owner(request)
    current = Episode.objects.of(owner).current()
    ask = current is not None and (
        is_quiet(current)
        or ASK in request.GET
        or ASK in request.POST
        or "which" in request.POST
    )
    form = ReadingForm(
        request.POST or None,
        now=timezone.now(),
        zone=zone_here(request),
        ask_which=ask,
        episode=current,
        initial={"which": "another"} if ASK in request.GET else None,
    )
    if form.is_bound and form.is_valid():
        return _keep(request, form, owner or ensure_owner(request))
    row = episode_row(current, form.now, form.zone) if current else None
    return answer(
        request,
        "episodes/log.html",
        {"form": form, "row": row, "ask": ask},
        form,
    )


def _keep(
    request: HttpRequest, form: ReadingForm, owner: Owner
) -> HttpResponse:
    reading = actions.log_reading(
        owner=owner,
        key=form.cleaned_data["key"],
        zone=form.zone,
        another=form.is_another,
        estimated=form.cleaned_data["estimated"],
        **form.details,
    )
    undo.keep_trail(request, "reading", reading)
    url = reverse("episodes:episode", args=[reading.episode_id])
    return undo.after("kept", "reading", reading, url)


@form_view
def new(request: HttpRequest) -> HttpResponse:
    """An episode from memory."""
    owner = current_owner(request)
    diary = Diary.objects.filter(owner=owner).first() if owner else None
    form = EpisodeForm(
        request.POST or None,
        now=timezone.now(),
        zone=zone_here(request),
        tags=diary.tags if diary else (),
        owner=owner,
    )
    current = Episode.objects.of(owner).current()
    if current is not None and request.POST.get("clash") == "same":
        return redirect("episodes:edit_episode", current.pk)
    kept = _kept_unless_clash(request, form)
    if kept is not None:
        return kept
    row = episode_row(current, form.now, form.zone) if current else None
    context = {"form": form, "row": row, "clash": "clash" in form.errors}
    return answer(request, "episodes/new.html", context, form)


def _kept_unless_clash(
    request: HttpRequest, form: EpisodeForm
) -> HttpResponse | None:
    """Nothing where the form is wrong, or another episode is still open: the form asks then."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return _keep_episode(request, form)
    except actions.ClashError:
        form.add_error("clash", "")
        return None


def _keep_episode(request: HttpRequest, form: EpisodeForm) -> HttpResponse:
    worst = form.cleaned_data["worst"]
    episode = actions.log_episode(
        owner=ensure_owner(request),
        key=form.cleaned_data["key"],
        details=form.details,
        worst=int(worst) if worst else None,
        helped=form.cleaned_data["helped"],
        clash="end_open" if form.cleaned_data["clash"] == "end_open" else "",
    )
    undo.keep_trail(request, "episode", episode)
    url = reverse("episodes:episode", args=[episode.pk])
    return undo.after("kept", "episode", episode, url)
