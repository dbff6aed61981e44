"""Small plane geometry.

Points are (x, y) in centimetres with y DOWN, as in SVG; the floor is y = 0,
so what is above it has a negative y. Angles are degrees, clockwise.
"""

from collections.abc import Iterable
from math import degrees, radians

from backspasm.charts.numbers import nums
from backspasm.drawing.trigonometry import acos, asin, atan2, cos, hypot, sin

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def turned(point: Point, angle: float, about: Point = (0.0, 0.0)) -> Point:
    """`point` after SVG's rotate(angle, *about)."""
    if not angle:
        return point
    turn = radians(angle)
    cosine = cos(turn)
    sine = sin(turn)
    pivot_x, pivot_y = about
    x = point[0] - pivot_x
    y = point[1] - pivot_y
    return (
        pivot_x + x * cosine - y * sine,
        pivot_y + x * sine + y * cosine,
    )


def plus(a: Point, b: Point) -> Point:
    """The sum of two vectors."""
    ax, ay = a
    bx, by = b
    return ax + bx, ay + by


def minus(a: Point, b: Point) -> Point:
    """The vector from b to a."""
    ax, ay = a
    bx, by = b
    return ax - bx, ay - by


def mix(a: float, b: float, t: float) -> float:
    """The number a share `t` of the way from a to b: linear interpolation."""
    span = b - a
    return a + span * t


def mid(a: Point, b: Point, t: float = 0.5) -> Point:
    """The point a share `t` of the way from a to b."""
    x = mix(a[0], b[0], t)
    y = mix(a[1], b[1], t)
    return x, y


def distance(a: Point, b: Point) -> float:
    """How far apart two points are (cm)."""
    across, down = minus(a, b)
    return hypot(across, down)


def transformed(local: Point, turn: float, origin: Point) -> Point:
    """Where a point of a turned piece is, when the piece's own origin is put at `origin`."""
    upright = turned(local, turn)
    return plus(origin, upright)


def square(centre: Point, half: float) -> Box:
    """The box that reaches `half` to every side of a point."""
    x, y = centre
    return (
        x - half,
        y - half,
        x + half,
        y + half,
    )


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds them all. Raises ValueError without any."""
    lefts, tops, rights, lows = zip(*boxes, strict=True)
    return (
        min(lefts),
        min(tops),
        max(rights),
        max(lows),
    )


def down_angle(start: Point, end: Point) -> float:
    """The rotate() that turns a segment drawn straight down onto start -> end."""
    across, down = minus(end, start)
    turn = atan2(-across, down)
    return degrees(turn)


def two_bones(
    start: Point,
    target: Point,
    upper: float,
    lower: float,
) -> tuple[float, float]:
    """Reach `target` with two bones: (turn of the upper bone, bend at the joint >= 0).

    Both are measured from "straight down"; the bend is the size only, the caller
    knows which way the joint folds and subtracts or adds the first angle's share.
    Raises ValueError when the target is further away than both bones together.
    """
    reach = distance(start, target)
    longest = upper + lower
    if reach > longest + 0.5:
        raise ValueError(
            f"is {reach:.0f} cm away, the limb reaches {longest:.0f} cm"
        )
    # A triangle, if only just: the law of cosines needs one.
    shortest = abs(upper - lower)
    reach = min(reach, longest - 0.01)
    reach = max(reach, shortest + 0.01)
    a = upper * upper
    b = lower * lower
    c = reach * reach
    inside = acos((a + c - b) / (2 * upper * reach))
    joint = acos((a + b - c) / (2 * upper * lower))
    bend = 180.0 - degrees(joint)
    return degrees(inside), bend


def _arc(r: float, large: str, end: str) -> str:
    """A clockwise arc, as tight as SVG allows."""
    radii = nums(r, r)
    space = "" if end.startswith("-") else " "
    return f"A{radii} 0 {large} 1{space}{end}"


def capsule(
    a: Point,
    b: Point,
    ra: float,
    rb: float,
) -> str:
    """Path of the hull of two circles: one tapered, round-ended piece of a body."""
    length = distance(a, b)
    if length <= abs(ra - rb) + 0.01:
        # One circle holds the other: it alone is drawn, a little drawn out.
        if ra < rb:
            a = b
            ra = rb
        length = 0.1
        b = plus(a, (0.0, length))
        rb = ra
    taper = asin((ra - rb) / length)
    turn = down_angle(a, b)

    def edge(centre: Point, r: float, side: int) -> str:
        across = side * r * cos(taper)
        along = r * sin(taper)
        tangent = turned((across, along), turn)
        return nums(*plus(centre, tangent))

    # Of the two ends the thicker one goes more than half round.
    large_a, large_b = "0", "1"
    if ra >= rb:
        large_a, large_b = "1", "0"
    start = edge(a, ra, 1)
    commands = (
        f"M{start}",
        f"L{edge(b, rb, 1)}",
        _arc(rb, large_b, edge(b, rb, -1)),
        f"L{edge(a, ra, -1)}",
        _arc(ra, large_a, start),
        "Z",
    )
    return "".join(commands)
