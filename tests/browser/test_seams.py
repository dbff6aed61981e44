"""Where a network goes and comes back: what was told in between counts, and once."""

import pytest
from playwright.sync_api import expect

from backspasm.accounts.models import Owner
from backspasm.episodes.models import TechniqueUse
from backspasm.relief.models import RunningSession
from backspasm.web.catalogue import catalogue
from tests.relief.lying import lie_down, tap

from .test_unsent import arrived, finish_alone, unsent
from .walking import browser_of, keeper_here, under_worker

CALL = "Call for help now"
STOP = "Stop sign? New sign?"
NEW = [
    line.text
    for line in catalogue().screen_by_id["new-sign"].questions[0].choices
]


@pytest.fixture
def held(open_page, visitor):
    """On the floor in a hold, with what is kept for the hour without a network."""
    lie_down(visitor)
    tap(visitor, "next")
    page = open_page("/session/", **browser_of(visitor))
    under_worker(page)
    return page


@pytest.fixture
def felt(held):
    """The hold is over and how it feels is asked; then the network goes."""
    held.get_by_role("button", name="Next").click()
    expect(held.get_by_role("button", name="Do it again")).to_be_visible()
    held.context.set_offline(True)
    return held


def ended_once(effect):
    assert RunningSession.objects.get().ended is not None
    use = TechniqueUse.objects.get()
    assert (use.technique, use.effect) == ("pos-side-pillow", effect)
    assert use.offline


# --- a stop sign --------------------------------------------------------------------------------


def test_a_stop_sign_is_not_lost(held):
    held.context.set_offline(True)
    held.get_by_role("button", name=STOP).click()
    held.wait_for_url("**/offline/")
    expect(
        held.get_by_role("link", name="None of these: start")
    ).to_be_attached()
    assert len(unsent(held)) == 1
    held.context.set_offline(False)
    arrived(held)
    ended_once("worse")


def test_a_stop_sign_after_the_network_was_missed(held):
    held.context.set_offline(True)
    held.get_by_role("button", name="Next").click()
    held.get_by_role("link", name=STOP).click()
    held.wait_for_url("**/offline/")
    held.context.set_offline(False)
    held.goto("/now/")
    arrived(held)
    ended_once("worse")


def test_words_say_what_is_kept(held):
    held.context.set_offline(True)
    held.get_by_role("button", name="Next").click()
    expect(held.get_by_text("This phone keeps how it ends.")).to_be_visible()
    assert not held.get_by_text("keeps your taps").count()


# --- the network is back ------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/session/", "/now/"])
def test_what_was_felt_counts_without_the_last_number(felt, path):
    felt.get_by_role("button", name="Better").click()
    expect(felt.locator('[data-ask="after"]')).to_be_visible()
    felt.context.set_offline(False)
    felt.goto(path)
    arrived(felt)
    felt.wait_for_url("**/session/done/")
    ended_once("better")


@pytest.mark.parametrize("path", ["/session/", "/now/"])
def test_what_made_it_worse_runs_no_longer(felt, path):
    felt.get_by_role("button", name="Worse").click()
    felt.locator('[data-ask="after"]').get_by_role(
        "button", name="Skip"
    ).click()
    felt.wait_for_url("**/offline/")
    felt.goto("about:blank")  # so that the list itself does not send it first
    felt.context.set_offline(False)
    felt.goto(path)
    arrived(felt)
    felt.wait_for_url("**/session/done/")
    ended_once("worse")


def test_it_goes_from_the_danger_list_itself(felt):
    felt.get_by_role("button", name="Worse").click()
    felt.locator('[data-ask="after"]').get_by_role(
        "button", name="Skip"
    ).click()
    felt.wait_for_url("**/offline/")
    felt.context.set_offline(False)
    arrived(felt)
    ended_once("worse")
    assert felt.url.endswith("/offline/")


def test_it_counts_once_in_two_tabs(felt):
    felt.get_by_role("button", name="Better").click()
    expect(felt.locator('[data-ask="after"]')).to_be_visible()
    felt.context.set_offline(False)
    other = felt.context.new_page()
    other.goto("/session/")
    other.wait_for_url("**/session/done/")
    felt.locator('[data-ask="after"]').get_by_role(
        "button", name="4", exact=True
    ).click()
    arrived(felt)
    ended_once("better")


def test_nothing_told_goes_on_with_its_network(held):
    held.context.set_offline(True)
    held.get_by_role("button", name="Next").click()
    expect(held.get_by_role("button", name="Finish")).to_be_visible()
    held.context.set_offline(False)
    held.goto("/session/")
    held.wait_for_function("() => !localStorage.getItem('run')")
    expect(held.get_by_role("button", name="Pause")).to_be_visible()
    assert not unsent(held)
    assert RunningSession.objects.get().ended is None


def test_never_from_the_floor_of_another_person(finished):
    """Someone else lies down with the same phone: what waits stays where it is."""
    page, other = finished
    page.goto("/session/")
    keeper_here(page)
    assert len(unsent(page)) == 1
    assert not TechniqueUse.objects.exists()
    assert RunningSession.objects.get(owner=other).ended is None


@pytest.fixture
def finished(held, settings, live_server, client):
    """A member's end waits on the phone, and a guest has the browser now."""
    finish_offline(held)
    lie_down(client)
    name = settings.SESSION_COOKIE_NAME
    cookie = {
        "name": name,
        "value": client.cookies[name].value,
        "url": live_server.url,
    }
    held.context.clear_cookies()
    held.context.add_cookies([cookie])
    held.context.set_offline(False)
    return held, Owner.objects.latest("pk")


def finish_offline(page):
    page.context.set_offline(True)
    finish_alone(page)
    page.evaluate(
        """() => {
          localStorage.setItem("owner", "uSomeone");
          const [one] = JSON.parse(localStorage.getItem("unsent"));
          localStorage.setItem("unsent", JSON.stringify([{ ...one, owner: "uSomeone" }]));
        }"""
    )


# --- something new --------------------------------------------------------------------------------


@pytest.fixture
def something_new(held):
    """The danger list after a stop sign."""
    held.get_by_role("button", name=STOP).click()
    expect(held.get_by_role("link", name="Weak leg? Pregnant?")).to_be_visible()
    return held


@pytest.mark.parametrize("line", NEW)
def test_what_is_new_leads_to_help(something_new, line):
    page = something_new
    page.get_by_role("link", name="Weak leg? Pregnant?").click()
    expect(
        page.get_by_role("heading", name="Which of these is new?")
    ).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name=line, exact=True).click()
    expect(page.get_by_role("heading", name=CALL)).to_be_visible()
    assert page.url.endswith("/emergency/")


def test_what_is_new_takes_the_plan_away(something_new):
    page = something_new
    page.get_by_role("link", name="Weak leg? Pregnant?").click()
    page.evaluate(
        "caches.open('mine').then((one) => one.put('/check/plan/', new Response('')))"
    )
    page.get_by_role("button", name=NEW[0], exact=True).click()
    page.wait_for_function("async () => !(await caches.match('/check/plan/'))")


def test_the_way_to_what_is_new_is_not_silent(something_new):
    something_new.context.set_offline(True)
    something_new.get_by_role("link", name="Weak leg? Pregnant?").click()
    something_new.wait_for_url("**/offline/")
