"""What the diary has of a session, and what its last page says: nothing held is nothing kept."""

import pytest

from backspasm.episodes.models import Episode
from tests.relief.lying import (
    answer_at_rest,
    at,
    lie_down,
    standing,
    tap,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lying(client):
    with at(0):
        lie_down(client)
    return client


def done(client) -> str:
    return client.get("/session/done/").content.decode()


def test_a_stop_sign_before_anything_was_held_opens_no_episode(lying):
    with at(5):
        tap(lying, "next")
        tap(lying, "stop")
        lying.post("/now/new/", {"new-sign": "weak-limb"})
        data = {"asked": "weak-limb-which", "weak-limb-which": ["leg-weak"]}
        url = lying.post("/now/ask/", data)["Location"]
        lying.post(url, {"asked": "weak-limb-since", "weak-limb-since": "new"})
        assert standing().standing.finished
        page = done(lying)
        assert (
            lying.get("/now/helper/")
            .content.decode()
            .count("I need a doctor today:")
            >= 1
        )
    assert not Episode.objects.exists()
    assert "Saved" not in page
    assert "0 seconds" not in page
    assert "Well done" not in page
    assert "<title>You stopped" in page
    assert 'href="/check/outcome/"' in page
    assert len(words(page)) <= 40


def test_no_position_eased_it_opens_none_either(lying):
    with at(1):
        while standing().step.kind != "pain":
            tap(lying, "cannot")
        tap(lying, "finish")
    assert not Episode.objects.exists()


def test_what_was_held_or_felt_is_kept(lying):
    with at(5):
        tap(lying, "next")
    with at(6):
        tap(lying, "finish")
        tap(lying, "pain", pain=4)
        page = done(lying)
    assert Episode.objects.count() == 1
    assert "<title>Saved" in page
    assert "1 second" in page


def test_worse_at_once_is_kept(lying):
    with at(1):
        tap(lying, "next")
        tap(lying, "next")
        tap(lying, "felt", felt="worse")
        tap(lying, "finish")
        tap(lying, "pain", pain=7)
    assert [use.kept[0].felt for use in [standing()]] == ["worse"]
    assert Episode.objects.count() == 1


def test_next_while_getting_ready_skips_only_that(lying):
    with at(4):
        tap(lying, "next")
        page = lying.get("/session/").content.decode()
        assert standing().step.kind == "hold"
    assert "10:00" in page
    with at(5):
        tap(lying, "next", step=0)
        assert standing().step.kind == "hold", (
            "a second tap of the same is none"
        )


def test_a_child_with_strong_pain_is_led_to_a_grown_up_all_the_way(client):
    with at(0):
        lie_down(client)
        answer_at_rest(
            client, **{"age": "age-10-15", "pain-now": "8", "pain-worst": "8"}
        )
        client.post("/now/up/")
        up = client.get("/session/").content.decode()
        outcome = client.get("/check/outcome/").content.decode()
    assert "Tell a grown-up" in up
    assert "Under 18: have a grown-up with you" in outcome
    assert "care--soon" in outcome
