"""What does not move, written short: one path for neighbours of one colour, whole numbers.

A still is made of the same pieces as the moving picture, but needs no groups that turn:
every point is put straight to its place, in half pixels, and told from the one before.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import radians

from backspasm.drawing.geometry import Box
from backspasm.drawing.outline import disc
from backspasm.drawing.trace import NUMBER, Matrix, Step, box, traced, written
from backspasm.drawing.trigonometry import cos, hypot, sin

UNIT = 2  # units a pixel: half a pixel is finer than any line we draw


@dataclass
class Piece:
    """Shapes of one look, and the boxes they lie in."""

    look: str
    classes: set[str]
    steps: list[Step]
    boxes: list[Box]
    alone: bool = False  # has a twin elsewhere, so nothing may join it

    @cached_property
    def shape(self) -> tuple[str, str]:
        """The same for two pieces of which one is the other, moved."""
        text = written(self.steps)
        unplaced = START.sub("", text)
        return self.look, unplaced

    @property
    def start(self) -> tuple[int, int]:
        _, first = self.steps[0]
        x, y = first
        return round(x), round(y)


ELEMENT = re.compile(r"<(/?)(\w+) ?([^>]*?)/?>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
MOVE = re.compile(r"(\w+)\(([^)]*)\)")
START = re.compile(r"^m-?\d+ ?-?\d+")
SHARP = 2.5  # units: a corner less round than this looks square
LONG = 45  # letters: what is longer is worth an id and a reference
# Filled and edged: one covers the edge of another.
LAYERED = {"f-pale", "f-edge", "f-halo"}


def settled(pictures: Sequence[tuple[str, Matrix]], key: str) -> str:
    """Pictures in centimetres that do not move, as few paths in units; `key` begins their ids."""
    pieces: list[Piece] = []
    for inner, place in pictures:
        pieces += _pieces(inner, place)
    if len(pictures) > 1:
        # Only in a strip a chair or a bed comes again.
        _find_twins(pieces)
    out: list[Piece] = []
    for piece in pieces:
        if not _is_paper_on_paper(piece, out):
            _add(piece, out)
    return _text(out, key)


def _find_twins(pieces: Sequence[Piece]) -> None:
    """Mark what comes again and is long enough to be drawn once and used again."""
    twins = Counter(piece.shape for piece in pieces)
    for piece in pieces:
        again = twins[piece.shape] > 1
        _, path = piece.shape
        piece.alone = again and len(path) > LONG


def _is_paper_on_paper(piece: Piece, out: Sequence[Piece]) -> bool:
    """Whether it is the paper edge of an arrow that lies over nothing."""
    if "f-halo-line" not in piece.classes:
        return False
    return not any(_meet(piece, other) for other in out)


def _add(piece: Piece, out: list[Piece]) -> None:
    """Join it to an earlier piece where that changes nothing; else it is one of its own."""
    earlier = None
    if not piece.alone:
        earlier = _neighbour(out, piece)
    if earlier is None:
        out.append(piece)
        return
    earlier.steps += piece.steps
    earlier.boxes += piece.boxes


def _text(pieces: Sequence[Piece], key: str) -> str:
    """All paths; what was drawn before is used again where it now stands."""
    first: dict[tuple[str, str], tuple[str, Piece]] = {}
    out = ""
    for piece in pieces:
        d = written(piece.steps)
        if not piece.alone:
            out += f'<path{piece.look} d="{d}"/>'
        elif piece.shape in first:
            name, twin = first[piece.shape]
            out += _use(name, twin, piece)
        else:
            name = f"{key}{len(first)}"
            first[piece.shape] = name, piece
            out += f'<path id="{name}"{piece.look} d="{d}"/>'
    return out


def _use(
    name: str,
    twin: Piece,
    piece: Piece,
) -> str:
    """A reference to what was drawn before, moved by what lies between the two."""
    x, y = piece.start
    twin_x, twin_y = twin.start
    across = x - twin_x
    down = y - twin_y
    moved = ""
    # What is not moved goes without saying.
    if across:
        moved += f' x="{across}"'
    if down:
        moved += f' y="{down}"'
    return f'<use href="#{name}"{moved}/>'


def _neighbour(out: Sequence[Piece], piece: Piece) -> Piece | None:
    """The last piece of the same look that `piece` may join: nothing it covers lies between."""
    for earlier in reversed(out):
        meets = _meet(earlier, piece)
        layered = LAYERED & piece.classes
        would_cover = meets and layered
        if earlier.look == piece.look and not earlier.alone and not would_cover:
            return earlier
        if meets:
            return None
    return None


def _meet(one: Piece, two: Piece) -> bool:
    """Whether any of their boxes overlap."""
    pairs = product(one.boxes, two.boxes)
    return any(_overlap(a, b) for a, b in pairs)


def _overlap(a: Box, b: Box) -> bool:
    a_left, a_top, a_right, a_low = a
    b_left, b_top, b_right, b_low = b
    return (
        a_left < b_right
        and b_left < a_right
        and a_top < b_low
        and b_top < a_low
    )


def _pieces(inner: str, place: Matrix) -> Iterator[Piece]:
    """Every shape with its remaining attributes, its points where they belong."""
    places = [place]
    for close, name, text in ELEMENT.findall(inner):
        if close:
            places.pop()
            continue
        values = dict(ATTRIBUTE.findall(text))
        if name == "g":
            within = _within(places[-1], values["transform"])
            places.append(within)
            continue
        yield _piece(name, values, places)


def _piece(
    name: str,
    values: dict[str, str],
    places: Sequence[Matrix],
) -> Piece:
    """One shape; the first of `places` says how large a centimetre is, the last where it lies."""
    across, along, *_ = places[0]
    scale = hypot(across, along)
    # Only what moves in a coloured group must say "none".
    values.pop("fill", None)
    d = _as_path(name, values, SHARP / scale)
    edge = 0.0
    if "stroke-width" in values:
        width = round(float(values["stroke-width"]) * scale)
        values["stroke-width"] = str(width)
        edge = width / 2
    steps = traced(d, places[-1])
    look = ""
    for key, value in values.items():
        look += f' {key}="{value}"'
    classes = values["class"].split()
    return Piece(
        look,
        set(classes),
        steps,
        [box(steps, edge)],
    )


def _within(outer: Matrix, transform: str) -> Matrix:
    """The place of a group inside another."""
    for kind, text in MOVE.findall(transform):
        values = [float(number) for number in NUMBER.findall(text)]
        match kind:
            case "translate":
                # A single number moves across alone.
                x, y = [*values, 0.0][:2]
                outer = _translated(outer, x, y)
            case "rotate":
                outer = _rotated(outer, values[0])
            case _:
                # A single number scales both ways.
                outer = _scaled(outer, values[0], values[-1])
    return outer


def _translated(
    outer: Matrix,
    x: float,
    y: float,
) -> Matrix:
    a, b, c, d, e, f = outer
    across = a * x + c * y + e
    down = b * x + d * y + f
    return (a, b, c, d, across, down)


def _rotated(outer: Matrix, angle: float) -> Matrix:
    a, b, c, d, e, f = outer
    turn = radians(angle)
    cosine = cos(turn)
    sine = sin(turn)
    return (
        a * cosine + c * sine,
        b * cosine + d * sine,
        c * cosine - a * sine,
        d * cosine - b * sine,
        e,
        f,
    )


def _scaled(
    outer: Matrix,
    x: float,
    y: float,
) -> Matrix:
    a, b, c, d, e, f = outer
    return (
        a * x,
        b * x,
        c * y,
        d * y,
        e,
        f,
    )


def _as_path(
    name: str,
    values: dict[str, str],
    sharp: float,
) -> str:
    """The path of a path, circle or rectangle; what it is made from leaves `values`.

    A corner rounder than `sharp` (cm) is drawn round.
    """
    if name == "path":
        return values.pop("d")

    def take(key: str) -> float:
        return float(values.pop(key, 0))

    if name == "circle":
        centre = (take("cx"), take("cy"))
        return disc(centre, take("r"))
    return _rectangle(
        take("x"),
        take("y"),
        take("width"),
        take("height"),
        take("rx"),
        sharp,
    )


def _rectangle(
    x: float,
    y: float,
    width: float,
    height: float,
    r: float,
    sharp: float,
) -> str:
    """The path of a rectangle, clockwise from its upper left corner."""
    r = min(r, width / 2, height / 2)
    if r < sharp:
        return f"M{x} {y}h{width}v{height}h{-width}z"
    across = width - 2 * r
    down = height - 2 * r
    corner = f"a{r} {r} 0 0 1"
    commands = (
        f"M{x + r} {y}",
        f"h{across}",
        f"{corner} {r} {r}",
        f"v{down}",
        f"{corner} {-r} {r}",
        f"h{-across}",
        f"{corner} {-r} {-r}",
        f"v{-down}",
        f"{corner} {r} {-r}",
        "z",
    )
    return "".join(commands)
