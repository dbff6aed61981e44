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
from backspasm.privacy.rows import ANSWERS, OWNED, live_rows_of, rows_of
from backspasm.relief.floor import partial_answers
from backspasm.web.sqlite import write_transaction

KEEP = timedelta(days=30)
"""How long a guest who does not come back, and a bin, are kept."""
BATCH = 500


def holdings(user: User) -> Mapping[str, int]:
    """How many rows of each kind the person has, the bin left out."""
    owners = list(Owner.objects.of_user(user))
    return {label: live_rows_of(label, *owners).count() for label in OWNED}


def answers_of(owner: Owner | None) -> Mapping[str, int]:
    """How many checks and guided sessions somebody has, the bin included: all of it would go."""
    return {
        label: rows_of(label, owner).count() if owner else 0
        for label in ANSWERS
    }


def erase_account(*, user: User) -> User:
    """Erase the person: every row, every sign-in on every device, the account itself.

    Everything points to the user or to one of its owners, and goes with them.
    """
    with write_transaction():
        user.delete()
    return user


def purge(*, now: datetime | None = None) -> Mapping[str, int]:
    """Erase what has lain unused for 30 days; what -> how many went."""
    before = (now or timezone.now()) - KEEP
    return {
        "guests": _purge_guests(before),
        "binned rows": empty_bin(before=before),
        "binned checks": assessments.empty_bin(
            before=(now or timezone.now()) - KEPT_FOR
        ),
        "accounts never confirmed": _purge_unconfirmed(before),
        "ended sign-ins": _purge_sessions(now or timezone.now()),
        "entries that waited for a sign-in": _purge_waiting(
            now or timezone.now()
        ),
    }


def _purge_guests(before: datetime) -> int:
    idle = Owner.objects.guests().idle_since(before).order_by("pk")
    gone = 0
    while numbers := list(idle.values_list("pk", flat=True)[:BATCH]):
        with write_transaction():
            # Asked again: one of them may have come back this very moment.
            found = (
                Owner.objects.guests().idle_since(before).filter(pk__in=numbers)
            )
            gone += found.count()
            found.delete()
    return gone


def _purge_unconfirmed(before: datetime) -> int:
    """Sign-ups whose code was never entered: an address we have no leave to keep."""
    unproven = EmailAddress.objects.filter(primary=True, verified=False).values(
        "user"
    )
    found = User.objects.filter(
        pk__in=unproven, last_login__isnull=True, date_joined__lt=before
    )
    with write_transaction():
        gone = found.count()
        found.delete()
    return gone


def _purge_sessions(now: datetime) -> int:
    with write_transaction():
        return int(Session.objects.filter(expire_date__lt=now).delete()[0])


def _strip_ended(session: dict[str, Any], now: datetime) -> bool:
    return held_post.strip_ended(session, now) | partial_answers.strip_ended(
        session, now
    )


def _purge_waiting(now: datetime) -> int:
    """What waited too long in a session goes; a session that changes meanwhile stays as it is."""
    rows = (
        Session.objects.filter(expire_date__gte=now)
        .order_by("pk")
        .iterator(BATCH)
    )
    opened = ((row, row.get_decoded()) for row in rows)
    stale = [
        (row, session) for row, session in opened if _strip_ended(session, now)
    ]
    gone = 0
    for row, session in stale:
        same = Session.objects.filter(pk=row.pk, session_data=row.session_data)
        with write_transaction():
            gone += same.update(session_data=SessionStore().encode(session))
    return gone
