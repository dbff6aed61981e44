"""The figures of techniques as the pages show them, each read once a process.

They are SVG files that `manage.py figures` draws from the poses: the site sets them inline,
so that its style sheets colour them, and draws nothing itself.
"""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

XMLNS = ' xmlns="http://www.w3.org/2000/svg"'
NUMBER = "<text"
"""Only pictures side by side are numbered; no other figure holds a letter."""
REFERENCE = re.compile(r' (?:id|href|aria-labelledby)="[^"]+"')
ID = re.compile(r'(?<=["# ])f(?=[0-9a-f])')
"""The beginning of an id as the drawing makes them: f, then hexadecimal digits."""


def folder() -> Path:
    """Where the figures lie."""
    return settings.CONTENT_DIR / "figures"


def file_name(technique_id: str, variant: str = "") -> str:
    """The file of the still, or of a variant: "moving", "step-1", "step-2" and so on."""
    return f"{technique_id}{'.' if variant else ''}{variant}.svg"


def to_file(svg: str) -> str:
    """A drawn figure as its file holds it: valid alone, one element a line for whoever compares."""
    return svg.replace("<svg", f"<svg{XMLNS}", 1).replace("><", ">\n<") + "\n"


def from_file(text: str) -> str:
    """The figure of a file as a page holds it."""
    return text.strip().replace(">\n<", "><").replace(XMLNS, "", 1)


@cache
def figure(
    technique_id: str,
    variant: str = "",
    *,
    place: str = "",
) -> SafeString:
    """The SVG of a technique, or nothing when it has no such figure.

    Ids are the figure's own: no two of all files share one. Where one page shows the same
    figure twice, `place` names the second: a word that is put before its ids.
    """
    try:
        text = (folder() / file_name(technique_id, variant)).read_text(
            encoding="utf-8"
        )
    except FileNotFoundError:
        return SafeString("")
    svg = from_file(text)
    if place:
        svg = REFERENCE.sub(lambda found: _prefixed(found[0], place), svg)
    # Made by our own code from our own files.
    return mark_safe(svg)  # noqa: S308


def _prefixed(reference: str, place: str) -> str:
    return ID.sub(f"{place}-f", reference)


def is_strip(technique_id: str) -> bool:
    """Whether the still shows several pictures side by side, and so wants room."""
    return NUMBER in figure(technique_id)
