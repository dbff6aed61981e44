"""Where a list in portions goes on: with every tick, and never past a line that nobody saw."""

import pytest

from backspasm.assessments.models import Assessment
from tests.relief.asked import after, again, answers, checked, hidden, on, to_the_end, urgent
from tests.relief.lying import at, lie_down, tap

pytestmark = pytest.mark.django_db


def test_a_list_goes_on_where_it_was(client):
    page = on(client, urgent(client), urgent=["pregnant"]).content.decode()
    assert hidden(again(client)) == hidden(page)
    assert ("before", "pregnant") in hidden(page)
    to_the_end(client, again(client), nothing="1")
    assert answers("urgent") == {"pregnant"}


def test_back_leads_to_the_portion_before_and_keeps_every_tick(client):
    first = urgent(client)
    second = on(client, first, urgent=["pregnant"]).content.decode()
    third = on(client, second, urgent=["fever"]).content.decode()
    there = on(client, third, urgent=["skin"], back="1").content.decode()
    assert after(there) == after(second)
    assert checked(there) == checked(again(client)) == ["fever"]
    assert {line for name, line in hidden(there) if name == "before"} == {"pregnant", "skin"}
    there = on(client, there, urgent=["fever"], back="1").content.decode()
    assert after(there) == after(first)
    assert checked(there) == checked(again(client)) == ["pregnant"]
    page = on(client, there, urgent=["weak-limb"]).content.decode()  # "pregnant" unticked
    assert checked(page) == ["fever"]
    page = on(client, page, urgent=["fever"]).content.decode()
    assert checked(page) == ["skin"]
    to_the_end(client, page, urgent=["skin"])
    assert answers("urgent") == {"weak-limb", "fever", "skin"}


def test_back_leads_from_the_first_lines_to_the_position(client):
    first = urgent(client)
    assert 'name="back"' not in first
    assert 'name="back"' in on(client, first, nothing="1").content.decode()
    assert after(on(client, first, back="1").content.decode()) == ""


def test_it_goes_on_for_an_hour_and_in_no_other_check(client):
    with at(0):
        first = urgent(client)
        on(client, first, nothing="1")
    with at(3590):
        assert hidden(again(client)) != hidden(first)
    with at(3610):
        assert hidden(again(client)) == hidden(first)
        on(client, first, nothing="1")
        client.post("/check/delete/")
        assert "portion" not in client.session
        assert hidden(urgent(client)) == hidden(first)


def test_a_danger_line_that_is_tapped_anew_is_asked_from_its_first_line(client):
    """ "None" on one portion, and half an hour later the same line again: it may be rest now."""
    with at(0):
        lie_down(client, "breath")
        on(client, again(client), nothing="1")
    with at(2000):
        lie_down(client, "breath")
        page = again(client)
        assert 'value="breathless-rest"' in page
        answer = on(client, page, **{"breath-which": ["breathless-rest"]})
    assert answer["Location"] == "/check/outcome/"
    assert Assessment.objects.get().level == "EMERGENCY"


@pytest.mark.parametrize("line", ["weak-limb", "none"])
def test_a_new_sign_is_asked_from_its_first_line(client, line):
    """Whatever was kept meanwhile: any answer may be the reason why the list is asked."""
    with at(0):
        to_the_end(client, urgent(client), urgent=["weak-limb"])
        first = again(client)
        on(client, first, nothing="1")
        assert after(again(client)) != ""
    with at(1500):
        tap(client, "stop")
        if line == "none":
            lie_down(client)
        else:
            client.post("/now/new/", {"new-sign": line})
        assert hidden(again(client)) == hidden(first)


def test_what_is_answered_waits_no_more(client):
    to_the_end(client, urgent(client), nothing="1")
    assert "portion" not in client.session
