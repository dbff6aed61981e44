"""Medicines and doses: counted against the person's own label."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from backspasm.accounts.owners import current_owner, ensure_owner
from backspasm.episodes import actions, undo
from backspasm.episodes.forms.medicines import MedicineForm
from backspasm.episodes.forms.readings import WhenForm
from backspasm.episodes.guards import (
    deed_view,
    form_view,
    mine,
    row_form_view,
)
from backspasm.episodes.held_post import sent
from backspasm.episodes.medicine import DAY, plain_number, shelf, shelves
from backspasm.episodes.models import Medicine, MedicineDose
from backspasm.episodes.rendering import answer
from backspasm.episodes.times import zone_here
from backspasm.web.way_back import belongs_to


def _page() -> str:
    return reverse("episodes:medicine")


@form_view
def medicine(request: HttpRequest) -> HttpResponse:
    """All medicines with their counts, and a form for another one."""
    owner = current_owner(request)
    now, here = timezone.now(), zone_here(request)
    others = Medicine.objects.of(owner).last_used_first()
    form = MedicineForm(request.POST or None, now=now, zone=here, others=others)
    if form.is_bound and form.is_valid():
        kept = actions.add_medicine(
            owner=ensure_owner(request),
            key=form.cleaned_data["key"],
            details=form.details,
        )
        return undo.after("kept", "medicine", kept, _page())
    context = {
        "form": form,
        "shelves": [(item, uuid4()) for item in shelves(owner, now, here)],
        "undo": undo.undo_line(request, owner),
    }
    return answer(request, "episodes/medicine.html", context, form)


@form_view
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """A dose. What the label says against it is shown before it is kept, never after."""
    found: Medicine = mine(request, Medicine.objects.all(), pk)
    now, here = timezone.now(), zone_here(request)
    form = WhenForm(request.POST or None, now=now, zone=here)
    moment = (
        form.cleaned_data["moment"]
        if form.is_bound and form.is_valid()
        else now
    )
    rows = MedicineDose.objects.of(found.owner).of_medicine(found)
    doses = list(rows.since(moment - 7 * DAY)[:500])
    key: UUID | None = form.cleaned_data.get("key") if form.is_bound else None
    seen = any(dose.key == key for dose in doses)
    about = shelf(found, doses, moment, here)
    allowed = not about.warnings or "anyway" in request.POST or seen
    if form.is_bound and form.is_valid() and allowed:
        dose = actions.log_dose(
            medicine=found, key=key or uuid4(), moment=moment, zone=here
        )
        return undo.after("kept", "dose", dose, _page())
    held = form.is_bound and not allowed
    context = {
        "form": form,
        "shelf": about,
        "held": held,
        "title": _("Not noted yet") if held else found.name,
    }
    return answer(request, "episodes/take.html", context, form)


@row_form_view
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a medicine's name or what its label says."""
    found: Medicine = mine(request, Medicine.objects.all(), pk)
    hours = found.hours_apart
    form = MedicineForm(
        sent(request),
        now=timezone.now(),
        zone=zone_here(request),
        others=Medicine.objects.of(found.owner).exclude(pk=found.pk),
        initial={
            "name": found.name,
            "hours_apart": None if hours is None else plain_number(hours),
            "most_a_day": found.most_a_day,
        },
    )
    if request.method == "POST" and form.is_valid():
        kept = actions.edit_medicine(medicine=found, details=form.details)
        return undo.after("kept", "medicine", kept, _page())
    return answer(
        request,
        "episodes/edit_medicine.html",
        {"form": form, "entry": found},
        form,
    )


@deed_view
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Into the bin, with its doses."""
    found: Medicine = mine(request, Medicine.objects.all(), pk)
    actions.delete_medicine(medicine=found)
    return undo.after("gone", "medicine", found, _page())


@belongs_to("episodes:bin")
@deed_view
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of the bin."""
    found: Medicine = mine(request, Medicine.objects.all(), pk, binned=True)
    actions.restore_medicine(medicine=found)
    return undo.after("kept", "medicine", found, _page())


@deed_view
def delete_dose(request: HttpRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    found: MedicineDose = mine(request, MedicineDose.objects.all(), pk)
    actions.delete_dose(dose=found)
    return undo.after("gone", "dose", found, _page())


@belongs_to("episodes:bin")
@deed_view
def restore_dose(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of the bin."""
    found: MedicineDose = mine(
        request, MedicineDose.objects.all(), pk, binned=True
    )
    actions.restore_dose(dose=found)
    return undo.after("kept", "dose", found, _page())
