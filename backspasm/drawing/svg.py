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

from backspasm.charts.markup import attributes
from backspasm.charts.numbers import num, nums
from backspasm.drawing.geometry import (
    Point,
    distance,
    mid,
    minus,
    plus,
    turned,
)
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
    return attributes(
        class_=f"f-edge f-{kind}",
        stroke_width=width,
    )


def stroke(kind: str, width: float) -> str:
    """Attributes of a drawn line: plain, or in one of the colours; its width needs no CSS."""
    name = kind
    if name not in LINES:
        name = f"{kind}-line"
    LINES.index(name)
    return attributes(
        class_=f"f-{name}",
        stroke_width=width,
    )


def path(d: str, look: str = "") -> str:
    """A path element; without a `look` it takes the colour of its group."""
    form = f'd="{d}"'
    if look:
        form = f"{look} {form}"
    return f"<path {form}/>"


def drawn(look: str, *commands: str) -> str:
    """A path element from its commands, which stand one a line where it is drawn."""
    d = "".join(commands)
    return path(d, look)


def circle(
    centre: Point,
    r: float,
    look: str,
) -> str:
    """A circle element."""
    x, y = centre
    parts = ["<circle", look]
    # A centre at nought goes without saying.
    if x:
        parts.append(attributes(cx=x))
    if y:
        parts.append(attributes(cy=y))
    parts.append(attributes(r=r))
    return " ".join(parts) + "/>"


def spot(at: Point) -> str:
    """The place to notice: a dot in a ring, which takes no colour from the limb it moves with."""
    dot = fill("accent")
    line = stroke("accent", 1.8)
    ring = f'{line} fill="none"'
    return circle(at, 3.8, dot) + circle(at, 7.4, ring)


def rect(
    look: str,
    *,
    x: float,
    y: float,
    width: float,
    height: float,
    r: float,
) -> str:
    """A rectangle element with corners of radius `r`."""
    place = attributes(
        x=x,
        y=y,
        width=width,
        height=height,
        rx=r,
    )
    return f"<rect {look} {place}/>"


def shifted(
    places: Sequence[Point],
    seconds: float,
    inner: str,
) -> str:
    """A group at places[0] that moves through the others."""
    texts = []
    for x, y in places:
        texts.append(f"{num(x)} {num(y)}")
    return _group("translate", texts, seconds, inner)


def turning(
    angles: Sequence[float],
    about: Point,
    seconds: float,
    inner: str,
) -> str:
    """A group turned about a joint; no element at all when it never turns."""
    texts = []
    for angle in angles:
        # Half a degree is finer than any eye.
        halves = round(angle * 2)
        texts.append(num(halves / 2))
    if set(texts) == {"0"}:
        return inner
    if about != (0, 0):
        x, y = about
        pivot = f" {num(x)} {num(y)}"
        texts = [text + pivot for text in texts]
    return _group("rotate", texts, seconds, inner)


def _group(
    kind: str,
    texts: Sequence[str],
    seconds: float,
    inner: str,
) -> str:
    """A group under a transform, which moves through all `texts` where they differ."""
    moves = ""
    if len(set(texts)) > 1:
        course = attributes(
            attributeName="transform",
            type=kind,
            values=";".join(texts),
            dur=f"{num(seconds)}s",
            repeatCount="indefinite",
        )
        moves = f"<animateTransform {course}/>"
    start = f"{kind}({texts[0]})"
    return f'<g transform="{start}">{moves}{inner}</g>'


def morphing(
    shapes: Sequence[str],
    look: str,
    seconds: float,
    *,
    eased: bool = False,
) -> str:
    """A path that slowly takes other forms of the same make; `eased` lingers at each."""
    first = shapes[0]
    if len(set(shapes)) < 2:
        return path(first, look)
    course = attributes(
        attributeName="d",
        values=";".join(shapes),
    )
    if eased:
        splines = [".7 0 .3 1"] * (len(shapes) - 1)
        ease = attributes(
            calcMode="spline",
            keySplines=";".join(splines),
        )
        course = f"{course} {ease}"
    pace = attributes(
        dur=f"{num(seconds)}s",
        repeatCount="indefinite",
    )
    animation = f"<animate {course} {pace}/>"
    return f'<path {look} d="{first}">{animation}</path>'


