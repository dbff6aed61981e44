"""The one font that a test's browser has, whatever else the machine holds.

A layout must hold in the widest of the common fonts and in the narrowest. Which of the two a run
shows, the variable BACKSPASM_FONT says; without it the wide one, which is the harder to fit.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
VARIABLE = "BACKSPASM_FONT"


@dataclass(frozen=True)
class Font:
    """A family of letters, and the folder with its files."""

    family: str
    folder: Path


FONTS = {
    "wide": Font("DejaVu Sans", HERE.parent / "fonts"),
    "narrow": Font(
        "Roboto", Path(str(resources.files("fontpkg_roboto"))) / "files"
    ),
}
OTHERS = (
    "sans-serif",
    "serif",
    "monospace",
    "system-ui",
    "Arial",
    "Times New Roman",
    "Georgia",
)
"""Families that a page or the browser itself asks for by name."""

CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
  {aliases}
</fontconfig>
"""
ALIAS = (
    '<alias binding="same"><family>{asked}</family>'
    "<prefer><family>{given}</family></prefer></alias>"
)


def chosen() -> str:
    """Which of FONTS this run is about."""
    name = os.environ.get(VARIABLE, "wide")
    if name not in FONTS:
        raise ValueError(
            f"{VARIABLE} is one of {', '.join(FONTS)}, not {name!r}"
        )
    return name


def environment(name: str, scratch: Path) -> dict[str, str | float | bool]:
    """The environment of a browser that knows this font alone; its cache goes to `scratch`."""
    font = FONTS[name]
    aliases = "\n  ".join(
        ALIAS.format(asked=asked, given=font.family) for asked in OTHERS
    )
    config = scratch / f"{name}.conf"
    config.write_text(
        CONFIG.format(
            folder=escape(str(font.folder)),
            cache=escape(str(scratch / "cache")),
            aliases=aliases,
        ),
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config)}
