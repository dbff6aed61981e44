"""People and browsers for tests of signing in, and rows of every kind they may own."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner, Profile, User
from backspasm.accounts.owners import GUEST_KEY
from backspasm.assessments.models import Assessment
from backspasm.episodes.actions import (
    add_medicine,
    log_dose,
    log_reading,
    log_use,
)
from backspasm.episodes.models import (
    Diary,
    Episode,
    Medicine,
    MedicineDose,
    Reading,
)
from backspasm.relief.models import RunningSession

PASSWORD = "a-long-enough-word"
SIGN_UP = {"email": "kim@example.org", "password1": PASSWORD, "consent": "on"}


def sign_up(client: Client, **changes: Any) -> Any:
    """Fill in the sign-up page."""
    return client.post("/accounts/signup/", SIGN_UP | changes)


def sign_in(
    client: Client, email: str = "kim@example.org", password: str = PASSWORD
) -> Any:
    """Fill in the sign-in page."""
    return client.post(
        "/accounts/login/", {"login": email, "password": password}
    )


def signed_in_as(client: Client) -> User | None:
    """Whom the site takes this browser for."""
    number = client.session.get("_auth_user_id")
    return User.objects.filter(pk=number).first() if number else None


def guest_of(client: Client) -> Owner | None:
    """The guest that the browser's session names."""
    return Owner.objects.filter(pk=client.session.get(GUEST_KEY)).first()


def make_guest(client: Client) -> Owner:
    """The first answer of a check makes a guest, as it does for anyone."""
    client.post("/check/danger-now/", {"danger-now": "none"})
    guest = guest_of(client)
    assert guest is not None
    return guest


def a_reading(owner: Owner, *, hours_ago: float = 0, pain: int = 5) -> Reading:
    """A reading, which opens an episode when none is open."""
    moment = timezone.now() - timedelta(hours=hours_ago)
    return log_reading(
        owner=owner, key=uuid.uuid4(), pain=pain, moment=moment, zone="UTC"
    )


def a_check(owner: Owner, **fields: Any) -> Assessment:
    return Assessment.objects.create(owner=owner, **fields)


def _episode(owner: Owner) -> Episode:
    return Episode.objects.of(owner).current() or a_reading(owner).episode


def _use(owner: Owner) -> Any:
    details = {"technique": "rest", "start": timezone.now(), "zone": "UTC"}
    return log_use(episode=_episode(owner), key=uuid.uuid4(), details=details)


def _medicine(owner: Owner) -> Medicine:
    return add_medicine(
        owner=owner, key=uuid.uuid4(), details={"name": "Paracetamol"}
    )


def _dose(owner: Owner) -> MedicineDose:
    return log_dose(
        medicine=_medicine(owner),
        key=uuid.uuid4(),
        moment=timezone.now(),
        zone="UTC",
    )


def _diary(owner: Owner) -> Diary:
    a_reading(owner)
    return Diary.objects.get(owner=owner)


def _session(owner: Owner) -> RunningSession:
    return RunningSession.objects.create(
        owner=owner, way="floor", started=timezone.now(), zone="Europe/London"
    )


ONE_OF_EACH: dict[str, Callable[[Owner], Any]] = {
    "accounts.Profile": lambda owner: Profile.objects.create(owner=owner),
    "assessments.Assessment": a_check,
    "episodes.Diary": _diary,
    "episodes.Medicine": _medicine,
    "episodes.Episode": _episode,
    "episodes.Reading": a_reading,
    "episodes.TechniqueUse": _use,
    "episodes.MedicineDose": _dose,
    "relief.RunningSession": _session,
}
"""How to make a row of each kind. A new kind needs an entry here, or the tests fail."""


def fill(owner: Owner) -> None:
    """One row of every kind that a person may own."""
    for make in ONE_OF_EACH.values():
        make(owner)


def code_in(letter: EmailMessage) -> str:
    """The code that stands alone on a line of a letter."""
    found = re.search(r"^([A-Z0-9-]{6,})$", letter.body, re.MULTILINE)
    assert found, letter.body
    return found[1]
