"""From a request to the owner of its rows."""

import logging
from datetime import timedelta
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from backspasm.accounts.models import Owner, User
from backspasm.web.sqlite import write_transaction

GUEST_KEY = "guest_owner"
TOUCH_AFTER = timedelta(hours=1)
CUT_OFF = timedelta(minutes=2)
"""For so long a first post without a session may be the same once more."""

Row = TypeVar("Row", bound=Model)
logger = logging.getLogger(__name__)


def current_owner(request: HttpRequest) -> Owner | None:
    """The signed-in user's owner, else the guest that this browser's session names.

    Never creates one. A use is noted at most once an hour, and then the cookie's thirty
    days start again too.
    """
    who = _who(request)
    if who is None:
        return None
    owner = Owner.objects.filter(**who).first()
    return _in_use(request, owner)


def current_owner_with(
    request: HttpRequest,
    rows: "QuerySet[Row]",
) -> "tuple[Owner | None, Row | None]":
    """The current owner and the first of these rows that is theirs: one query where there is one.

    The rows' model has an ``owner``.
    """
    who = _who(request)
    if who is None:
        return None, None
    own = {f"owner__{name}": value for name, value in who.items()}
    # One at most: nothing to order.
    found = rows.filter(**own).select_related("owner")[:1]
    row = next(iter(found), None)
    if row is None:
        alone = Owner.objects.filter(**who).first()
        return _in_use(request, alone), None
    owner: Owner = row.owner  # type: ignore[attr-defined]
    return _in_use(request, owner), row


def owner_tag(request: HttpRequest) -> str:
    """Whose page this is, in letters that mean nothing elsewhere: "u..." a user, "g..." a guest.

    Empty for nobody. What a phone keeps for later is bound to it. Asks no query of its own.
    """
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return _tag(f"u{user.pk}")
    if not hasattr(request, "session"):
        return ""
    guest = request.session.get(GUEST_KEY)
    if not guest:
        return ""
    return _tag(f"g{guest}")


def tag_of(owner: Owner) -> str:
    """What `owner_tag` is once the person of these rows has signed in; empty without an account."""
    user = owner.user_id or owner.claimed_by_id
    if not user:
        return ""
    return _tag(f"u{user}")


def same_person(tag: str, now: str) -> bool:
    """Whether what was noted under `tag` may go to `now`: nobody may have become a guest."""
    if tag == now:
        return True
    was_nobody = not tag
    is_a_user = now.startswith("u")
    return was_nobody and not is_a_user


def signed_in(request: HttpRequest) -> User:
    """Whoever is signed in, on a page that nobody else gets to see."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def ensure_owner(request: HttpRequest) -> Owner:
    """The current owner, made on the spot for a first POST.

    Raises RuntimeError on any other method: looking at a page leaves no trace.
    """
    if request.method != "POST":
        raise RuntimeError("an owner is only made by a POST")
    return current_owner(request) or _create(request)


def _tag(name: str) -> str:
    digest = salted_hmac("backspasm.owner", name).hexdigest()
    return name[0] + digest[:20]


def _who(request: HttpRequest) -> dict[str, Any] | None:
    """What to look an owner up by; a guest whose rows an account has taken is nobody's here."""
    user = request.user
    if user.is_authenticated:
        return {"user_id": user.pk}
    guest = request.session.get(GUEST_KEY)
    if not guest:
        return None
    return {
        "pk": guest,
        "user__isnull": True,
        "claimed_by__isnull": True,
    }


def _in_use(request: HttpRequest, owner: Owner | None) -> Owner | None:
    """Note that the owner is here. Where that cannot be written, looking at a page goes on."""
    if owner is None:
        return None
    idle = timezone.now() - owner.last_active
    if idle < TOUCH_AFTER:
        return owner
    try:
        _touch(owner)
    except DatabaseError as problem:
        logger.warning("a use was not noted: %s", type(problem).__name__)
    else:
        request.session.modified = True
    return owner


def _create(request: HttpRequest) -> Owner:
    with write_transaction():
        if isinstance(request.user, User):
            return Owner.objects.get_or_create(user=request.user)[0]
        owner = Owner.objects.create()
    if request.session.session_key:
        # Whoever planted this session's id in the browser must not read along from here on.
        request.session.cycle_key()
    else:
        owner = _of_this_browser(request, owner)
    request.session[GUEST_KEY] = owner.pk
    return owner


def _of_this_browser(request: HttpRequest, owner: Owner) -> Owner:
    """The guest that this browser became a moment ago, when that answer never reached it.

    A double tap, or a first answer that was cut off, comes again without the cookie of its
    session, but with that of its form token. Then `owner`, who has no rows yet, goes again.
    """
    secret = request.META.get("CSRF_COOKIE")
    if not secret:
        return owner
    digest = salted_hmac("backspasm.guest", secret).hexdigest()
    name = f"guest-{digest}"
    if cache.add(name, owner.pk, CUT_OFF.total_seconds()):
        return owner
    before = Owner.objects.guests().filter(pk=cache.get(name)).first()
    if before is None:
        return owner
    with write_transaction():
        owner.delete()
    return before


def _touch(owner: Owner) -> None:
    now = timezone.now()
    row = Owner.objects.filter(pk=owner.pk)
    with write_transaction():
        row.update(last_active=now)
    owner.last_active = now
