"""Writing SVG: elements, colours by class, slow movement by SMIL. No style attributes.

Every colour is a class; the style sheet of the page (or of the contact sheet) says
which. SMIL lives in attributes, which a strict content policy allows.
"""

import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from math import sqrt
from zlib import crc32

from backspasm.charts.numbers import num, nums
from backspasm.drawing.geometry import Point, distance, mid, turned
from backspasm.drawing.trigonometry import hypot

PIECE = re.compile(r"<(?:path|rect) [^>]+/>")

FILLS = ("near", "far", "accent", "prop", "face", "pale", "halo")
LINES = ("line", "accent-line", "prop-line", "halo-line")


def fill(kind: str) -> str:
    """Attributes of a filled shape of one colour class. Raises ValueError for any other."""
    FILLS.index(kind)
    return f'class="f-{kind}"'


def soft(colour: str) -> str:
    """Attributes of a pillow: pale with a seam, or the accent."""
    if colour == "accent":
        return fill("accent")
    return fill("pale") + ' stroke-width="1.5"'


def edged(kind: str, width: float = 2.4) -> str:
    """Attributes of a shape with an edge of paper, so that a limb reads on the trunk."""
    FILLS.index(kind)
    return f'class="f-edge f-{kind}" stroke-width="{nums(width)}"'


def stroke(kind: str, width: float) -> str:
    """Attributes of a drawn line: plain, or in one of the colours; its width needs no CSS."""
    name = kind if kind in LINES else f"{kind}-line"
    LINES.index(name)
    return f'class="f-{name}" stroke-width="{nums(width)}"'


def path(d: str, attributes: str = "") -> str:
    """A path element; without attributes it takes the colour of its group."""
    return f'<path {attributes + " " if attributes else ""}d="{d}"/>'


def circle(centre: Point, r: float, attributes: str = "") -> str:
    """A circle element."""
    place = "".join(
        f' {k}="{nums(v)}"'
        for k, v in zip(("cx", "cy"), centre, strict=True)
        if v
    )
    return f'<circle{" " + attributes if attributes else ""}{place} r="{nums(r)}"/>'


def spot(at: Point) -> str:
    """The place to notice: a dot in a ring, which takes no colour from the limb it moves with."""
    ring = stroke("accent", 1.8) + ' fill="none"'
    return circle(at, 3.8, fill("accent")) + circle(at, 7.4, ring)


def rect(
    x: float, y: float, width: float, height: float, r: float, attributes: str
) -> str:
    """A rectangle element with corners of radius `r`."""
    return (
        f'<rect {attributes} x="{nums(x)}" y="{nums(y)}" width="{nums(width)}" '
        f'height="{nums(height)}" rx="{nums(r)}"/>'
    )


def shifted(places: Sequence[Point], seconds: float, inner: str) -> str:
    """A group at places[0] that moves through the others."""
    texts = [f"{num(x)} {num(y)}" for x, y in places]
    return _group(f"translate({texts[0]})", "translate", texts, seconds, inner)


def turning(
    angles: Sequence[float], about: Point, seconds: float, inner: str
) -> str:
    """A group turned about a joint; no element at all when it never turns."""
    texts = [num(round(a * 2) / 2) for a in angles]
    if set(texts) == {"0"}:
        return inner
    pivot = "" if about == (0, 0) else f" {num(about[0])} {num(about[1])}"
    texts = [text + pivot for text in texts]
    return _group(f"rotate({texts[0]})", "rotate", texts, seconds, inner)


def _group(
    transform: str, kind: str, texts: list[str], seconds: float, inner: str
) -> str:
    moves = ""
    if len(set(texts)) > 1:
        moves = (
            f'<animateTransform attributeName="transform" type="{kind}" '
            f'values="{";".join(texts)}" dur="{nums(seconds)}s" repeatCount="indefinite"/>'
        )
    return f'<g transform="{transform}">{moves}{inner}</g>'


