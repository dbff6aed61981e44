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
from backspasm.episodes.models import Diary, Episode, Reading
from backspasm.episodes.panel import is_quiet
from backspasm.episodes.rendering import answer
from backspasm.episodes.rows import EpisodeRow, episode_row
from backspasm.episodes.sent_before import Before, choose, other_before
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
    before = None
    if form.is_bound and form.is_valid():
        rows = Reading.objects.all_of(owner)
        before = other_before(form, rows, form.details)
        row = choose(request, form, before)
        if row is not None:
            return _correct(request, form, row)
        if not form.errors:
            return _keep(request, form, owner or ensure_owner(request))
    context = {
        "form": form,
        "row": _row_of(current, form),
        "ask": ask,
        "before": before,
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


def _correct(
    request: HttpRequest,
    form: ReadingForm,
    reading: Reading,
) -> HttpResponse:
    """Bring the reading up to date that the same form was sent for before."""
    logged = actions.edit_reading_with_side_effects(
        reading=reading,
        details=form.details,
        before=undo.side_effects_of(request, "reading", reading),
    )
    undo.keep_side_effects(request, "reading", logged)
    row = logged.row
    url = reverse("episodes:episode", args=[row.episode_id])
    return undo.after("kept", "reading", row, url)


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
    before = None
    if form.is_bound and form.is_valid():
        rows = Episode.objects.all_of(owner)
        before = other_before(form, rows, form.details)
    kept = _kept_unless_asked(request, form, before)
    if kept is not None:
        return kept
    context = {
        "form": form,
        "row": _row_of(current, form),
        "clash": "clash" in form.errors,
        "before": before,
    }
    return answer(request, "episodes/new.html", context, form)


def _kept_unless_asked(
    request: HttpRequest,
    form: EpisodeForm,
    before: Before | None,
) -> HttpResponse | None:
    """Nothing where the form is wrong, or asks: another episode is open, or it was sent before."""
    if not (form.is_bound and form.is_valid()):
        return None
    row = choose(request, form, before)
    if form.errors:
        return None
    try:
        if row is not None:
            return _correct_episode(row, form)
        return _keep_episode(request, form)
    except actions.ClashError:
        form.add_error("clash", "")
        return None


def _correct_episode(episode: Episode, form: EpisodeForm) -> HttpResponse:
    """Bring the episode up to date that the same form was sent for before."""
    row = actions.edit_episode(
        episode=episode,
        details=form.details,
        clash=form.chosen_clash,
    )
    url = reverse("episodes:episode", args=[row.pk])
    return undo.after("kept", "episode", row, url)


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
