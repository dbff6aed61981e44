"""Drawing every prop: what stands free, and what fits itself to the body."""

from backspasm.charts.numbers import nums
from backspasm.drawing.furniture import FURNITURE
from backspasm.drawing.geometry import Point, turned
from backspasm.drawing.props import Prop
from backspasm.drawing.svg import circle, fill, path, rect, soft, stroke

# Both shoulder blades from behind, about the middle between them.
BLADES = (
    "M-5-9Q-4.5-1-8 8Q-9.5 10-11 8L-15-7Q-11-8.5-5-9Z"
    "M5-9Q11-8.5 15-7L11 8Q9.5 10 8 8Q4.5-1 5-9Z"
)


def draw_prop(prop: Prop) -> str:
    """A free-standing prop."""
    draw = FURNITURE | {
        "mat": _slab, "pillow": _pillow, "cushions": _cushions, "towel": _roll,
        "roller": _roll, "ball": _ball, "flake": _free_flake, "steam": _steam,
        "tense": _tense, "clock": _clock, "weeks": _weeks, "pillow-above": _pillow_above,
    }  # fmt: skip
    return draw[prop.kind](prop)


def draw_fitted(prop: Prop, at: Point, bottom: float, radius: float) -> str:
    """A pillow or roll that fills the gap from `bottom` up to the body at `at`."""
    top = at[1] + radius - 2.5
    centre = at[0] + prop.x
    if prop.kind == "pillow":
        return _soft(centre, top, prop.wide, bottom - top, prop.colour)
    size = max(prop.wide, bottom - top)
    return _coil((centre, bottom - size / 2), size / 2, prop.colour)


def draw_pack(prop: Prop, at: Point, turn: float) -> str:
    """A pack, band or ice lying on the skin at `at`; `turn` is the trunk's angle there."""
    width, thick = prop.deep, prop.wide
    body = rect(-width * 0.75, -thick / 2, width, thick, 3, fill(prop.colour))
    if prop.kind == "wrap":
        body = rect(-1, -thick / 2, 23, thick, 2.5, fill(prop.colour))
    if prop.kind == "ball":
        body = circle((-prop.wide / 2, 0), prop.wide / 2, fill(prop.colour))
    if prop.kind in ("belly-in", "belly-out"):
        body = _belly(prop)
    if prop.kind == "tense":
        body = _tense(prop)
    if prop.kind == "spine":
        body = _spine(prop.wide / 2)
    if prop.kind == "blades":
        body = path(BLADES, fill("face"))
    marks = {
        "cold": _flake(-width - 11, 0),
        "heat": _waves(-width - 12, 0),
        "wrap": _waves(-6, 0),
    }.get(prop.kind, "")
    place = f"translate({nums(*at)})" + (
        f"rotate({nums(turn)})" if turn else ""
    )
    return f'<g transform="{place}">{body}{marks}</g>'


def draw_breath(head: Point) -> str:
    """Air that leaves the mouth of someone facing right."""
    x, y = head[0] + 18, head[1] + 6
    up = f"M{nums(x, y - 3)}h17a5 5 0 1 0-5-5"
    down = f"M{nums(x, y + 4)}h24a5 5 0 1 1-5 5"
    return path(up + down, stroke("accent", 2.4))


def _belly(prop: Prop) -> str:
    """The belly's outline drawn in, or swelling with a breath."""
    half = prop.wide / 2
    if prop.kind == "belly-out":
        d = f"C{nums(1.5 * prop.deep, -0.6 * half, 1.5 * prop.deep, 0.6 * half, -2, half)}Z"
        return path(f"M-2 {nums(-half)}{d}", fill("accent"))
    hollow = f"Q{nums(2 - 2 * prop.deep, 0)} 2 {nums(half)}"
    bite = f"M3 {nums(-half)}L2 {nums(-half)}{hollow}L3 {nums(half)}Z"
    return path(bite, fill("halo")) + path(
        f"M2 {nums(-half)}{hollow}", stroke("accent", 3.4)
    )


def _spine(r: float) -> str:
    """The row of bones down the middle of a back, from the neck to the seat."""
    return "".join(
        circle((0, y), r, fill("face"))
        for y in (-36.0, -27.0, -18.0, -9.0, 0.0, 9.0)
    )


def _free_flake(prop: Prop) -> str:
    return _flake(prop.x, prop.top)


def _steam(prop: Prop) -> str:
    """Warmth that rises: three upright waves."""
    d = "".join(
        f"M{nums(prop.x + dx, prop.top + 10)}q-4-5 0-10t0-10"
        for dx in (-7.0, 0.0, 7.0)
    )
    return path(d, stroke("accent", 2.2))


