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
from backspasm.episodes.rows import EpisodeRow, episode_row
from backspasm.episodes.times import zone_here

ASK = "new"
"""In the query or a form: the person says it may be a new spell, so ask."""


@form_view
def log(request: HttpRequest) -> HttpResponse:
    """A number and Save; whatever else there is to say can wait."""
    owner = current_owner(request)
    current = Episode.objects.of(owner).current()
    ask = current is not None and _may_be_another(request, current)
    initial = {}
    if ASK in request.GET:
        initial["which"] = "another"
    form = ReadingForm(
        request.POST or None,
        now=timezone.now(),
        zone=zone_here(request),
        ask_which=ask,
        episode=current,
        initial=initial,
    )
    if form.is_bound and form.is_valid():
        return _keep(request, form, owner or ensure_owner(request))
    context = {
        "form": form,
        "row": _row_of(current, form),
        "ask": ask,
    }
    return answer(request, "episodes/log.html", context, form)


def _may_be_another(request: HttpRequest, current: Episode) -> bool:
    """Whether to ask if the pain belongs to the open episode: it may be over, or was asked."""
    says_so = ASK in request.GET or ASK in request.POST
    was_asked = "which" in request.POST
    return says_so or was_asked or is_quiet(current)


def _row_of(
    episode: Episode | None,
    form: ReadingForm | EpisodeForm,
) -> EpisodeRow | None:
    if episode is None:
        return None
    return episode_row(episode, form.now, form.zone)


def _keep(
    request: HttpRequest,
    form: ReadingForm,
    owner: Owner,
) -> HttpResponse:
    logged = actions.log_reading_with_side_effects(
        owner=owner,
        key=form.cleaned_data["key"],
        zone=form.zone,
        another=form.is_another,
        estimated=form.cleaned_data["estimated"],
        **form.details,
    )
    undo.keep_side_effects(request, "reading", logged)
    reading = logged.row
    url = reverse("episodes:episode", args=[reading.episode_id])
    return undo.after("kept", "reading", reading, url)


@form_view
def new(request: HttpRequest) -> HttpResponse:
    """An episode from memory."""
    owner = current_owner(request)
    form = EpisodeForm(
        request.POST or None,
        now=timezone.now(),
        zone=zone_here(request),
        tags=Diary.tags_of(owner),
        owner=owner,
    )
    current = Episode.objects.of(owner).current()
    if current is not None and request.POST.get("clash") == "same":
        return redirect("episodes:edit_episode", current.pk)
    kept = _kept_unless_clash(request, form)
    if kept is not None:
        return kept
    context = {
        "form": form,
        "row": _row_of(current, form),
        "clash": "clash" in form.errors,
    }
    return answer(request, "episodes/new.html", context, form)


def _kept_unless_clash(
    request: HttpRequest,
    form: EpisodeForm,
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
    told = form.cleaned_data
    worst = None
    if told["worst"]:
        worst = int(told["worst"])
    logged = actions.log_episode_with_side_effects(
        owner=ensure_owner(request),
        key=told["key"],
        details=form.details,
        worst=worst,
        helped=told["helped"],
        clash=form.chosen_clash,
    )
    undo.keep_side_effects(request, "episode", logged)
    episode = logged.row
    url = reverse("episodes:episode", args=[episode.pk])
    return undo.after("kept", "episode", episode, url)
