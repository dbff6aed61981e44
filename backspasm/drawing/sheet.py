"""A contact sheet: every picture on one page, to look at what was made."""

from collections.abc import Mapping
from html import escape

LAYOUT = (
    "body{margin:8px;display:grid;grid-template-columns:repeat(4,1fr);gap:8px;"
    "font:13px sans-serif}figure{margin:0;border:1px solid;border-radius:8px;"
    "--fig-paper:var(--paper)}"
    "figure svg{display:block;width:100%}figcaption{padding:2px 8px}"
)


def contact_sheet(
    pictures: Mapping[str, str],
    *,
    style: str,
    theme: str = "light",
    captions: bool = True,
) -> str:
    """One HTML page with each picture in a frame; without captions it is a naming test.

    `style` is the style sheet that knows the colours, `theme` one of its looks.
    """
    cards = []
    for number, (name, picture) in enumerate(pictures.items(), 1):
        words = str(number)
        if captions:
            words = escape(name)
        caption = f"<figcaption>{words}</figcaption>"
        cards.append(f"<figure>{picture}{caption}</figure>")
    parts = (
        "<!doctype html>",
        f'<html lang="en" data-theme="{theme}">',
        '<meta charset="utf-8">',
        "<title>Figures</title>",
        f"<style>{style}{LAYOUT}</style>",
        *cards,
        "</html>",
    )
    return "".join(parts)
