"""Steps have their numbers and sources their bullets, on the screen and on paper."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.assessments.walking import answer_all

from .floor_states import STATES, asked
from .layout import OPENED
from .walking import browser_of, stop_at

LISTS = """kind => [...document.querySelectorAll(`main ${kind}:not([role])`)]
  .filter(one => one.checkVisibility()).map(one => {
    const row = one.querySelector('li'), look = getComputedStyle(row);
    const [box, whole] = [row.getBoundingClientRect(), one.getBoundingClientRect()];
    return { words: row.innerText, style: look.listStyleType, display: look.display,
      room: getComputedStyle(one).direction === 'rtl' ? whole.right - box.right
        : box.left - whole.left };
  })"""
"""Each list that is no row of chrome: its marks, and the room that they have beside the words."""
COUNTED = """() => [...document.querySelectorAll('.timeline > li')].map(
  one => getComputedStyle(one, '::before').content)"""


def looked_at(page: Any, kind: str) -> list[dict[str, Any]]:
    page.evaluate(OPENED)
    return page.evaluate(LISTS, kind)


def numbered(page: Any) -> int:
    """How many lists of steps the page has, each of which has numbers and room for them."""
    found = looked_at(page, "ol")
    for one in found:
        assert one["style"] == "decimal", one
        assert one["display"] == "list-item", one
        assert one["room"] >= 16, one
    return len(found)


@pytest.mark.parametrize(
    "name", ["breathing", "walking", "on", "hold", "positions"]
)
@pytest.mark.parametrize("way", ["ltr", "rtl"])
def test_steps_of_the_floor(open_page, visitor, name, way):
    path, prepare = STATES[name]
    prepare(visitor)
    own = browser_of(visitor) if visitor.cookies.get("sessionid") else {}
    page = open_page(path, **own)
    page.evaluate("way => document.documentElement.dir = way", way)
    assert numbered(page) >= (4 if name == "positions" else 1)


@pytest.mark.parametrize("media", ["screen", "print"])
def test_steps_of_a_plan(open_page, visitor, media):
    answer_all(visitor)
    page = open_page("/check/plan/", **browser_of(visitor))
    if media == "screen":
        assert numbered(page) >= 5
        sources = [one for one in looked_at(page, "ul") if "(" in one["words"]]
        assert sources
        assert all(
            one["style"] == "disc" and one["room"] >= 16 for one in sources
        )
    page.emulate_media(media=media)
    drawn = page.evaluate(COUNTED)
    assert len(drawn) >= 4
    assert set(drawn) == {"counter(step)"}


def test_steps_on_paper(open_page):
    """Positions are printed as they are read."""
    page = open_page("/offline/positions/")
    page.emulate_media(media="print")
    assert numbered(page) >= 4


@pytest.mark.parametrize("path", ["/learn/questions/", "/how-we-decide/"])
def test_sources_have_bullets(open_page, path):
    found = looked_at(open_page(path), "ul")
    assert found
    assert {one["style"] for one in found} == {"disc"}


def test_headings_over_choices_are_heard(open_page, visitor):
    """At the desk and on the floor; "none" still excludes the lines under every heading."""
    stop_at(visitor, "eases")
    page = open_page("/check/eases/", **browser_of(visitor))
    for name, line in (
        ("Eases it", "Bending forward or curling up"),
        ("Neither", "Moving"),
    ):
        group = page.get_by_role("group", name=name, exact=True)
        expect(group.get_by_role("heading", name=name)).to_be_visible()
        expect(group.get_by_role("checkbox", name=line)).to_be_visible()
    worse = page.get_by_role("group", name="Makes it worse", exact=True)
    worse.get_by_text("Leaning back or standing").click()
    page.get_by_text("None, or not sure").click()
    expect(
        worse.get_by_role("checkbox", name="Leaning back")
    ).not_to_be_checked()


def test_a_heading_on_the_floor_is_heard(open_page, visitor):
    asked(visitor, "eases")
    page = open_page("/now/ask/", **browser_of(visitor))
    lines = page.get_by_role("group", name="Eases it")
    expect(lines.get_by_role("checkbox", name="Walking")).to_be_visible()
