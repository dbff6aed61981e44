"""Drawing every prop: what stands free, and what fits itself to the body."""

from collections.abc import Callable

from backspasm.charts.numbers import nums
from backspasm.drawing.furniture import FURNITURE
from backspasm.drawing.geometry import Point, turned
from backspasm.drawing.props import Prop
from backspasm.drawing.svg import (
    circle,
    drawn,
    fill,
    path,
    put,
    rect,
    soft,
    stroke,
)

# Both shoulder blades from behind, about the middle between them.
BLADES = (
    "M-5-9Q-4.5-1-8 8Q-9.5 10-11 8L-15-7Q-11-8.5-5-9Z"
    "M5-9Q11-8.5 15-7L11 8Q9.5 10 8 8Q4.5-1 5-9Z"
)

# The days of each week of a calendar page on which somebody walks.
WALKS = ((1, 4), (1, 3, 5), (0, 1, 3, 4, 6))


def draw_prop(prop: Prop) -> str:
    """A free-standing prop."""
    draw = DRAWN[prop.kind]
    return draw(prop)


def draw_fitted(
    prop: Prop,
    at: Point,
    bottom: float,
    radius: float,
) -> str:
    """A pillow or roll that fills the gap from `bottom` up to the body at `at`."""
    x, y = at
    x += prop.x
    top = y + radius - 2.5
    gap = bottom - top
    if prop.kind == "pillow":
        return _soft(
            x,
            top,
            prop.wide,
            gap,
            prop.colour,
        )
    r = max(prop.wide, gap) / 2
    centre = (x, bottom - r)
    return _coil(centre, r, prop.colour)


def draw_pack(
    prop: Prop,
    at: Point,
    turn: float,
) -> str:
    """A pack, band or ice lying on the skin at `at`; `turn` is the trunk's angle there."""
    body = _pack_body(prop)
    marks = _pack_marks(prop)
    return put(at, turn, body + marks)


def _pack_body(prop: Prop) -> str:
    """What lies on the skin, as if the trunk stood upright."""
    look = fill(prop.colour)
    match prop.kind:
        case "wrap":
            return rect(
                look,
                x=-1,
                y=-prop.wide / 2,
                width=23,
                height=prop.wide,
                r=2.5,
            )
        case "ball":
            r = prop.wide / 2
            return circle((-r, 0), r, look)
        case "belly-in":
            return _belly_in(prop)
        case "belly-out":
            return _belly_out(prop)
        case "tense":
            return _tense(prop)
        case "spine":
            return _spine(prop.wide / 2)
        case "blades":
            return path(BLADES, fill("face"))
    return rect(
        look,
        x=-prop.deep * 0.75,
        y=-prop.wide / 2,
        width=prop.deep,
        height=prop.wide,
        r=3,
    )


def _pack_marks(prop: Prop) -> str:
    """A sign beside the pack of how it feels: cold or warm."""
    beside = -prop.deep
    if prop.kind == "cold":
        return _flake(beside - 11, 0)
    if prop.kind == "heat":
        return _waves(beside - 12, 0)
    if prop.kind == "wrap":
        return _waves(-6, 0)
    return ""


def draw_breath(head: Point) -> str:
    """Air that leaves the mouth of someone facing right."""
    x = head[0] + 18
    y = head[1] + 6
    return drawn(
        stroke("accent", 2.4),
        f"M{nums(x, y - 3)}",
        "h17a5 5 0 1 0-5-5",
        f"M{nums(x, y + 4)}",
        "h24a5 5 0 1 1-5 5",
    )


def _belly_out(prop: Prop) -> str:
    """The belly's outline as it swells with a breath."""
    half = prop.wide / 2
    bulge = 1.5 * prop.deep
    control = 0.6 * half
    curve = nums(
        *(bulge, -control),
        *(bulge, control),
        *(-2, half),
    )
    return drawn(
        fill("accent"),
        f"M-2 {nums(-half)}",
        f"C{curve}",
        "Z",
    )


def _belly_in(prop: Prop) -> str:
    """The belly's outline drawn in: the trunk loses a bite, with a line along it."""
    half = prop.wide / 2
    depth = 2 * prop.deep
    top = nums(-half)
    low = nums(half)
    hollow = f"Q{nums(2 - depth, 0)} 2 {low}"
    bite = drawn(
        fill("halo"),
        f"M3 {top}",
        f"L2 {top}",
        hollow,
        f"L3 {low}",
        "Z",
    )
    line = drawn(
        stroke("accent", 3.4),
        f"M2 {top}",
        hollow,
    )
    return bite + line


def _spine(r: float) -> str:
    """The row of bones down the middle of a back, from the neck to the seat."""
    look = fill("face")
    bones = ""
    for y in (-36.0, -27.0, -18.0, -9.0, 0.0, 9.0):
        bones += circle((0, y), r, look)
    return bones


def _free_flake(prop: Prop) -> str:
    return _flake(prop.x, prop.top)


def _steam(prop: Prop) -> str:
    """Warmth that rises: three upright waves."""
    y = prop.top + 10
    waves = ""
    for aside in (-7.0, 0.0, 7.0):
        start = nums(prop.x + aside, y)
        waves += f"M{start}q-4-5 0-10t0-10"
    return path(waves, stroke("accent", 2.2))


def _tense(prop: Prop) -> str:
    """Short rays to both sides: what is between them is held with force."""
    rays = ""
    for side in (-1, 1):
        for out, down in ((4.0, -9.0), (6.0, 0.0), (4.0, 9.0)):
            reach = side * (prop.wide / 2 + out)
            start = nums(prop.x + reach, prop.top + down)
            ray = nums(side * out * 1.4, down * 0.6)
            rays += f"M{start}l{ray}"
    return path(rays, stroke("accent", 2.6))


