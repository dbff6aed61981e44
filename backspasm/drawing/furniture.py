"""What stands in the room: beds, chairs, tables, walls, a shower."""

from collections.abc import Callable

from backspasm.charts.numbers import num, nums
from backspasm.drawing.props import Prop
from backspasm.drawing.svg import drawn, fill, path, rect, soft, stroke

# The drops of a shower, row by row: how far down (cm), and half as wide as the row.
SHOWER_ROWS = ((0.0, 10.0), (15.0, 13.0), (32.0, 17.0), (52.0, 21.0))
# By where its head end is: a bed is drawn with it at the left.
BED_TURNS = {"right": "", "left": "scale(-1 1)", "up": "rotate(90)"}


def _bed(prop: Prop) -> str:
    left = prop.x - prop.wide / 2
    right = prop.x + prop.wide / 2
    mattress = rect(
        fill("prop"),
        x=left,
        y=prop.top,
        width=prop.wide,
        height=prop.deep,
        r=5,
    )
    low = prop.top + prop.deep + 4
    # The board at the head end is the higher one.
    left_board = right_board = prop.top
    if prop.side > 0:
        left_board -= 18
    else:
        right_board -= 18
    frame = drawn(
        stroke("line", 4),
        f"M{nums(left - 1, low)}",
        f"H{nums(right + 1)}",
        f"M{nums(left - 1, left_board)}",
        "V0",
        f"M{nums(right + 1, right_board)}",
        "V0",
    )
    return frame + mattress


def _chair(prop: Prop) -> str:
    """A plain chair; `turn` leans its back away."""
    side = prop.side
    half = side * prop.wide / 2
    back = prop.x - half
    front = prop.x + half
    seat = prop.top + 2.5
    # The back rest goes from the seat up to its tip, padded from half-way.
    lean = side * prop.turn
    tip = nums(back - lean, seat - 44)
    middle = nums(back - lean / 2, seat - 22)
    frame = drawn(
        stroke("line", 4),
        f"M{nums(back + side * 2, seat)}",
        f"L{nums(back - side * 2)} 0",
        f"M{nums(front - side * 3, seat)}",
        f"L{nums(front)} 0",
        f"M{nums(back, seat)}",
        f"L{tip}",
    )
    padding = drawn(
        stroke("prop", 5.5),
        f"M{nums(back, seat)}",
        f"H{nums(front)}",
        f"M{middle}",
        f"L{tip}",
    )
    return frame + padding


def _stool(prop: Prop) -> str:
    left = prop.x - prop.wide / 2
    right = prop.x + prop.wide / 2
    seat = prop.top + 2.5
    legs = drawn(
        stroke("line", 4),
        f"M{nums(left + 3, seat)}",
        f"L{nums(left)} 0",
        f"M{nums(right - 3, seat)}",
        f"L{nums(right)} 0",
    )
    padding = drawn(
        stroke("prop", 5.5),
        f"M{nums(left, seat)}",
        f"H{nums(right)}",
    )
    return legs + padding


def _table(prop: Prop) -> str:
    left = prop.x - prop.wide / 2
    right = prop.x + prop.wide / 2
    under = prop.top + 3
    legs = drawn(
        stroke("line", 4),
        f"M{nums(left + 8, under)}",
        "V0",
        f"M{nums(right - 8, under)}",
        "V0",
    )
    board = rect(
        fill("prop"),
        x=left,
        y=prop.top,
        width=prop.wide,
        height=5,
        r=2.5,
    )
    return legs + board


def _wall(prop: Prop) -> str:
    tall = prop.height
    if tall < 0:
        tall = 190.0
    # `x` is the side of it that faces the body.
    left = prop.x
    if prop.facing != "left":
        left -= prop.wide
    return rect(
        fill("prop"),
        x=left,
        y=-tall,
        width=prop.wide,
        height=tall,
        r=1,
    )


def _shower(prop: Prop) -> str:
    x = prop.x
    top = prop.top
    foot = x - prop.side * 34
    pipe = drawn(
        stroke("line", 4),
        f"M{nums(foot)} 0",
        f"V{nums(top)}",
        f"H{nums(x)}",
        "v6",
    )
    head = drawn(
        stroke("line", 5),
        f"M{nums(x - 11, top + 9)}",
        f"H{nums(x + 11)}",
    )
    drops = ""
    for down, half in SHOWER_ROWS:
        y = top + 17 + down
        for aside in (-half, 0.0, half):
            slant = nums(aside / 10)
            drops += f"M{nums(x + aside, y)}l{slant} 7"
    water = path(drops, stroke("accent", 2.2))
    return pipe + head + water


def _bed_above(prop: Prop) -> str:
    """A bed or mat from above; its head end is where it faces: left, right or up."""
    half = prop.wide / 2
    tall = -prop.top / 2
    inner = rect(
        fill("prop"),
        x=-half,
        y=-tall,
        width=2 * half,
        height=2 * tall,
        r=8,
    )
    if prop.kind != "mat-above":
        inner += _bedding(half, tall)
    place = f"translate({num(prop.x)}){BED_TURNS[prop.facing]}"
    return f'<g transform="{place}">{inner}</g>'


def _bedding(half: float, tall: float) -> str:
    """What lies on a bed whose head end is at the left, by half its measures."""
    board = drawn(
        stroke("line", 6),
        f"M{nums(-half, 3 - tall)}",
        f"V{nums(tall - 3)}",
    )
    pillow = rect(
        soft("prop"),
        x=7 - half,
        y=12 - tall,
        width=36,
        height=2 * tall - 24,
        r=11,
    )
    blanket = rect(
        fill("face"),
        x=half - 22,
        y=-tall - 1,
        width=22,
        height=2 * tall + 2,
        r=3,
    )
    seam = drawn(
        stroke("halo", 1.5),
        f"M{nums(half - 17, -tall)}",
        f"V{nums(tall)}",
    )
    return board + pillow + blanket + seam


FURNITURE: dict[str, Callable[[Prop], str]] = {
    "bed": _bed,
    "bed-above": _bed_above,
    "mat-above": _bed_above,
    "chair": _chair,
    "stool": _stool,
    "table": _table,
    "wall": _wall,
    "shower": _shower,
}
