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
from tests.people import PASSWORD, sign_in
from tests.test_urls import address

from .layout import faults
from .walking import browser_of, width_of

SMALL = {"width": 320, "height": 640}
SIZES = [(320, 640), (390, 664), (430, 932), (560, 800), (700, 800), (1280, 800)]
"""Between two of them the words of the header come and go."""


@pytest.fixture
def kim(user):
    """A browser whose person has one of everything, and has just shown again who it is."""
    browser = Client()
    browser.cookies["tz"] = "Europe/London"
    sign_in(browser, user.email)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


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
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
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
    page.evaluate("text => document.documentElement.style.fontSize = text", text)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert "header" not in faults(page), width
        assert "beside" not in faults(page), width
        if text == "100%":
            parts = page.locator(".top > *:visible").all()
            middles = [(box := part.bounding_box())["y"] + box["height"] / 2 for part in parts]
            assert max(middles) - min(middles) < 8, width
