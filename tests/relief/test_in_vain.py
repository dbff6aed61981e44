"""When no position eases it: whom to call and what to say, before any question."""

import pytest

from tests.relief.lying import at, check_calmly, lie_down, standing, tap, words

pytestmark = pytest.mark.django_db


def text(client) -> str:
    return client.get("/session/").content.decode()


@pytest.fixture
def lying(client):
    """At the first position."""
    with at(0):
        lie_down(client)
    return client


def test_nothing_helped_is_no_dead_end(lying):
    with at(3):
        tap(lying, "finish")
        page = lying.get("/session/done/").content.decode()
    assert "No position worked?" in page
    assert 'href="/now/helper/"' in page
    assert page.index("Call your doctor") < page.index("Worse? Call") < page.index("/check/")


def all_in_vain(client, deed="cannot", **data):
    """Give up one position after the other; the page after the last."""
    for _ in range(8):
        if standing().step.kind == "pain":
            return text(client)
        tap(client, deed, **data)
        if client.get("/session/").headers.get("Location") == "/now/":
            client.post("/now/", {"danger-now": ["none"]})
    raise AssertionError(deed)


@pytest.mark.parametrize(
    ("country", "whom"), [("US", "Call your doctor"), ("GB", 'href="tel:111"')]
)
@pytest.mark.parametrize("deed", ["cannot", "stop"])
def test_when_no_position_is_left_help_comes_before_questions(lying, deed, country, whom):
    lying.cookies["country"] = country
    with at(5):
        page = all_in_vain(lying, deed)
    assert "How bad is the pain now?" not in page
    assert "Say: “My back has locked. No position eases it.”" in page
    number = {"US": "911", "GB": "999"}[country]
    places = [page.index(one) for one in (whom, f"Worse? Call {number}", "Finish the questions")]
    assert places[0] < places[1] < places[2]
    assert len(words(page)) <= 40
    with at(6):
        assert tap(lying, "finish")["Location"] == "/check/"
        assert standing().standing.finished


def test_a_last_position_that_made_it_worse_too(lying):
    for number in range(8):
        with at(700 * number + 700):
            if standing().step.kind == "pain":
                break
            for _ in range(3):
                if standing().step.kind != "ask":
                    tap(lying, "next")
            tap(lying, "felt", felt="worse")
            lying.post("/now/", {"danger-now": ["none"]})
    with at(700 * number + 701):
        assert "No position eases it?" in text(lying)


def test_after_a_position_that_eased_the_pain_is_asked(lying):
    with at(700):
        tap(lying, "felt", felt="better")
        assert "How bad is the pain now?" in text(lying)
        assert tap(lying, "finish")["Location"] == "/session/"


def test_a_plan_whose_last_part_does_not_work_is_no_alarm(client):
    with at(0):
        check_calmly(client)
        client.post("/session/start/", {"technique": "relax-breathing"})
        tap(client, "next")
        tap(client, "cannot")
        assert "How bad is the pain now?" in text(client)
