"""Every state of the floor and the player: barriers, looks, sizes, words, targets, order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from .barriers import WCAG, clean
from .floor_states import FROM_THE_PLAN, STATES, off, plan
from .layout import faults
from .walking import browser_of, tab_to, width_of

STRICT = {
    "runOnly": [*WCAG, "wcag2aaa"],
    "rules": {"identical-links-same-purpose": {"enabled": False}},
}
CONTRAST = {
    "runOnly": {
        "type": "rule",
        "values": ["color-contrast", "color-contrast-enhanced"],
    }
}
BESIDES = "main summary"
"""What does not count as words of the floor: what is folded."""
TARGETS = (
    "button:not([aria-hidden]), a[href], summary, .choice__row, .sounds label"
)
CUT = """() => [...document.querySelectorAll('main :is(h1, h2, p, li, button, a, span, summary)')]
  .filter(one => one.checkVisibility() && one.clientWidth && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.outerHTML.slice(0, 120))"""
SMALL = """(targets) => [...document.querySelectorAll(targets)]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('.skip'))
  .filter(one => { const box = one.getBoundingClientRect();
    return box.width && box.height && Math.min(box.width, box.height) < 64; })
  .map(one => one.outerHTML)"""
WITHOUT_EDGE = """() => [...document.querySelectorAll('main .btn')]
  .filter(one => one.checkVisibility({visibilityProperty: true}))
  .filter(one => parseFloat(getComputedStyle(one).borderTopWidth) < 2)
  .map(one => one.innerText)"""
ORDER = """() => [...document.querySelectorAll('main :is(h1, h2, [role=img], button, a, summary)')]
  .filter(one => one.checkVisibility() && !one.closest('.floor__thumb--fixed, .moves, .sign'))
  .map(one => { const box = one.getBoundingClientRect();
    return [Math.round(box.top + scrollY), Math.round(box.left), one.outerHTML.slice(0, 80)]; })"""

REACHED = [
    "now",
    "ready",
    "hold",
    "getting-up",
    "ask-one",
    "ask-many",
    "pain",
    "done",
    "stuck",
]

COVERED = """() => { const over = document.querySelector('.floor__thumb').getBoundingClientRect();
  return [...document.querySelectorAll('.stage__tell > *')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.left < over.right - 1 && over.left < box.right - 1
      && box.top < over.bottom - 1 && over.top < box.bottom - 1; }).map(one => one.innerText); }"""
"""What is told and lies under the buttons."""

HIT = """one => { const box = one.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  return one.contains(document.elementFromPoint(x, y)) && box.top >= -1 && box.left >= -1
    && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1; }"""
"""Whether the whole of it is on the screen, and a tap meets it."""


@pytest.fixture
def visit(
    open_page: Callable[..., Any], visitor: Client
) -> Iterator[Callable[..., Any]]:
    """Opens a state as the person it belongs to.

    Then time stands still, on the site and in the browser: some states last for ten seconds.
    """
    stillness = ExitStack()

    def opener(name: str, **options: Any) -> Any:
        path, prepare = STATES[name]
        prepare(visitor)
        now = datetime.now(UTC)
        stillness.enter_context(time_machine.travel(now, tick=False))
        own = browser_of(visitor) if visitor.cookies.get("sessionid") else {}
        page = open_page("about:blank", **own, **options)
        page.clock.install(time=now - timedelta(hours=1))
        page.clock.pause_at(now)
        page.goto(path)
        assert page.url.endswith(path), f"{name} led to {page.url}"
        return page

    with stillness:
        yield opener


def count(text: str) -> int:
    return len(re.findall(r"\S+", text))


@pytest.mark.parametrize("name", STATES)
def test_state(visit, name):
    page = visit(name, color_scheme="light", reduced_motion="reduce")
    if name not in FROM_THE_PLAN and name != "positions":
        besides = (
            page.locator(BESIDES).locator("visible=true").all_inner_texts()
        )
        words = count(page.locator("main").inner_text()) - count(
            " ".join(besides)
        )
        assert words <= (
            90 if page.url.partition("?")[0].endswith("/now/") else 40
        ), words
    for more in page.locator(".more summary").all():
        more.click()
    big_in_order(page)
    fits(page)
    without_barriers(page)


def test_every_danger_sign_is_in_view(open_page):
    page = open_page("/now/")
    for target in page.locator("main :is(button, a)").all():
        box = target.bounding_box()
        assert box["height"] >= 64, target.inner_text()
        assert box["y"] + box["height"] <= 844, target.inner_text()
    start = page.get_by_role("button", name="None of these").bounding_box()
    last = page.locator(".sign button").last.bounding_box()
    assert last["y"] + last["height"] <= start["y"]


@pytest.mark.parametrize(
    "way", ["right", pytest.param("left", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize(
    "size", [(320, 640), pytest.param((390, 844), marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("name", REACHED)
def test_all_is_within_reach_of_turned_text(visit, name, size, way):
    page = visit(name, viewport={"width": size[0], "height": size[1]})
    page.evaluate("way => document.documentElement.dataset.turned = way", way)
    # A line that stands alone cannot be tapped in its first half second.
    page.evaluate(
        "Promise.all(document.getAnimations().map(one => one.finished.catch(() => 0)))"
    )
    seen = page.locator(
        "main :is(button, a, summary):not([aria-hidden])"
    ).locator("visible=true")
    for target in seen.all():
        target.evaluate("one => one.scrollIntoView({block: 'center'})")
        # A row that sticks is in its place only once what scrolled is drawn again.
        page.wait_for_function(HIT, arg=target.element_handle())
    if name in ("ready", "hold", "getting-up"):
        page.evaluate("scrollTo(0, 0); document.body.scrollTo(0, 0)")
        for target in page.locator(".floor__thumb .btn").all():
            assert target.evaluate(HIT), target.inner_text()
        assert page.evaluate(COVERED) == []


@pytest.mark.parametrize("size", [(320, 640), (390, 844)])
@pytest.mark.parametrize("name", ["hold", "paused", "breathing", "on"])
def test_the_way_to_stop_is_in_first_sight(visit, name, size):
    page = visit(name, viewport={"width": size[0], "height": size[1]})
    page.evaluate("scrollTo(0, 0)")
    assert page.get_by_role("button", name="Stop sign?").evaluate(HIT)


@pytest.mark.parametrize(
    "name", ["ready", "changed-way", "felt", "getting-up", "cloth"]
)
def test_where_there_is_no_room_for_it_more_says_so(visit, name):
    page = visit(name)
    page.get_by_text("Stop sign? More").click()
    assert page.get_by_role("button", name="Stop sign? New sign?").is_visible()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_second_tap_does_not_pass_the_next_lines(visit, motion):
    """For half a second "None of these" lets a tap through to nothing, still or moving."""
    page = visit("ask-many", reduced_motion=motion)
    nothing = page.get_by_role("button", name="None of these")
    assert (
        nothing.evaluate("one => getComputedStyle(one).animationName") == "wait"
    )


def test_ticks_and_the_way_past_them_never_show_together(visit):
    page = visit("ask-many")
    nothing = page.get_by_role("button", name="None of these")
    following = page.get_by_role("button", name="Next")
    assert nothing.is_visible()
    assert following.is_hidden()
    nothing.click()
    page.get_by_label("Fever").check()
    assert nothing.is_hidden()
    following.click()
    page.get_by_label("Rash").wait_for()
    assert nothing.is_visible()


def big_in_order(page: Any) -> None:
    """Each target measures 64 px; what is read later stands lower, or beside it."""
    assert page.evaluate(SMALL, TARGETS) == []
    before = (-1, 0, "")
    for place in page.evaluate(ORDER):
        assert place[0] > before[0] - 40, (before, place)
        before = tuple(place)


def fits(page: Any) -> None:
    """Nothing is cut or beside the page on a small phone, nor with letters twice as big."""
    for width, size in (
        (320, "100%"),
        (390, "200%"),
        (320, "200%"),
        (390, "100%"),
    ):
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate(
            "size => document.documentElement.style.fontSize = size", size
        )
        assert width_of(page) <= width, (width, size)
        assert page.evaluate(CUT) == [], (width, size)
        if size == "100%":
            assert faults(page) == {}, width
    page.evaluate("document.documentElement.removeAttribute('style')")


def without_barriers(page: Any) -> None:
    """Light, dark and night; with the system's own colours each button keeps its edge."""
    page.clock.resume()  # axe waits for timers
    clean(page, STRICT)
    page.emulate_media(color_scheme="dark")
    clean(page, CONTRAST)
    page.evaluate("document.documentElement.dataset.theme = 'night'")
    clean(page, CONTRAST)
    page.emulate_media(forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(WITHOUT_EDGE) == []


def test_a_screen_reader_hears_it_in_order(visit):
    """What it is, the picture, what to do, the deeds; the emergency number before all."""
    page = visit("hold")
    # Known once the page told its time zone.
    page.get_by_role("link", name="999").first.wait_for()
    heard = page.locator("body").aria_snapshot()
    order = [
        'link "Skip to the content"',
        'link "Backspasm, home"',
        'button "Turn the text"',
        "999",
        'heading "On your side',
        'img "On the side',
        "timer",
        "Rest here and breathe slowly.",
        'button "Stop sign? New sign?"',
        'link "Questions while you rest"',
        'button "I can’t get into this"',
        'button "Pause"',
        'button "Next"',
        "More",
    ]
    found = [heard.find(words) for words in order]
    assert -1 not in found, (order[found.index(-1)], heard)
    assert found == sorted(found), heard


def test_heat_again_too_early_waits(open_page, visitor):
    off(visitor)
    page = open_page("/session/", **browser_of(visitor))
    page.get_by_role("button", name="Close").click()
    page.goto("/check/plan/")
    start = page.locator("#temp-heat, #temp-cold").get_by_role(
        "button", name="Start with"
    )
    tab_to(page, start)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Let your skin rest").wait_for()
    assert re.search(r"until \d\d:\d\d", page.locator("main").inner_text())
    clean(page, STRICT)
    page.set_viewport_size({"width": 320, "height": 640})
    assert width_of(page) <= 320


def test_a_moving_drawing_stops(open_page, visitor):
    plan(visitor, "relax-breathing", 2)
    page = open_page("/session/", **browser_of(visitor))
    stop = page.get_by_role("button", name="Stop the drawing")
    stop.click()
    assert stop.get_attribute("aria-pressed") == "true"
    assert page.evaluate(
        "document.querySelector('.moves svg').animationsPaused()"
    )


def test_less_motion_shows_a_still(open_page, visitor):
    plan(visitor, "relax-breathing", 2)
    page = open_page(
        "/session/", reduced_motion="reduce", **browser_of(visitor)
    )
    assert page.locator(".still svg").is_visible()
    assert page.locator(".moves").is_hidden()
