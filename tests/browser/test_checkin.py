"""A check-in and its neighbours in a real browser: with htmx, without barriers, on any width."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from backspasm.accounts.actions import keep_answers
from backspasm.accounts.models import Owner
from backspasm.assessments.models import Assessment
from backspasm.assessments.reminders import token
from backspasm.care.check.answers import Answers
from backspasm.episodes.models import Episode, Reading
from backspasm.web.catalogue import catalogue
from tests.assessments.walking import PLAIN, answer_all, post

from .walking import HEADING, browser_of, line_of, screen_of, width_of

DAYS = timedelta(days=3, minutes=5)
ANSWERS: dict[str, dict[str, Any]] = {
    **PLAIN,
    "how-now": {"pain-now": "3", "trend": "better", "night": "eases"},
    "how-changed": {"spread": ["stays"], "since-then": ["none"]},
}


@pytest.fixture
def three_days(member):
    """A member whose check and episode are three days old."""
    return three_days_ago(member)


def three_days_ago(member):
    answer_all(member)
    member.post("/check/log/")
    check, episode = Assessment.objects.get(), Episode.objects.get()
    reading = Reading.objects.get(estimated=False)
    Reading.objects.filter(estimated=True).delete()
    check.answers = {
        name: earlier(answer) for name, answer in check.answers.items()
    }
    check.started -= DAYS
    check.save()
    episode.start -= DAYS
    episode.last_reading_at -= DAYS
    episode.save()
    reading.moment -= DAYS
    reading.save()
    return member


def earlier(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {
        "at": (datetime.fromisoformat(answer["at"]) - DAYS).isoformat()
    }


def fill_in(page: Page, screen: str) -> None:
    before = page.url
    for question, values in ANSWERS[screen].items():
        for value in values if isinstance(values, list) else [values]:
            line_of(page, question, value).check(force=True)
    page.get_by_role("button", name="Next").click()
    page.wait_for_function("address => location.href !== address", arg=before)
    if "/outcome/" not in page.url:
        expect(page.locator(HEADING)).to_be_focused()  # the swap is over


def test_from_home_to_a_reading(open_page, three_days, no_barriers):
    page = open_page("/", **browser_of(three_days))
    expect(
        page.get_by_role("heading", name="It is time to look again")
    ).to_be_visible()
    no_barriers(page)
    page.get_by_role("link", name="Look again").click()
    no_barriers(page)
    fill_in(page, "danger-now")
    seen = []
    while "/outcome/" not in page.url:
        no_barriers(page)
        seen.append(screen_of(page.url))
        fill_in(page, seen[-1])
    assert seen == ["urgent", "how-now", "how-changed", "can"]
    no_barriers(page)
    assert [reading.pain for reading in Reading.objects.order_by("moment")] == [
        5,
        3,
    ]
    page.goto("/")
    expect(
        page.get_by_role("heading", name="It is time to look again")
    ).to_have_count(0)


def test_back_through_it(open_page, three_days):
    page = open_page("/check/again/", **browser_of(three_days))
    for screen in ("danger-now", "urgent", "how-now"):
        fill_in(page, screen)
    page.get_by_role("link", name="Back", exact=True).click()
    page.wait_for_url("**/check/how-now/")
    expect(line_of(page, "pain-now", "3")).to_be_checked()
    page.get_by_role("link", name="Back", exact=True).click()
    page.wait_for_url("**/check/urgent/")


@pytest.mark.parametrize("width", [320, 1280])
def test_pages(open_page, three_days, no_barriers, width):
    answers = Answers().with_answer(
        catalogue(), "age", "age-40-44", timezone.now()
    )
    keep_answers(
        owner=Owner.objects.get(), answers=answers, catalogue=catalogue()
    )
    page = open_page(
        "/", **browser_of(three_days), viewport={"width": width, "height": 700}
    )
    link = f"/check/letter/?t={token(Episode.objects.get())}"
    for path in ("/", "/check/again/", link, "/check/plan/", "/check/outcome/"):
        page.goto(path)
        no_barriers(page)
        assert width_of(page) <= width, path
    three_days.post("/check/restart/")
    post(three_days, "danger-now", PLAIN["danger-now"])
    page.goto("/check/still-true/")
    expect(page.locator(HEADING)).to_have_text("Is this still true?")
    no_barriers(page)
    assert width_of(page) <= width
    page.get_by_role("button", name="All still true").click()
    page.wait_for_url("**/check/urgent/")
