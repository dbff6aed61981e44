"""A danger sign is never swallowed: whatever stands between the tap and the server, help comes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Error, Page, expect

from backspasm.assessments.models import Assessment
from backspasm.assessments.reminders import token
from backspasm.episodes.models import Episode
from backspasm.web.catalogue import catalogue
from tests.relief.lying import lie_down, tap

from .faulty import FAULTS, Faulty
from .test_account import sign_up
from .test_checkin import three_days_ago
from .walking import (
    browser_of,
    stop_at,
    under_worker,
    width_of,
    without_own_script,
)

CALL = "Call for help now"
FIRST = catalogue().screens[0].questions[0]
CHEST, SADDLE = FIRST.by_id["chest"].text, FIRST.by_id["saddle"].text
START = "None of these: start"
CHOSEN = "[...document.querySelectorAll(':checked')].map(({ name, value }) => name + value)"
LIMIT = 10
"""Seconds: help comes within three; the rest is for a machine where all is slow."""
SOME = ("403", "503", "hang")


Press = tuple[tuple[str, ...], str]
"""What is ticked, and the button after it."""


@dataclass(frozen=True)
class Way:
    """One place to tell of a danger sign: how to get there, and what is pressed."""

    path: str
    prepare: Callable[[Client], object]
    sign: Press
    none: Press | None
    words: str
    """Of the sign; empty: this list is not of danger signs, what is ticked stays ticked."""


def line(value: str) -> str:
    return f'input[type="checkbox"][value="{value}"]'


def rows(**given: str) -> tuple[str, ...]:
    """Each danger sign with yes or no."""
    signs = [one.id for one in FIRST.choices if not one.exclusive]
    return tuple(
        f'input[name="danger-now.{sign}"][value="{given.get(sign, "no")}"]'
        for sign in signs
    )


def nothing(client: Client) -> None:
    """Nobody is known yet."""


def stopped(client: Client) -> None:
    """On the floor, after a stop sign."""
    lie_down(client)
    tap(client, "next")
    tap(client, "stop")


def detail(client: Client) -> None:
    lie_down(client, "breath")


def second_list(client: Client) -> None:
    stop_at(client, "urgent")


DESK = (((line("saddle"),), "Next"), ((line("none"),), "Next"), SADDLE)
WAYS = {
    "floor": Way("/now/", nothing, ((), CHEST), ((), START), CHEST),
    "floor-detail": Way(
        "/now/ask/",
        detail,
        ((line("breathless-rest"),), "Next"),
        ((), "None"),
        "Short of breath at rest",
    ),
    "floor-new": Way("/now/new/", stopped, ((), "Pregnant"), None, "Pregnant"),
    "desk": Way("/check/danger-now/", nothing, *DESK),
    "desk-lines": Way(
        "/check/danger-now/?lines=1",
        nothing,
        (rows(saddle="yes"), "Next"),
        (rows(), "Next"),
        SADDLE,
    ),
    "desk-urgent": Way(
        "/check/urgent/",
        second_list,
        ((line("fever"),), "Next"),
        ((line("none"),), "Next"),
        "",
    ),
}
CHECK_IN = Way("/check/again/", nothing, *DESK)


@pytest.fixture
def site(live_server: Any) -> Iterator[Faulty]:
    """The site behind something that can fail."""
    found = Faulty(live_server.url)
    yield found
    found.close()


@pytest.fixture
def opened(chromium: Browser, site: Faulty) -> Iterator[Callable[..., Page]]:
    """Opens pages of that site. The browser may note what failed; we may not."""
    complaints: list[str] = []
    contexts = []

    def opener(path: str, *, worker: bool, **options: Any) -> Page:
        settings = {
            "viewport": {"width": 390, "height": 844},
            "timezone_id": "Europe/London",
        }
        workers = "allow" if worker else "block"
        context = chromium.new_context(
            base_url=site.url, service_workers=workers, **(settings | options)
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.extend(complaint(said)))
        goto(page, path)
        if worker:
            under_worker(page)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def complaint(said: Any) -> list[str]:
    own = said.text.startswith("Failed to load resource")
    return [said.text] if said.type == "error" and not own else []


def press(page: Page, name: str) -> None:
    # The page that it leads to may never come.
    page.get_by_role("button", name=name).first.click(no_wait_after=True)


ELSEWHERE = ("ERR_ABORTED", "interrupted by another navigation")
TRIES = 5


def goto(page: Page, path: str) -> None:
    """A page that is ready for whatever fails."""
    for number in range(1, TRIES + 1):
        try:
            page.goto(path)
            break
        except Error as problem:
            # An answer that hung was let go, and leads elsewhere just now.
            if number == TRIES or not any(
                words in problem.message for words in ELSEWHERE
            ):
                raise
            page.wait_for_timeout(300)
    if page.locator("#failed").count():
        page.wait_for_function("() => window.htmx")


# --- what is seen ---------------------------------------------------------------------------------


def helped(page: Page, way: Way) -> None:
    """The emergency page, of the worker or drawn on the spot, with the number and the words."""
    expect(page.get_by_role("heading", name=CALL)).to_be_visible()
    expect(page.locator(".btn--call").first).to_have_attribute(
        "href", "tel:999"
    )
    if page.url.endswith("/emergency/"):
        return
    expect(page.locator(".alarm h1")).to_be_focused()
    expect(page.locator(".alarm")).to_contain_text(way.words)
    expect(page.locator(".alarm")).to_contain_text("may not have reached us")
    expect(page.locator("#live")).to_contain_text(CALL)
    assert (
        not page.locator("main > :not(.alarm)").locator("visible=true").count()
    )
    assert (
        page.locator(".alarm").bounding_box()["y"]
        < page.viewport_size["height"] / 3
    )


def told(page: Page) -> None:
    """Plain words and the number, and the focus on them."""
    note = page.locator(".failed")
    expect(note).to_be_focused()
    expect(note).to_be_in_viewport()
    expect(note.get_by_role("link", name="Call 999")).to_be_visible()
    expect(note).to_contain_text("Try again")
    expect(page.locator("#live")).to_contain_text("Try again")


def told_or_list(page: Page) -> None:
    """As before; or what the worker kept, where nothing was ticked."""
    page.wait_for_function(
        "() => document.querySelector('.failed') || location.pathname.startsWith('/offline/')"
    )
    if "/offline/" not in page.url:
        told(page)


def suffer(
    page: Page, site: Faulty, way: Way, faults: tuple[str, ...], *, sign: bool
) -> None:
    """Let each fault come between a tap and the server, and look at what is seen."""
    worker = page.evaluate("Boolean(navigator.serviceWorker?.controller)")
    pressed = way.sign if sign else way.none
    assert pressed
    ticks, button = pressed
    for fault in faults:
        goto(page, way.path)
        for tick in ticks:
            page.locator(tick).check(force=True)
        chosen = page.evaluate(CHOSEN)
        site.fail(fault)
        began = time.monotonic()
        press(page, button)
        if sign and way.words:
            helped(page, way)
        elif worker and way.path.startswith("/now/"):
            told_or_list(page)
        else:
            told(page)
            assert page.evaluate(CHOSEN) == chosen
            assert page.locator("[data-ticks]").is_visible() == bool(chosen)
        assert time.monotonic() - began < LIMIT, fault
        assert len(site.arrived) == 1, (fault, site.arrived)
        site.heal()


# --- the table ------------------------------------------------------------------------------------

WORKER = pytest.mark.parametrize(
    "worker", [True, False], ids=["worker", "no-worker"]
)
CASES = [
    pytest.param(name, sign, id=f"{name}-{'sign' if sign else 'none'}")
    for name, way in WAYS.items()
    for sign in (True, False)
    if sign or way.none
]


def browser_at(
    name: str, opened: Any, visitor: Client, *, worker: bool
) -> Page:
    way = WAYS[name]
    way.prepare(visitor)
    known = browser_of(visitor) if visitor.cookies.get("sessionid") else {}
    return opened(way.path, worker=worker, **known)


@WORKER
@pytest.mark.parametrize(
    ("name", "sign"), [("floor", True), ("floor", False), ("desk", True)]
)
def test_some_faults(opened, site, visitor, name, sign, worker):
    page = browser_at(name, opened, visitor, worker=worker)
    suffer(page, site, WAYS[name], SOME, sign=sign)


@pytest.mark.slow
@WORKER
@pytest.mark.parametrize(("name", "sign"), CASES)
def test_every_fault(opened, site, visitor, name, sign, worker):
    page = browser_at(name, opened, visitor, worker=worker)
    suffer(page, site, WAYS[name], FAULTS, sign=sign)


# --- the check-in and the letter ------------------------------------------------------------------


@pytest.fixture
def due(member: Client) -> Client:
    """A member whose episode is three days old."""
    return three_days_ago(member)


@WORKER
def test_check_in(opened, site, due, worker):
    page = opened(CHECK_IN.path, worker=worker, **browser_of(due))
    for sign in (True, False):
        suffer(page, site, CHECK_IN, SOME, sign=sign)


@WORKER
def test_check_in_line_by_line(opened, site, due, worker):
    lines = replace(WAYS["desk-lines"], path="/check/again/?lines=1")
    page = opened(lines.path, worker=worker, **browser_of(due))
    suffer(page, site, lines, SOME, sign=True)


@pytest.fixture
def letter(due: Client) -> Way:
    """The page behind the link in a letter: a form that goes by itself."""
    path = f"/check/letter/?t={token(Episode.objects.get())}"
    return Way(
        path,
        nothing,
        ((line("saddle"),), "Save"),
        ((line("none"),), "Save"),
        SADDLE,
    )


@WORKER
def test_letter(opened, site, letter, worker):
    page = opened(letter.path, worker=worker)
    for sign in (True, False):
        suffer(page, site, letter, SOME, sign=sign)


def test_a_letter_that_arrives(opened, site, letter):
    page = opened(letter.path, worker=False)
    page.locator(line("saddle")).check(force=True)
    press(page, "Save")
    expect(page.get_by_role("heading", name=CALL)).to_be_focused()
    expect(page.locator(".alarm")).to_have_count(0)
    assert page.url.endswith(letter.path)
    page.go_back()
    expect(page.locator(line("saddle"))).to_be_visible()


# --- what the server draws itself -----------------------------------------------------------------

FRAGMENT = """<title>Call for help now – Backspasm</title><section class="screen" id="screen">
<h1 tabindex="-1" data-focus>Call for help now</h1><p>This was not kept.</p></section>"""


@WORKER
def test_an_answer_is_shown_as_it_is(opened, site, client, worker):
    """The emergency page stands in the answer to the form: asking anew would lead to the list."""
    page = opened("/now/", worker=worker)
    site.answer_with(200, client.get("/emergency/").content.decode())
    press(page, CHEST)
    expect(page.get_by_role("heading", name=CALL)).to_be_focused()
    assert not page.locator("body.floor").count()
    assert (
        page.locator(".btn--call").evaluate(
            "one => getComputedStyle(one).fontWeight"
        )
        == "750"
    )
    expect(page.locator("#live")).to_contain_text(CALL)
    assert page.title().startswith("Emergency")
    assert page.url.endswith("/now/")
    assert site.arrived == [("POST", "/now/")]
    site.heal()
    page.go_back()
    expect(page.get_by_role("button", name=START)).to_be_visible()


@WORKER
def test_a_fragment_is_shown_as_it_is(opened, site, worker):
    page = opened("/check/danger-now/", worker=worker)
    site.answer_with(200, FRAGMENT)
    page.locator(line("saddle")).check()
    press(page, "Next")
    expect(page.get_by_role("heading", name=CALL)).to_be_focused()
    expect(page.locator("main")).to_contain_text("not kept")


@pytest.mark.parametrize("status", [422, 503])
def test_the_same_list_with_its_reason(opened, site, client, status):
    """Nothing was ticked and it could not be kept: the list again, and why."""
    page = opened("/now/", worker=False)
    again = client.get("/now/").content.decode()
    site.answer_with(
        status,
        again.replace("<h1", '<p role="alert">Not kept. Try again.</p><h1'),
    )
    press(page, START)
    expect(
        page.locator("main").get_by_text("Not kept. Try again.")
    ).to_be_focused()
    expect(page.locator("#live")).to_have_text("Not kept. Try again.")
    expect(page.locator(".failed")).to_have_count(0)


@WORKER
@pytest.mark.parametrize("status", [422, 503])
def test_the_same_form_with_its_reason(opened, site, status, worker):
    page = opened("/check/danger-now/", worker=worker)
    form = page.locator("#screen").evaluate("one => one.outerHTML")
    reason = '<p role="alert">Not kept. Try again.</p>'
    site.answer_with(
        status,
        form.replace("<h1", f"{reason}<h1").replace("<form", "<form id=new"),
    )
    page.locator(line("none")).check()
    press(page, "Next")
    expect(page.locator("#new")).to_be_visible()
    expect(
        page.locator("main").get_by_text("Not kept. Try again.")
    ).to_be_focused()
    expect(page.locator("#live")).to_have_text("Not kept. Try again.")


# --- a form token that no longer counts -----------------------------------------------------------


def sign_in_elsewhere(page: Page) -> None:
    """In a second tab; the form in the first is from before."""
    other = page.context.new_page()
    sign_up(other)
    other.close()


@WORKER
@pytest.mark.parametrize("name", ["floor", "desk"])
def test_signed_in_in_another_tab(opened, name, worker):
    way = WAYS[name]
    page = opened(way.path, worker=worker)
    sign_in_elsewhere(page)
    for box in way.sign[0]:
        page.locator(box).check()
    press(page, way.sign[1])
    expect(page.get_by_role("heading", name=CALL)).to_be_visible()
    expect(page.locator(".btn--call").first).to_have_attribute(
        "href", "tel:999"
    )


@WORKER
def test_nothing_ticked_and_signed_in_in_another_tab(opened, worker):
    page = opened("/check/danger-now/", worker=worker)
    sign_in_elsewhere(page)
    page.locator(line("none")).check()
    press(page, "Next")
    expect(page.locator("main [role=alert]")).to_be_focused()
    expect(page.locator(line("none"))).to_be_checked()


TELL = """() => new MutationObserver(() => {
  const alarm = document.querySelector(".alarm");
  if (alarm) console.log(alarm.innerText.includes("may not") ? "in doubt" : "kept");
}).observe(document.querySelector("main"), { childList: true })"""


@pytest.mark.parametrize("name", ["floor", "desk"])
def test_taken_in_and_then_silence(opened, site, name):
    """The page that comes after the answer hangs."""
    way = WAYS[name]
    page = opened(way.path, worker=False)
    site.fail("hang", "/check/outcome/", methods=("GET",))
    for box in way.sign[0]:
        page.locator(box).check()
    page.evaluate(TELL)  # while a page is awaited, Playwright looks at nothing
    with page.expect_console_message(
        lambda said: said.text in ("in doubt", "kept")
    ) as said:
        press(page, way.sign[1])
    assert said.value.text == "kept"
    site.heal()


# --- late, away and back --------------------------------------------------------------------------


def test_what_comes_late_still_counts(opened, site):
    page = opened("/check/danger-now/", worker=False)
    site.fail("late")
    page.locator(line("none")).check()
    press(page, "Next")
    told(page)
    site.heal()
    page.wait_for_url("**/check/age/")
    expect(page.get_by_role("heading", name="How old are you?")).to_be_focused()
    expect(page.locator(".failed")).to_have_count(0)


@pytest.mark.parametrize("name", ["floor", "desk"])
def test_a_sign_that_is_kept_late(opened, site, name):
    way = WAYS[name]
    page = opened(way.path, worker=False)
    site.fail("late")
    for box in way.sign[0]:
        page.locator(box).check()
    press(page, way.sign[1])
    helped(page, way)
    site.heal()
    page.wait_for_function("() => !document.querySelector('.alarm')")
    assert Assessment.objects.get().answers


@pytest.mark.parametrize("name", ["floor", "desk"])
def test_tapped_by_mistake(opened, site, name):
    way = WAYS[name]
    page = opened(way.path, worker=False)
    title = page.title()
    site.fail("503")
    for box in way.sign[0]:
        page.locator(box).check()
    press(page, way.sign[1])
    helped(page, way)
    press(page, "By mistake")
    expect(page.locator("main h1")).to_be_focused()
    assert page.title() == title
    for box in way.sign[0]:
        expect(page.locator(box)).to_be_checked()
    site.heal()
    press(page, way.sign[1])
    page.wait_for_url("**/check/outcome/")


@pytest.mark.parametrize("sign", [True, False])
def test_no_line_and_no_worker(opened, sign):
    page = opened("/now/", worker=False)
    page.context.set_offline(True)
    press(page, CHEST if sign else START)
    if sign:
        helped(page, WAYS["floor"])
    else:
        told(page)
        expect(page.locator(".failed")).to_contain_text("You are offline")


def test_how_to_lie_where_nothing_answers(opened, site):
    page = opened("/now/", worker=False)
    site.fail("502")
    press(page, START)
    expect(page.locator(".failed")).to_contain_text("lie on your side")
    site.heal()
    press(page, START)
    expect(
        page.get_by_role("heading", name="On your side").first
    ).to_be_visible()


def test_a_second_try_while_the_first_hangs(opened, site):
    page = opened("/check/danger-now/", worker=False)
    site.fail("hang")
    page.locator(line("none")).check()
    press(page, "Next")
    told(page)
    site.fault = ""  # the first one goes on hanging
    press(page, "Next")
    page.wait_for_url("**/check/age/")


@WORKER
@pytest.mark.parametrize(
    ("path", "none", "sign"),
    [
        ("/now/", ((), START), ((), CHEST)),
        (
            "/check/danger-now/",
            ((line("none"),), "Next"),
            ((line("chest"),), "Next"),
        ),
    ],
)
def test_a_sign_right_after_none_of_these(
    opened, site, worker, path, none, sign
):
    """Tapped by mistake, and the answer to it is still on its way."""
    page = opened(path, worker=worker)
    goto(page, path)
    site.fail("late")
    for ticks, button in (none, sign):
        for tick in ticks:
            page.locator(tick).check(force=True)
        press(page, button)
        until(page, lambda: site.arrived)
    site.heal()
    expect(page.get_by_role("heading", name=CALL)).to_be_visible()


def test_a_double_tap_on_a_sign_sends_it_once(opened, site):
    page = opened("/now/", worker=False)
    site.fail("late")
    press(page, CHEST)
    press(page, CHEST)
    press(page, START)  # nor does another line take it back
    until(page, lambda: site.arrived)
    assert len(site.arrived) == 1


# --- a position that is held ----------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["403", "503"])
def test_a_broken_answer_does_not_end_a_position(opened, site, visitor, fault):
    lie_down(visitor)
    tap(visitor, "next")
    page = opened("/session/", worker=False, **browser_of(visitor))
    site.fail(fault)
    press(page, "Pause")
    told(page)
    expect(page.locator("[data-left]")).to_be_visible()
    site.heal()
    press(page, "Pause")
    expect(page.get_by_role("button", name="Go on")).to_be_visible()


def test_a_look_that_fails_is_taken_again(opened, site, visitor):
    """What the page asks by itself must not put an error in place of the clock."""
    lie_down(visitor)
    tap(visitor, "next")
    page = opened("/session/", worker=False, **browser_of(visitor))
    site.fail("500", methods=("GET",))
    page.evaluate(
        "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))"
    )
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').at(-1).name.includes('/session/')"
    )
    expect(page.locator("[data-left]")).to_be_visible()
    assert page.url.endswith("/session/")


# --- the worker: a site that does not answer ------------------------------------------------------

AWAY, SILENT = "You are offline", "The site does not answer just now"


@pytest.fixture
def home(opened):
    """One visit, long enough for the worker to keep what it keeps."""
    return opened("/", worker=True)


@pytest.mark.parametrize("fault", ["500", "503", "hang"])
@pytest.mark.parametrize(
    "path", ["/", "/now/", "/check/", "/check/danger-now/"]
)
def test_the_list_in_time(home, site, path, fault):
    site.fail(fault, methods=("GET",))
    home.goto(path)
    expect(home.get_by_role("link", name=CHEST)).to_be_visible()
    expect(home.get_by_text(SILENT)).to_be_visible()
    expect(home.get_by_text(AWAY)).to_be_hidden()
    home.get_by_role("link", name=CHEST).click()
    expect(home.get_by_role("heading", name=CALL)).to_be_visible()
    expect(home.locator(".btn--call")).to_have_attribute("href", "tel:999")
    expect(home.get_by_text(SILENT)).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/emergency/", "/offline/", "/offline/positions/"]
)
@pytest.mark.parametrize("fault", ["404", "500", "hang"])
def test_the_good_copy_stays(home, site, path, fault):
    site.fail(fault, methods=("GET",))
    for _ in range(2):
        home.goto(path)
        expect(home.locator("main h1")).to_be_visible()
        expect(home.get_by_text(SILENT)).to_be_visible()
    site.heal()

    def is_well() -> bool:
        # The first page after the silence is the kept one; the site's own answer follows it.
        home.goto(path)
        expect(home.locator("main h1")).to_be_visible()
        return home.get_by_text(SILENT).is_hidden()

    until(home, is_well)


def until(page, holds):
    """Wait for something that no page shows by itself."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came to that")


