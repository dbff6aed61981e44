"""The step and the seconds left are the same everywhere, whatever happens to a clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from backspasm.relief.models import RunningSession
from tests.relief.lying import standing

from .walking import count_down, seconds_left

NEAR = 1
"""Seconds by which two views of a session may differ."""
RECLINE = "shoulders drop"
"""What is said while leaning back: 20 minutes, long enough for a jump of 15."""


def by_the_server() -> int:
    return standing().standing.seconds_left


def as_told(page) -> int:
    """The seconds a page shows, once they lie between what the server says before and after.

    A browser that waits for its turn may draw late: it is looked at until it agrees.
    """
    patience = time.monotonic() + 30
    while True:
        most, shown, least = (
            by_the_server(),
            seconds_left(page),
            by_the_server(),
        )
        if least - NEAR <= shown <= most + NEAR:
            return shown
        assert time.monotonic() < patience, (least, shown, most)
        page.wait_for_timeout(100)


def from_now_on(page, jump: timedelta) -> Callable[[], float]:
    """The seconds that are left at any later moment, once the clocks jump by this much."""
    # No clock that a test moves.
    began, left = time.monotonic(), seconds_left(page)
    return lambda: left - jump.total_seconds() - (time.monotonic() - began)


def agree(*pages, left: Callable[[], float] | None = None) -> None:
    """Same step and same time left, on these pages and by the server."""
    here = standing().standing
    words = {page.locator("[data-say]").inner_text() for page in pages}
    assert len(words) == 1
    assert {
        page.locator("#session").get_attribute("data-page") for page in pages
    } == {str(here.index)}
    for page in pages:
        most, shown, least = left and left(), as_told(page), left and left()
        assert left is None or least - NEAR - 1 <= shown <= most + NEAR + 1


def lie_down(page):
    """Into the first position."""
    page.goto("/now/")
    page.get_by_role("button", name="None of these").click()
    page.wait_for_selector("[data-left]")
    return page


def leaning_back(page):
    """Lie down, cannot, and so on to leaning back: in the long hold."""
    lie_down(page)
    while not page.get_by_role("heading", name="Leaning back").is_visible():
        before = page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("button", name="I can’t get into this").click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    page.get_by_role("button", name="Next").click()
    page.locator("[data-say]", has_text=RECLINE).wait_for()
    return page


@pytest.fixture
def ticking(open_page):
    """A page whose own clock can be moved, in step with the server's."""
    page = open_page("about:blank")
    page.clock.install(time=datetime.now(UTC))
    page.clock.resume()
    return page


@contextmanager
def asking_again(page) -> Iterator[None]:
    """Goes on when the page has drawn anew what the server said."""
    page.evaluate("document.querySelector('main').isOld = true")
    yield
    page.wait_for_function("() => !document.querySelector('main').isOld")


@contextmanager
def later(**much: float) -> Iterator[None]:
    """The server, so much later; its clock goes on."""
    with time_machine.travel(datetime.now(UTC) + timedelta(**much)):
        yield


def another_browser(open_page, page, **options):
    """A second device of the same person."""
    other = open_page("about:blank", **options)
    other.context.add_cookies(page.context.cookies())
    other.goto(page.url)
    return other


def test_after_a_reload_in_a_tab_and_in_a_second_browser(open_page):
    page = leaning_back(open_page("about:blank"))
    count_down(page, 2)
    agree(page)
    page.reload()
    tab = page.context.new_page()
    tab.goto("/session/")
    agree(page, tab, another_browser(open_page, page))
    assert seconds_left(page) > 1150


def test_after_fifteen_minutes(ticking, open_page):
    """A phone that slept: its clock went on, its script did not."""
    page = leaning_back(ticking)
    left = from_now_on(page, timedelta(minutes=15))
    with later(minutes=15):
        page.clock.fast_forward("15:00")
        agree(page, left=left)
        page.reload()
        tab = page.context.new_page()
        tab.clock.install(time=datetime.now(UTC))
        tab.goto("/session/")
        agree(page, tab, left=left)
        most = by_the_server()
        plain = another_browser(open_page, page, java_script_enabled=False)
        # As it was drawn.
        assert by_the_server() - NEAR <= seconds_left(plain) <= most + NEAR


@pytest.mark.parametrize("minutes", [15, -15])
def test_a_clock_that_someone_sets(ticking, minutes):
    """Only this device's clock jumps, and nothing is announced because of it."""
    page = leaning_back(ticking)
    told = page.locator("#live").inner_text()
    with asking_again(page):
        page.clock.set_system_time(
            datetime.now(UTC) + timedelta(minutes=minutes)
        )
    agree(page)
    assert page.locator("#live").inner_text() == told
    page.reload()
    agree(page)


def test_a_browser_whose_clock_is_wrong_from_the_start(open_page):
    page = leaning_back(open_page("about:blank"))
    other = open_page("about:blank")
    other.clock.install(time=datetime.now(UTC) - timedelta(hours=3, seconds=7))
    other.clock.resume()
    other.context.add_cookies(page.context.cookies())
    other.goto(page.url)
    agree(page, other)


def test_past_the_end_of_a_step(ticking, open_page):
    page = leaning_back(ticking)
    with later(minutes=21):
        page.clock.fast_forward("21:00")
        felt = {"name": "How does it feel now?"}
        page.get_by_role("heading", **felt).wait_for()
        page.reload()
        page.get_by_role("heading", **felt).wait_for()
        another_browser(open_page, page).get_by_role(
            "heading", **felt
        ).wait_for()


@pytest.mark.parametrize(
    ("zone", "night", "until"),
    [
        # 01:00 becomes 02:00.
        ("Europe/London", "2026-03-29T00:50:00+00:00", "02:10"),
        # 02:00 becomes 01:00.
        ("Europe/London", "2026-10-25T00:50:00+00:00", "01:10"),
        ("America/New_York", "2026-11-01T05:50:00+00:00", "01:10"),
    ],
)
def test_the_nights_when_clocks_change(open_page, zone, night, until):
    begun = datetime.fromisoformat(night)
    with time_machine.travel(begun):
        page = open_page("about:blank", timezone_id=zone)
        cookie = {
            "name": "tz",
            "value": zone,
            "domain": "localhost",
            "path": "/",
        }
        page.context.add_cookies([cookie])
        page.clock.install(time=begun)
        page.clock.resume()
        leaning_back(page)
        assert f"until {until}" in page.locator("[data-until]").inner_text()
        begun = datetime.now(UTC)
    with time_machine.travel(begun + timedelta(minutes=15)):
        page.clock.fast_forward("15:00")
        agree(page)
        page.reload()
        agree(page)
        assert 280 <= seconds_left(page) <= 320
        assert f"until {until}" in page.locator("[data-until]").inner_text()
    assert RunningSession.objects.get().zone == zone


def test_get_ready_leads_into_the_hold_by_itself(ticking):
    page = lie_down(ticking)
    page.locator("[data-say]", has_text="On the floor? Knees bent").wait_for()
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=11)):
        page.clock.fast_forward("00:11")
        page.locator("[data-say]", has_text="Rest here").wait_for()
        assert 585 <= seconds_left(page) <= 600
    assert "10 minutes" in page.locator("#live").inner_text()


def test_a_deed_in_one_tab_reaches_the_other(open_page):
    page = lie_down(open_page("about:blank"))
    tab = page.context.new_page()
    tab.goto("/session/")
    tab.get_by_role("button", name="Pause").click()
    tab.get_by_text("paused").wait_for()
    page.evaluate(
        "document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))"
    )
    page.get_by_text("paused").wait_for()