def _tense(prop: Prop) -> str:
    """Short rays to both sides: what is between them is held with force."""
    d = "".join(
        f"M{nums(prop.x + side * (prop.wide / 2 + out), prop.top + dy)}"
        f"l{nums(side * out * 1.4, dy * 0.6)}"
        for side in (-1, 1)
        for out, dy in ((4.0, -9.0), (6.0, 0.0), (4.0, 9.0))
    )
    return path(d, stroke("accent", 2.6))


def _clock(prop: Prop) -> str:
    """A clock face; the minutes from the top up to `turn` degrees are filled."""
    r = prop.deep / 2
    x, y = prop.x, prop.top + r
    end = turned((x, y - r), prop.turn, (x, y))
    sector = f"M{nums(x, y)}V{nums(y - r)}A{nums(r, r)} 0 0 1 {nums(*end)}Z"
    return (
        circle((x, y), r, fill("prop")) + path(sector, fill("accent"))
        + circle((x, y), r, stroke("line", 2.5))
    )  # fmt: skip


def _weeks(prop: Prop) -> str:
    """A calendar page: three weeks of seven days, of which two, three, then five are filled."""
    left, step = prop.x - prop.wide / 2, prop.wide / 8
    row = prop.deep / 4
    out = rect(left, prop.top, prop.wide, prop.deep, 4, fill("prop"))
    out += path(
        f"M{nums(left + 4, prop.top + 5)}h{nums(prop.wide - 8)}",
        stroke("line", 4),
    )
    for week, walks in enumerate(((1, 4), (1, 3, 5), (0, 1, 3, 4, 6))):
        y = prop.top + row * (week + 1.15)
        for day in range(7):
            kind = "accent" if day in walks else "halo"
            out += circle((left + step * (day + 1), y), 4, fill(kind))
    return out


def _flake(x: float, y: float) -> str:
    """A snowflake: six arms, each with two twigs."""
    d = ""
    for angle in range(0, 360, 60):
        tip, fork, left, right = (
            turned((x + dx, y + dy), angle, (x, y))
            for dx, dy in ((0.0, -9.0), (0.0, -5.2), (-2.8, -8.4), (2.8, -8.4))
        )
        d += f"M{nums(x, y)}L{nums(*tip)}M{nums(*left)}L{nums(*fork)}L{nums(*right)}"
    return path(d, stroke("accent", 1.5))


def _waves(x: float, y: float) -> str:
    d = "".join(
        f"M{nums(x, y + s)}q-2.5-3-5 0t-5 0t-5 0" for s in (-7.0, 0.0, 7.0)
    )
    return path(d, stroke("accent", 1.8))


def _slab(prop: Prop) -> str:
    return rect(
        prop.x - prop.wide / 2,
        prop.top,
        prop.wide,
        prop.deep,
        1.5,
        fill(prop.colour),
    )


def _pillow(prop: Prop) -> str:
    return _soft(prop.x, prop.top, prop.wide, prop.deep, prop.colour)


def _soft(x: float, top: float, wide: float, tall: float, colour: str) -> str:
    """A pillow's outline: full in the middle, pinched at the corners."""
    left, right, low = x - wide / 2, x + wide / 2, top + tall
    m = tall / 2
    d = (
        f"M{nums(left, low - 1)}Q{nums(left + 2, low - m, left + 1, top + 2.5)}"
        f"Q{nums(x, top - 2.5, right - 1, top + 2.5)}Q{nums(right - 2, low - m, right, low - 1)}"
        f"Q{nums(x, low + 1, left, low - 1)}Z"
    )
    return path(d, soft(colour))


def _cushions(prop: Prop) -> str:
    half = -prop.top / 3
    return "".join(
        _soft(
            prop.x,
            prop.top + half * i,
            prop.wide - 4 * (i == 0),
            half,
            prop.colour,
        )
        for i in (2, 1, 0)
    )


def _roll(prop: Prop) -> str:
    r = prop.deep / 2
    return _coil((prop.x, prop.top + r), r, prop.colour)


def _coil(centre: Point, r: float, colour: str) -> str:
    """The end of a rolled towel or foam roller."""
    return circle(centre, r, fill(colour)) + circle(
        centre, r * 0.4, stroke("halo", 1.5)
    )


def _ball(prop: Prop) -> str:
    return circle(
        (prop.x, prop.top + prop.deep / 2), prop.deep / 2, fill(prop.colour)
    )


def _pillow_above(prop: Prop) -> str:
    left, tall = prop.x - prop.wide / 2, prop.deep
    return rect(
        left, prop.top - tall / 2, prop.wide, tall, 10, soft(prop.colour)
    )


def draw_cushion(prop: Prop, at: Point, turn: float) -> str:
    """A pillow seen from above, centred at `at`."""
    across, along = prop.deep, prop.wide
    corner = min(across, along) / 3
    body = rect(
        -across / 2, -along / 2, across, along, corner, soft(prop.colour)
    )
    return (
        f'<g transform="translate({nums(*at)})rotate({nums(turn)})">{body}</g>'
    )
