"""A real browser: Debian's Chromium when it is there, else Playwright's own.

The headless shell is the same engine without windows: it takes half the time of the CPU.
"""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.chromium import on_this_machine

from . import fonts
from .barriers import WCAG, clean

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Five seconds is too short where every core has more to do than it can.
expect.set_options(timeout=30_000)


MISSING = "no chromium: install it (apt-get install chromium, or playwright install chromium)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where there is no browser, skip what needs one: one line a file says so, not one a test."""
    here = Path(__file__).parent
    mine = [item for item in items if here in item.path.parents]
    if (
        mine
        and not required()
        and not on_this_machine()
        and not brought_along()
    ):
        for item in mine:
            item.add_marker(pytest.mark.skip(reason=MISSING))


def required() -> bool:
    """Whether a machine without a browser is a failure."""
    return "browser" in os.environ.get("BACKSPASM_REQUIRE", "").split(",")


def brought_along() -> bool:
    """Whether Playwright has a browser of its own."""
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


class Answering:
    """How many requests the live server has begun to answer and not ended."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()
        request_started.connect(self.begin)
        request_finished.connect(self.end)

    def begin(self, **_: object) -> None:
        self._add(1)

    def end(self, **_: object) -> None:
        self._add(-1)

    def _add(self, number: int) -> None:
        # There is a test's client.
        if threading.current_thread() is not threading.main_thread():
            with self._changed:
                self._count += number
                self._changed.notify_all()

    def wait(self) -> None:
        """Until all have ended; AssertionError where one goes on for half a minute."""
        with self._changed:
            assert self._changed.wait_for(lambda: not self._count, 30), (
                "a request goes on"
            )


@pytest.fixture(scope="session")
def answering() -> Answering:
    """The requests of all tests: a test runs alone."""
    return Answering()


@pytest.fixture(autouse=True)
def _no_request_outlives_its_test(
    transactional_db: None, answering: Answering
) -> Iterator[None]:
    """What a page sent last must not write into the emptied tables of the next test."""
    yield
    answering.wait()


@pytest.fixture(scope="session")
def playwright_here() -> Iterator[Playwright]:
    """Playwright, started once."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def one_font(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, str | float | bool]:
    """The environment of a browser that has one font, whatever the machine has: `fonts.py`."""
    return fonts.environment(fonts.chosen(), tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="session")
def chromium(
    playwright_here: Playwright, one_font: dict[str, Any]
) -> Iterator[Browser]:
    """One browser for the whole run."""
    own = on_this_machine()
    if not own and not Path(playwright_here.chromium.executable_path).exists():
        pytest.fail(MISSING)
    browser = playwright_here.chromium.launch(
        executable_path=own, args=ARGS, env=one_font
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def big_chromium(
    playwright_here: Playwright, chromium: Browser, one_font: dict[str, Any]
) -> Iterator[Browser]:
    """The same with letters set twice as big in the browser's own settings."""
    big = [*ARGS, "--blink-settings=defaultFontSize=32"]
    browser = playwright_here.chromium.launch(
        executable_path=on_this_machine(), args=big, env=one_font
    )
    yield browser
    browser.close()


@pytest.fixture
def open_page(
    chromium: Browser, live_server: Any
) -> Iterator[Callable[..., Page]]:
    """Opens pages by path in a fresh context; the test fails on any console error."""
    yield from _openers(chromium, live_server)


@pytest.fixture
def open_big(
    big_chromium: Browser, live_server: Any
) -> Iterator[Callable[..., Page]]:
    """The same for someone who reads big letters everywhere."""
    yield from _openers(big_chromium, live_server)


def _openers(
    browser: Browser, live_server: Any
) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opener(path: str = "/", **options: Any) -> Page:
        settings = {
            "viewport": {"width": 390, "height": 844},
            "timezone_id": "Europe/London",
        }
        context = browser.new_context(
            base_url=live_server.url, **(settings | options)
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda message: complaints.extend(_complaint(message))
        )
        page.goto(path)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def _complaint(message: ConsoleMessage) -> list[str]:
    # Chromium itself notes each answer that asks for a correction, and a lost network: no
    # mistakes of ours.
    own = any(words in message.text for words in ("status of 422", "net::ERR_"))
    return [message.text] if message.type == "error" and not own else []


@pytest.fixture
def no_barriers() -> Callable[..., None]:
    """Asserts that axe finds nothing on a page; `rule`: looks at that one alone."""

    def check(page: Page, rule: str = "") -> None:
        clean(
            page,
            {"runOnly": {"type": "rule", "values": [rule]} if rule else WCAG},
        )

    return check


@pytest.fixture
def no_barriers_light_or_dark(
    no_barriers: Callable[..., None],
) -> Callable[[Page], None]:
    """Asserts that axe finds nothing in light, nor in dark, where only colours differ."""

    def check(page: Page) -> None:
        page.emulate_media(color_scheme="light")
        no_barriers(page)
        page.emulate_media(color_scheme="dark")
        no_barriers(page, rule="color-contrast")

    return check
