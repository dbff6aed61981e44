"""Bundles as a browser reads them: joining and minifying changes no meaning."""

import re
from typing import Any

import pytest
from django.conf import settings

from backspasm.web import bundles

# A module is parsed whole before its first line runs.
PARSES = """code => import(
    "data:text/javascript," + encodeURIComponent(`throw "parsed";${code}`)
).catch(String)"""
RULES = """code => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(code);
    return [...sheet.cssRules].map(rule => rule.cssText);
}"""


@pytest.mark.parametrize("name", bundles.SCRIPTS)
def test_scripts_are_whole(chromium, name):
    joined = bundles.join(name, settings.BUNDLE_SOURCES)
    with chromium.new_page() as page:
        assert page.evaluate(PARSES, joined) == "parsed"
        assert page.evaluate(PARSES, bundles.minify(name, joined)) == "parsed"
        assert "SyntaxError" in page.evaluate(PARSES, f"{joined};const a, a;")


def rules_of(page: Any, style: str) -> list[str]:
    """Its rules, as the browser writes them; it keeps the spaces of a value with `var()`."""
    rules = page.evaluate(RULES, style)
    return [re.sub(r"\s*([,:/()])\s*", r"\1", rule) for rule in rules]


@pytest.mark.parametrize("name", bundles.STYLES)
def test_minified_style_has_the_same_rules(chromium, name):
    joined = bundles.join(name, settings.BUNDLE_SOURCES)
    with chromium.new_page() as page:
        rules = rules_of(page, joined)
        assert len("".join(rules)) > len(joined) / 2
        assert rules_of(page, bundles.minify(name, joined)) == rules
