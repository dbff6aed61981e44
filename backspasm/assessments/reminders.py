"""Letters that say it is time to look again: who gets one, and the link in it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from backspasm.accounts.actions import note_reminded
from backspasm.accounts.models import Owner, Profile
from backspasm.assessments.checkin import last_of
from backspasm.episodes.models import Episode, MedicineDose, TechniqueUse
from backspasm.episodes.times import to_local
from backspasm.web.catalogue import catalogue

SALT = "backspasm.look-again"
LINK = "t"
"""In the query, which no log keeps: whoever holds it may write one number."""
LASTS = timedelta(hours=48)
"""How long the link in a letter opens anything."""
FROM, UNTIL = time(8), time(21)
"""Nobody is written to outside these hours of their own day."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to be sent."""

    profile: Profile
    owner: Owner
    episode: Episode


def due_letters(now: datetime) -> Iterator[Letter]:
    """Everyone who asked for letters, and for whom one is due at this moment.

    An episode without a check gets none: what a letter's page tells could not be judged.
    """
    wanting = Profile.objects.filter(
        reminders=True,
        owner__user__is_active=True,
        owner__user__emailaddress__verified=True,
        owner__user__emailaddress__email=F("owner__user__email"),
    )
    for profile in (
        wanting.select_related("owner__user").order_by("pk").iterator(500)
    ):
        episode = Episode.objects.of(profile.owner).current()
        if episode is not None and _is_due(profile, episode, now):
            yield Letter(profile, profile.owner, episode)


def send(letter: Letter, now: datetime) -> bool:
    """Send it, unless somebody else just did. A letter that fails is not tried again."""
    user = letter.owner.user
    if user is None or not note_reminded(profile=letter.profile, now=now):
        return False
    path = reverse("assessments:letter")
    link = token(letter.episode)
    page = f"{settings.SITE_URL}{path}?{LINK}={link}"
    stop = settings.SITE_URL + reverse("accounts:preferences")
    body = render_to_string(
        "assessments/reminder.txt",
        {"page": page, "stop": stop},
    )
    message = EmailMessage(
        settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + _("how is it today?"),
        body,
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (OSError, SMTPException) as problem:
        logger.warning("a letter was not sent: %s", type(problem).__name__)
        return False
    return True


def token(episode: Episode) -> str:
    """What the link carries: which episode, signed with the hour. Nothing about the person."""
    content = {"episode": episode.pk}
    return signing.dumps(content, salt=SALT)


def read_token(text: str) -> int:
    """The number of the episode. Raises SignatureExpired, or BadSignature for anything else."""
    content = signing.loads(text, salt=SALT, max_age=LASTS)
    return int(content["episode"])


def _is_due(
    profile: Profile,
    episode: Episode,
    now: datetime,
) -> bool:
    zone = profile.time_zone or episode.start_zone
    today = to_local(now, zone)
    if not FROM <= today.time() < UNTIL:
        return False
    moments = (
        profile.reminded,
        episode.last_reading_at,
        *_last_entries(episode),
    )
    for moment in filter(None, moments):
        if to_local(moment, zone).date() == today.date():
            return False
    last = last_of(profile.owner, episode, catalogue(), now)
    if last is None:
        return False
    due = last.due()
    if due is None:
        return False
    if profile.reminded is None:
        return True
    # Once for each point of the schedule: whoever does not answer is not asked again and again.
    return due.due > profile.reminded


def _last_entries(episode: Episode) -> Iterator[datetime]:
    """When something was last tried in it, and when a medicine was last taken."""
    mine = TechniqueUse.objects.of(episode.owner)
    uses = mine.filter(episode=episode).order_by("-start")
    doses = MedicineDose.objects.of(episode.owner).order_by("-moment")
    yield from uses.values_list("start", flat=True)[:1]
    yield from doses.values_list("moment", flat=True)[:1]
