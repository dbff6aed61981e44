"""One episode: look, edit, end, open again, delete, restore."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from backspasm.episodes import actions, undo
from backspasm.episodes.actions.base import Clash
from backspasm.episodes.clash import chosen_end, clash_page
from backspasm.episodes.forms.episodes import DetailsForm
from backspasm.episodes.forms.readings import OTHER, EndForm
from backspasm.episodes.guards import (
    deed_view,
    mine,
    page_view,
    row_form_view,
)
from backspasm.episodes.held_post import sent
from backspasm.episodes.models import Diary, Episode
from backspasm.episodes.page import episode_page
from backspasm.episodes.panel import reading_form
from backspasm.episodes.rendering import answer
from backspasm.episodes.rows import episode_row
from backspasm.episodes.times import dated_day, place_words, to_local, zone_here
from backspasm.episodes.wording import is_alarming, names_of
from backspasm.web.way_back import belongs_to


@page_view
def episode(request: HttpRequest, pk: int) -> HttpResponse:
    """The chart, the same rows as a table, and what can be done."""
    found: Episode = mine(request, Episode.objects.all(), pk)
    now = timezone.now()
    here = zone_here(request)
    today = to_local(now, here).date()
    form = None
    if found.is_open:
        form = reading_form(request, found)
    context = {
        "episode": found,
        "row": episode_row(found, now, here),
        "page": episode_page(found, now, here),
        "form": form,
        "legs": ", ".join(names_of(found.legs)),
        "alarming": is_alarming(found.legs),
        "printed": dated_day(today),
        "undo": undo.undo_line(request, found.owner),
    }
    return answer(request, "episodes/episode.html", context)


@row_form_view
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about it, in the hours of the place where it began."""
    found: Episode = mine(request, Episode.objects.all(), pk)
    now = timezone.now()
    here = zone_here(request)
    form = DetailsForm(
        sent(request),
        now=now,
        zone=found.start_zone,
        episode=found,
        tags=Diary.tags_of(found.owner),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_episode(
                episode=found,
                details=form.details,
                clash=form.chosen_clash,
            )
            return redirect("episodes:episode", found.pk)
        except actions.ClashError:
            form.add_error("clash", "")
    context = {
        "form": form,
        "episode": found,
        "row": episode_row(found, now, here),
        "place": place_words(found.start, found.start_zone, here),
        "clash": "clash" in form.errors,
    }
    return answer(request, "episodes/edit_episode.html", context, form)


@row_form_view
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It is over: now, or when it was."""
    found: Episode = mine(request, Episode.objects.all(), pk)
    form = EndForm(
        sent(request),
        now=timezone.now(),
        zone=zone_here(request),
        episode=found,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        about = data["about"] or data["estimated"]
        actions.end_episode(
            episode=found,
            end=data["moment"],
            zone=form.zone,
            about=about,
        )
        return redirect("episodes:episode", found.pk)
    row = episode_row(found, form.now, form.zone)
    context = {
        "form": form,
        "row": row,
        "episode": found,
        "other": OTHER,
    }
    return answer(request, "episodes/end.html", context, form)


@deed_view
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """It goes on after all."""
    found: Episode = mine(request, Episode.objects.all(), pk)
    return _unless_clash(
        request,
        found,
        "reopen",
        lambda c: actions.reopen_episode(episode=found, clash=c),
    )


@deed_view
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Into the bin at once; the next page has the way back."""
    found: Episode = mine(request, Episode.objects.all(), pk)
    logging_it = undo.side_effects_of(request, "episode", found)
    actions.delete_episode(
        episode=found,
        side_effects=logging_it,
    )
    history = reverse("episodes:history")
    return undo.after("gone", "episode", found, history)


@belongs_to("episodes:bin")
@deed_view
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of the bin."""
    found: Episode = mine(request, Episode.objects.all(), pk, binned=True)
    return _unless_clash(
        request,
        found,
        "restore_episode",
        lambda c: actions.restore_episode(episode=found, clash=c),
    )


def _unless_clash(
    request: HttpRequest,
    found: Episode,
    deed: str,
    do: Callable[[Clash], Episode],
) -> HttpResponse:
    """Do it and show the episode; when two would be open, ask which is over."""
    try:
        do(chosen_end(request))
    except actions.ClashError as problem:
        return clash_page(request, deed, found.pk, found, problem.other)
    return redirect("episodes:episode", found.pk)