@pytest.mark.parametrize(
    "path", ["/now/", "/emergency/", "/offline/positions/"]
)
def test_words_for_a_line_that_is_down(home, path):
    home.context.set_offline(True)
    home.goto(path)
    expect(home.get_by_text(AWAY)).to_be_visible()
    expect(home.get_by_text(SILENT)).to_be_hidden()


def test_no_such_words_while_all_is_well(home):
    for path in ("/offline/", "/emergency/", "/offline/positions/"):
        home.goto(path)
        expect(home.get_by_text(AWAY)).to_be_hidden()
        expect(home.get_by_text(SILENT)).to_be_hidden()


@pytest.mark.parametrize("fault", ["403", "500", "abort", "hang"])
@pytest.mark.parametrize("sign", [True, False])
def test_a_form_that_goes_by_itself(home, site, sign, fault):
    """As where the page's own script is missing: the worker alone stands between."""
    without_own_script(home)
    goto(home, "/now/")
    site.fail(fault)
    press(home, CHEST if sign else START)
    if sign:
        home.wait_for_url("**/emergency/")
    elif fault != "403":
        home.wait_for_url("**/offline/positions/")
        expect(
            home.get_by_role("heading", name="On your side").first
        ).to_be_visible()
    until(home, lambda: site.arrived)
    assert len(site.arrived) == 1