def arrow_path(
    start: Point,
    end: Point,
    bend: float,
    both: bool,
    size: float,
) -> str:
    """A bowed line with open heads, as one path."""
    dx, dy = minus(end, start)
    length = max(hypot(dx, dy), 0.1)
    middle_x = (start[0] + end[0]) / 2
    middle_y = (start[1] + end[1]) / 2
    # The control point lies twice as far out as the curve goes.
    bow = (
        middle_x + dy / length * bend * 2,
        middle_y - dx / length * bend * 2,
    )
    commands = [
        f"M{nums(*start)}",
        f"Q{nums(*bow, *end)}",
        _head(bow, end, size),
    ]
    if both:
        commands.append(_head(bow, start, size))
    return "".join(commands)


def ring_path(
    start: Point,
    end: Point,
    radius: float,
    size: float,
) -> str:
    """Most of a circle from start to end, with an open head: clockwise for radius > 0."""
    clockwise = radius > 0
    way = 1 if clockwise else -1
    r = max(abs(radius), distance(start, end) / 2)
    half = mid(start, end)
    half_x, half_y = half
    chord = distance(start, half)
    # Ends as far apart as the ring is wide: then no more than rounding is left.
    square = r * r - chord * chord
    height = sqrt(max(square, 0.0))
    off = height / max(chord, 0.1) * way
    # The centre of the longer way round lies on the side the arrow turns to.
    centre = (
        half_x - (start[1] - half_y) * off,
        half_y + (start[0] - half_x) * off,
    )
    out_x, out_y = minus(end, centre)
    tangent = (
        end[0] + out_y * way,
        end[1] - out_x * way,
    )
    # The head is opened a little, as the line bends away from it.
    before = turned(tangent, -way * 14, end)
    commands = (
        f"M{nums(*start)}",
        f"A{nums(r, r)} 0 1 {int(clockwise)} ",
        nums(*end),
        _head(before, end, size),
    )
    return "".join(commands)


def _head(
    before: Point,
    tip: Point,
    size: float,
) -> str:
    """An open arrow head at `tip`, for a line that comes from `before`."""
    dx, dy = minus(before, tip)
    length = max(hypot(dx, dy), 0.1)
    back = (
        dx / length * size,
        dy / length * size,
    )
    one = plus(tip, turned(back, 38))
    other = plus(tip, turned(back, -38))
    commands = (
        f"M{nums(*one)}",
        f"L{nums(*tip)}",
        f"L{nums(*other)}",
    )
    return "".join(commands)


def short_id(prefix: str) -> str:
    """Four or five letters for the ids inside a picture, which nobody reads."""
    checksum = crc32(prefix.encode())
    short = checksum % 2**20
    return f"f{short:x}"


def shared(inner: str, prefix: str) -> str:
    """Each piece drawn once: its exact twins become references to it, where that is shorter."""
    name = short_id(prefix)
    pieces = Counter(PIECE.findall(inner))
    number = 0
    for piece, count in pieces.items():
        if count == 1:
            continue
        key = f"{name}-{number}"
        number += 1
        twin = f'<use href="#{key}"/>'
        saved = (count - 1) * (len(piece) - len(twin))
        if saved <= len(key) + 6:
            continue
        first, rest = inner.split(piece, 1)
        named = piece.replace(" ", f' id="{key}" ', 1)
        rest = rest.replace(piece, twin)
        inner = first + named + rest
    return inner


def document(
    title: str,
    desc: str,
    prefix: str,
    inner: str,
    size: tuple[int, int],
) -> str:
    """The whole picture for an HTML page, named for people who do not see it."""
    width, height = size
    key = short_id(prefix)
    look = attributes(
        class_="fig",
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby=f"{key}t {key}d",
    )
    parts = (
        f"<svg {look}>",
        f'<title id="{key}t">{escape(title)}</title>',
        f'<desc id="{key}d">{escape(desc)}</desc>',
        inner,
        "</svg>",
    )
    return "".join(parts)


def put(
    at: Point,
    turn: float,
    inner: str,
) -> str:
    """A group at its place, turned about its own origin."""
    place = f"translate({nums(*at)})"
    if turn:
        place += f"rotate({nums(turn)})"
    return f'<g transform="{place}">{inner}</g>'
