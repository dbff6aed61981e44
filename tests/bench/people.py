"""python -m tests.bench.people SIZE: the people of the bench in the database of VAR_DIR.

``alone``: one person with 100 episodes, and nobody else. ``crowd``: one with 10,000, one
with 500, and a million readings of others beside them. Twenty readings an episode. Made
once; each call then moves the open episodes up to today and prints who can be visited.
"""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from backspasm.accounts.models import User
    from backspasm.episodes.models import Episode

READINGS = 20
PEOPLE = {"alone": {100: 1}, "crowd": {10_000: 6, 500: 1}}
"""How many people have so many episodes; the first of a kind is the one who is visited."""


@dataclass(frozen=True)
class Known:
    """Someone with a diary, as a visitor needs them."""

    session: str
    episode: int
    """The open one; it has a chart and twenty readings."""
    deepest: str
    """The address of the last page of the history."""


def main(size: str) -> None:
    """Print {number of episodes: Known} as JSON."""
    from django.core.management import call_command
    from django.utils import timezone

    from backspasm.accounts.models import User
    from backspasm.episodes.growing import grow

    call_command("migrate", interactive=False, verbosity=0)
    now = timezone.now()
    if not User.objects.exists():
        for episodes, people in PEOPLE[size].items():
            grow(episodes=episodes, readings=READINGS, people=people, now=now)
    users = list(User.objects.order_by("pk"))
    found: dict[int, Known] = {}
    for episodes, people in PEOPLE[size].items():
        found[episodes] = _known(users[0], now)
        del users[:people]
    sys.stdout.write(
        json.dumps({number: asdict(known) for number, known in found.items()})
    )


def _known(user: "User", now: datetime) -> Known:
    from backspasm.episodes.history import PAGE
    from backspasm.episodes.models import Episode

    owner = user.owner
    episode = Episode.objects.of(owner).current()
    assert episode, "everybody who was grown has an open episode"
    _bring_up_to(now, episode)
    ends = list(Episode.objects.of(owner).order_by("start", "id")[: PAGE + 1])
    mark = f"{round(ends[-1].start.timestamp() * 1_000_000)}.{ends[-1].pk}"
    return Known(session_of(user), episode.pk, f"/episodes/?before={mark}")


def _bring_up_to(now: datetime, episode: "Episode") -> None:
    """A file made weeks ago would show a quiet episode, which is another page."""
    from django.db.models import F

    from backspasm.episodes.actions.counters import recount

    late = now - (episode.last_reading_at or episode.start) - timedelta(hours=2)
    episode.readings.update(moment=F("moment") + late)
    episode.start += late
    recount(episode)


def session_of(user: "User") -> str:
    """A cookie that signs this person in."""
    from django.contrib.auth import (
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
    )

    from backspasm.accounts.sessions import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = (
        "allauth.account.auth_backends.AuthenticationBackend"
    )
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
