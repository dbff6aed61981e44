"""Every page on the smallest phone, in the font of this run: nothing beside it, nothing cut.

Here the pages of `every_url.py`, as their owner and as a stranger see them. The states of the
floor, the check, the diary and the account are looked at in the same way where their own tests
open them: `test_floor_states.py`, `test_barriers.py`, `test_diary.py`, `test_account.py`.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.every_url import DEED, TABLE
from tests.one_of_all import one_of_all
from tests.test_urls import address, surely

from .floor_states import STATES
from .layout import faults
from .test_floor_states import HIT
from .walking import browser_of, width_of

SMALL = {"width": 320, "height": 640}
RING = """longest => {
  const [clock, ring] = ['.ring .clock', '.ring svg'].map(one => document.querySelector(one));
  const range = document.createRange();
  clock.textContent = longest;  // the running clock writes the next second only
  range.selectNodeContents(clock);
  const [words, circle] = [range.getBoundingClientRect(), ring.getBoundingClientRect()];
  const inside = circle.width * (54 - 9 / 2) / 120;
  const high = parseFloat(getComputedStyle(clock).fontSize) * 0.73 / 2;
  return { room: 2 * Math.sqrt(inside ** 2 - high ** 2) - words.width,
    beside: Math.abs(words.left + words.right - circle.left - circle.right) / 2 };
}"""
"""How much wider the ring is at the height of the figures than they are, and how far off centre."""
SIZES = [
    (320, 640),
    (390, 664),
    (430, 932),
    (560, 800),
    (700, 800),
    (1280, 800),
]
"""Between two of them the words of the header come and go."""


@pytest.fixture
def kim(user):
    """A browser whose person has just shown again who it is."""
    return surely(user.email)


def pages(browser: Client, rows: dict[str, int], status: str) -> list[str]:
    """The addresses that answer this browser with a page."""
    paths = [
        address(line, rows)
        for line in TABLE.values()
        if line.kind != DEED and getattr(line, status) == 200
    ]
    answers = {path: browser.get(path) for path in paths}
    return [
        path
        for path, answer in answers.items()
        if answer.status_code == 200
        and answer["Content-Type"].startswith("text/html")
    ]


def walk(page: Any, paths: list[str]) -> dict[str, Any]:
    """What is wrong on each of these pages."""
    wrong = {}
    for path in paths:
        page.goto(path)
        found = faults(page)
        if width_of(page) > SMALL["width"]:
            found["width"] = width_of(page)
        if found:
            wrong[path] = found
    return wrong


def test_every_page_of_its_owner(open_page, kim, user):
    paths = pages(kim, one_of_all(kim, user), "get")
    assert len(paths) > 40
    page = open_page("about:blank", viewport=SMALL, **browser_of(kim))
    assert walk(page, paths) == {}


def test_every_page_of_a_stranger(open_page, kim, user):
    paths = pages(Client(), one_of_all(kim, user), "open")
    assert len(paths) > 15
    page = open_page("about:blank", viewport=SMALL)
    assert walk(page, paths) == {}


@pytest.mark.parametrize("path", ["/", "/now/"])
@pytest.mark.parametrize("text", ["100%", "200%"])
def test_the_header_on_every_screen(open_page, kim, path, text):
    """What must be there is whole, in one row where it can be; the number always."""
    page = open_page(path, **browser_of(kim))
    page.evaluate(
        "text => document.documentElement.style.fontSize = text", text
    )
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert "header" not in faults(page), width
        assert "beside" not in faults(page), width
        if text == "100%":
            parts = page.locator(".top > *:visible").all()
            middles = [
                (box := part.bounding_box())["y"] + box["height"] / 2
                for part in parts
            ]
            assert max(middles) - min(middles) < 8, width


@pytest.mark.parametrize("name", ["hold", "off"])
def test_the_time_stands_within_its_ring(open_page, visitor, name):
    """Figures that move touch no line."""
    path, prepare = STATES[name]
    prepare(visitor)
    page = open_page(path, **browser_of(visitor))
    longest = {"hold": "50:00", "off": "2:00:00"}[name]
    for width, height in ((320, 640), (390, 664), (390, 844), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        found = page.evaluate(RING, longest)
        assert found["room"] >= 0, (width, height)
        assert found["beside"] < 1, (width, height)


@pytest.mark.parametrize("size", [(320, 640), (390, 664)])
@pytest.mark.parametrize(
    "path", ["/check/danger-now/", "/check/danger-now/?lines=1"]
)
def test_no_danger_sign_waits_under_the_bar(open_page, path, size):
    """Whoever comes to a line of the desk's list by keyboard sees it whole, above "Next"."""
    page = open_page(path, viewport={"width": size[0], "height": size[1]})
    lines = page.locator(
        "main form :is(input[type=checkbox], input[value=yes])"
    )
    assert lines.count() >= 10
    for line in lines.all():
        line.focus()
        assert line.locator("xpath=..").evaluate(HIT)
