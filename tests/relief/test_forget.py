"""Delete my answers: the checks and what was made from them."""

import pytest

from backspasm.assessments.models import Assessment
from backspasm.relief.models import RunningSession
from tests.relief.lying import at, check_calmly, lie_down, tap

pytestmark = pytest.mark.django_db
DELETE = "/check/delete/"
LEFT = "Nothing of your answers is left."
REST = "Your diary and profile are still there"


def test_nothing_is_left(client):
    lie_down(client)
    assert client.post(DELETE)["Location"] == "/"
    assert not Assessment.objects.exists()
    assert not RunningSession.objects.exists()
    page = client.get("/").content.decode()
    assert LEFT in page
    assert REST not in page
    assert client.get("/session/")["Location"] == "/now/"


def test_sessions_that_are_over_go_too(client):
    with at(0):
        check_calmly(client)
        client.post("/session/start/", {"technique": "relax-breathing"})
        tap(client, "pain", pain=5)
    with at(200):
        tap(client, "finish")
        tap(client, "pain", pain=3)
        client.post(DELETE)
        page = client.get("/").content.decode()
    assert not RunningSession.objects.exists()
    assert REST in page  # finishing wrote the diary, which is deleted there


def test_nobody_elses(client, visitor, member):
    lie_down(client)
    for other in (visitor, member):
        assert other.post(DELETE)["Location"] == "/"
    assert RunningSession.objects.count() == 1
    assert Assessment.objects.count() == 1


def test_a_member(member):
    lie_down(member)
    member.post(DELETE)
    assert not RunningSession.objects.exists()


def test_it_is_a_post(client):
    assert client.get(DELETE).status_code == 405
