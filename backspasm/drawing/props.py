"""What the body rests on or uses: beds, chairs, pillows, packs, rollers, walls.

A prop with `under` fits itself to the body: a pillow fills exactly the gap between
its support and the named joint, a pack lies on the named spot of the trunk.
"""

from dataclasses import dataclass

from backspasm.drawing.geometry import Point, num, nums
from backspasm.drawing.svg import circle, fill, path, rect, stroke

# kind -> (width, height of its top, thickness) in cm, unless the pose says otherwise
SIZES: dict[str, tuple[float, float, float]] = {
    "floor": (0, 0, 0), "mat": (190, 3, 3), "bed": (205, 45, 16), "chair": (44, 46, 5),
    "stool": (40, 46, 5), "table": (80, 74, 5), "wall": (7, 190, 7), "pillow": (42, 10, 10),
    "cushions": (60, 45, 45), "towel": (9, 9, 9), "cold": (22, 0, 7), "heat": (22, 0, 7),
    "ice": (9, 0, 8), "wrap": (14, 0, 7), "roller": (15, 15, 15), "ball": (8, 0, 8),
    "shower": (30, 185, 0), "bed-above": (205, 100, 0), "mat-above": (190, 75, 0),
    "strap": (0, 0, 0), "breath": (0, 0, 0), "rail": (150, 88, 4), "tree": (46, 110, 0),
    "belly-in": (24, 0, 7), "belly-out": (28, 0, 7), "flake": (18, 0, 0), "steam": (20, 0, 0),
    "tense": (14, 0, 0), "pillow-above": (36, 0, 60),
}  # fmt: skip
PROP_KINDS = tuple(SIZES)
SUPPORTS = ("floor", "mat", "bed", "chair", "stool", "table", "wall", "pillow", "cushions",
            "roller", "towel", "rail")  # fmt: skip


