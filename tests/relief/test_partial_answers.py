"""Where a list in portions goes on: with every tick, and never past a line that nobody saw."""

import pytest

from backspasm.assessments.models import Assessment
from tests.relief.asked import (
    PACK,
    after,
    again,
    answers,
    checked,
    hidden,
    live,
    on,
    to_the_end,
    urgent,
)
from tests.relief.lying import at, lie_down, tap

pytestmark = pytest.mark.django_db


def test_a_list_goes_on_where_it_was(client):
    second = on(client, urgent(client), nothing="1").content.decode()
    page = on(client, second, urgent=["fever"]).content.decode()
    assert hidden(again(client)) == hidden(page)
    assert ("before", "fever") in hidden(page)
    to_the_end(client, again(client), nothing="1")
    assert answers("urgent") == {"fever"}


def test_a_newly_weak_limb_counts_and_is_asked_about_at_once(client):
    """The rest of the list waits, with every tick."""
    first = urgent(client)
    answer = on(client, first, urgent=["weak-limb", "pregnant"])
    assert answer["Location"] == "/now/ask/"
    assert answers("new-sign") == {"weak-limb", "pregnant"}
    assert "No danger signs" not in client.get("/now/helper/").content.decode()
    asked = []
    page = again(client)
    while 'name="asked" value="urgent"' not in page:
        name = page.partition('name="asked" value="')[2].partition('"')[0]
        asked.append(name)
        line = next(
            one
            for one in reversed(live(PACK.questions[name]))
            if not one.unsure
        )
        answer = to_the_end(client, page, **{name: line.id})
        page = again(client)
    assert {"weak-limb-which", "weak-limb-since", "pregnancy"} <= set(asked)
    assert hidden(page) == hidden(first)
    assert checked(page) == ["weak-limb", "pregnant"]
    to_the_end(client, page, urgent=["weak-limb", "pregnant"])
    assert answers("urgent") == {"weak-limb", "pregnant"}


def test_back_leads_to_the_portion_before_and_keeps_every_tick(client):
    first = urgent(client)
    second = on(client, first, nothing="1").content.decode()
    third = on(client, second, urgent=["fever"]).content.decode()
    there = on(client, third, urgent=["skin"], back="1").content.decode()
    assert after(there) == after(second)
    assert checked(there) == checked(again(client)) == ["fever"]
    assert {line for name, line in hidden(there) if name == "before"} == {
        "skin"
    }
    there = on(client, there, urgent=["fever"], back="1").content.decode()
    assert after(there) == after(first)
    assert checked(there) == checked(again(client)) == []
    page = on(client, there, nothing="1").content.decode()
    assert checked(page) == ["fever"]
    # "fever" unticked.
    page = on(client, page, urgent=["old-signs"]).content.decode()
    assert checked(page) == ["skin"]
    to_the_end(client, page, urgent=["skin"])
    assert answers("urgent") == {"old-signs", "skin"}


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
        assert "portions" not in client.session
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
    assert "portions" not in client.session
