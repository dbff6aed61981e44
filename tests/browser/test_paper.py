"""A plan on paper: a heavy one fits two pages, in black on white, and the way back is in sight."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from tests.assessments.walking import PLAIN, post

from .walking import browser_of, screen_of

MORNING = datetime(2026, 3, 3, 8, 0, tzinfo=ZoneInfo("Europe/London"))
MANY = {
    "age": "age-65-74",
    "conditions": ["bones", "heart", "sugar", "organs"],
    "medicines": ["pressure", "thinners", "hormones"],
    "bones-which": ["osteoporosis", "hip-problem", "knee-problem"],
    "heart-which": ["heart-disease", "high-bp"],
    "sugar-which": ["diabetes"],
    "organs-which": ["stomach-ulcer"],
    "pressure-which": ["ace-arb", "statin-steady"],
    "thinners-which": ["antiplatelet"],
    "hormones-which": ["ssri"],
    "duration": "d4-7",
    "trend": "better-more",
    "before": "some",
    "usual": "usual",
    "pain-now": "4",
    "pain-worst": "7",
    "onset": "hours",
    "trigger": ["overexertion", "lifting"],
    "can": [
        "toilet",
        "dress",
        "walk",
        "comfortable",
        "flat",
        "prone",
        "floor",
        "kneel",
    ],
    "at-hand": [
        "pillow",
        "chair",
        "heat-pack",
        "cold-pack",
        "heat-wrap",
        "bath",
        "ball",
        "mat",
    ],
    "tried-helped": ["none"],
    "tried-worse": ["none"],
    "since-then": ["none"],
    "habits": ["poor-sleep", "inactive", "habit-stress", "overweight", "fear"],
}
"""Someone older with much to heed: the longest plan that is still self-care."""
LEG = {"spread": ["below-knee"], "tingling": "comes-goes"}
"""With it the plan is filtered and comes beside an appointment."""


def walked(client: Client, given: dict[str, Any]) -> Client:
    """The client after a whole check with these answers."""
    answers = {
        name: value
        for screen in PLAIN.values()
        for name, value in screen.items()
    } | given
    path = client.get("/check/")["Location"]
    while "/outcome/" not in path:
        path = post(client, screen_of(path), answers)["Location"]
    return client


@pytest.mark.parametrize("more", [{}, LEG], ids=["self-care", "soon"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_heavy_plan_fits_two_pages(open_page, visitor, more, scheme):
    with time_machine.travel(MORNING, tick=True):
        walked(visitor, MANY | more)
        page = open_page(
            "/check/plan/", color_scheme=scheme, **browser_of(visitor)
        )
        assert page.locator("#medicines").count() == 1
        paper = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2
        page.emulate_media(media="print", color_scheme=scheme)
        ink = page.locator(".plan h1").evaluate(
            "e => getComputedStyle(e).color"
        )
        sheet = page.locator("html").evaluate(
            "e => getComputedStyle(e).backgroundColor"
        )
        assert (ink, sheet) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")


@pytest.mark.parametrize("level", ["emergency", "urgent"])
def test_the_way_back_is_in_sight(open_page, visitor, level):
    if level == "emergency":
        post(
            visitor,
            "danger-now",
            {"danger-now": ["chest", "saddle", "weak-legs", "cola"]},
        )
    else:
        post(visitor, "danger-now", PLAIN["danger-now"])
        post(visitor, "age", PLAIN["age"])
        post(visitor, "urgent", {"urgent": ["skin"]})
        post(visitor, "skin", {"skin": ["blister-rash"]})
    page = open_page("/check/outcome/", **browser_of(visitor))
    box = page.get_by_role(
        "button", name="I answered by mistake"
    ).bounding_box()
    assert box["y"] + box["height"] <= 844


def urgent(client: Client) -> Client:
    """The client after a check that says: be seen today."""
    post(client, "danger-now", PLAIN["danger-now"])
    post(client, "age", PLAIN["age"])
    post(client, "urgent", {"urgent": ["skin"]})
    post(client, "skin", {"skin": ["blister-rash"]})
    return client


@pytest.mark.parametrize("path", ["/check/outcome/", "/check/plan/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_to_do_first_is_on_paper(open_page, visitor, path, scheme):
    page = open_page(path, color_scheme=scheme, **browser_of(urgent(visitor)))
    # Now that the country is known by the time zone, there is a number to call.
    page.reload()
    page.emulate_media(media="print", color_scheme=scheme)
    words = page.locator("main").inner_text()
    for part in (
        "Be seen today",
        "Call the advice line 111",
        "Say this",
        "rash",
    ):
        assert part in words, words
    call = page.locator("main .btn--call")
    look = call.evaluate(
        "e => (s => [s.color, s.backgroundColor])(getComputedStyle(e))"
    )
    assert look == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert "First do what the outcome says" not in words
