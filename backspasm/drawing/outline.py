"""A limb as one shape: the outline of a chain of discs, as if a skin lay over them."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from backspasm.charts.numbers import nums
from backspasm.drawing.geometry import Point, distance
from backspasm.drawing.trigonometry import hypot

# Where it is, and how thick the limb is there (radius, cm).
Joint = tuple[Point, float]
Edge = tuple[Point, Point]

CLOSE = 1.2  # px: two points nearer than this are drawn as one
FLAT = 0.3  # px: an arc that bows less than this is drawn straight

# Cm: an arc cannot end where it began, so a circle is closed by a tiny line.
GAP = 0.2


def outline(joints: Sequence[Joint], scale: float = 1.5) -> str:
    """Path round a chain of joints, clockwise, so that overlapping chains never cancel out.

    `scale` (pixels per cm) says which bends are too small to be seen.
    """
    chain = _free(joints, CLOSE / scale)
    if len(chain) == 1:
        return disc(*chain[0])
    edges = [_edges(a, b) for a, b in pairwise(chain)]
    out, back = (
        [edge for edge, _ in edges],
        [edge for _, edge in reversed(edges)],
    )
    radii = [r for _, r in chain]
    big_end, big_start = radii[-1] > radii[-2], radii[0] > radii[1]
    return (
        f"M{_exact(*out[0][0])}{_side(out, radii[1:-1], scale)}"
        f"{_arc(radii[-1], big_end, back[0][0])}"
        f"{_side(back, radii[-2:0:-1], scale)}{_arc(radii[0], big_start, out[0][0])}Z"
    )


def disc(centre: Point, r: float) -> str:
    """A whole circle as a path, clockwise."""
    left, y = centre[0] - r, centre[1]
    return f"M{nums(left, y - GAP)}A{nums(r, r)} 0 1 1 {nums(left, y + GAP)}Z"


def _exact(*values: float) -> str:
    """Finer than a picture needs: the end of a half circle must not lose its depth."""
    return " ".join(f"{value:.2f}" for value in values)


def _arc(r: float, big: bool, end: Point) -> str:
    # A point needs no arc.
    return f"A{_exact(r, r)} 0 {int(big)} 1 {_exact(*end)}" if r else ""


def _free(joints: Sequence[Joint], close: float) -> list[Joint]:
    """The chain without joints that lie inside their neighbour."""
    chain: list[Joint] = []
    for at, r in joints:
        if (
            chain
            and distance(at, chain[-1][0]) <= abs(r - chain[-1][1]) + close
        ):
            if r <= chain[-1][1]:
                continue
            chain.pop()
        chain.append((at, r))
    return chain


def _edges(a: Joint, b: Joint) -> tuple[Edge, Edge]:
    """Both straight edges of one piece: from a to b, and on the other side from b to a."""
    (ax, ay), (bx, by) = a[0], b[0]
    length = hypot(bx - ax, by - ay)
    ux, uy = (bx - ax) / length, (by - ay) / length
    along = (a[1] - b[1]) / length  # a taper tilts the edges
    across = sqrt(max(1 - along * along, 0.0))

    def at(x: float, y: float, r: float, side: int) -> Point:
        return (
            x + r * (ux * along + side * uy * across),
            y + r * (uy * along - side * ux * across),
        )

    return (
        (at(ax, ay, a[1], 1), at(bx, by, b[1], 1)),
        (at(bx, by, b[1], -1), at(ax, ay, a[1], -1)),
    )


def _side(edges: Sequence[Edge], radii: Sequence[float], scale: float) -> str:
    """The way along one side: round the outside of a bend, straight across its inside."""
    out = ""
    for edge, following, r in zip(edges, edges[1:], radii, strict=False):
        end, start = edge[1], following[0]
        if (gap := distance(end, start)) < CLOSE / scale:
            out += (
                f"L{_exact((end[0] + start[0]) / 2, (end[1] + start[1]) / 2)}"
            )
        elif _turn(edge, following) > 0 and gap * gap > 8 * r * FLAT / scale:
            out += f"L{_exact(*end)}{_arc(r, False, start)}"
        elif crossing := _crossing(edge, following):
            out += f"L{_exact(*crossing)}"
        else:
            out += f"L{_exact(*end)}L{_exact(*start)}"
    return out + f"L{_exact(*edges[-1][1])}"


def _turn(one: Edge, two: Edge) -> float:
    """Above 0 where the way turns clockwise: there it goes round the outside of a bend."""
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = two
    return (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)


def _crossing(one: Edge, two: Edge) -> Point | None:
    """Where both edges meet, if they do."""
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = two
    turn = _turn(one, two)
    if abs(turn) < 0.001:
        return None
    s = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / turn
    t = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / turn
    return (
        (ax + (bx - ax) * s, ay + (by - ay) * s)
        if 0 <= s <= 1 and 0 <= t <= 1
        else None
    )
