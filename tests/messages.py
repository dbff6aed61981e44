"""Keeps locale/backspasm.pot in step with the words in code and templates.

`python tests/messages.py` writes it; `--check` fails when it is behind. Uses Babel, so no
gettext needs to be installed.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
POT = ROOT / "locale" / "backspasm.pot"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}

Found = tuple[str, int, str | tuple[str, ...]]


def found() -> Iterator[Found]:
    """Every translatable string: file, line, msgid (or singular and plural)."""
    for path in sorted((ROOT / "backspasm").rglob("*.py")):
        if "migrations" not in path.parts:
            name = str(path.relative_to(ROOT))
            for line, words, _, _ in extract(
                "python", BytesIO(path.read_bytes()), KEYWORDS
            ):
                yield name, line, words
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name = str(path.relative_to(ROOT))
        for line, words in in_template(path.read_text()):
            yield name, line, words


def in_template(source: str) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    """The strings of `translate`, `_()` and `blocktranslate` in one template."""
    for match in re.finditer(
        r'{%\s*translate\s+"([^"]+)"|_\("([^"]+)"\)', source
    ):
        yield source.count("\n", 0, match.start()) + 1, match[1] or match[2]
    block = r"{%\s*blocktranslate\b(.*?)%}(.*?){%\s*endblocktranslate\s*%}"
    for match in re.finditer(block, source, re.DOTALL):
        forms = re.split(r"{%\s*plural\s*%}", match[2])
        words = [
            placeholder(text, trimmed=" trimmed" in match[1]) for text in forms
        ]
        yield (
            source.count("\n", 0, match.start()) + 1,
            words[0] if len(words) == 1 else tuple(words),
        )


def placeholder(text: str, *, trimmed: bool) -> str:
    """`{{ name }}` as gettext sees it; lines joined when the block says trimmed."""
    text = re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", text.replace("%", "%%"))
    if trimmed:
        text = " ".join(line.strip() for line in text.strip().splitlines())
    return text


def collect() -> Catalog:
    """All strings of today."""
    catalog = Catalog(
        project="Backspasm",
        charset="utf-8",
        header_comment="# Words of Backspasm.",
    )
    for name, _, words in found():
        catalog.add(words, locations=[(name, 0)])
    return catalog


def main() -> int:
    """Write the catalogue, or say that it is behind."""
    today = {str(message.id) for message in collect() if message.id}
    if "--check" in sys.argv:
        with POT.open("rb") as file:
            kept = {str(message.id) for message in read_po(file) if message.id}
        for words in sorted(today ^ kept):
            sys.stderr.write(
                f"{'missing' if words in today else 'stale'}: {words}\n"
            )
        return int(today != kept)
    out = BytesIO()
    write_po(
        out,
        collect(),
        sort_output=True,
        omit_header=False,
        width=0,
        include_lineno=False,
    )
    stable = re.sub(
        rb'"(POT-Creation-Date|PO-Revision-Date):[^\n]*\n', b"", out.getvalue()
    )
    POT.parent.mkdir(exist_ok=True)
    POT.write_bytes(stable)
    return 0


if __name__ == "__main__":
    sys.exit(main())
