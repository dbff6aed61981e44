"""From the first page to the plan: with the keyboard alone, without JavaScript, and back."""

import re

from playwright.sync_api import Page, expect

from tests.assessments.walking import PLAIN

from .walking import (
    HEADING,
    answers_on,
    choose_by_keyboard,
    line_of,
    screen_of,
    tab_to,
    width_of,
)

OUTCOME = "You can look after this at home"
MOST_SCREENS = 12


def test_keyboard_only(open_page):
    page = open_page("/")
    tab_to(page, page.get_by_role("link", name=re.compile("Check calmly")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/danger-now/")
    screens = 0
    while "/outcome/" not in page.url:
        screens += 1
        before = page.url
        for question, line in answers_on(screen_of(before)):
            choose_by_keyboard(page, question, line)
        tab_to(page, page.get_by_role("button", name="Next"))
        page.keyboard.press("Enter")
        page.wait_for_function(
            "address => location.href !== address", arg=before
        )
        if "/outcome/" not in page.url:
            expect(page.locator(HEADING)).to_be_focused()
            expect(page.locator("#live")).to_have_text(
                page.locator(HEADING).inner_text()
            )
    assert screens <= MOST_SCREENS
    expect(page.locator(HEADING)).to_have_text(OUTCOME)
    plan_by_keyboard(page)


def plan_by_keyboard(page: Page) -> None:
    tab_to(page, page.get_by_role("link", name="Show my plan"))
    page.keyboard.press("Enter")
    expect(page.locator(HEADING)).to_have_text("Your plan")
    first = page.locator("main summary").first
    tab_to(page, first)
    page.keyboard.press("Enter")
    assert first.evaluate("element => element.parentElement.open")


def test_without_javascript(open_page):
    page = open_page(
        "/", java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page.get_by_role("link", name=re.compile("Check calmly")).click()
    screens = 0
    while "/outcome/" not in page.url:
        screens += 1
        before = page.url
        assert width_of(page) <= 320, before
        for question, line in answers_on(screen_of(before)):
            # The words are the target; the box itself may be drawn by the style sheet.
            page.locator(
                "label", has=line_of(page, question, line)
            ).first.click()
            expect(line_of(page, question, line)).to_be_checked()
        page.get_by_role("button", name="Next").click()
        page.wait_for_url(lambda address, before=before: address != before)
    assert screens <= MOST_SCREENS
    expect(page.locator(HEADING)).to_have_text(OUTCOME)
    assert width_of(page) <= 320
    page.get_by_role("link", name="Show my plan").click()
    expect(page.locator(HEADING)).to_have_text("Your plan")
    assert width_of(page) <= 320


def test_the_zone_is_kept_before_the_plan(open_page):
    page = open_page("/check/danger-now/", timezone_id="America/New_York")
    page.reload()
    assert "911" in page.locator(".help").inner_text()


def test_back_shows_whole_pages(open_page):
    page = open_page("/")
    page.get_by_role("link", name=re.compile("Check calmly")).click()
    titles = []
    for screen in ("danger-now", "age", "urgent"):
        expect(page).to_have_url(re.compile(f"/check/{screen}/"))
        titles.append(page.locator(HEADING).inner_text())
        for question, line in answers_on(screen):
            page.locator(
                "label", has=line_of(page, question, line)
            ).first.click()
        page.get_by_role("button", name="Next").click()
    expect(page).to_have_url(re.compile("/check/where/"))
    for title in reversed(titles):
        page.go_back()
        expect(page.locator(HEADING)).to_have_text(title)
        whole(page)
    page.go_forward()
    expect(page.locator(HEADING)).to_have_text(titles[1])
    whole(page)


def test_back_from_the_outcome(open_page):
    page = open_page("/check/danger-now/")
    page.locator(
        "label", has=line_of(page, "danger-now", "chest")
    ).first.click()
    page.get_by_role("button", name="Next").click()
    expect(page.locator(HEADING)).to_have_text("Call for help now")
    page.go_back()
    expect(page).to_have_url(re.compile("/check/danger-now/"))
    whole(page)
    page.go_forward()
    expect(page.locator(HEADING)).to_have_text("Call for help now")
    whole(page)


def whole(page: Page) -> None:
    """A page, not a fragment: head, top, foot and one heading."""
    assert page.evaluate("document.doctype !== null")
    expect(page.locator("header.top")).to_be_visible()
    expect(page.locator("footer.foot")).to_be_attached()
    expect(page.locator(HEADING)).to_have_count(1)


def test_a_missing_answer_is_said_and_has_the_focus(open_page):
    page = open_page("/check/danger-now/")
    page.get_by_role("button", name="Next").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.url.endswith("/check/danger-now/")


def test_none_of_these_stands_alone(open_page):
    page = open_page("/check/danger-now/")
    page.locator("label", has=line_of(page, "danger-now", "cola")).first.click()
    page.locator("label", has=line_of(page, "danger-now", "none")).first.click()
    expect(line_of(page, "danger-now", "cola")).not_to_be_checked()
    page.locator(
        "label", has=line_of(page, "danger-now", "blood")
    ).first.click()
    expect(line_of(page, "danger-now", "none")).not_to_be_checked()


def test_first_question_asks_for_six_files(open_page):
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/check/danger-now/")
    page.wait_for_load_state("networkidle")
    assert len(asked) <= 6, asked


def test_the_journey_knows_every_screen():
    assert len(PLAIN) <= MOST_SCREENS
