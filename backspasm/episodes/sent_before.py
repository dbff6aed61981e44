"""A form that is sent once more with other contents: whether it corrects the row or is another.

Each form carries a key, so that sent twice it counts once. "Back" and a draft that was kept bring
the same form with its old key, and by then other things may stand in it. It is never answered
with "Saved" for the old row: the person says what is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.utils.translation import gettext as _

from backspasm.episodes.forms.readings import KeyForm
from backspasm.episodes.querysets import RowQuerySet

CHOICE = "again"
CHANGE, BOTH = "change", "both"
SAME_MOMENT = timedelta(minutes=10)
""""Now" of a tap that was sent again is some moments later: that is the same tap."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the same form was sent for before."""

    row: Any
    is_deleted: bool


def other_before(
    form: KeyForm,
    rows: RowQuerySet,
    details: Mapping[str, Any],
) -> Before | None:
    """The row that this form was sent for before, with other contents. One query."""
    row = rows.filter(key=form.cleaned_data["key"]).first()
    if row is None:
        return None
    is_deleted = row.deleted_at is not None
    if not is_deleted and has_same_contents(row, details):
        return None
    return Before(row, is_deleted)


def has_same_contents(row: Any, details: Mapping[str, Any]) -> bool:
    """Whether a row holds what is sent now."""
    return all(
        _is_same(getattr(row, name), value) for name, value in details.items()
    )


def _is_same(kept: Any, sent: Any) -> bool:
    if isinstance(kept, datetime) and isinstance(sent, datetime):
        return abs(kept - sent) <= SAME_MOMENT
    if isinstance(sent, (list, tuple)):
        return tuple(kept) == tuple(sent)
    return (kept or None) == (sent or None)


def choose(
    request: HttpRequest,
    form: KeyForm,
    before: Before | None,
) -> Any:
    """The row that is to be changed, or nothing where a new one is to be kept.

    Where the person has not said which of them is meant, the form gets an error that asks.
    """
    if before is None:
        return None
    choice = request.POST.get(CHOICE)
    if choice == BOTH:
        form.cleaned_data["key"] = uuid4()
        return None
    if choice == CHANGE and not before.is_deleted:
        return before.row
    if before.is_deleted:
        words = _(
            "You sent this before, and deleted it since. Keep it after all?"
        )
    else:
        words = _(
            "You sent this before, with other things in it. "
            "Does this correct it, or is it another one?"
        )
    form.add_error(None, words)
    return None
