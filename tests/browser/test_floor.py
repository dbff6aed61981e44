"""Floor mode and the player in a real browser."""

from __future__ import annotations

import gzip
import re
import time
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from backspasm.relief.models import RunningSession
from tests.relief.lying import tap

from .floor_states import worse as worse_once
from .walking import browser_of, count_down, seconds_left

FOCUSED = "document.activeElement === document.body ? '' : document.activeElement.innerText ?? ''"
LOOKS = ["light", "dark", "night"]


def lie_down(page):
    page.get_by_role("link", name="happening now").click()
    page.get_by_role("button", name="None of these: start").click()
    page.wait_for_selector("[data-left]")
    return page


def dressed(open_page, look, path="/"):
    page = open_page(path, color_scheme="light" if look == "light" else "dark")
    if look == "night":
        page.context.add_cookies(
            [{"name": "theme", "value": "night", "url": page.url}]
        )
    return page


def test_two_taps_to_a_running_position(open_page):
    page = lie_down(open_page("/"))
    assert page.get_by_role("heading", name="On your side").is_visible()
    assert page.locator(".frame svg").is_visible()
    assert page.url.endswith("/session/")
    began, before = time.monotonic(), seconds_left(page)
    count_down(page, 1)
    assert 0 < before - seconds_left(page) <= time.monotonic() - began + 1


def test_the_document_stays_so_that_sound_stays_unlocked(open_page):
    page = open_page("/now/")
    page.evaluate("window.same = true")
    page.get_by_role("button", name="None of these: start").click()
    page.wait_for_selector("[data-left]")
    page.get_by_role("button", name="Next").click()
    page.locator("[data-say]", has_text="Rest here").wait_for()
    page.get_by_role("link", name="Questions while").click()
    page.wait_for_selector(".strip")
    assert page.evaluate("window.same")


def test_the_live_region_speaks_at_step_changes_only(open_page):
    page = lie_down(open_page("/"))
    page.evaluate(
        """window.said = 0; new MutationObserver(() => window.said++)
        .observe(document.getElementById("live"), {childList: true, characterData: true,
        subtree: true})"""
    )
    count_down(page, 2)
    assert page.evaluate("window.said") == 0
    page.get_by_role("button", name="Next").click()
    page.locator("[data-say]", has_text="Rest here").wait_for()
    assert page.evaluate("window.said") == 1


def test_the_live_region_says_why_the_danger_signs_come_again(
    open_page, visitor
):
    worse_once(visitor)
    for _ in range(2):
        tap(visitor, "next")
    page = open_page("/session/", **browser_of(visitor))
    page.locator("#live", has_text="How does it feel now?").wait_for(
        state="attached"
    )
    page.get_by_role("button", name="Worse").click()
    why = "2 made it worse: danger signs again."
    page.get_by_role("heading", name=why).wait_for()
    assert page.locator("#live").inner_text() == why
    assert page.evaluate(FOCUSED) == why
    page.get_by_role("button", name="None of these: start").click()
    page.wait_for_selector("[data-left]")
    assert page.locator("#live").inner_text() != why


def test_everything_without_a_script(open_page):
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name="happening now").click()
    page.get_by_role("button", name="None of these: start").click()
    assert "then 10 minutes" in page.locator("main").inner_text()
    page.get_by_role("button", name="Next").click()
    assert re.search(r"until \d\d:\d\d", page.locator("main").inner_text())
    page.get_by_role("link", name="Questions while").click()
    page.get_by_role("button", name="None of these").click()
    while not page.get_by_role("button", name="Pause").is_visible():
        page.locator(".strip .btn").click()
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

    press("To: None of these")
    page.wait_for_function("() => document.activeElement.id === 'start'")
    page.keyboard.press("Enter")
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


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_targets_are_big_and_in_reach(open_page, turns):
    page = open_page("/now/")
    for _ in range(turns):
        page.get_by_role("button", name="Turn the text").click()
    page.get_by_role("button", name="None of these").click()
    page.wait_for_selector("[data-left]")
    for target in page.locator(
        "main button:visible, main a:visible, main summary:visible"
    ).all():
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
    own = [
        url
        for url in asked
        if "/country/here/" not in url and not url.startswith("data:")
    ]
    assert len(own) <= 6, own
    total = len(gzip.compress(page.request.get("/now/").body()))
    for url in own:
        if "/static/" in url:
            name = url.partition("/static/")[2]
            total += len(brotli.compress(Path(finders.find(name)).read_bytes()))
    session = page.request.get("/now/")
    assert session.ok
    assert total <= 30 * 1024
    page.get_by_role("button", name="None of these").click()
    page.wait_for_selector("[data-left]")
    held = len(gzip.compress(page.request.get("/session/").body()))
    assert total + held <= 30 * 1024, (total, held)


def test_the_next_position_is_shown_from_its_top(open_page):
    page = lie_down(open_page("/", viewport={"width": 320, "height": 640}))
    page.get_by_role("button", name="Next").click()
    page.locator("[data-say]", has_text="Rest here").wait_for()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.get_by_role("button", name="I can’t get into this").click()
    page.get_by_role("heading", name="without a pillow").wait_for()
    page.wait_for_function("() => scrollY === 0")
