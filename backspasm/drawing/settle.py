"""What does not move, written short: one path for neighbours of one colour, whole numbers.

A still is made of the same pieces as the moving picture, but needs no groups that turn:
every point is put straight to its place, in half pixels, and told from the one before.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
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
        return self.look, START.sub("", written(self.steps))

    @property
    def start(self) -> tuple[int, int]:
        x, y = self.steps[0][1]
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
    pieces = [
        piece for inner, place in pictures for piece in _pieces(inner, place)
    ]
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
        _, shape = piece.shape
        piece.alone = twins[piece.shape] > 1 and len(shape) > LONG


def _is_paper_on_paper(piece: Piece, out: Sequence[Piece]) -> bool:
    """Whether it is the paper edge of an arrow that lies over nothing."""
    return "f-halo-line" in piece.classes and not any(
        _meet(piece, other) for other in out
    )


def _add(piece: Piece, out: list[Piece]) -> None:
    """Join it to an earlier piece where that changes nothing; else it is one of its own."""
    earlier = None if piece.alone else _neighbour(out, piece)
    if earlier is None:
        out.append(piece)
        return
    earlier.steps.extend(piece.steps)
    earlier.boxes.extend(piece.boxes)


def _text(pieces: Sequence[Piece], key: str) -> str:
    """All paths; what was drawn before is used again where it now stands."""
    first: dict[tuple[str, str], tuple[str, Piece]] = {}
    out = ""
    for piece in pieces:
        if not piece.alone:
            out += f'<path{piece.look} d="{written(piece.steps)}"/>'
        elif piece.shape in first:
            name, twin = first[piece.shape]
            by = (a - b for a, b in zip(piece.start, twin.start, strict=True))
            moved = "".join(
                f' {k}="{n}"' for k, n in zip("xy", by, strict=True) if n
            )
            out += f'<use href="#{name}"{moved}/>'
        else:
            name = f"{key}{len(first)}"
            first[piece.shape] = name, piece
            out += f'<path id="{name}"{piece.look} d="{written(piece.steps)}"/>'
    return out


def _neighbour(out: Sequence[Piece], piece: Piece) -> Piece | None:
    """The last piece of the same look that `piece` may join: nothing it covers lies between."""
    for earlier in reversed(out):
        meets = _meet(earlier, piece)
        if (
            earlier.look == piece.look
            and not earlier.alone
            and not (meets and LAYERED & piece.classes)
        ):
            return earlier
        if meets:
            return None
    return None


def _meet(one: Piece, two: Piece) -> bool:
    return any(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
        for a in one.boxes
        for b in two.boxes
    )


def _pieces(inner: str, place: Matrix) -> Iterator[Piece]:
    """Every shape with its remaining attributes, its points where they belong."""
    places, scale = [place], hypot(place[0], place[1])
    for close, name, text in ELEMENT.findall(inner):
        if close:
            places.pop()
            continue
        values = dict(ATTRIBUTE.findall(text))
        if name == "g":
            places.append(_within(places[-1], values["transform"]))
            continue
        # Only what moves in a coloured group must say "none".
        values.pop("fill", None)
        d = _as_path(name, values, SHARP / scale)
        if "stroke-width" in values:
            values["stroke-width"] = (
                f"{float(values['stroke-width']) * scale:.0f}"
            )
        steps = traced(d, places[-1])
        edge = float(values.get("stroke-width", 0)) / 2
        look = "".join(f' {key}="{value}"' for key, value in values.items())
        yield Piece(
            look, set(values["class"].split()), steps, [box(steps, edge)]
        )


def _within(outer: Matrix, transform: str) -> Matrix:
    """The place of a group inside another."""
    for kind, text in MOVE.findall(transform):
        v = [float(n) for n in NUMBER.findall(text)]
        a, b, c, d, e, f = outer
        if kind == "translate":
            x, y = v[0], v[1] if len(v) > 1 else 0.0
            outer = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)
        elif kind == "rotate":
            k, s = cos(radians(v[0])), sin(radians(v[0]))
            outer = (
                a * k + c * s,
                b * k + d * s,
                c * k - a * s,
                d * k - b * s,
                e,
                f,
            )
        else:
            x, y = v[0], v[-1]
            outer = (a * x, b * x, c * y, d * y, e, f)
    return outer


def _as_path(name: str, values: dict[str, str], sharp: float) -> str:
    """The path of a path, circle or rectangle; what it is made from leaves `values`.

    A corner rounder than `sharp` (cm) is drawn round.
    """
    if name == "path":
        return values.pop("d")
    if name == "circle":
        x, y, r = (float(values.pop(key, 0)) for key in ("cx", "cy", "r"))
        return disc((x, y), r)
    x, y, w, h, r = (
        float(values.pop(key)) for key in ("x", "y", "width", "height", "rx")
    )
    r = min(r, w / 2, h / 2)
    if r < sharp:
        return f"M{x} {y}h{w}v{h}h{-w}z"
    return (
        f"M{x + r} {y}h{w - 2 * r}a{r} {r} 0 0 1 {r} {r}v{h - 2 * r}a{r} {r} 0 0 1 {-r} {r}"
        f"h{2 * r - w}a{r} {r} 0 0 1 {-r} {-r}v{2 * r - h}a{r} {r} 0 0 1 {r} {-r}z"
    )
