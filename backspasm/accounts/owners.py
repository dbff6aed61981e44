"""From a request to the owner of its rows."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from backspasm.accounts.models import Owner, User
from backspasm.web.sqlite import write_transaction

GUEST_KEY = "guest_owner"
TOUCH_AFTER = timedelta(hours=1)


def current_owner(request: HttpRequest) -> Owner | None:
    """The signed-in user's owner, else the guest that this browser's session names.

    Never creates one. A use is noted at most once an hour, and then the cookie's thirty
    days start again too.
    """
    owner = _find(request)
    if owner is not None and timezone.now() - owner.last_active >= TOUCH_AFTER:
        _touch(owner)
        request.session.modified = True
    return owner


def owner_tag(request: HttpRequest) -> str:
    """Whose page this is, in letters that mean nothing elsewhere: "u..." a user, "g..." a guest.

    Empty for nobody. What a phone keeps for later is bound to it. Asks no query of its own.
    """
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        name = f"u{user.pk}"
    else:
        guest = request.session.get(GUEST_KEY) if hasattr(request, "session") else None
        name = f"g{guest}" if guest else ""
    return name and name[0] + salted_hmac("backspasm.owner", name).hexdigest()[:20]


def same_person(tag: str, now: str) -> bool:
    """Whether what was noted under `tag` may go to `now`: nobody may have become a guest."""
    return tag == now or (not tag and not now.startswith("u"))


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


def _find(request: HttpRequest) -> Owner | None:
    user = request.user
    if user.is_authenticated:
        return Owner.objects.filter(user_id=user.pk).first()
    guest = request.session.get(GUEST_KEY)
    return Owner.objects.guests().filter(pk=guest).first() if guest else None


def _create(request: HttpRequest) -> Owner:
    with write_transaction():
        if isinstance(request.user, User):
            return Owner.objects.get_or_create(user=request.user)[0]
        owner = Owner.objects.create()
    if request.session.session_key:
        # Whoever planted this session's id in the browser must not read along from here on.
        request.session.cycle_key()
    request.session[GUEST_KEY] = owner.pk
    return owner


def _touch(owner: Owner) -> None:
    owner.last_active = timezone.now()
    with write_transaction():
        Owner.objects.filter(pk=owner.pk).update(last_active=owner.last_active)
