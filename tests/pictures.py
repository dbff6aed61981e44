"""python -m tests.pictures: the four pictures of the README, from the site as it is now.

The real server, a made-up person with a plain spasm, a phone in Chicago, and the narrow font:
about what most telephones show.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench.visitor import Visitor
from tests.browser import fonts
from tests.browser.conftest import ARGS
from tests.care.sample import PLAIN
from tests.chromium import on_this_machine
from tests.torture.site import ROOT, Site, running

PHONE = {"width": 390, "height": 844}
FOLDER = ROOT / "docs"


def main() -> None:
    """Take them."""
    with (
        running("sqlite", quiet=True) as site,
        tempfile.TemporaryDirectory() as scratch,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=on_this_machine(),
            args=ARGS,
            env=fonts.environment("narrow", Path(scratch)),
        )
        _public(browser, site)
        _personal(browser, site)
        browser.close()


def _public(browser: Browser, site: Site) -> None:
    page = _phone(browser, site).new_page()
    page.goto("/")  # tells the zone, by which the next page knows the number
    page.goto("/")
    _take(page, "home")
    page.goto("/check/danger-now/")
    page.get_by_role("checkbox", name="Numb between legs").check()
    page.get_by_role("button", name="Next").click()
    page.wait_for_url("**/check/outcome/")
    _take(page, "em")


def _personal(browser: Browser, site: Site) -> None:
    visitor = Visitor(site.port)
    visitor.answer_check(PLAIN)
    context = _phone(browser, site)
    context.add_cookies(
        [
            {
                "name": name,
                "value": value,
                "url": f"http://localhost:{site.port}",
            }
            for name, value in visitor.cookies.items()
        ]
    )
    page = context.new_page()
    page.goto("/")
    page.goto("/check/plan/")
    _take(page, "plan")
    page.get_by_role("heading", name="How to do each").evaluate(
        "one => one.scrollIntoView()"
    )
    _take(page, "how")


def _phone(browser: Browser, site: Site) -> BrowserContext:
    return browser.new_context(
        base_url=f"http://localhost:{site.port}",
        viewport=PHONE,
        timezone_id="America/Chicago",
        service_workers="block",
    )


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")
    sys.stdout.write(f"docs/{name}.png\n")


if __name__ == "__main__":
    main()
