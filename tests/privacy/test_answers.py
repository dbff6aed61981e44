"""Delete all answers: counted and confirmed first, also for a guest."""

import pytest

from backspasm.assessments.models import Assessment
from backspasm.episodes.models import Episode
from backspasm.relief.models import RunningSession
from tests.assessments.walking import answer_all
from tests.relief.lying import lie_down

pytestmark = pytest.mark.django_db
PAGE = "/data/answers/"


@pytest.fixture(params=["guest", "member"])
def person(request, client, member):
    return client if request.param == "guest" else member


def test_counted_first(person):
    lie_down(person)
    page = person.get(PAGE).content.decode()
    assert "1 check<" in page
    assert "1 guided session<" in page
    assert Assessment.objects.exists()


def test_all_of_them_go(person):
    answer_all(person)
    person.post("/check/log/")
    person.post("/check/restart/")
    lie_down(person)
    person.post("/check/delete/")
    answer = person.post(PAGE, follow=True)
    assert "Nothing of your answers is left." in answer.content.decode()
    assert not Assessment.objects.exists()  # what lay in the bin included
    assert not RunningSession.objects.exists()
    assert Episode.objects.exists()
    assert person.get("/session/")["Location"] == "/now/"


def test_nobody_elses(person, visitor):
    lie_down(person)
    visitor.post(PAGE)
    assert Assessment.objects.count() == 1
    assert RunningSession.objects.count() == 1


def test_none(person):
    assert "There are none." in person.get(PAGE).content.decode()
    assert person.post(PAGE).status_code == 302
