"""Small plane geometry.

Points are (x, y) in centimetres with y DOWN, as in SVG; the floor is y = 0,
so what is above it has a negative y. Angles are degrees, clockwise.
"""

from math import degrees, radians

from backspasm.charts.numbers import nums
from backspasm.drawing.trigonometry import acos, asin, atan2, cos, hypot, sin

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def turned(point: Point, angle: float, about: Point = (0.0, 0.0)) -> Point:
    """`point` after SVG's rotate(angle, *about)."""
    if not angle:
        return point
    x, y = point[0] - about[0], point[1] - about[1]
    c, s = cos(radians(angle)), sin(radians(angle))
    return about[0] + x * c - y * s, about[1] + x * s + y * c


def plus(a: Point, b: Point) -> Point:
    """The sum of two vectors."""
    return a[0] + b[0], a[1] + b[1]


def mid(a: Point, b: Point, t: float = 0.5) -> Point:
    """The point a share `t` of the way from a to b."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def distance(a: Point, b: Point) -> float:
    """How far apart two points are (cm)."""
    return hypot(a[0] - b[0], a[1] - b[1])


def down_angle(start: Point, end: Point) -> float:
    """The rotate() that turns a segment drawn straight down onto start -> end."""
    return degrees(atan2(-(end[0] - start[0]), end[1] - start[1]))


def two_bones(
    start: Point, target: Point, upper: float, lower: float
) -> tuple[float, float]:
    """Reach `target` with two bones: (turn of the upper bone, bend at the joint >= 0).

    Both are measured from "straight down"; the bend is the size only, the caller
    knows which way the joint folds and subtracts or adds the first angle's share.
    Raises ValueError when the target is further away than both bones together.
    """
    reach = distance(start, target)
    if reach > upper + lower + 0.5:
        raise ValueError(
            f"is {reach:.0f} cm away, the limb reaches {upper + lower:.0f} cm"
        )
    reach = max(min(reach, upper + lower - 0.01), abs(upper - lower) + 0.01)
    a, b, c = upper * upper, lower * lower, reach * reach
    inside = acos((a + c - b) / (2 * upper * reach))
    joint = acos((a + b - c) / (2 * upper * lower))
    return degrees(inside), 180.0 - degrees(joint)


def _after(point: str) -> str:
    """The flag "clockwise" of an arc and its end, as tight as SVG allows."""
    return f" 1{point}" if point.startswith("-") else f" 1 {point}"


def capsule(a: Point, b: Point, ra: float, rb: float) -> str:
    """Path of the hull of two circles: one tapered, round-ended piece of a body."""
    length = distance(a, b)
    if length <= abs(ra - rb) + 0.01:
        centre, r = (a, ra) if ra >= rb else (b, rb)
        a, b, ra, rb = centre, (centre[0], centre[1] + 0.1), r, r
        length = 0.1
    lean = degrees(asin((ra - rb) / length))
    turn = down_angle(a, b)

    def edge(centre: Point, r: float, side: int) -> str:
        x, y = turned(
            (side * r * cos(radians(lean)), r * sin(radians(lean))), turn
        )
        return nums(centre[0] + x, centre[1] + y)

    wide, narrow = ("1", "0") if ra >= rb else ("0", "1")
    return (
        f"M{edge(a, ra, 1)}L{edge(b, rb, 1)}A{nums(rb, rb)} 0 {narrow}{_after(edge(b, rb, -1))}"
        f"L{edge(a, ra, -1)}A{nums(ra, ra)} 0 {wide}{_after(edge(a, ra, 1))}Z"
    )
