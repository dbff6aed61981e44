"""Back among the questions of the floor, and how many are left."""

import re

import pytest

from backspasm.assessments.models import Assessment
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
def resting(client):
    """The list of urgent signs and the age were answered while resting."""
    with at(0):
        lie_down(client)
    with at(20):
        answer_at_rest(client, "age")
    with at(40):
        answer_at_rest(client, "region")
    return client


def back(page: str) -> str:
    """Where "Back" leads."""
    strip = page[page.index('class="strip"') :]
    return re.search(r'href="([^"]+)"', strip)[1]


def asked(page: str) -> str:
    return page.partition('name="asked" value="')[2].partition('"')[0]


def test_back_leads_question_by_question_to_the_hold(resting):
    with at(60):
        page = resting.get("/now/ask/").content.decode()
        seen = []
        while (way := back(page)) != "/session/":
            page = resting.get(way).content.decode()
            seen.append(asked(page))
            assert way == f"/now/ask/{seen[-1]}/"
            assert len(words(page)) <= 40
    assert seen[:2] == ["age", "urgent"]
    assert "danger-now" not in seen


def test_another_answer_takes_the_place_of_the_first(resting):
    with at(60):
        answer = resting.post(
            "/now/ask/age/", {"asked": "age", "age": "age-75plus"}
        )
        assert answer["Location"] == "/now/ask/"
        assert Assessment.objects.get().answers["age"]["ticked"] == [
            "age-75plus"
        ]
        before = asked(resting.get("/now/ask/").content.decode())
        resting.get("/now/ask/age/")  # a look is no answer
    assert Assessment.objects.get().answers["age"]["ticked"] == ["age-75plus"]
    assert before == "region"


def test_a_worse_answer_counts_at_once(resting):
    with at(60):
        data = {"asked": "urgent", "urgent": ["weak-limb"]}
        assert resting.post("/now/ask/urgent/", data)["Location"] == "/now/ask/"
        assert (
            asked(resting.get("/now/ask/").content.decode())
            == "weak-limb-which"
        )


def test_what_was_ticked_is_not_lost_by_looking(resting):
    with at(60):
        resting.post(
            "/now/ask/urgent/", {"asked": "urgent", "urgent": ["skin"]}
        )
        page = resting.get("/now/ask/urgent/").content.decode()
        ticked = r'name="(before|urgent)" value="skin"'
        assert re.search(ticked, page)


@pytest.mark.parametrize(
    "name", ["region", "danger-now", "toilet-before", "limp"]
)
def test_only_what_was_answered_here(resting, name):
    with at(60):
        found = resting.get(f"/now/ask/{name}/")
    assert found.status_code in (302, 404)


def test_not_without_a_session_nor_over_the_danger_signs(resting, visitor):
    assert visitor.get("/now/ask/age/")["Location"] == "/now/ask/"
    with at(60):
        tap(resting, "stop")
        assert resting.get("/now/ask/age/")["Location"] == "/now/ask/"
        data = {"asked": "age", "age": "age-75plus"}
        assert resting.post("/now/ask/age/", data)["Location"] == "/now/ask/"
        assert Assessment.objects.get().answers["age"]["ticked"] != [
            "age-75plus"
        ]
        assert standing().standing.paused


def test_many_questions_are_not_counted_out(client):
    with at(0):
        lie_down(client)
        page = client.get("/now/ask/").content.decode()
        assert "Stop any time" in page
        assert "left</p>" not in page
        answer_at_rest(client, "day")
        page = client.get("/now/ask/").content.decode()
    assert re.search(r"About \d left|Last one", page)