def morphing(
    shapes: Sequence[str],
    attributes: str,
    seconds: float,
    *,
    eased: bool = False,
) -> str:
    """A path that slowly takes other forms of the same make; `eased` lingers at each."""
    head = f"{attributes} " if attributes else ""
    if len(set(shapes)) < 2:
        return f'<path {head}d="{shapes[0]}"/>'
    splines = ";".join([".7 0 .3 1"] * (len(shapes) - 1))
    ease = f'calcMode="spline" keySplines="{splines}" ' if eased else ""
    return (
        f'<path {head}d="{shapes[0]}"><animate attributeName="d" values="{";".join(shapes)}" '
        f'{ease}dur="{nums(seconds)}s" repeatCount="indefinite"/></path>'
    )


def arrow_path(
    start: Point, end: Point, bend: float, both: bool, size: float
) -> str:
    """A bowed line with open heads, as one path."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = max(hypot(dx, dy), 0.1)
    bow = (
        (start[0] + end[0]) / 2 + dy / length * bend * 2,
        (start[1] + end[1]) / 2 - dx / length * bend * 2,
    )
    d = f"M{nums(*start)}Q{nums(*bow, *end)}{_head(bow, end, size)}"
    return d + (_head(bow, start, size) if both else "")


def ring_path(start: Point, end: Point, radius: float, size: float) -> str:
    """Most of a circle from start to end, with an open head: clockwise for radius > 0."""
    way = 1 if radius > 0 else -1
    r = max(abs(radius), distance(start, end) / 2)
    half = mid(start, end)
    chord = distance(start, half)
    # Ends as far apart as the ring is wide: then no more than rounding is left.
    height = sqrt(max(r * r - chord * chord, 0.0))
    off = height / max(chord, 0.1) * way
    # the centre of the longer way round lies on the side the arrow turns to
    centre = (
        half[0] - (start[1] - half[1]) * off,
        half[1] + (start[0] - half[0]) * off,
    )
    out = (end[0] - centre[0], end[1] - centre[1])
    # the head is opened a little, as the line bends away from it
    before = turned(
        (end[0] + out[1] * way, end[1] - out[0] * way), -way * 14, end
    )
    arc = f"A{nums(r, r)} 0 1 {'1' if way > 0 else '0'} {nums(*end)}"
    return f"M{nums(*start)}{arc}{_head(before, end, size)}"


def _head(before: Point, tip: Point, size: float) -> str:
    dx, dy = before[0] - tip[0], before[1] - tip[1]
    length = max(hypot(dx, dy), 0.1)
    back = (dx / length * size, dy / length * size)
    sides = [turned(back, angle) for angle in (38, -38)]
    ends = [(tip[0] + s[0], tip[1] + s[1]) for s in sides]
    return f"M{nums(*ends[0])}L{nums(*tip)}L{nums(*ends[1])}"


def short_id(prefix: str) -> str:
    """Four or five letters for the ids inside a picture, which nobody reads."""
    return "f" + format(crc32(prefix.encode()) % 2**20, "x")


def shared(inner: str, prefix: str) -> str:
    """Each piece drawn once: its exact twins become references to it, where that is shorter."""
    pieces = Counter(PIECE.findall(inner))
    for number, piece in enumerate(
        p for p, count in pieces.items() if count > 1
    ):
        key = f"{short_id(prefix)}-{number}"
        twin = f'<use href="#{key}"/>'
        if (pieces[piece] - 1) * (len(piece) - len(twin)) <= len(key) + 6:
            continue
        first, rest = inner.split(piece, 1)
        named = piece.replace(" ", f' id="{key}" ', 1)
        inner = first + named + rest.replace(piece, twin)
    return inner


def document(
    title: str, desc: str, prefix: str, inner: str, size: tuple[int, int]
) -> str:
    """The whole picture for an HTML page, named for people who do not see it."""
    (width, height), key = size, short_id(prefix)
    return (
        f'<svg class="fig" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="{key}t {key}d"><title id="{key}t">{escape(title)}</title>'
        f'<desc id="{key}d">{escape(desc)}</desc>{inner}</svg>'
    )
