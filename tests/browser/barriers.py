"""What axe has to say about a page, asked for as little as a test reads."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Half-way through a change of colour no contrast is the one that people see.
AT_REST = """() => {
  for (const change of document.getAnimations()) change.finish();
  return "axe" in window;
}"""
# All that is in order is a megabyte on a long page; it would only be carried here and dropped.
LOOK = """async (options) => {
  const found = await axe.run({ ...options, resultTypes: ["violations"] });
  return found.violations;
}"""


def clean(page: Page, options: dict[str, Any]) -> None:
    """Asserts that axe finds nothing."""
    if not page.evaluate(AT_REST):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults({"violations": page.evaluate(LOOK, options)})
    assert found.violations_count == 0, found.generate_report()