def test_what_is_kept_of_a_plan_goes_though_the_answer_is_late(home, site):
    home.evaluate(
        "caches.open('mine').then((one) => one.put('/check/plan/', new Response('')))"
    )
    goto(home, "/now/")
    site.fail("late")
    press(home, CHEST)
    home.wait_for_url("**/emergency/")
    site.heal()
    home.wait_for_function("async () => !(await caches.match('/check/plan/'))")
    # It is made, and then filled.
    until(home, Assessment.objects.exclude(answers={}).exists)


# --- how it looks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "sign"),
    [("floor", True), ("floor", False), ("desk", True), ("desk", False)],
)
def test_no_barriers(opened, site, no_barriers, name, sign, look):
    way = WAYS[name]
    page = opened(
        way.path,
        worker=False,
        color_scheme=look,
        viewport={"width": 320, "height": 664},
    )
    boxes, button = way.sign if sign else way.none
    for box in boxes:
        page.locator(box).check()
    site.fail("503")
    press(page, button)
    page.wait_for_selector(".alarm, .failed")
    page.wait_for_load_state("networkidle")
    no_barriers(page)
    assert width_of(page) <= 320


def test_the_number_follows_the_place(opened, site):
    """The very first page, made before the time zone was known."""
    page = opened(
        "/check/danger-now/",
        worker=False,
        timezone_id="America/Chicago",
        locale="en-US",
    )
    page.locator(line("saddle")).check()
    expect(page.locator(".help")).to_contain_text("911")
    site.fail("503")
    press(page, "Next")
    expect(page.locator(".alarm .btn--call")).to_have_attribute(
        "href", "tel:911"
    )
    expect(page.locator(".alarm .btn--call")).to_contain_text("911")


