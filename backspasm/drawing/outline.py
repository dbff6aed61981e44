"""A limb as one shape: the outline of a chain of discs, as if a skin lay over them."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from backspasm.charts.numbers import nums
from backspasm.drawing.geometry import Point, distance, mid, minus
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
    out: list[Edge] = []
    back: list[Edge] = []
    for a, b in pairwise(chain):
        ahead, behind = _edges(a, b)
        out.append(ahead)
        back.append(behind)
    back.reverse()
    radii = [r for _, r in chain]
    inner = radii[1:-1]
    start = out[0][0]
    turning_point = back[0][0]
    # An end thicker than its neighbour is more than half a circle.
    end_arc = _arc(radii[-1], radii[-1] > radii[-2], turning_point)
    start_arc = _arc(radii[0], radii[0] > radii[1], start)
    commands = (
        f"M{_exact(*start)}",
        _side(out, inner, scale),
        end_arc,
        _side(back, inner[::-1], scale),
        start_arc,
        "Z",
    )
    return "".join(commands)


def disc(centre: Point, r: float) -> str:
    """A whole circle as a path, clockwise."""
    x, y = centre
    left = x - r
    commands = (
        f"M{nums(left, y - GAP)}",
        f"A{nums(r, r)} 0 1 1 ",
        nums(left, y + GAP),
        "Z",
    )
    return "".join(commands)


def _exact(x: float, y: float) -> str:
    """Finer than a picture needs: the end of a half circle must not lose its depth."""
    return f"{x:.2f} {y:.2f}"


def _arc(
    r: float,
    big: bool,
    end: Point,
) -> str:
    if not r:
        # A point needs no arc.
        return ""
    large = int(big)
    return f"A{_exact(r, r)} 0 {large} 1 {_exact(*end)}"


def _free(joints: Sequence[Joint], close: float) -> list[Joint]:
    """The chain without joints that lie inside their neighbour."""
    chain: list[Joint] = []
    for at, r in joints:
        if chain:
            before, thick = chain[-1]
            inside = distance(at, before) <= abs(r - thick) + close
            if inside and r <= thick:
                continue
            if inside:
                chain.pop()
        chain.append((at, r))
    return chain


def _edges(a: Joint, b: Joint) -> tuple[Edge, Edge]:
    """Both straight edges of one piece: from a to b, and on the other side from b to a."""
    start, start_r = a
    end, end_r = b
    dx, dy = minus(end, start)
    length = hypot(dx, dy)
    ux = dx / length
    uy = dy / length
    # A taper tilts the edges.
    along = (start_r - end_r) / length
    across = sqrt(max(1 - along * along, 0.0))

    def at(
        centre: Point,
        r: float,
        side: int,
    ) -> Point:
        """Where the edge touches the disc, on the left (1) or on the right."""
        normal_x = ux * along + side * uy * across
        normal_y = uy * along - side * ux * across
        x, y = centre
        return x + r * normal_x, y + r * normal_y

    ahead = at(start, start_r, 1), at(end, end_r, 1)
    behind = at(end, end_r, -1), at(start, start_r, -1)
    return ahead, behind


def _side(
    edges: Sequence[Edge],
    radii: Sequence[float],
    scale: float,
) -> str:
    """The way along one side: round the outside of a bend, straight across its inside."""
    out = ""
    bends = pairwise(edges)
    for (edge, following), r in zip(bends, radii, strict=True):
        out += _corner(
            edge,
            following,
            r,
            scale,
        )
    _, last = edges[-1]
    return out + f"L{_exact(*last)}"


def _corner(
    edge: Edge,
    following: Edge,
    r: float,
    scale: float,
) -> str:
    """The way round one joint, from one edge to the next."""
    end = edge[1]
    start = following[0]
    gap = distance(end, start)
    if gap < CLOSE / scale:
        x = (end[0] + start[0]) / 2
        y = (end[1] + start[1]) / 2
        return f"L{_exact(x, y)}"
    outside = _turn(edge, following) > 0
    if outside and gap * gap > 8 * r * FLAT / scale:
        bow = _arc(r, False, start)
        return f"L{_exact(*end)}{bow}"
    crossing = _crossing(edge, following)
    if crossing:
        return f"L{_exact(*crossing)}"
    return f"L{_exact(*end)}L{_exact(*start)}"


def _turn(one: Edge, two: Edge) -> float:
    """Above 0 where the way turns clockwise: there it goes round the outside of a bend."""
    first = minus(one[1], one[0])
    second = minus(two[1], two[0])
    return _cross(first, second)


def _cross(a: Point, b: Point) -> float:
    """The cross product of two vectors."""
    ax, ay = a
    bx, by = b
    return ax * by - ay * bx


def _crossing(one: Edge, two: Edge) -> Point | None:
    """Where both edges meet, if they do."""
    turn = _turn(one, two)
    if abs(turn) < 0.001:
        # Parallel lines meet nowhere.
        return None
    first = minus(one[1], one[0])
    second = minus(two[1], two[0])
    between = minus(two[0], one[0])
    # How far along each edge the meeting point lies, as a share.
    s = _cross(between, second) / turn
    t = _cross(between, first) / turn
    if 0 <= s <= 1 and 0 <= t <= 1:
        return mid(one[0], one[1], s)
    return None
