"""Counting doses against the person's own label. It warns before; it never advises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backspasm.accounts.models import Owner
from backspasm.episodes.models import Medicine, MedicineDose
from backspasm.episodes.times import clock_words, moment_words, to_local

DAY = timedelta(hours=24)
SHOWN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One medicine as its page shows it."""

    medicine: Medicine
    label: str
    last: str
    count: str
    warnings: tuple[str, ...]
    """Why the label would not allow a dose now; empty when it would, or says nothing."""
    doses: tuple[tuple[MedicineDose, str], ...]


def shelves(
    owner: Owner | None,
    now: datetime,
    here: str,
) -> list[Shelf]:
    """All medicines of a person, last used first. Two queries, however many there are."""
    medicines = list(Medicine.objects.of(owner).last_used_first()[:50])
    doses = list(MedicineDose.objects.of(owner).since(now - SHOWN)[:1000])
    found = []
    for medicine in medicines:
        mine = [dose for dose in doses if dose.medicine_id == medicine.pk]
        found.append(shelf(medicine, mine, now, here))
    return found


def shelf(
    medicine: Medicine,
    doses: Sequence[MedicineDose],
    now: datetime,
    here: str,
) -> Shelf:
    """One medicine with its doses, the latest first."""
    taken = [dose.moment for dose in doses]
    told = []
    for dose in doses:
        when = moment_words(dose.moment, dose.zone, now, here)
        told.append((dose, when))
    last = ""
    if told:
        _dose, when = told[0]
        last = _("Last: %(when)s") % {"when": when}
    in_a_day = sum(moment > now - DAY for moment in taken)
    count = ngettext(
        "%(n)d dose in the last 24 hours",
        "%(n)d doses in the last 24 hours",
        in_a_day,
    )
    return Shelf(
        medicine=medicine,
        label=_label(medicine),
        last=last,
        count=count % {"n": in_a_day},
        warnings=warnings(medicine, taken, now, here),
        doses=tuple(told),
    )


def warnings(
    medicine: Medicine,
    taken: Sequence[datetime],
    now: datetime,
    here: str,
) -> tuple[str, ...]:
    """What the label would say against a dose at `now`."""
    found = []
    wait = timedelta(hours=float(medicine.hours_apart or 0))
    near = [moment for moment in taken if abs(now - moment) < wait]
    if near:
        over = to_local(max(near) + wait, here)
        words = _(
            "The last dose was at %(last)s. "
            "Your label says %(hours)s hours apart: that is %(until)s."
        )
        found.append(
            words
            % {
                "last": clock_words(to_local(max(near), here)),
                "hours": plain_number(medicine.hours_apart),
                "until": clock_words(over),
            }
        )
    most = medicine.most_a_day
    if (
        most is not None
        and sum(now - DAY < moment <= now for moment in taken) >= most
    ):
        found.append(
            ngettext(
                "Your label says at most %(n)d dose in 24 hours. That is reached.",
                "Your label says at most %(n)d doses in 24 hours. That is reached.",
                most,
            )
            % {"n": most}
        )
    return tuple(found)


def _label(medicine: Medicine) -> str:
    parts = []
    if medicine.hours_apart:
        parts.append(
            _("%(hours)s hours apart")
            % {"hours": plain_number(medicine.hours_apart)}
        )
    if medicine.most_a_day:
        parts.append(
            _("at most %(n)d in 24 hours") % {"n": medicine.most_a_day}
        )
    if not parts:
        return ""
    return _("Your label: %(parts)s") % {"parts": ", ".join(parts)}


def plain_number(hours: Decimal | None) -> str:
    """Hours without a nought after the point."""
    if hours is None:
        return "0"
    number = float(hours)
    return f"{number:g}"
