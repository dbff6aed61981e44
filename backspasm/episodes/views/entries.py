"""Single readings and uses: add, edit, delete, restore."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from backspasm.episodes import actions, undo
from backspasm.episodes.clash import chosen_end, clash_page
from backspasm.episodes.forms.readings import ReadingForm, reading_initial
from backspasm.episodes.forms.uses import UseForm, use_initial
from backspasm.episodes.guards import (
    deed_view,
    mine,
    row_form_view,
)
from backspasm.episodes.held_post import sent
from backspasm.episodes.models import Episode, Reading, TechniqueUse
from backspasm.episodes.rendering import answer
from backspasm.episodes.sent_before import choose, other_before
from backspasm.episodes.times import place_words, zone_here
from backspasm.web.way_back import belongs_to


def _home(pk: int) -> str:
    return reverse("episodes:episode", args=[pk])


@row_form_view
def edit_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a reading, in the hours of the place where it was logged."""
    found: Reading = mine(request, Reading.objects.all(), pk)
    form = ReadingForm(
        sent(request),
        now=timezone.now(),
        zone=found.zone,
        was=found.moment,
        initial=reading_initial(found),
        episode=found.episode,
    )
    if request.method == "POST" and form.is_valid():
        logged = actions.edit_reading_with_side_effects(
            reading=found,
            details=form.details,
            before=undo.side_effects_of(request, "reading", found),
        )
        undo.keep_side_effects(request, "reading", logged)
        kept = logged.row
        return undo.after("kept", "reading", kept, _home(kept.episode_id))
    place = place_words(found.moment, found.zone, zone_here(request))
    context = {
        "form": form,
        "entry": found,
        "place": place,
    }
    return answer(request, "episodes/edit_reading.html", context, form)


@deed_view
def delete_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Into the bin; back to the episode, or to the list when that went too."""
    found: Reading = mine(request, Reading.objects.all(), pk)
    gone = actions.delete_reading(
        reading=found,
        side_effects=undo.side_effects_of(request, "reading", found),
    )
    url = _home(gone.episode_id)
    if gone.episode.deleted_at is not None:
        url = reverse("episodes:history")
    return undo.after("gone", "reading", gone, url)


@belongs_to("episodes:bin")
@deed_view
def restore_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of the bin, with the episode it had opened."""
    found: Reading = mine(request, Reading.objects.all(), pk, binned=True)
    try:
        kept = actions.restore_reading(reading=found, clash=chosen_end(request))
    except actions.ClashError as problem:
        return clash_page(
            request,
            "restore_reading",
            pk,
            found.episode,
            problem.other,
        )
    return undo.after("kept", "reading", kept, _home(kept.episode_id))


@row_form_view
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Something that was done, added to an episode."""
    home: Episode = mine(request, Episode.objects.all(), pk)
    form = UseForm(
        sent(request),
        now=timezone.now(),
        zone=zone_here(request),
        episode=home,
    )
    before = None
    if request.method == "POST" and form.is_valid():
        rows = TechniqueUse.objects.all_of(home.owner)
        before = other_before(form, rows, form.details)
        row = choose(request, form, before)
        if not form.errors:
            kept = _kept_use(home, form, row)
            return undo.after("kept", "use", kept, _home(kept.episode_id))
    return answer(
        request,
        "episodes/use.html",
        {"form": form, "episode": home, "before": before},
        form,
    )


def _kept_use(
    home: Episode,
    form: UseForm,
    row: TechniqueUse | None,
) -> TechniqueUse:
    """A new use, or the one brought up to date that the same form was sent for before."""
    if row is not None:
        return actions.edit_use(use=row, details=form.details)
    return actions.log_use(
        episode=home,
        key=form.cleaned_data["key"],
        details=form.details,
    )


@row_form_view
def edit_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a use."""
    found: TechniqueUse = mine(request, TechniqueUse.objects.all(), pk)
    form = UseForm(
        sent(request),
        now=timezone.now(),
        zone=found.zone,
        was=found.start,
        initial=use_initial(found),
        episode=found.episode,
    )
    if request.method == "POST" and form.is_valid():
        kept = actions.edit_use(use=found, details=form.details)
        return undo.after("kept", "use", kept, _home(kept.episode_id))
    place = place_words(found.start, found.zone, zone_here(request))
    return answer(
        request,
        "episodes/edit_use.html",
        {
            "form": form,
            "entry": found,
            "place": place,
        },
        form,
    )


@deed_view
def delete_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    found: TechniqueUse = mine(request, TechniqueUse.objects.all(), pk)
    actions.delete_use(use=found)
    return undo.after("gone", "use", found, _home(found.episode_id))


@belongs_to("episodes:bin")
@deed_view
def restore_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of the bin."""
    found: TechniqueUse = mine(
        request,
        TechniqueUse.objects.all(),
        pk,
        binned=True,
    )
    actions.restore_use(use=found)
    if found.episode.deleted_at is not None:
        return undo.after("gone", "use", found, reverse("episodes:bin"))
    return undo.after("kept", "use", found, _home(found.episode_id))