@dataclass(frozen=True)
class Prop:
    """One thing in the picture. -1 stands for "the kind's own size"."""

    kind: str
    name: str
    x: float = 0.0
    height: float = -1.0
    width: float = -1.0
    thick: float = -1.0
    turn: float = 0.0
    under: str = "-"
    on: str = "floor"
    facing: str = "right"
    between: bool = False
    front: bool = False
    accent: bool = False

    @property
    def is_support(self) -> bool:
        return self.kind in SUPPORTS and self.under == "-"

    @property
    def top(self) -> float:
        """The y of its upper surface."""
        return -(self.height if self.height >= 0 else SIZES[self.kind][1])

    @property
    def wide(self) -> float:
        return self.width if self.width >= 0 else SIZES[self.kind][0]

    @property
    def deep(self) -> float:
        return self.thick if self.thick >= 0 else SIZES[self.kind][2]

    @property
    def side(self) -> int:
        return 1 if self.facing == "right" else -1

    @property
    def colour(self) -> str:
        return "accent" if self.accent else "prop"

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of what is drawn, for fitting the frame."""
        half = self.wide / 2
        if self.kind == "chair":
            return self.x - half - 14, self.top - 46, self.x + half + 14, 0
        if self.kind in ("bed-above", "mat-above"):
            tall = -self.top / 2
            if self.facing == "up":
                half, tall = tall, half
            return self.x - half, -tall, self.x + half, tall
        if self.kind == "pillow-above":
            tall = self.deep / 2
            return self.x - half, self.top - tall, self.x + half, self.top + tall
        if self.kind in ("flake", "steam", "tense"):
            return self.x - half, self.top - half, self.x + half, self.top + half
        if self.kind in ("roller", "towel", "pillow", "ball"):
            return self.x - half, self.top, self.x + half, self.top + self.deep
        if self.kind == "wall":
            return self.x - 8, self.top if self.height >= 0 else -150, self.x + 8, 0
        return self.x - half, self.top, self.x + half, 0


def draw_prop(prop: Prop) -> str:
    """A free-standing prop."""
    draw = {
        "mat": _slab, "bed": _bed, "chair": _chair, "stool": _stool, "table": _table,
        "wall": _wall, "pillow": _pillow, "cushions": _cushions, "towel": _roll,
        "roller": _roll, "ball": _ball, "shower": _shower, "bed-above": _bed_above,
        "mat-above": _bed_above, "rail": _rail, "tree": _tree,
        "flake": _free_flake, "steam": _steam, "tense": _tense,
        "pillow-above": _pillow_above,
    }[prop.kind]  # fmt: skip
    return draw(prop)


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
    marks = {
        "cold": _flake(-width - 9, 0),
        "heat": _waves(-width - 12, 0),
        "wrap": _waves(-6, 0),
    }.get(prop.kind, "")
    place = f"translate({nums(*at)})" + (f"rotate({nums(turn)})" if turn else "")
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
        return path(f"M-2 {nums(-half)}Q{nums(2 * prop.deep, 0)}-2 {nums(half)}Z", fill("accent"))
    hollow = f"Q{nums(2 - 2 * prop.deep, 0)} 2 {nums(half)}"
    bite = f"M3 {nums(-half)}L2 {nums(-half)}{hollow}L3 {nums(half)}Z"
    return path(bite, fill("halo")) + path(f"M2 {nums(-half)}{hollow}", stroke("accent", 3.4))


def _free_flake(prop: Prop) -> str:
    return _flake(prop.x, prop.top)


def _steam(prop: Prop) -> str:
    """Warmth that rises: three upright waves."""
    d = "".join(f"M{nums(prop.x + dx, prop.top + 10)}q-4-5 0-10t0-10" for dx in (-7.0, 0.0, 7.0))
    return path(d, stroke("accent", 2.2))


def _tense(prop: Prop) -> str:
    """Short rays: this is held with force."""
    d = "".join(
        f"M{nums(prop.x + dx, prop.top + dy)}l{nums(dx * 0.6, dy * 0.6)}"
        for dx, dy in ((-9.0, -5.0), (0.0, -10.0), (9.0, -5.0))
    )
    return path(d, stroke("accent", 2.6))


def _flake(x: float, y: float) -> str:
    d = "".join(
        f"M{nums(x - dx, y - dy)}L{nums(x + dx, y + dy)}"
        for dx, dy in ((6.0, 0.0), (3.0, 5.2), (3.0, -5.2))
    )
    return path(d, stroke("accent", 1.8))


def _waves(x: float, y: float) -> str:
    d = "".join(f"M{nums(x, y + s)}q-2.5-3-5 0t-5 0t-5 0" for s in (-7.0, 0.0, 7.0))
    return path(d, stroke("accent", 1.8))


def _slab(prop: Prop) -> str:
    return rect(prop.x - prop.wide / 2, prop.top, prop.wide, prop.deep, 1.5, fill(prop.colour))


def _bed(prop: Prop) -> str:
    left, right = prop.x - prop.wide / 2, prop.x + prop.wide / 2
    mattress = rect(left, prop.top, prop.wide, prop.deep, 5, fill("prop"))
    low = prop.top + prop.deep + 4
    ends = f"M{nums(left - 1, low)}H{nums(right + 1)}"
    ends += f"M{nums(left - 1, prop.top - (18 if prop.side > 0 else 0))}V0"
    ends += f"M{nums(right + 1, prop.top - (18 if prop.side < 0 else 0))}V0"
    return path(ends, stroke("line", 4)) + mattress


def _chair(prop: Prop) -> str:
    """A plain chair; `turn` leans its back away."""
    s, half = prop.side, prop.wide / 2
    back, front = prop.x - s * half, prop.x + s * half
    seat = prop.top + 2.5
    tip = back - s * prop.turn
    legs = (
        f"M{nums(back + s * 2, seat)}L{nums(back - s * 2)} 0M{nums(front - s * 3, seat)}"
        f"L{nums(front)} 0M{nums(back, seat)}L{nums(tip, seat - 44)}"
    )
    return path(legs, stroke("line", 4)) + path(
        f"M{nums(back, seat)}H{nums(front)}M{nums(_along(back, tip, 0.5), seat - 22)}"
        f"L{nums(tip, seat - 44)}",
        stroke("prop", 5.5),
    )


def _along(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def _stool(prop: Prop) -> str:
    left, right, seat = prop.x - prop.wide / 2, prop.x + prop.wide / 2, prop.top + 2.5
    legs = f"M{nums(left + 3, seat)}L{nums(left)} 0M{nums(right - 3, seat)}L{nums(right)} 0"
    return path(legs, stroke("line", 4)) + path(
        f"M{nums(left, seat)}H{nums(right)}", stroke("prop", 5.5)
    )


def _table(prop: Prop) -> str:
    left, right, top = prop.x - prop.wide / 2, prop.x + prop.wide / 2, prop.top
    legs = f"M{nums(left + 8, top + 3)}V0M{nums(right - 8, top + 3)}V0"
    return path(legs, stroke("line", 4)) + rect(left, top, prop.wide, 5, 2.5, fill("prop"))


def _wall(prop: Prop) -> str:
    tall = prop.height if prop.height >= 0 else 190.0
    left = prop.x if prop.facing == "left" else prop.x - prop.wide
    return rect(left, -tall, prop.wide, tall, 1, fill("prop"))


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


def soft(colour: str) -> str:
    """Attributes of a pillow: pale with a seam, or the accent."""
    if colour == "accent":
        return fill("accent")
    return fill("soft") + ' stroke-width="1.5"'


def _cushions(prop: Prop) -> str:
    half = -prop.top / 3
    return "".join(
        _soft(prop.x, prop.top + half * i, prop.wide - 4 * (i == 0), half, prop.colour)
        for i in (2, 1, 0)
    )


def _roll(prop: Prop) -> str:
    r = prop.deep / 2
    return _coil((prop.x, prop.top + r), r, prop.colour)


def _coil(centre: Point, r: float, colour: str) -> str:
    """The end of a rolled towel or foam roller."""
    return circle(centre, r, fill(colour)) + circle(centre, r * 0.4, stroke("seam", 1.5))


def _ball(prop: Prop) -> str:
    return circle((prop.x, prop.top + prop.deep / 2), prop.deep / 2, fill(prop.colour))


def _rail(prop: Prop) -> str:
    left, right = prop.x - prop.wide / 2, prop.x + prop.wide / 2
    bar = prop.top + prop.deep / 2
    ends = "".join(f"M{nums(x, bar)}v9h4" for x in (left + 14, right - 14))
    return path(ends, stroke("line", 2.5)) + path(
        f"M{nums(left, bar)}H{nums(right)}", stroke("line", prop.deep)
    )


def _tree(prop: Prop) -> str:
    r = prop.wide / 2
    trunk = path(f"M{nums(prop.x)} 0V{nums(prop.top + r)}", stroke("line", 5))
    return trunk + circle((prop.x, prop.top + r), r, fill("prop"))


def _shower(prop: Prop) -> str:
    x, top, s = prop.x, prop.top, prop.side
    pipe = f"M{nums(x - s * 34)} 0V{nums(top)}H{nums(x)}v6"
    head = f"M{nums(x - 11, top + 9)}H{nums(x + 11)}"
    drops = "".join(
        f"M{nums(x + dx, top + 17 + dy)}l{nums(dx / 10)} 7"
        for dy, half in ((0.0, 10.0), (15.0, 13.0), (32.0, 17.0), (52.0, 21.0))
        for dx in (-half, 0.0, half)
    )
    return (
        path(pipe, stroke("line", 4)) + path(head, stroke("line", 5))
        + path(drops, stroke("accent", 2.2))
    )  # fmt: skip


def _bed_above(prop: Prop) -> str:
    """A bed or mat from above; its head end is where it faces: left, right or up."""
    half, tall = prop.wide / 2, -prop.top / 2
    colour = fill("prop")
    if prop.kind == "mat-above":
        bed = rect(-half, -tall, 2 * half, 2 * tall, 8, colour)
    else:
        board = path(f"M{nums(-half, 3 - tall)}V{nums(tall - 3)}", stroke("line", 6))
        pillow = rect(7 - half, 12 - tall, 36, 2 * tall - 24, 11, soft("soft"))
        blanket = rect(half - 22, -tall - 1, 22, 2 * tall + 2, 3, fill("face"))
        seam = path(f"M{nums(half - 17, -tall)}V{nums(tall)}", stroke("seam", 1.5))
        bed = rect(-half, -tall, 2 * half, 2 * tall, 8, colour) + board + pillow + blanket + seam
    turn = {"right": "", "left": "scale(-1 1)", "up": "rotate(90)"}[prop.facing]
    return f'<g transform="translate({num(prop.x)}){turn}">{bed}</g>'


def _pillow_above(prop: Prop) -> str:
    left, tall = prop.x - prop.wide / 2, prop.deep
    return rect(left, prop.top - tall / 2, prop.wide, tall, 10, soft(prop.colour))


def draw_cushion(prop: Prop, at: Point, turn: float) -> str:
    """A pillow seen from above, centred at `at`."""
    across, along, corner = prop.deep, prop.wide, min(9, prop.wide / 4)
    body = rect(-across / 2, -along / 2, across, along, corner, soft(prop.colour))
    return f'<g transform="translate({nums(*at)})rotate({nums(turn)})">{body}</g>'