def _clock(prop: Prop) -> str:
    """A clock face; the minutes from the top up to `turn` degrees are filled."""
    r = prop.deep / 2
    x = prop.x
    y = prop.top + r
    centre = (x, y)
    end = turned((x, prop.top), prop.turn, centre)
    sector = drawn(
        fill("accent"),
        f"M{nums(x, y)}",
        f"V{nums(y - r)}",
        f"A{nums(r, r)} 0 0 1 ",
        nums(*end),
        "Z",
    )
    face = circle(centre, r, fill("prop"))
    rim = circle(centre, r, stroke("line", 2.5))
    return face + sector + rim


def _weeks(prop: Prop) -> str:
    """A calendar page: three weeks of seven days, of which two, three, then five are filled."""
    left = prop.x - prop.wide / 2
    column = prop.wide / 8
    row = prop.deep / 4
    page = rect(
        fill("prop"),
        x=left,
        y=prop.top,
        width=prop.wide,
        height=prop.deep,
        r=4,
    )
    binding_start = nums(left + 4, prop.top + 5)
    binding_length = nums(prop.wide - 8)
    binding = drawn(
        stroke("line", 4),
        f"M{binding_start}",
        f"h{binding_length}",
    )
    days = ""
    for week, walks in enumerate(WALKS):
        y = prop.top + row * (week + 1.15)
        for day in range(7):
            x = left + column * (day + 1)
            kind = "accent" if day in walks else "halo"
            days += circle((x, y), 4, fill(kind))
    return page + binding + days


def _flake(x: float, y: float) -> str:
    """A snowflake: six arms, each with two twigs."""
    centre = (x, y)
    arm = ((0.0, 0.0), (0.0, -9.0))
    twigs = ((-2.8, -8.4), (0.0, -5.2), (2.8, -8.4))
    d = ""
    for angle in range(0, 360, 60):
        for line in (arm, twigs):
            points = []
            for across, down in line:
                upright = (x + across, y + down)
                point = turned(upright, angle, centre)
                points.append(nums(*point))
            d += "M" + "L".join(points)
    return path(d, stroke("accent", 1.5))


def _waves(x: float, y: float) -> str:
    """Warmth that goes out to the left: three level waves."""
    waves = ""
    for down in (-7.0, 0.0, 7.0):
        start = nums(x, y + down)
        waves += f"M{start}q-2.5-3-5 0t-5 0t-5 0"
    return path(waves, stroke("accent", 1.8))


def _slab(prop: Prop) -> str:
    return rect(
        fill(prop.colour),
        x=prop.x - prop.wide / 2,
        y=prop.top,
        width=prop.wide,
        height=prop.deep,
        r=1.5,
    )


def _pillow(prop: Prop) -> str:
    return _soft(
        prop.x,
        prop.top,
        prop.wide,
        prop.deep,
        prop.colour,
    )


def _soft(
    x: float,
    top: float,
    wide: float,
    tall: float,
    colour: str,
) -> str:
    """A pillow's outline: full in the middle, pinched at the corners."""
    half = wide / 2
    left = x - half
    right = x + half
    low = top + tall
    waist = low - tall / 2
    # The corners stand in a little, the edges between them bulge out.
    upper = top + 2.5
    lower = low - 1
    return drawn(
        soft(colour),
        f"M{nums(left, lower)}",
        f"Q{nums(left + 2, waist, left + 1, upper)}",
        f"Q{nums(x, top - 2.5, right - 1, upper)}",
        f"Q{nums(right - 2, waist, right, lower)}",
        f"Q{nums(x, low + 1, left, lower)}",
        "Z",
    )


def _cushions(prop: Prop) -> str:
    """Three cushions in a pile, the top one a little smaller; drawn from the ground up."""
    tall = -prop.top / 3
    pile = ""
    for number in (2, 1, 0):
        wide = prop.wide
        if number == 0:
            wide -= 4
        pile += _soft(
            prop.x,
            prop.top + tall * number,
            wide,
            tall,
            prop.colour,
        )
    return pile


def _roll(prop: Prop) -> str:
    r = prop.deep / 2
    centre = (prop.x, prop.top + r)
    return _coil(centre, r, prop.colour)


def _coil(
    centre: Point,
    r: float,
    colour: str,
) -> str:
    """The end of a rolled towel or foam roller."""
    outside = circle(centre, r, fill(colour))
    turn = circle(centre, r * 0.4, stroke("halo", 1.5))
    return outside + turn


def _ball(prop: Prop) -> str:
    r = prop.deep / 2
    centre = (prop.x, prop.top + r)
    return circle(centre, r, fill(prop.colour))


def _pillow_above(prop: Prop) -> str:
    return rect(
        soft(prop.colour),
        x=prop.x - prop.wide / 2,
        y=prop.top - prop.deep / 2,
        width=prop.wide,
        height=prop.deep,
        r=10,
    )


def draw_cushion(
    prop: Prop,
    at: Point,
    turn: float,
) -> str:
    """A pillow seen from above, centred at `at`."""
    across = prop.deep
    along = prop.wide
    body = rect(
        soft(prop.colour),
        x=-across / 2,
        y=-along / 2,
        width=across,
        height=along,
        r=min(across, along) / 3,
    )
    return put(at, turn, body)


DRAWN: dict[str, Callable[[Prop], str]] = FURNITURE | {
    "mat": _slab,
    "pillow": _pillow,
    "cushions": _cushions,
    "towel": _roll,
    "roller": _roll,
    "ball": _ball,
    "flake": _free_flake,
    "steam": _steam,
    "tense": _tense,
    "clock": _clock,
    "weeks": _weeks,
    "pillow-above": _pillow_above,
}
