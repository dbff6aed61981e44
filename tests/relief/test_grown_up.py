"""A minor who must be seen today, or at once: a grown-up should know, wherever it is said."""

import pytest

from backspasm.assessments.models import Assessment
from tests.relief.asked import again, on
from tests.relief.lying import at, lie_down, tap, words

pytestmark = pytest.mark.django_db
ON_THE_FLOOR = "Tell a grown-up."
ELSEWHERE = "Under 18: have a grown-up with you"
FEVER = {"temperature": "fever-38", "fever-with": ["none"]}


@pytest.fixture(params=["age-10-15", "age-16-17", "age-18-39"])
def age(request):
    return request.param


@pytest.fixture
def told(client, age):
    """Someone of this age who is to be seen today, and told of a weak limb from a position."""
    with at(0):
        client.post("/check/danger-now/", {"danger-now": ["none"]})
        client.post("/check/age/", {"age": age})
        client.post("/check/urgent/", {"urgent": ["fever"]})
        client.post("/check/fever/", FEVER)
        assert Assessment.objects.get().level == "URGENT"
        client.post("/session/start/", {})
        tap(client, "stop")
        client.post("/now/new/", {"new-sign": "weak-limb"})
        yield age != "age-18-39"


def test_the_questions_of_the_floor(client, told):
    page = again(client)
    for _ in range(2):
        assert 'name="asked" value="weak-limb-which"' in page
        assert (ON_THE_FLOOR in page) is told
        assert len(words(page)) <= 40
        page = on(client, page, nothing="1").content.decode()


@pytest.mark.parametrize("path", ["/check/weak-limb/", "/check/outcome/"])
def test_the_calm_pages(client, told, path):
    assert (ELSEWHERE in client.get(path).content.decode()) is told


def test_the_plan_and_an_emergency(client, age):
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    client.post("/check/age/", {"age": age})
    for path in ("/check/plan/", "/check/outcome/"):
        lie_down(client, "none" if "plan" in path else "chest")
        page = client.get(path)
        if page.status_code == 200:
            assert (ELSEWHERE in page.content.decode()) is (age != "age-18-39")
    assert Assessment.objects.get().level == "EMERGENCY"


def test_a_calm_minor_reads_the_question_alone(client):
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    client.post("/check/age/", {"age": "age-10-15"})
    lie_down(client)
    assert ON_THE_FLOOR not in again(client)
    assert ELSEWHERE not in client.get("/check/urgent/").content.decode()