@pytest.mark.parametrize("path", ["/emergency/", "/now/"])
def test_the_number_after_a_journey(opened, path):
    """The first page after it was made with the zone of the last visit."""
    page = opened("/about/", worker=False, timezone_id="Europe/London")
    page.context.add_cookies(
        [{"name": "tz", "value": "America/Chicago", "url": page.url}]
    )
    goto(page, path)
    expect(page.locator(".help")).to_contain_text("999")
    if path == "/emergency/":
        expect(page.locator(".btn--call")).to_have_attribute("href", "tel:999")


def test_what_is_kept_follows_the_journey(opened, site):
    page = opened("/", worker=True, timezone_id="Europe/London")
    page.context.add_cookies(
        [{"name": "tz", "value": "America/Chicago", "url": page.url}]
    )
    page.goto("/emergency/")  # kept with that number
    page.context.add_cookies(
        [{"name": "tz", "value": "America/Chicago", "url": page.url}]
    )
    page.goto("/about/")
    page.wait_for_function(
        """async () => {
          const page = await caches.match("/emergency/", { ignoreVary: true });
          return (await page.text()).includes('class="help" href="tel:999"');
        }"""
    )


# --- browsers that lack something -----------------------------------------------------------------

WITHOUT_SUBMITTER = """
const Whole = FormData;
window.FormData = class extends Whole { constructor(form) { super(form); } };
"""
"""Safari before 16.4, and Chrome before 112."""
NAMELESS = WITHOUT_SUBMITTER + "delete SubmitEvent.prototype.submitter;"
"""Safari before 15.4."""
REFUSED = """
Object.defineProperty(Document.prototype, "cookie", {
  get() { return ""; },
  set() {},
});
"""
THROWN = """
const refuse = () => { throw new DOMException("no cookies", "SecurityError"); };
Object.defineProperty(Document.prototype, "cookie", { get: refuse, set: refuse });
"""


