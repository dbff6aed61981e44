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
from backspasm.episodes.times import clock_or_day_words, moment_words, to_local

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
    next: str
    """When it would, both its hours and its most a day kept; empty: now."""
    is_over: bool
    """More was taken in 24 hours than the label says."""
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
        next=_next(medicine, taken, now, here),
        is_over=over_by(medicine, taken, now) > 0,
        doses=tuple(told),
    )


def _next(
    medicine: Medicine,
    taken: Sequence[datetime],
    now: datetime,
    here: str,
) -> str:
    moment = next_allowed(medicine, taken, now)
    if moment <= now:
        return ""
    wall = to_local(moment, here)
    today = to_local(now, here).date()
    when = clock_or_day_words(wall, today)
    return _("By your label the next one: %(when)s.") % {"when": when}


def warnings(
    medicine: Medicine,
    taken: Sequence[datetime],
    now: datetime,
    here: str,
) -> tuple[str, ...]:
    """What the label would say against a dose at `now`."""
    found = []
    near = _too_near(medicine, taken, now)
    if near:
        today = to_local(now, here).date()
        last = to_local(max(near), here)
        words = _(
            "The last dose was at %(last)s. Your label says %(hours)s hours apart."
        )
        found.append(
            words
            % {
                "last": clock_or_day_words(last, today),
                "hours": plain_number(medicine.hours_apart),
            }
        )
    most = medicine.most_a_day
    if most is not None and len(_within_a_day(taken, now)) >= most:
        found.append(_reached(most, over_by(medicine, taken, now)))
    return tuple(found)


def over_by(
    medicine: Medicine,
    taken: Sequence[datetime],
    now: datetime,
) -> int:
    """How many doses of the last 24 hours are more than the label allows."""
    if medicine.most_a_day is None:
        return 0
    in_a_day = len(_within_a_day(taken, now))
    return max(0, in_a_day - medicine.most_a_day)


def next_allowed(
    medicine: Medicine,
    taken: Sequence[datetime],
    now: datetime,
) -> datetime:
    """The first moment that both the hours apart and the most a day allow; `now` if they do now."""
    moments = [now]
    near = _too_near(medicine, taken, now)
    if near:
        moments.append(max(near) + _hours_apart(medicine))
    most = medicine.most_a_day
    if most is not None:
        latest_first = sorted(_within_a_day(taken, now), reverse=True)
        if len(latest_first) >= most:
            # So many newer ones may stand beside the next: this one must be a day ago.
            moments.append(latest_first[most - 1] + DAY)
    return max(moments)


def _hours_apart(medicine: Medicine) -> timedelta:
    return timedelta(hours=float(medicine.hours_apart or 0))


def _too_near(
    medicine: Medicine,
    taken: Sequence[datetime],
    now: datetime,
) -> list[datetime]:
    """The doses too near to one at `now`, before it or after it."""
    wait = _hours_apart(medicine)
    return [moment for moment in taken if abs(now - moment) < wait]


def _within_a_day(
    taken: Sequence[datetime],
    now: datetime,
) -> list[datetime]:
    """The doses of the 24 hours before `now`."""
    return [moment for moment in taken if now - DAY < moment <= now]


def _reached(most: int, over: int) -> str:
    if not over:
        return ngettext(
            "Your label says at most %(n)d dose in 24 hours. That is reached.",
            "Your label says at most %(n)d doses in 24 hours. That is reached.",
            most,
        ) % {"n": most}
    label = ngettext(
        "Your label says at most %(n)d dose in 24 hours.",
        "Your label says at most %(n)d doses in 24 hours.",
        most,
    ) % {"n": most}
    more = ngettext(
        "You are over by %(n)d dose.",
        "You are over by %(n)d doses.",
        over,
    ) % {"n": over}
    return f"{label} {more}"


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
