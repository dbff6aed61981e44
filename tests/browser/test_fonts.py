"""The tests' browser has the one font it was given."""

from __future__ import annotations

import pytest

from . import fonts

PARTS = ("h1", "p", "strong", ".btn")


@pytest.mark.parametrize("path", ["/", "/now/"])
def test_the_browser_has_one_font(open_page, path):
    # Without script: nothing may replace a node while its font is asked for.
    page = open_page(path, java_script_enabled=False)
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    seen = set()
    for part in PARTS:
        query = {"nodeId": root, "selector": part}
        for node in tools.send("DOM.querySelectorAll", query)["nodeIds"]:
            drawn = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})[
                "fonts"
            ]
            seen |= {font["familyName"] for font in drawn}
    assert seen == {fonts.FONTS[fonts.chosen()].family}


def test_no_other_font_is_known(monkeypatch):
    monkeypatch.setenv(fonts.VARIABLE, "comic")
    with pytest.raises(ValueError, match="wide"):
        fonts.chosen()
