"""The same answers leave the same rows, whichever page sent them: desk, floor, letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client

from backspasm.accounts.models import Owner
from backspasm.assessments import reminders
from backspasm.assessments.models import Assessment
from backspasm.episodes import actions
from backspasm.episodes.models import Episode, Reading
from tests.assessments.walking import PLAIN, answer_all, post
from tests.relief.lying import answer_at_rest, lie_down

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
NONE = {"danger-now": ["none"]}


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


# --- a check-in in which the pain is 9 ------------------------------------------------------


def by_desk(client: Client) -> None:
    post(client, "urgent", PLAIN["urgent"])
    post(
        client,
        "how-now",
        {"pain-now": "9", "trend": "worse", "night": "turning"},
    )


def by_floor(client: Client) -> None:
    lie_down(client)
    answer_at_rest(client, until="trend", **{"pain-now": "9"})
    client.post("/now/ask/", {"asked": "trend", "trend": "worse"})


def by_letter(client: Client) -> None:
    episode = Episode.objects.get()
    link = f"/check/letter/?{reminders.LINK}={reminders.token(episode)}"
    client.post(link, NONE | {"pain-now": "9"})


def rows() -> dict[str, Any]:
    """What is left by the check-in, without the moments."""
    check = Assessment.objects.get(again=True)
    return {
        "worst": check.answers["pain-worst"]["number"],
        "now": check.answers["pain-now"]["number"],
        "readings": sorted(Reading.objects.values_list("pain", flat=True)),
        "episode": check.episode_id is not None,
        "level": check.level,
    }


@pytest.mark.parametrize("tell", [by_desk, by_floor, by_letter])
def test_a_check_in_leaves_the_same_rows(
    client, clock, tell: Callable[[Client], None]
):
    answer_all(client)
    client.post("/check/log/")
    clock.shift(timedelta(hours=30))
    if tell is not by_letter:
        client.post("/check/again/", NONE)
    tell(client)
    assert rows() == {
        "worst": 9,
        "now": 9,
        # The first check's, its guess at the worst, and this one.
        "readings": [5, 6, 9],
        "episode": True,
        "level": "SELF-CARE",
    }


@pytest.mark.parametrize("tell", [by_desk, by_floor])
def test_a_number_that_is_put_right_leaves_one_reading(client, clock, tell):
    answer_all(client)
    client.post("/check/log/")
    clock.shift(timedelta(hours=30))
    client.post("/check/again/", NONE)
    tell(client)
    clock.shift(timedelta(minutes=1))
    post(
        client,
        "how-now",
        {"pain-now": "4", "trend": "worse", "night": "turning"},
    )
    assert sorted(Reading.objects.values_list("pain", flat=True)) == [4, 5, 6]


# --- a check that is finished beside an open episode ------------------------------------------


def finish_at_desk(client: Client) -> None:
    answer_all(client)


def finish_on_the_floor(client: Client) -> None:
    lie_down(client)
    answer_at_rest(client)


@pytest.mark.parametrize("finish", [finish_at_desk, finish_on_the_floor])
def test_a_finished_check_is_linked_to_the_open_episode(client, clock, finish):
    post(client, "danger-now", NONE)
    owner = Owner.objects.get()
    moment = START - timedelta(hours=1)
    actions.log_reading(
        owner=owner, key=uuid4(), pain=5, moment=moment, zone="UTC"
    )
    finish(client)
    check = Assessment.objects.get()
    assert check.outcome["unfinished"] is False
    assert check.episode == Episode.objects.get()


# --- a check that was deleted in another tab just now -----------------------------------------

WAYS: dict[str, Callable[[Client], Any]] = {
    "desk": lambda client: post(client, "danger-now", NONE),
    "check-in": lambda client: client.post("/check/again/", NONE),
    "floor": lambda client: client.post("/now/", {"danger-now": "none"}),
    "ask": lambda client: client.post(
        "/now/ask/", {"asked": "urgent", "urgent": ["none"]}
    ),
    "new sign": lambda client: client.post(
        "/now/new/", {"new-sign": "weak-limb"}
    ),
    "mistake": lambda client: client.post("/check/mistake/"),
    "better": lambda client: client.post(
        "/session/felt/", {"step": "0", "felt": "worse"}
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_check_deleted_meanwhile_is_no_fault_and_keeps_nothing(client, way):
    """Deleted between the moment it was read and the moment it is written."""
    lie_down(client)
    before = Assessment.objects.get().answers
    client.raise_request_exception = False

    def deleted(
        execute: Any, sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if sql.startswith('UPDATE "assessments_assessment"'):
            execute('DELETE FROM "assessments_assessment"', (), False, context)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(deleted):
        answer = WAYS[way](client)
    assert answer.status_code in (200, 302, 422)
    if way == "new sign":
        assert "Be seen today" in answer.content.decode()
    # The deletion is undone with the transaction that met it; what was sent was not kept.
    assert Assessment.objects.get().answers == before