@pytest.mark.parametrize("fault", ["", "503", "hang"])
@pytest.mark.parametrize(
    "lacks", [WITHOUT_SUBMITTER, NAMELESS], ids=["unsent", "nameless"]
)
def test_an_old_browser_sends_the_sign_that_was_tapped(
    opened, site, lacks, fault
):
    page = opened("/now/", worker=False)
    page.add_init_script(lacks)
    page.reload()
    if fault:
        site.fail(fault)
    press(page, CHEST)
    if fault:
        helped(page, WAYS["floor"])
        return
    page.wait_for_url("**/check/outcome/")
    expect(page.locator("main")).to_contain_text(CHEST)


@pytest.mark.parametrize(
    ("path", "sign"),
    [
        ("/now/", ((), CHEST)),
        ("/check/danger-now/", ((line("chest"),), "Next")),
    ],
)
def test_the_number_after_cookies_were_cleared(opened, path, sign):
    page = opened(
        path, worker=False, timezone_id="America/Chicago", locale="en-US"
    )
    page.context.clear_cookies()
    told_911(page, sign)


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(
    ("path", "sign", "lacks"),
    [
        pytest.param("/now/", ((), CHEST), REFUSED, id="floor-refused"),
        pytest.param(
            "/check/danger-now/",
            ((line("chest"),), "Next"),
            REFUSED,
            id="desk-refused",
        ),
        pytest.param(
            "/check/danger-now/",
            ((line("chest"),), "Next"),
            THROWN,
            id="desk-thrown",
        ),
    ],
)
def test_the_number_without_cookies(opened, path, sign, lacks, kept):
    """Scripts may keep none; and, where nothing is kept, the site may not either."""
    page = opened(
        "/about/", worker=False, timezone_id="America/Chicago", locale="en-US"
    )
    page.add_init_script(lacks)
    page.context.clear_cookies()
    goto(page, path)
    if not kept:
        page.context.clear_cookies()
    told_911(page, sign)


def told_911(page: Page, sign: Press) -> None:
    for box in sign[0]:
        page.locator(box).check()
    press(page, sign[1])
    expect(page.locator("main h1")).to_have_text(CALL)
    expect(page.locator("main .btn--call")).to_have_attribute("href", "tel:911")
    expect(page.locator(".help")).to_contain_text("911")


def test_each_button_that_calls_has_the_number_of_the_place(opened):
    """The first page of a visit was made without the zone; its language says Britain."""
    page = opened(
        "/offline/positions/",
        worker=False,
        timezone_id="America/Chicago",
        locale="en-GB",
    )
    button = page.locator("main [data-number]").first
    expect(button).to_have_attribute("href", "tel:911")
    expect(button).to_contain_text("Call 911")
