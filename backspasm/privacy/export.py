"""Everything a person has here, as one JSON file, written while it is read."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from backspasm.accounts.models import Owner, User
from backspasm.privacy.rows import BIN, OWNED, columns, live_rows_of

SCHEMA_VERSION = 1
CHUNK = 500
OURS = {"owner_id", BIN}
"""Columns that say only where a row is stored."""
_json = DjangoJSONEncoder(ensure_ascii=False).encode


def everything(user: User) -> Iterator[str]:
    """The file in pieces: `schema_version`, the account, then each kind of row in turn.

    Keys and secrets (password, passkeys, recovery codes) are left out: they are no data about
    a person, and a file that holds them is a danger. What lies in the bin is left out as well.
    """
    owners = list(Owner.objects.of_user(user))
    head = {
        "schema_version": SCHEMA_VERSION,
        "exported": timezone.now(),
        "account": _account(user),
    }
    yield _json(head).removesuffix("}")
    yield ',\n"rows": {'
    separator = ""
    for label in OWNED:
        yield f'{separator}\n"{label}": ['
        yield from _rows(label, owners)
        yield "]"
        separator = ","
    yield "\n}}\n"


def _account(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
        "consented": user.consented,
        "addresses": list(
            EmailAddress.objects.filter(user=user).values(
                "email",
                "verified",
                "primary",
            )
        ),
        "second_steps": list(
            Authenticator.objects.filter(user=user).values(
                "type",
                "created_at",
                "last_used_at",
            )
        ),
        "devices": list(
            UserSession.objects.filter(user=user).values(
                "ip",
                "user_agent",
                "created_at",
            )
        ),
    }


def _rows(label: str, owners: list[Owner]) -> Iterator[str]:
    names = [name for name in columns(label) if name not in OURS]
    in_order = live_rows_of(label, *owners).order_by("pk")
    rows = in_order.values(*names).iterator(CHUNK)
    separator = "\n"
    # Every piece passes all middleware and is compressed for itself: few pieces, not one a row.
    while batch := list(islice(rows, CHUNK)):
        text = ",\n".join(map(_json, batch))
        yield separator + text
        separator = ",\n"
