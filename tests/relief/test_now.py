"""The danger list of floor mode, and its Start."""

import pytest

from backspasm.assessments.models import Assessment
from backspasm.relief.models import RunningSession
from backspasm.web.catalogue import catalogue
from tests.relief.lying import START, at, lie_down, standing, tap, words

pytestmark = pytest.mark.django_db
KEY = "6a9b1b1e-6f3c-4d6a-8d52-6a5b5f3a0d11"


def test_the_same_list_in_few_words(client):
    page = client.get("/now/").content.decode()
    danger = catalogue().screens[0].questions[0]
    for line in danger.choices:
        assert f'value="{line.id}"' in page
    assert len(words(page)) <= 90
    assert "None of these: start" in page
    assert RunningSession.objects.count() == Assessment.objects.count() == 0


def test_two_taps_to_a_position(client):
    with at(0):
        assert lie_down(client) == "/session/"
        page = client.get("/session/").content.decode()
    assert "On your side, pillow between your knees" in page
    assert "<svg" in page
    assert "0:10" in page
    assert len(words(page)) <= 40
    assert RunningSession.objects.get().started == START


def test_a_sign_acts_at_once(client):
    assert lie_down(client, "saddle") == "/check/outcome/"
    assert RunningSession.objects.count() == 0
    assert "Call for help now" in client.get("/check/outcome/").content.decode()


@pytest.mark.parametrize("line", ["breath", "both-legs"])
def test_a_line_that_asks_first(client, line):
    url = lie_down(client, line)
    assert url == "/now/ask/"
    assert RunningSession.objects.count() == 0
    assert client.get("/session/").status_code == 302
    assert line.partition("-")[0] in client.get(url).content.decode().lower()


def test_a_harmless_detail_leads_to_the_floor(client):
    lie_down(client, "breath")
    answer = client.post(
        "/now/ask/", {"asked": "breath-which", "breath-which": ["none"]}
    )
    assert answer["Location"] == "/session/"
    assert standing().step.technique == "pos-side-pillow"


@pytest.mark.parametrize("data", [{}, {"danger-now": "nonsense"}])
def test_invalid(client, data):
    assert client.post("/now/", data).status_code == 422
    assert RunningSession.objects.count() == 0


def test_twice_is_once(client):
    lie_down(client, key=KEY)
    lie_down(client, key=KEY)
    assert RunningSession.objects.count() == 1


def test_a_bookmark_leads_back_to_what_runs(client):
    with at(0):
        lie_down(client)
    with at(3600):
        assert client.get("/now/")["Location"] == "/session/"
    with at(3 * 3600):
        assert client.get("/now/").status_code == 200


def test_none_after_hours_goes_on(client):
    with at(0):
        lie_down(client)
    with at(13 * 3600):
        assert client.get("/session/")["Location"] == "/now/"
        assert lie_down(client) == "/session/"
        assert RunningSession.objects.count() == 1


def test_a_sign_ends_the_hold(client):
    with at(0):
        lie_down(client)
    with at(3 * 3600):
        lie_down(client, "weak-legs")
    assert standing().standing.finished
    assert client.get("/session/").status_code == 302


def test_a_stranger_sees_nothing(client, visitor):
    lie_down(client)
    assert visitor.get("/session/")["Location"] == "/now/"
    assert visitor.post("/session/pause/", {"step": 0}).status_code == 404


def test_a_member_too(member):
    assert lie_down(member) == "/session/"
    assert RunningSession.objects.get().owner.user is not None


def test_constant_queries(client, django_assert_max_num_queries):
    with at(0):
        lie_down(client)
        for _ in range(12):
            tap(client, "pause")
            tap(client, "resume")
    with at(60), django_assert_max_num_queries(6):
        client.get("/session/")


def test_a_pause_of_ones_own_outlives_the_next_answer(client):
    with at(0):
        lie_down(client)
    with at(60):
        tap(client, "pause")
        client.post("/now/ask/", {"asked": "age", "age": "age-18-39"})
        assert standing().standing.paused
    with at(1000):
        lie_down(client)
        assert standing().standing.paused, (
            "the danger signs undo only their own hold"
        )


def test_the_hold_of_the_danger_signs_ends_with_their_answer(client):
    with at(0):
        lie_down(client)
    with at(60):
        tap(client, "stop")
        assert standing().standing.paused
        assert standing().held
        lie_down(client)
        assert not standing().standing.paused
        tap(client, "pause")
        assert not standing().held, "the next pause is the person's"


def test_a_sign_tapped_by_mistake_leads_back_to_the_list_of_the_floor(
    client, visitor
):
    field = '<input type="hidden" name="floor" value="1">'
    with at(0):
        lie_down(client)
        lie_down(client, "saddle")
    with at(60):
        assert field in client.get("/check/outcome/").content.decode()
        way = client.post("/check/mistake/", {"floor": "1"})["Location"]
        assert client.get(way)["Location"] == "/now/"
        assert 'value="saddle"' in client.get("/now/").content.decode()
        assert lie_down(client) == "/session/"
        lie_down(client, "saddle")
    with at(4000):
        assert field not in client.get("/check/outcome/").content.decode()
    visitor.post("/check/danger-now/", {"danger-now": ["saddle"]})
    assert field not in visitor.get("/check/outcome/").content.decode()
    assert visitor.post("/check/mistake/")["Location"] == "/check/"


def test_the_danger_signs_can_always_be_asked_for(client):
    with at(0):
        lie_down(client)
        tap(client, "finish")
    with at(5):
        lie_down(client)
        tap(client, "next")
        tap(client, "next")
        tap(client, "felt", felt="same")
        page = client.get("/session/").content.decode()
        assert "How bad is the pain now?" in page
        assert 'href="/now/?signs=1"' in page
        signs = client.get("/now/?signs=1")
        assert 'value="saddle"' in signs.content.decode()
        assert lie_down(client) == "/session/", "and back to the question"
        assert (
            "How bad is the pain now?"
            in client.get("/session/").content.decode()
        )
        assert lie_down(client, "saddle") == "/check/outcome/"
        assert standing().standing.finished
