"""Letters twice as big, and text turned on a small phone: what was fixed hides nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .test_floor_states import HIT
from .walking import width_of

PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}
START = "None of these: start"
PATHS = ("/now/", "/offline/")


@pytest.fixture(params=["the browser's own letters", "the page zoomed"])
def twice_as_big(request: Any) -> Callable[..., Any]:
    """Opens a page with letters of 200 %, by either way to get them."""
    own = request.param == "the browser's own letters"
    opener = request.getfixturevalue("open_big" if own else "open_page")

    def opened(path: str, **options: Any) -> Any:
        page = opener(path, color_scheme="dark", **options)
        if not own:
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        size = page.evaluate(
            "getComputedStyle(document.documentElement).fontSize"
        )
        assert float(size.removesuffix("px")) >= 32
        return page

    return opened


def in_first_view(page: Any) -> list[str]:
    """The danger signs that are whole on the screen, and not one of them is covered."""
    high = page.evaluate("innerHeight")
    seen = []
    for sign in page.locator(".sign > :is(button, a)").all():
        box = sign.bounding_box()
        if sign.evaluate(HIT):
            seen.append(sign.inner_text())
        else:
            turned = page.evaluate(
                "'turned' in document.documentElement.dataset"
            )
            edge = box["x"] < 0 if turned else box["y"] + box["height"] > high
            assert edge, f"covered: {sign.inner_text()}"
    return seen


@pytest.mark.parametrize("path", PATHS)
def test_start_covers_no_sign(twice_as_big, path):
    page = twice_as_big(path, viewport=PHONE)
    assert len(in_first_view(page)) >= 3
    assert width_of(page) <= PHONE["width"]
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.locator("#start").evaluate(HIT)
    last, start = (
        page.locator(".sign").last.bounding_box(),
        page.locator("#start").bounding_box(),
    )
    assert last["y"] + last["height"] <= start["y"]


@pytest.mark.parametrize("way", ["right", "left"])
def test_turned_on_a_small_phone(open_page, way):
    page = open_page("/now/", viewport=SMALL)
    page.evaluate("way => document.documentElement.dataset.turned = way", way)
    if way == "right":
        assert len(in_first_view(page)) >= 6
    page.locator("#start").evaluate("one => one.scrollIntoView({block: 'end'})")
    assert page.locator("#start").evaluate(HIT)


def whole_list(page: Any) -> bool:
    """Whether each danger sign is whole on the screen, with none of them covered."""
    return len(in_first_view(page)) == page.locator(".sign").count()


@pytest.mark.parametrize("path", PATHS)
def test_all_of_it_is_seen_at_once(open_page, path):
    page = open_page(path, viewport=PHONE)
    assert whole_list(page)
    assert page.locator("#start").evaluate(HIT)
    assert (
        page.evaluate("document.documentElement.scrollHeight")
        == PHONE["height"]
    )


@pytest.mark.parametrize(
    "size", [(320, 640), (360, 640), (375, 667), (390, 664)]
)
@pytest.mark.parametrize("path", PATHS)
def test_start_comes_after_the_last_sign(open_page, path, size):
    """Where the list is longer than the screen, nobody starts before its end was there."""
    page = open_page(path, viewport={"width": size[0], "height": size[1]})
    assert not whole_list(page)
    start, last = (
        page.locator("#start"),
        page.locator(".sign > :is(button, a)").last,
    )
    for way in range(
        0, page.evaluate("document.documentElement.scrollHeight"), 20
    ):
        page.evaluate("way => scrollTo(0, way)", way)
        if start.bounding_box()["y"] < size[1]:
            assert last.evaluate(HIT), f"scrolled by {way}"
    assert start.evaluate(HIT)
    assert last.evaluate(HIT)


@pytest.mark.parametrize("path", PATHS)
def test_the_first_tab_leads_past_the_list(open_page, path):
    page = open_page(path)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="To: None of these, start")
    assert skip.evaluate("one => one === document.activeElement")
    assert skip.evaluate(HIT)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'start'")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.url.endswith("#start")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "#start" not in url)
    page.get_by_role("heading", name="On your side").first.wait_for()
    assert (
        not page.locator(".skip[href='#start']").locator("visible=true").count()
    )
