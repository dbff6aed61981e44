"""People with diaries."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from backspasm.accounts.models import Owner, User
from backspasm.episodes import actions

ZONE = "Europe/London"


@pytest.fixture
def owner(user):
    return Owner.objects.get_or_create(user=user)[0]


@pytest.fixture
def other(db):
    user = User.objects.create_user("lee@example.org", "another-long-word")
    return Owner.objects.get_or_create(user=user)[0]


@pytest.fixture
def stranger(other):
    client = Client()
    client.force_login(other.user)
    return client


@pytest.fixture
def now():
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def read(owner, now):
    """Log a reading some hours ago."""

    def log(pain=6, hours=0.0, who=None, **more):
        moment = more.pop("moment", now - timedelta(hours=hours))
        zone = more.pop("zone", ZONE)
        key = more.pop("key", None) or uuid4()
        return actions.log_reading(
            owner=who or owner,
            key=key,
            pain=pain,
            moment=moment,
            zone=zone,
            **more,
        )

    return log


@pytest.fixture
def remember(owner, now):
    """Log an episode from memory that began some days ago."""

    def log(days=10, length=3, who=None, worst=None, clash="", **details):
        start = now - timedelta(days=days)
        span = {
            "start": start,
            "start_zone": ZONE,
            "end": start + timedelta(days=length) if length else None,
            "end_zone": ZONE if length else "",
        }
        return actions.log_episode(
            owner=who or owner,
            key=uuid4(),
            details=span | details,
            worst=worst,
            clash=clash,
        )

    return log
