"""What the player says besides the step: what follows, another way, how long, the way back."""

import re
from datetime import timedelta

import pytest

from backspasm.relief import pages
from tests.browser.floor_states import answered
from tests.relief.lying import at, check_calmly, lie_down, standing, tap, words

pytestmark = pytest.mark.django_db


def text(client) -> str:
    return client.get("/session/").content.decode()


def test_getting_ready_says_how_long_it_will_be(client):
    with at(0):
        lie_down(client)
        assert "then 10 minutes" in text(client)
    with at(15):
        page = text(client)
        assert "then 10 minutes" not in page
        assert "until 12:10" in page


def test_repetitions_too(client):
    check_calmly(client)
    client.post("/session/start/", {"technique": "relax-breathing"})
    tap(client, "next")
    assert re.search(r"then \d+ minutes?", text(client))


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0 seconds"), (1, "1 second"), (59, "59 seconds"), (60, "1 min"), (150, "2 min")],
)
def test_below_a_minute_it_says_seconds(seconds, shown):
    assert pages.length(timedelta(seconds=seconds)) == shown


def test_the_last_page_does_not_round_seconds_up(client):
    with at(0):
        lie_down(client)
        tap(client, "next")
    with at(20):
        tap(client, "finish")
        tap(client, "pain", pain=4)
        page = client.get("/session/done/").content.decode()
    assert "20 seconds" in page
    assert standing().performed[0].active == timedelta(seconds=20)


def test_another_way_is_named_before_it_begins(client):
    lie_down(client)
    assert "Do it another way" not in text(client)
    tap(client, "cannot")
    tap(client, "cannot")
    assert standing().step.technique == "pos-lean-sit"
    page = text(client)
    assert "Glaucoma? Do it another way" in page
    assert "keep your head up" in page
    assert len(words(page)) + 5 <= 40
    tap(client, "next")
    assert "Do it another way" not in text(client)


def test_another_way_of_getting_up_stands_on_the_first_step_only(client):
    lie_down(client)
    client.post("/now/up/")
    page = text(client)
    assert "You cannot kneel? Do it another way" in page
    tap(client, "next")
    assert "Do it another way" not in text(client)


def test_who_surely_has_it_is_not_asked_whether(client):
    answered(client)
    client.post("/now/up/")
    assert "Do it another way" not in text(client)


def test_the_outcome_leads_back_to_what_runs(client):
    client.cookies["tz"] = "Europe/London"
    answered(client)
    page = client.get("/check/outcome/").content.decode()
    assert re.search(r"Back to your position \(until \d\d:\d\d\)", page)
    tap(client, "pause")
    page = client.get("/check/outcome/").content.decode()
    assert "Back to your position" in page
    assert "(until" not in page
    tap(client, "finish")
    tap(client, "pain", pain=4)
    assert "Back to your position" not in client.get("/check/outcome/").content.decode()


def test_nobody_else_is_led_there(client, visitor):
    answered(client)
    check_calmly(visitor)
    assert "Back to your" not in visitor.get("/check/outcome/").content.decode()


def test_a_session_of_the_plan_is_called_one(client):
    check_calmly(client)
    client.post("/session/start/", {"technique": "relax-breathing"})
    tap(client, "next")
    assert "Back to your session" in client.get("/check/outcome/").content.decode()
