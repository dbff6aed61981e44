"""A check that was deleted: for how long it can be put back, and the line that offers it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from backspasm.accounts.models import Owner
from backspasm.assessments.models import Assessment
from backspasm.episodes.undo import UndoLine

DELETED = "deleted"
"""In the query of the page that follows: which check, a number that means nothing elsewhere."""
KEPT_FOR = timedelta(days=1)
"""Long enough to notice a slip; whoever deletes answers wants them gone."""


def restorable(
    owner: Owner | None,
    pk: int,
    now: datetime,
) -> Assessment | None:
    """One of this owner's checks, if it is not deleted, or was so a short while ago."""
    every = Assessment.objects.all_of(owner)
    check = every.filter(pk=pk).first()
    if check is None or check.deleted_at is None:
        return check
    since = now - check.deleted_at
    if since > KEPT_FOR:
        return None
    return check


def undo_line(request: HttpRequest, owner: Owner | None) -> UndoLine | None:
    """What the page after a deletion says; nothing for someone else's check or an old address."""
    number = request.GET.get(DELETED, "")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    check = restorable(owner, int(number), timezone.now())
    if check is None or check.deleted_at is None:
        return None
    words = _(
        "Deleted: the answers of this check. Your diary and earlier checks are still there."
    )
    return UndoLine(words, reverse("relief:restore_check", args=[check.pk]))
