"""Every public page in a real browser: barriers, console errors, policy, what sticks out.

`make test` sees each template once, light and dark, at the width of a phone. The full
matrix (three looks, three widths, big text) is slow and belongs to `make test-all`.
A console error or a blocked script or style fails any of these (see `open_page`).
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.assessments.walking import answer_all, post

from .layout import faults
from .walking import browser_of, stop_at, width_of

Prepare = Callable[[Client], object]


def nobody(client: Client) -> None:
    """A stranger: nothing to prepare."""


def at(screen: str) -> Prepare:
    return lambda client: stop_at(client, screen)


def emergency(client: Client) -> None:
    post(client, "danger-now", {"danger-now": ["chest", "saddle"]})


def detail(client: Client) -> None:
    post(client, "danger-now", {"danger-now": ["breath"]})


def urgent(client: Client) -> None:
    stop_at(client, "urgent")
    post(client, "urgent", {"urgent": ["skin"]})
    post(client, "skin", {"skin": ["blister-rash"]})


def soon(client: Client) -> None:
    since = {"duration": "d15-42", "trend": "same", "before": "first-ever"}
    hand = {"at-hand": ["pillow"], "since-then": ["none"]}
    answer_all(client, {"since": since, "hand": hand})


# One row a template, and a row for each layout of a question: name -> (address, who looks).
PAGES: dict[str, tuple[str, Prepare]] = {
    "home": ("/", nobody),
    "about": ("/about/", nobody),
    "privacy": ("/privacy/", nobody),
    "country": ("/country/", nobody),
    "learn": ("/learn/", nobody),
    "learn-page": ("/learn/questions/", nobody),
    "how-we-decide": ("/how-we-decide/", nobody),
    "checklist": ("/check/danger-now/", nobody),
    "line-by-line": ("/check/danger-now/?lines=1", nobody),
    "detail": ("/check/breath/", detail),
    "radio": ("/check/age/", at("age")),
    "bodymap": ("/check/where/", at("where")),
    "scale": ("/check/pain/", at("pain")),
    "profile": ("/check/health/", at("health")),
    "emergency": ("/check/outcome/", emergency),
    "urgent": ("/check/outcome/", urgent),
    "soon": ("/check/outcome/", soon),
    "self-care": ("/check/outcome/", answer_all),
    "plan": ("/check/plan/", answer_all),
    "comfort": ("/check/plan/", urgent),
}
LOOKS = ("light", "dark", "night")


@pytest.fixture
def visit(open_page: Callable[..., Any], visitor: Client) -> Callable[..., Any]:
    """Opens one of the pages as the person it is for."""

    def opener(name: str, **options: Any) -> Any:
        path, prepare = PAGES[name]
        prepare(visitor)
        own = browser_of(visitor) if visitor.cookies.get("sessionid") else {}
        page = open_page(path, **own, **options)
        assert page.url.endswith(path), f"{path} led to {page.url}"
        return page

    return opener


@pytest.mark.parametrize("name", PAGES)
def test_no_barriers(visit, no_barriers_light_or_dark, name):
    page = visit(name)
    no_barriers_light_or_dark(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert width_of(page) <= 320
    assert faults(page) == {}


def test_no_barriers_beside_a_mistake(visit, no_barriers):
    page = visit("checklist")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("alert").wait_for()
    no_barriers(page)


@pytest.mark.slow
@pytest.mark.parametrize("big", [False, True], ids=["plain", "200%"])
@pytest.mark.parametrize("width", [390, 1280, 320])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_matrix(visit, no_barriers, name, look, width, big):
    size = {"width": width, "height": 800}
    page = visit(
        name, viewport=size, color_scheme="light" if look == "light" else "dark"
    )
    if look == "night":
        cookie = {
            "name": "theme",
            "value": "night",
            "domain": "localhost",
            "path": "/",
        }
        page.context.add_cookies([cookie])
        page.reload()
        assert page.locator("html").get_attribute("data-theme") == "night"
    if big:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
    no_barriers(page)
    assert width_of(page) <= width


@pytest.mark.parametrize("path", ["/no-such-page/"])
def test_error_page(chromium, live_server, no_barriers, path):
    # Its status is a console error by itself, so it does not come through `open_page`.
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto(path)
    no_barriers(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert faults(page) == {}
    context.close()
