"""Without a network: what was kept at the first visit, and what leaves with its owner."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from backspasm.relief.offline import worker
from backspasm.web.catalogue import catalogue
from tests.assessments.walking import answer_all

from .walking import browser_of, under_worker, without_own_script

CALL = "Call for help now"
KEPT = "async (path) => Boolean(await caches.match(path, { ignoreVary: true }))"


def visited(open_page, path="/", **options):
    """One visit, long enough for the service worker to keep what it keeps."""
    page = open_page(path, **options)
    under_worker(page)
    return page


def cold(page, path):
    """A new tab without a network."""
    page.context.set_offline(True)
    page.close()
    tab = page.context.new_page()
    tab.goto(path)
    return tab


def gone(page, path):
    page.wait_for_function(f"async () => !(await ({KEPT})({path!r}))")


@pytest.fixture
def planned(open_page, visitor):
    """A browser whose person looked at a plan."""
    answer_all(visitor)
    page = visited(open_page, "/check/plan/", **browser_of(visitor))
    page.wait_for_function(f"async () => await ({KEPT})('/check/plan/')")
    return page


@pytest.mark.parametrize(
    "path", ["/", "/now/", "/check/danger-now/", "/offline/"]
)
def test_danger_list_from_a_cold_start(open_page, path):
    page = cold(visited(open_page), path)
    line = catalogue().screens[0].questions[0].choices[0].text
    page.get_by_role("link", name=line).click()
    expect(page.get_by_role("heading", name=CALL)).to_be_visible()
    expect(page.locator(".btn--call")).to_have_attribute("href", "tel:999")
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('.btn--call')).fontWeight"
        )
        == "750"
    )


def test_positions_with_their_drawings_from_a_cold_start(open_page):
    page = cold(visited(open_page), "/now/")
    page.get_by_role("link", name="None of these: start").click()
    expect(
        page.get_by_role("heading", name="On your side").first
    ).to_be_visible()
    assert page.locator(".frame svg").count() >= 4
    assert page.get_by_role("link", name="Your last plan").is_hidden()


@pytest.mark.parametrize("script", [True, False], ids=["swapped", "plain"])
def test_network_lost_before_the_tap(open_page, script):
    page = visited(open_page)
    if not script:
        without_own_script(page)
    page.goto("/now/")
    page.wait_for_function("() => window.htmx")
    page.context.set_offline(True)
    page.get_by_role(
        "button", name=catalogue().screens[0].questions[0].choices[1].text
    ).first.click()
    expect(page.get_by_role("heading", name=CALL)).to_be_visible()
    assert page.url.endswith("/emergency/")


def test_network_lost_during_the_check(open_page):
    page = visited(open_page)
    page.goto("/check/danger-now/")
    page.context.set_offline(True)
    page.locator('input[value="saddle"]').check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name=CALL)).to_be_visible()


@pytest.mark.parametrize(
    ("tick", "button", "path"),
    [
        ("Short of breath at rest", "Next", "/emergency/"),
        ("", "None", "/offline/"),
    ],
)
def test_network_lost_at_a_detail_of_a_danger_sign(
    open_page, tick, button, path
):
    page = visited(open_page)
    page.goto("/now/")
    page.get_by_role("button", name="Breathless").click()
    page.wait_for_selector(
        "input[name=asked][value=breath-which]", state="attached"
    )
    page.context.set_offline(True)
    if tick:
        page.get_by_text(tick).click()
    page.get_by_role("button", name=button).first.click()
    page.wait_for_url(f"**{path}")


def test_enter_on_a_line_passes_nothing(open_page):
    page = visited(open_page)
    page.goto("/now/")
    page.get_by_role("button", name="Breathless").click()
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("input[name=asked]")).to_have_value("breath-which")


def test_a_hanging_network_does_not_stand_before_help(open_page):
    page = visited(open_page)
    page.goto("/check/danger-now/")
    page.context.route("**/check/danger-now/", lambda route: None)
    page.locator('input[value="saddle"]').check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name=CALL)).to_be_visible(timeout=15_000)


def test_a_danger_sign_in_a_check_in(planned):
    """Its list is the same; the tick leads to the same help."""
    planned.goto("/check/plan/")
    planned.context.set_offline(True)
    planned.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend", `<form method="post"
                action="/check/letter/"><input name="danger-now" value="saddle"></form>`);
            document.body.lastElementChild.submit();
        }"""
    )
    expect(planned.get_by_role("heading", name=CALL)).to_be_visible()


def test_the_last_plan(planned):
    page = cold(planned, "/check/plan/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your plan")
    expect(page.get_by_text("This plan was kept on your phone")).to_be_visible()
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('.page')).maxInlineSize"
        )
        != ""
    )
    page.goto("/offline/positions/")
    page.get_by_role("link", name="Your last plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your plan")


@pytest.mark.parametrize("hours", [13, -13], ids=["old", "clock-set-back"])
def test_danger_signs_before_an_old_plan(planned, hours):
    page = cold(planned, "/emergency/")
    page.evaluate(
        """async (hours) => {
          const mine = await caches.open("mine");
          const plan = await mine.match("/check/plan/");
          const old = String(Date.now() - hours * 3600e3);
          const headers = { "Content-Type": "text/html", "X-Saved": old };
          await mine.put("/check/plan/", new Response(await plan.text(), { headers }));
        }""",
        hours,
    )
    page.goto("/check/plan/")
    page.get_by_role("link", name="None of these: start").click()
    page.get_by_role("link", name="Your last plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your plan")


@pytest.mark.parametrize("path", ["/accounts/logout/", "/accounts/data/erase/"])
def test_what_is_personal_leaves_with_its_owner(planned, path):
    planned.evaluate(
        """async (path) => {
          const body = new FormData(document.querySelector("form[method=post]"));
          await fetch(path, { method: "POST", body });
        }""",
        path,
    )
    gone(planned, "/check/plan/")
    page = cold(planned, "/check/plan/")
    assert page.get_by_text("Any of these now").is_visible()


def test_other_answers_take_the_plan_away(planned):
    planned.goto("/check/danger-now/")
    planned.locator('input[value="saddle"]').check()
    planned.get_by_role("button", name="Next").click()
    gone(planned, "/check/plan/")


def test_a_new_release_replaces_the_old(open_page, monkeypatch):
    page = visited(open_page)
    before = page.evaluate("caches.keys()")
    after = {**worker._kept(), "release": "next"}
    monkeypatch.setattr(worker, "_kept", lambda: after)
    page.evaluate("navigator.serviceWorker.ready.then(one => one.update())")
    page.wait_for_function(
        "async () => (await caches.keys()).join() === 'core-next'"
    )
    assert before != ["core-next"]


@pytest.mark.parametrize(
    "path", ["/emergency/", "/offline/", "/offline/positions/"]
)
def test_no_barriers(open_page, no_barriers, path):
    page = open_page(path)
    for look in ("light", "dark"):
        page.emulate_media(color_scheme=look)
        no_barriers(page)
