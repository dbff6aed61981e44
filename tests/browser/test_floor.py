"""Floor mode and the player in a real browser."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime, timedelta

import brotli
import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from backspasm.relief.models import RunningSession
from tests.browser.conftest import WCAG

FOCUSED = "document.activeElement === document.body ? '' : document.activeElement.innerText ?? ''"
LOOKS = ["light", "dark", "night"]
STRICT = {
    "runOnly": [*WCAG, "wcag2aaa"],
    "rules": {"identical-links-same-purpose": {"enabled": False}},
}


def seconds(page) -> int:
    parts = [int(part) for part in page.locator("[data-left]").first.inner_text().split(":")]
    return sum(value * 60**place for place, value in enumerate(reversed(parts)))


def lie_down(page):
    page.get_by_role("link", name="happening now").click()
    page.get_by_role("button", name="None of these: start").click()
    page.wait_for_selector("[data-left]")
    return page


def dressed(open_page, look, path="/"):
    page = open_page(path, color_scheme="light" if look == "light" else "dark")
    if look == "night":
        page.context.add_cookies([{"name": "theme", "value": "night", "url": page.url}])
    return page


def test_two_taps_to_a_running_position(open_page):
    page = lie_down(open_page("/"))
    assert page.get_by_role("heading", name="On your side").is_visible()
    assert page.locator(".frame svg").is_visible()
    assert page.url.endswith("/session/")
    before = seconds(page)
    page.wait_for_timeout(1300)
    assert 0 < before - seconds(page) <= 2


def test_the_document_stays_so_that_sound_stays_unlocked(open_page):
    page = open_page("/now/")
    page.evaluate("window.same = true")
    page.get_by_role("button", name="None of these: start").click()
    page.wait_for_selector("[data-left]")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("link", name="Questions while").click()
    page.wait_for_selector(".strip")
    assert page.evaluate("window.same")


def test_same_step_after_reload_in_a_tab_and_in_a_browser(open_page):
    page = lie_down(open_page("/"))
    page.get_by_role("button", name="Next").click()
    page.locator("[data-say]", has_text="Rest here").wait_for()
    page.reload()
    here = seconds(page)
    tab = page.context.new_page()
    tab.goto("/session/")
    other = open_page("about:blank")
    other.context.add_cookies(page.context.cookies())
    other.goto(page.url)
    for one in (tab, other):
        assert one.locator("[data-say]").inner_text() == page.locator("[data-say]").inner_text()
        assert abs(seconds(one) - seconds(page)) <= 1
    assert here > 580


def test_a_deed_in_one_tab_reaches_the_other(open_page):
    page = lie_down(open_page("/"))
    tab = page.context.new_page()
    tab.goto("/session/")
    tab.get_by_role("button", name="Pause").click()
    tab.get_by_text("paused").wait_for()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")
    page.get_by_text("paused").wait_for()


def test_the_same_step_after_a_jump_of_the_clock(open_page, live_server):
    page = open_page("about:blank")
    page.clock.install(time=datetime.now(UTC))
    page.goto("/")
    page.clock.resume()
    lie_down(page)
    page.get_by_role("button", name="Next").click()
    page.locator("[data-say]", has_text="Rest here").wait_for()
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5)):
        page.clock.fast_forward("05:00")
        page.wait_for_timeout(500)
        alone = seconds(page)
        page.reload()
        assert abs(alone - seconds(page)) <= 1
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=15)):
        page.clock.fast_forward("10:00")
        page.get_by_role("heading", name="How does it feel now?").wait_for()
        page.reload()
        page.get_by_role("heading", name="How does it feel now?").wait_for()


def test_get_ready_leads_into_the_hold_by_itself(open_page):
    page = open_page("about:blank")
    page.clock.install(time=datetime.now(UTC))
    page.goto("/")
    page.clock.resume()
    lie_down(page)
    assert page.locator("[data-say]").inner_text() == "Get ready."
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=11)):
        page.clock.fast_forward("00:11")
        page.locator("[data-say]", has_text="Rest here").wait_for()
        assert 585 <= seconds(page) <= 600
    assert "10 minutes" in page.locator("#live").inner_text()


def test_the_live_region_speaks_at_step_changes_only(open_page):
    page = lie_down(open_page("/"))
    page.evaluate(
        """window.said = 0; new MutationObserver(() => window.said++)
        .observe(document.getElementById("live"), {childList: true, characterData: true,
        subtree: true})"""
    )
    page.wait_for_timeout(2500)
    assert page.evaluate("window.said") == 0
    page.get_by_role("button", name="Next").click()
    page.locator("[data-say]", has_text="Rest here").wait_for()
    assert page.evaluate("window.said") == 1


def test_everything_without_a_script(open_page):
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name="happening now").click()
    page.get_by_role("button", name="None of these: start").click()
    assert re.search(r"until \d\d:\d\d", page.locator("main").inner_text())
    page.get_by_role("button", name="Next").click()
    page.get_by_role("link", name="Questions while").click()
    page.get_by_role("button", name="18 to 39").click()
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Better").click()
    page.get_by_role("button", name="4", exact=True).click()
    assert page.get_by_role("heading", name="Saved").is_visible()
    assert RunningSession.objects.get().recorded


def test_the_whole_path_by_keyboard(open_page):
    page = open_page("/now/")

    def press(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if name in page.evaluate(FOCUSED):
                page.keyboard.press("Enter")
                return
        raise AssertionError(name)

    press("None of these")
    page.wait_for_selector("[data-left]")
    press("Pause")
    page.get_by_role("button", name="Go on").wait_for()
    press("Go on")
    press("Next")
    page.locator("[data-say]", has_text="Rest here").wait_for()
    press("Next")
    page.wait_for_selector(".answers")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    press("Same")
    page.wait_for_selector(".numbers")
    press("4")
    page.get_by_role("heading", name="Saved").wait_for()


@pytest.mark.parametrize("look", LOOKS)
def test_no_barriers(open_page, look):
    page = dressed(open_page, look)

    def check(name: str) -> None:
        found = Axe().run(page, options=STRICT)
        assert found.violations_count == 0, f"{name}\n{found.generate_report()}"

    page.get_by_role("link", name="happening now").click()
    page.get_by_role("button", name="None of these").wait_for()
    check("now")
    page.get_by_role("button", name="None of these").click()
    page.wait_for_selector("[data-left]")
    check("timed")
    page.locator(".more summary").click()
    check("more")
    page.get_by_role("link", name="Tell someone").click()
    page.wait_for_selector(".letter")
    check("helper")
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("link", name="Questions while").click()
    page.wait_for_selector(".strip")
    check("ask one")
    page.get_by_role("button", name="18 to 39").click()
    page.wait_for_selector(".choice__row")
    check("ask many")
    page.get_by_role("link", name="Back", exact=True).click()
    page.wait_for_selector(".ring")
    page.get_by_role("button", name="Next").click()
    page.locator("[data-say]", has_text="Rest here").wait_for()
    page.get_by_role("button", name="Next").click()
    page.wait_for_selector(".answers")
    check("felt")
    page.get_by_role("button", name="Worse").click()
    page.wait_for_selector(".floor__news")
    check("worse")
    page.locator(".more summary").click()
    page.get_by_role("button", name="Get up safely").click()
    page.get_by_role("button", name="Done").wait_for()
    check("do")
    page.get_by_role("link", name="stuck").click()
    page.get_by_role("link", name="Try again").wait_for()
    check("stuck")
    page.get_by_role("link", name="Try again").click()
    page.locator(".more summary").click()
    page.get_by_role("button", name="Finish here").click()
    page.wait_for_selector(".numbers")
    check("pain")
    page.get_by_role("button", name="3", exact=True).click()
    page.get_by_role("heading", name="Saved").wait_for()
    check("done")


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_targets_are_big_and_in_reach(open_page, turns):
    page = open_page("/now/")
    for _ in range(turns):
        page.get_by_role("button", name="Turn the text").click()
    page.get_by_role("button", name="None of these").click()
    page.wait_for_selector("[data-left]")
    for target in page.locator("main button:visible, main a:visible, main summary:visible").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 64, target.inner_text()
    if not turns:
        for name in ("Pause", "Next"):
            box = page.get_by_role("button", name=name).bounding_box()
            assert 844 * 2 / 3 <= box["y"] <= 844 - box["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_turn_is_remembered(open_page):
    page = open_page("/now/")
    page.get_by_role("button", name="Turn the text").click()
    page.reload()
    assert page.locator("html").get_attribute("data-turned") == "right"


def test_sounds_are_switches_that_stay(open_page):
    page = lie_down(open_page("/"))
    page.locator(".more summary").click()
    page.get_by_label("Voice").uncheck()
    page.reload()
    page.locator(".more summary").click()
    assert not page.get_by_label("Voice").is_checked()
    assert page.get_by_label("Bell").is_checked()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out(open_page, width):
    page = open_page("/now/", viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="None of these").click()
    page.wait_for_selector("[data-left]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_visit_is_light(open_page):
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/now/")
    page.wait_for_load_state("networkidle")
    own = [url for url in asked if "/country/here/" not in url and not url.startswith("data:")]
    assert len(own) <= 5, own
    total = len(gzip.compress(page.request.get("/now/").body()))
    for url in own:
        if "/static/" in url:
            name = url.partition("/static/")[2]
            total += len(brotli.compress((settings.BASE_DIR / "static" / name).read_bytes()))
    session = page.request.get("/now/")
    assert session.ok
    assert total <= 30 * 1024
    page.get_by_role("button", name="None of these").click()
    page.wait_for_selector("[data-left]")
    held = len(gzip.compress(page.request.get("/session/").body()))
    assert total + held <= 30 * 1024, (total, held)


def test_a_moving_drawing_stops(open_page):
    page = lie_down(open_page("/"))
    page.locator(".more summary").click()
    page.get_by_role("button", name="Get up safely").click()
    stop = page.get_by_role("button", name="Stop the drawing")
    stop.click()
    assert stop.get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.querySelector('.moves svg').animationsPaused()")


def test_less_motion_shows_a_still(open_page):
    page = lie_down(open_page("/", reduced_motion="reduce"))
    page.locator(".more summary").click()
    page.get_by_role("button", name="Get up safely").click()
    page.get_by_role("button", name="Done").wait_for()
    assert page.locator(".still svg").is_visible()
    assert page.locator(".moves").is_hidden()
