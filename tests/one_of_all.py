"""A person who has one of everything that an address may name."""

from datetime import datetime
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from backspasm.accounts.models import Owner, User
from backspasm.assessments import actions as checks
from backspasm.assessments.models import Assessment
from backspasm.care.check.answers import Answers
from backspasm.episodes import actions
from backspasm.episodes.models import Episode, Medicine
from backspasm.web.catalogue import catalogue
from tests.assessments.walking import PLAIN

SECRET = "Private words"
PASSKEY = {
    "id": "a2V5",
    "rawId": "a2V5",
    "type": "public-key",
    "response": {
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiZUEiLCJvcmlnaW4iOiJo"
        "dHRwOi8vbG9jYWxob3N0IiwiY3Jvc3NPcmlnaW4iOmZhbHNlfQ",
        "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YViHeHh4eHh4eHh4eHh4eHh4eHh4eHh4"
        "eHh4eHh4eHh4eHhBAAAAAQAAAAAAAAAAAAAAAAAAAAAAA2tleaUBAgMmIAEhWCCKfq--KvmHM3SASs7gwh9zF_Gi"
        "9D1_-9y4Xosnqs0cwSJYIOo3mthsu8wd6ckJUzIlfHE1kj9iDkM9kn2r1ZmThtzj",
    },
    "clientExtensionResults": {},
}
"""The public half of a passkey, as a browser sends it."""


def one_of_all(browser: Client, user: User) -> dict[str, int]:
    """Kind -> number of the row; `gone_` before those in the bin. The browser is signed in."""
    owner, now = Owner.objects.get(user=user), timezone.now()
    binned = _diary(owner, now)
    for kind in ("medicine", "episode"):
        browser.post(reverse(f"episodes:delete_{kind}", args=[binned[kind]]))
    live = _diary(owner, now)
    binned |= _entries(live, now)
    for kind in ("reading", "use", "dose"):
        browser.post(reverse(f"episodes:delete_{kind}", args=[binned[kind]]))
    _check(owner, live["episode"], now)
    browser.post(
        reverse("accounts:profile_screen", args=["age"]), {"age": "age-18-39"}
    )
    browser.post("/now/", {"danger-now": "none"})
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    RecoveryCodes.activate(user)
    TOTP.activate(user, "A" * 32)
    data = {"name": "Key", "credential": PASSKEY, "passwordless": True}
    key = Authenticator.objects.create(user=user, type="webauthn", data=data)
    binned["check"] = _deleted_check(owner, now)
    gone = {f"gone_{kind}": number for kind, number in binned.items()}
    return {**live, **gone, "passkey": key.pk}


def _deleted_check(owner: Owner, now: datetime) -> int:
    """One that was put aside before it was deleted: it comes back beside the open one."""
    check = Assessment.objects.create(
        owner=owner, started=now, changed=now, closed=now
    )
    return checks.delete_check(check=check).pk


def _diary(owner: Owner, now: datetime) -> dict[str, int]:
    """An open episode with a reading and a use; a medicine with a dose."""
    span = {"start": now, "start_zone": "UTC"}
    episode = actions.log_episode(owner=owner, key=uuid4(), details=span)
    medicine = actions.add_medicine(
        owner=owner, key=uuid4(), details={"name": SECRET}
    )
    found = {"episode": episode.pk, "medicine": medicine.pk}
    return found | _entries(found, now)


def _entries(home: dict[str, int], now: datetime) -> dict[str, int]:
    """One more of each into these."""
    episode = Episode.objects.get(pk=home["episode"])
    medicine = Medicine.objects.get(pk=home["medicine"])
    common = {"moment": now, "zone": "UTC"}
    used = {"technique": SECRET, "start": now, "zone": "UTC"}
    reading = actions.log_reading(
        owner=episode.owner,
        key=uuid4(),
        pain=6,
        note=SECRET,
        episode=episode,
        **common,
    )
    use = actions.log_use(episode=episode, key=uuid4(), details=used)
    dose = actions.log_dose(medicine=medicine, key=uuid4(), **common)
    return {"reading": reading.pk, "use": use.pk, "dose": dose.pk}


def _check(owner: Owner, episode: int, now: datetime) -> None:
    """A finished check of that episode."""
    answers, pack = Answers(), catalogue()
    for screen in PLAIN.values():
        for question, value in screen.items():
            number = int(value) if question.startswith("pain-") else value
            answers = answers.with_answer(pack, question, number, now)
    check = checks.open_check(owner=owner, catalogue=pack, now=now)
    checks.save_answers(check=check, answers=answers, catalogue=pack, now=now)
    check.episode_id = episode
    check.save()
