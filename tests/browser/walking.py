"""What browser tests share: a browser that already belongs to someone, and the keyboard."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from tests.assessments.walking import PLAIN, post

HEADING = "main h1"
MOST_TABS = 60


def browser_of(client: Client) -> dict[str, Any]:
    """Options for `open_page`: a browser with the cookies of a test client."""
    name = settings.SESSION_COOKIE_NAME
    cookie = {
        "name": name,
        "value": client.cookies[name].value,
        "domain": "localhost",
    }
    rest = {
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }
    return {"storage_state": {"cookies": [cookie | rest], "origins": []}}


def stop_at(client: Client, screen: str) -> None:
    """Answer like a plain spasm until the check asks for this screen."""
    path = client.get("/check/")["Location"]
    while screen_of(path) != screen:
        path = post(client, screen_of(path), PLAIN[screen_of(path)])["Location"]


def screen_of(path: str) -> str:
    """The last part of an address: the screen it shows."""
    return path.rstrip("/").rpartition("/")[2]


def without_own_script(page: Page) -> None:
    """From the next page on each form goes as where the page's own script is missing."""
    page.add_init_script(
        "addEventListener('submit', (event) => event.stopImmediatePropagation(), true)"
    )


def under_worker(page: Page) -> None:
    """Wait until the service worker answers for this page.

    What is waited for has to be a function, here and anywhere: Playwright compiles other words
    anew each time it looks, and from the second time on our policy forbids that.
    """
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller")


def keeper_here(page: Page) -> None:
    """Wait until the script that keeps forms is here and has sent what it would send.

    A page brings it in by itself, and a second import is the same module: it stands when that
    is done. It sends under a lock, for which this stands in line.
    """
    page.evaluate(
        """async () => {
          await import(document.body.dataset.keeper);
          await navigator.locks.request("unsent", () => true);
        }"""
    )


def player_here(page: Page) -> None:
    """Wait until the script of the floor runs: it shows the button that turns the text."""
    page.locator("[data-turn]").first.wait_for()


def seconds_left(page: Page) -> int:
    """What the clock of a session shows, in seconds."""
    parts = [
        int(part)
        for part in page.locator("[data-left]").first.inner_text().split(":")
    ]
    return sum(value * 60**place for place, value in enumerate(reversed(parts)))


def count_down(page: Page, seconds: int) -> None:
    """Wait until the clock of a session shows at least so many seconds less."""
    page.wait_for_function(
        """(goal) => {
          const parts = document.querySelector("[data-left]").innerText.split(":");
          return parts.reduce((sum, part) => sum * 60 + Number(part), 0) <= goal;
        }""",
        arg=seconds_left(page) - seconds,
    )


def width_of(page: Page) -> int:
    """How wide the page is, with what sticks out."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until this element has the focus, as someone without a mouse does."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {target}")


def line_of(page: Page, question: str, value: str) -> Locator:
    """The box or button of one line."""
    return page.locator(f'input[name="{question}"][value="{value}"]')


def choose_by_keyboard(page: Page, question: str, value: str) -> None:
    """Tick a box with the space bar; walk a group of radio buttons with the arrow keys."""
    line = line_of(page, question, value)
    if line.get_attribute("type") == "checkbox":
        tab_to(page, line)
        page.keyboard.press("Space")
        expect(line).to_be_checked()
        return
    tab_to(page, page.locator(f'input[name="{question}"]').first)
    page.keyboard.press("Space")
    for _ in range(MOST_TABS):
        if line.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrow keys never reach {question}={value}")


def answers_on(screen: str) -> list[tuple[str, str]]:
    """What a plain spasm says on a screen, line by line."""
    return [
        (question, line)
        for question, value in PLAIN[screen].items()
        for line in (value if isinstance(value, list) else [value])
    ]
