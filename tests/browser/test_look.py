"""The pages of the skeleton in a real browser."""

import re

import pytest
from django.urls import reverse


def test_the_night_look(open_page, no_barriers):
    page = open_page("/")
    page.get_by_role("button", name="Night").click()
    assert page.locator("html").get_attribute("data-theme") == "night"
    no_barriers(page)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out(open_page, width):
    page = open_page("/", viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_big_text_fits(open_page):
    page = open_page("/", viewport={"width": 390, "height": 844})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_zone_cookie_moves_the_number(open_page):
    page = open_page("/", timezone_id="Europe/London")
    page.reload()
    assert "999" in page.locator(".help").inner_text()


def test_home_is_light(open_page):
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert len(asked) <= 5, asked


def test_doors_are_in_reach(open_page):
    page = open_page("/")
    now = page.get_by_role(
        "link", name=re.compile("happening now")
    ).bounding_box()
    assert now["height"] >= 64
    assert now["y"] + now["height"] <= 844


def test_skip_link_comes_first(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_works_without_script(open_page):
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.url.endswith(reverse("relief:home"))
