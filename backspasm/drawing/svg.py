"""Writing SVG: elements, colours by class, slow movement by SMIL. No style attributes.

Every colour is a class, with a plain attribute beside it so that the picture also
looks right alone. SMIL lives in attributes, which a strict content policy allows.
"""

import re
from collections import Counter
from collections.abc import Sequence
from html import escape

from backspasm.drawing.geometry import Point, num, nums, turned

PIECE = re.compile(r'<path d="[^"]+"/>')

LINES = ("line", "ring", "seam", "arrow", "ground")  # classes that are only ever drawn as lines

COLOURS = {
    "near": "currentColor",
    "far": "#8d99ac",
    "accent": "#dd5b33",
    "ring": "#dd5b33",
    "seam": "#fff",
    "prop": "#cdd6e1",
    "face": "#a3aec0",
    "soft": "#eef2f7",
    "line": "#a9b5c4",
    "ghost": "#8d99ac",
    "halo": "#fff",
}


def fill(kind: str) -> str:
    """Attributes of a filled shape of one colour class."""
    return f'class="fig-{kind}" fill="{COLOURS[kind]}"'


def stroke(kind: str, width: float, colour: str = "") -> str:
    """Attributes of a drawn line; the width is an attribute, so it needs no CSS."""
    name = kind if kind in LINES else f"{kind}-line"
    return (
        f'class="fig-{name}" fill="none" stroke="{colour or COLOURS[kind]}" '
        f'stroke-width="{nums(width)}"'
    )


def path(d: str, attributes: str = "") -> str:
    """A path element; without attributes it takes the colour of its group."""
    return f'<path {attributes + " " if attributes else ""}d="{d}"/>'


def circle(centre: Point, r: float, attributes: str = "") -> str:
    """A circle element."""
    x, y = nums(centre[0]), nums(centre[1])
    return f'<circle {attributes + " " if attributes else ""}cx="{x}" cy="{y}" r="{nums(r)}"/>'


def spot(at: Point) -> str:
    """The place to notice: a dot in a ring."""
    return circle(at, 3.8, fill("accent")) + circle(at, 7.4, stroke("ring", 1.8))


def rect(x: float, y: float, width: float, height: float, r: float, attributes: str) -> str:
    """A rectangle element with corners of radius `r`."""
    return (
        f'<rect {attributes} x="{nums(x)}" y="{nums(y)}" width="{nums(width)}" '
        f'height="{nums(height)}" rx="{nums(r)}"/>'
    )


def shifted(places: Sequence[Point], seconds: float, inner: str) -> str:
    """A group at places[0] that moves through the others."""
    texts = [f"{num(x)} {num(y)}" for x, y in places]
    return _group(f"translate({texts[0]})", "translate", texts, seconds, inner)


def turning(angles: Sequence[float], about: Point, seconds: float, inner: str) -> str:
    """A group turned about a joint; no element at all when it never turns."""
    texts = [num(round(a * 2) / 2) for a in angles]
    if set(texts) == {"0"}:
        return inner
    pivot = "" if about == (0, 0) else f" {num(about[0])} {num(about[1])}"
    texts = [text + pivot for text in texts]
    return _group(f"rotate({texts[0]})", "rotate", texts, seconds, inner)


def _group(transform: str, kind: str, texts: list[str], seconds: float, inner: str) -> str:
    moves = ""
    if len(set(texts)) > 1:
        moves = (
            f'<animateTransform attributeName="transform" type="{kind}" '
            f'values="{";".join(texts)}" dur="{nums(seconds)}s" repeatCount="indefinite"/>'
        )
    return f'<g transform="{transform}">{moves}{inner}</g>'


def morphing(shapes: Sequence[str], attributes: str, seconds: float) -> str:
    """A path that slowly takes other forms of the same make."""
    head = f"{attributes} " if attributes else ""
    if len(set(shapes)) < 2:
        return f'<path {head}d="{shapes[0]}"/>'
    return (
        f'<path {head}d="{shapes[0]}"><animate attributeName="d" values="{";".join(shapes)}" '
        f'dur="{nums(seconds)}s" repeatCount="indefinite"/></path>'
    )


def arrow_path(start: Point, end: Point, bend: float, both: bool, size: float) -> str:
    """A bowed line with open heads, as one path."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = max((dx * dx + dy * dy) ** 0.5, 0.1)
    bow = (
        (start[0] + end[0]) / 2 + dy / length * bend * 2,
        (start[1] + end[1]) / 2 - dx / length * bend * 2,
    )
    d = f"M{nums(*start)}Q{nums(*bow, *end)}{_head(bow, end, size)}"
    return d + (_head(bow, start, size) if both else "")


def _head(before: Point, tip: Point, size: float) -> str:
    dx, dy = before[0] - tip[0], before[1] - tip[1]
    length = max((dx * dx + dy * dy) ** 0.5, 0.1)
    back = (dx / length * size, dy / length * size)
    sides = [turned(back, angle) for angle in (38, -38)]
    ends = [(tip[0] + s[0], tip[1] + s[1]) for s in sides]
    return f"M{nums(*ends[0])}L{nums(*tip)}L{nums(*ends[1])}"


def _shared(inner: str, prefix: str) -> str:
    """Each piece of a body once: its twins become references to the first."""
    pieces = Counter(PIECE.findall(inner))
    for number, piece in enumerate(p for p, count in pieces.items() if count > 1):
        key = f"{prefix}-{number}"
        first, rest = inner.split(piece, 1)
        named = piece.replace("<path", f'<path id="{key}"', 1)
        inner = first + named + rest.replace(piece, f'<use href="#{key}"/>')
    return inner


def document(title: str, desc: str, prefix: str, inner: str, size: tuple[int, int]) -> str:
    """The whole picture, named for people who do not see it."""
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fig" viewBox="0 0 {width} {height}" '
        'stroke-linecap="round" stroke-linejoin="round" '
        f'role="img" aria-labelledby="{prefix}-t {prefix}-d">'
        f'<title id="{prefix}-t">{escape(title)}</title>'
        f'<desc id="{prefix}-d">{escape(desc)}</desc>{_shared(inner, prefix)}</svg>'
    )
