"""How the style sheets are written: `python -m tests.styles` formats them, `--check` only looks.

Formatting is css-beautify's. `--check` also fails where a class is named by no template,
script or Python, and where a file belongs to no bundle.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import cssbeautifier

from backspasm.web.bundles import STYLES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "static" / "css"
SOURCES = ("templates", "static/js", "backspasm")
COMPOSED = re.compile(
    "bodymap__spot--.+|care--.+|f-.+|ring--.+|stage--.+|state--.+"
)
"""Classes whose last part is a value: of an answer, a level, a shape, a state."""
OTHERS = {"htmx-request"}
"""Classes that a library sets."""


def formatted(text: str) -> str:
    """A style sheet as css-beautify writes it."""
    options = cssbeautifier.default_options()
    options.indent_size = 2
    options.end_with_newline = True
    options.space_around_combinator = True
    return str(cssbeautifier.beautify(text, options))


def sheets() -> list[Path]:
    """All style sheets."""
    return sorted(FOLDER.rglob("*.css"))


def classes(text: str) -> set[str]:
    """The classes in the selectors of a style sheet."""
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    without_strings = re.sub(r'"[^"]*"', "", without_comments)
    selectors = re.findall(r"([^{};]+)\{", without_strings)
    return {
        name
        for selector in selectors
        if not selector.strip().startswith("@")
        for name in re.findall(r"\.(-?[a-zA-Z_][\w-]*)", selector)
    }


def named() -> set[str]:
    """Every word, hyphens and all, of whatever may name a class."""
    return {
        word
        for folder in SOURCES
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".html", ".js", ".py"}
        for word in re.findall(r"[\w-]+", path.read_text(encoding="utf-8"))
    }


def faults() -> Iterator[str]:
    """Each place that is not as it should be."""
    known, bundled = named(), {path for row in STYLES.values() for path in row}
    for path in sheets():
        text, name = path.read_text(encoding="utf-8"), path.relative_to(FOLDER)
        if formatted(text) != text:
            yield f"{name}: not formatted"
        if f"css/{name}" not in bundled:
            yield f"{name}: in no bundle"
        for dead in sorted(classes(text) - known - OTHERS):
            if not COMPOSED.fullmatch(dead):
                yield f"{name}: nothing names .{dead}"


def main() -> int:
    """Format them; with `--check` print what is wrong, and 1 where anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only look")
    if parser.parse_args().check:
        found = [*faults()]
        print("\n".join(found))
        return int(bool(found))
    for path in sheets():
        path.write_text(
            formatted(path.read_text(encoding="utf-8")), encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
