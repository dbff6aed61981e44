"""People who check, with a diary and without."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from backspasm.accounts.models import Owner, User
from backspasm.assessments.models import Assessment
from backspasm.episodes import actions
from backspasm.episodes.models import Episode
from tests.assessments.walking import answer_all


@pytest.fixture
def owner(user: User) -> Owner:
    """The person behind `member`."""
    return Owner.objects.get_or_create(user=user)[0]


@pytest.fixture
def stranger(db: None) -> Client:
    """Somebody else, signed in."""
    lee = User.objects.create_user("lee@example.org", "another-long-word")
    client = Client()
    client.force_login(lee)
    return client


@pytest.fixture
def checked(member: Client, owner: Owner) -> Client:
    """A member who has answered everything: a plain spasm since today."""
    answer_all(member)
    return member


def the_check(owner: Owner | None = None) -> Assessment:
    """The one open check, or this owner's."""
    rows = Assessment.objects.filter(closed__isnull=True)
    return (rows.filter(owner=owner) if owner else rows).get()


def open_episode(owner: Owner, *, hours: float = 1, pain: int = 6) -> Episode:
    """An episode that began some hours ago with one reading."""
    moment = datetime.now(UTC) - timedelta(hours=hours)
    reading = actions.log_reading(
        owner=owner, key=uuid4(), pain=pain, moment=moment, zone="UTC"
    )
    return reading.episode


def use(episode: Episode, technique: str, **more: Any) -> Any:
    """Something done in an episode."""
    details = {
        "technique": technique,
        "start": episode.start,
        "zone": "UTC",
        **more,
    }
    return actions.log_use(episode=episode, key=uuid4(), details=details)
