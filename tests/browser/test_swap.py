"""htmx on the whole site: what is sent before it is there, and Back within the document."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .test_danger_path import (
    CHEST,
    SADDLE,
    START,
    WAYS,
    helped,
    line,
    opened,
    press,
    site,
    told,
    until,
)

__all__ = ["opened", "site"]  # fixtures
HTMX = "**/htmx-*.js"
LIES = "[data-left]"


class Held:
    """htmx, kept back until it is let go."""

    def __init__(self, page):
        self._waiting = []
        page.route(HTMX, self._keep)

    def _keep(self, route):
        self._waiting.append(route)

    @property
    def asked_for(self):
        return bool(self._waiting)

    def let_go(self):
        for route in self._waiting:
            route.continue_()


def held_at(open_page, path):
    """A page whose htmx is on its way."""
    page = open_page("about:blank")
    held = Held(page)
    page.goto(path)
    until(page, lambda: held.asked_for)
    page.evaluate("window.same = true")
    return page, held


def test_start_waits_for_htmx_so_that_the_document_stays(open_page):
    page, held = held_at(open_page, "/now/")
    press(page, START)
    page.wait_for_timeout(300)
    assert page.url.endswith("/now/")
    held.let_go()
    page.wait_for_selector(LIES)
    assert page.evaluate("window.same")
    assert page.url.endswith("/session/")


def test_htmx_comes_after_the_first_paint(open_page):
    page = open_page("/now/")
    page.wait_for_function("() => window.htmx")
    painted, asked = page.evaluate(
        """() => [
            performance.getEntriesByName("first-contentful-paint")[0].startTime,
            performance.getEntriesByType("resource")
                .find((one) => one.name.includes("htmx")).startTime,
        ]"""
    )
    assert painted < asked


def test_a_page_that_swaps_nothing_loads_no_htmx(open_page):
    page = open_page("/")
    page.wait_for_load_state("networkidle")
    assert not page.evaluate("Boolean(window.htmx)")


@pytest.mark.parametrize("name", ["floor", "desk"])
def test_a_sign_does_not_wait_for_htmx(opened, name):
    way = WAYS[name]
    page = opened("/emergency/", worker=False)
    held = Held(page)
    page.goto(way.path)
    for box in way.sign[0]:
        page.locator(box).check()
    press(page, way.sign[1])
    helped(page, way)
    held.let_go()
    page.wait_for_url("**/check/outcome/")


@pytest.mark.parametrize(
    ("name", "words"), [("floor", CHEST), ("desk", SADDLE)]
)
def test_a_sign_where_htmx_never_comes(opened, name, words):
    way = WAYS[name]
    page = opened("/emergency/", worker=False)
    page.route(HTMX, lambda route: route.abort())
    page.goto(way.path)
    for box in way.sign[0]:
        page.locator(box).check()
    press(page, way.sign[1])
    helped(page, way)
    expect(page.locator(".alarm")).to_contain_text(words)


@pytest.mark.parametrize(
    ("path", "box", "button", "leads"),
    [
        ("/now/", "", START, "**/session/"),
        ("/check/danger-now/", line("none"), "Next", "**/check/age/"),
    ],
)
def test_anything_else_goes_by_itself_where_htmx_never_comes(
    opened, path, box, button, leads
):
    page = opened("/emergency/", worker=False)
    page.route(HTMX, lambda route: route.abort())
    page.goto(path)
    if box:
        page.locator(box).check()
    press(page, button)
    page.wait_for_url(leads)


def test_what_is_held_too_long_goes_by_itself_at_the_next_tap(opened):
    page = opened("/emergency/", worker=False)
    Held(page)
    page.goto("/now/")
    press(page, START)
    told(page)
    press(page, START)
    page.wait_for_url("**/session/")


def test_back_stays_in_the_document(open_page):
    page = open_page("/now/")
    page.wait_for_function("() => window.htmx")
    page.evaluate("window.same = true")
    press(page, START)
    page.wait_for_selector(LIES)
    for name in ("Pause", "Go on"):
        press(page, name)
        page.wait_for_function(
            "(name) => !document.querySelector('main').innerText.includes(name)",
            arg=name,
        )
    page.get_by_role("link", name="Questions while").click()
    page.wait_for_selector(".strip")
    page.go_back()
    page.wait_for_selector("[data-ring]")
    assert page.url.endswith("/session/")
    # Two taps on the same address are no steps back; the list leads where something runs.
    page.evaluate("document.querySelector('main').isOld = true")
    page.go_back()
    page.wait_for_function("() => !document.querySelector('main').isOld")
    page.wait_for_url("**/session/")
    assert page.evaluate("window.same")
    assert page.evaluate("history.length") == 4


def test_a_double_tap_starts_once(open_page):
    page = open_page("/now/")
    page.wait_for_function("() => window.htmx")
    sent = []
    page.on("request", lambda one: sent.append(one.method))
    page.get_by_role("button", name=START).dblclick(no_wait_after=True)
    page.wait_for_selector(LIES)
    assert sent.count("POST") == 1


def test_focus_stays_on_a_button_that_stays(open_page):
    page = open_page("/now/")
    press(page, START)
    page.wait_for_selector(LIES)
    page.get_by_role("button", name="Next").click()
    page.locator("[data-say]", has_text="Rest here").wait_for()
    assert page.evaluate("document.activeElement.id") == "do-next"
