"""Medicines and doses: counted against the person's own label."""

from uuid import uuid4

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
from backspasm.episodes.medicine import SHOWN, plain_number, shelf, shelves
from backspasm.episodes.models import Medicine, MedicineDose
from backspasm.episodes.rendering import answer
from backspasm.episodes.sent_before import choose, other_before
from backspasm.episodes.times import zone_here
from backspasm.web.way_back import belongs_to


def _page() -> str:
    return reverse("episodes:medicine")


@form_view
def medicine(request: HttpRequest) -> HttpResponse:
    """All medicines with their counts, and a form for another one."""
    owner = current_owner(request)
    now = timezone.now()
    here = zone_here(request)
    form = MedicineForm(
        request.POST or None,
        now=now,
        zone=here,
        others=Medicine.objects.of(owner).last_used_first(),
    )
    before = None
    if form.is_bound and form.is_valid():
        rows = Medicine.objects.all_of(owner)
        before = other_before(form, rows, form.details)
        row = choose(request, form, before)
        if not form.errors:
            kept = _kept_medicine(request, form, row)
            return undo.after("kept", "medicine", kept, _page())
    found = shelves(owner, now, here)
    context = {
        "form": form,
        "shelves": [(item, uuid4()) for item in found],
        "any_over": any(item.is_over for item in found),
        "before": before,
        "undo": undo.undo_line(request, owner),
    }
    return answer(request, "episodes/medicine.html", context, form)


def _kept_medicine(
    request: HttpRequest,
    form: MedicineForm,
    row: Medicine | None,
) -> Medicine:
    """A new medicine, or the one brought up to date that the same form was sent for before."""
    if row is not None:
        return actions.edit_medicine(medicine=row, details=form.details)
    return actions.add_medicine(
        owner=ensure_owner(request),
        key=form.cleaned_data["key"],
        details=form.details,
    )


@form_view
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """A dose. What the label says against it is shown before it is kept, never after."""
    found: Medicine = mine(request, Medicine.objects.all(), pk)
    now = timezone.now()
    here = zone_here(request)
    form = WhenForm(request.POST or None, now=now, zone=here)
    is_complete = form.is_bound and form.is_valid()
    moment = now
    if is_complete:
        moment = form.cleaned_data["moment"]
    rows = MedicineDose.objects.of(found.owner).of_medicine(found)
    doses = list(rows.since(moment - SHOWN)[:500])
    about = shelf(found, doses, moment, here)
    may_be_kept = not about.warnings or _is_meant(request, form, doses)
    before = None
    if is_complete and may_be_kept:
        taken = MedicineDose.objects.all_of(found.owner)
        before = other_before(form, taken, {"moment": moment})
        # A dose is not corrected but deleted: another moment is another dose.
        choose(request, form, before)
    if is_complete and may_be_kept and not form.errors:
        dose = actions.log_dose(
            medicine=found,
            key=form.cleaned_data["key"],
            moment=moment,
            zone=here,
        )
        return undo.after("kept", "dose", dose, _page())
    held = form.is_bound and not may_be_kept
    title = found.name
    if held:
        title = _("Not noted yet")
    context = {
        "form": form,
        "shelf": about,
        "held": held,
        "before": before,
        "title": title,
    }
    return answer(request, "episodes/take.html", context, form)


def _is_meant(
    request: HttpRequest,
    form: WhenForm,
    doses: list[MedicineDose],
) -> bool:
    """Whether a dose against the label is kept: confirmed, or the same one sent once more."""
    if "anyway" in request.POST:
        return True
    if not form.is_bound:
        return False
    key = form.cleaned_data.get("key")
    return any(dose.key == key for dose in doses)


@row_form_view
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a medicine's name or what its label says."""
    found: Medicine = mine(request, Medicine.objects.all(), pk)
    initial = {"name": found.name, "most_a_day": found.most_a_day}
    if found.hours_apart is not None:
        initial["hours_apart"] = plain_number(found.hours_apart)
    form = MedicineForm(
        sent(request),
        now=timezone.now(),
        zone=zone_here(request),
        others=Medicine.objects.of(found.owner).exclude(pk=found.pk),
        initial=initial,
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
        request,
        MedicineDose.objects.all(),
        pk,
        binned=True,
    )
    actions.restore_dose(dose=found)
    return undo.after("kept", "dose", found, _page())
