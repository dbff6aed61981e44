"""Gone at once and for good, and what goes by itself when nobody uses it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from backspasm.accounts.models import Owner, Session, User
from backspasm.accounts.sessions import SessionStore
from backspasm.assessments import actions as assessments
from backspasm.assessments.deletion import KEPT_FOR
from backspasm.episodes import held_post
from backspasm.episodes.actions import empty_bin
from backspasm.privacy.rows import ANSWERS, OWNED, live_numbers, rows_of
from backspasm.relief.floor import partial_answers
from backspasm.web.sqlite import write_transaction

KEEP = timedelta(days=30)
"""How long a guest who does not come back, and a bin, are kept."""
BATCH = 500


def holdings(user: User) -> Mapping[str, int]:
    """How many rows of each kind the person has, the bin left out."""
    owners = list(Owner.objects.of_user(user))
    return live_numbers(OWNED, *owners)


def answers_of(owner: Owner | None) -> Mapping[str, int]:
    """How many checks and guided sessions somebody has, the bin included: all of it would go."""
    if owner is None:
        return dict.fromkeys(ANSWERS, 0)
    numbers = {}
    for label in ANSWERS:
        rows = rows_of(label, owner)
        numbers[label] = rows.count()
    return numbers


def erase_account(*, user: User) -> User:
    """Erase the person: every row, every sign-in on every device, the account itself.

    Everything points to the user or to one of its owners, and goes with them.
    """
    with write_transaction():
        user.delete()
    return user


def purge(*, now: datetime | None = None) -> Mapping[str, int]:
    """Erase what has lain unused for 30 days; what -> how many went."""
    now = now or timezone.now()
    before = now - KEEP
    return {
        "guests": _purge_guests(before),
        "binned rows": empty_bin(before=before),
        "binned checks": assessments.empty_bin(before=now - KEPT_FOR),
        "accounts never confirmed": _purge_unconfirmed(before),
        "ended sign-ins": _purge_sessions(now),
        "entries that waited for a sign-in": _purge_waiting(now),
    }


def _purge_guests(before: datetime) -> int:
    idle = Owner.objects.guests().idle_since(before)
    in_order = idle.order_by("pk").values_list("pk", flat=True)
    gone = 0
    while numbers := list(in_order[:BATCH]):
        with write_transaction():
            # Asked again: one of them may have come back this very moment.
            found = idle.filter(pk__in=numbers)
            gone += found.count()
            found.delete()
    return gone


def _purge_unconfirmed(before: datetime) -> int:
    """Sign-ups whose code was never entered: an address we have no leave to keep."""
    unproven = EmailAddress.objects.filter(primary=True, verified=False).values(
        "user"
    )
    found = User.objects.filter(
        pk__in=unproven,
        last_login__isnull=True,
        date_joined__lt=before,
    )
    with write_transaction():
        gone = found.count()
        found.delete()
    return gone


def _purge_sessions(now: datetime) -> int:
    ended = Session.objects.filter(expire_date__lt=now)
    with write_transaction():
        gone, _by_model = ended.delete()
    return gone


def _strip_ended(session: dict[str, Any], now: datetime) -> bool:
    """Take out what waited too long of either kind; whether there was any."""
    had_a_form = held_post.strip_ended(session, now)
    had_portions = partial_answers.strip_ended(session, now)
    return had_a_form or had_portions


def _purge_waiting(now: datetime) -> int:
    """What waited too long in a session goes; a session that changes meanwhile stays as it is."""
    rows = Session.objects.filter(expire_date__gte=now).order_by("pk")
    stale = []
    for row in rows.iterator(BATCH):
        session = row.get_decoded()
        if _strip_ended(session, now):
            stale.append((row, session))
    gone = 0
    for row, session in stale:
        same = Session.objects.filter(pk=row.pk, session_data=row.session_data)
        data = SessionStore().encode(session)
        with write_transaction():
            gone += same.update(session_data=data)
    return gone
