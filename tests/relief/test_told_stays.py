"""What was told as a danger sign stays told, whatever is tapped after it."""

import pytest

from backspasm.assessments.models import Assessment
from tests.relief.asked import answers, on, to_the_end, urgent
from tests.relief.lying import at, lie_down, standing, tap
from tests.relief.test_in_vain import all_in_vain

pytestmark = pytest.mark.django_db


def level() -> str:
    return Assessment.objects.get().level


def legs_for_weeks(client) -> None:
    """Both legs hurt for weeks, the same: to be seen today."""
    lie_down(client, "both-legs")
    client.post(
        "/now/ask/",
        {"asked": "both-legs-kind", "both-legs-kind": ["both-legs"]},
    )
    client.post(
        "/now/ask/", {"asked": "both-legs-since", "both-legs-since": "weeks"}
    )
    assert level() == "URGENT"


def test_none_of_these_takes_no_urgent_sign_back(client):
    with at(0):
        legs_for_weeks(client)
    with at(60):
        assert lie_down(client) == "/check/outcome/"
        assert level() == "URGENT"
        assert answers("danger-now") == {"both-legs"}


def test_days_later_none_of_these_is_believed(client):
    with at(0):
        legs_for_weeks(client)
    with at(3600 * 24 * 4):
        lie_down(client)
        assert Assessment.objects.order_by("-pk").first().level == "SELF-CARE"


def test_a_tick_added_to_an_earlier_answer_counts_at_once(client):
    with at(0):
        to_the_end(client, urgent(client), nothing="1")
        assert answers("urgent") == {"none"}
    with at(20):
        page = client.get("/now/ask/urgent/").content.decode()
        on(client, page, path="/now/ask/urgent/", urgent=["weak-limb"])
        assert answers("urgent") == {"weak-limb"}
        assert (
            'name="asked" value="weak-limb-which"'
            in client.get("/now/ask/").content.decode()
        )


@pytest.mark.parametrize(
    "way",
    ["/session/undo/", "/session/afresh/", "/session/start/"],
    ids=["undo", "afresh", "start"],
)
def test_no_other_way_leads_past_a_stop_sign(client, way):
    """As from a page that was open before."""
    with at(0):
        lie_down(client)
    with at(5):
        while standing().step.technique != "pos-lean-stand":
            tap(client, "cannot")
        tap(client, "stop")
        client.post(way, {"technique": "relax-breathing"})
        assert client.get("/session/")["Location"] == "/now/"


def test_only_the_page_itself_takes_back_that_nothing_eases_it(client):
    with at(0):
        lie_down(client)
    with at(5):
        all_in_vain(client)
        assert level() == "URGENT"
    with at(9):
        client.post("/now/up/")
        tap(client, "cannot")
        client.post("/session/undo/")
        assert level() == "URGENT"
