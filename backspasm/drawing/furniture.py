"""What stands in the room: beds, chairs, tables, walls, a shower."""

from collections.abc import Callable

from backspasm.charts.numbers import num, nums
from backspasm.drawing.props import Prop
from backspasm.drawing.svg import fill, path, rect, soft, stroke


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
    left, right, seat = (
        prop.x - prop.wide / 2,
        prop.x + prop.wide / 2,
        prop.top + 2.5,
    )
    legs = f"M{nums(left + 3, seat)}L{nums(left)} 0M{nums(right - 3, seat)}L{nums(right)} 0"
    return path(legs, stroke("line", 4)) + path(
        f"M{nums(left, seat)}H{nums(right)}", stroke("prop", 5.5)
    )


def _table(prop: Prop) -> str:
    left, right, top = prop.x - prop.wide / 2, prop.x + prop.wide / 2, prop.top
    legs = f"M{nums(left + 8, top + 3)}V0M{nums(right - 8, top + 3)}V0"
    return path(legs, stroke("line", 4)) + rect(
        left, top, prop.wide, 5, 2.5, fill("prop")
    )


def _wall(prop: Prop) -> str:
    tall = prop.height if prop.height >= 0 else 190.0
    left = prop.x if prop.facing == "left" else prop.x - prop.wide
    return rect(left, -tall, prop.wide, tall, 1, fill("prop"))


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
        board = path(
            f"M{nums(-half, 3 - tall)}V{nums(tall - 3)}", stroke("line", 6)
        )
        pillow = rect(7 - half, 12 - tall, 36, 2 * tall - 24, 11, soft("prop"))
        blanket = rect(half - 22, -tall - 1, 22, 2 * tall + 2, 3, fill("face"))
        seam = path(
            f"M{nums(half - 17, -tall)}V{nums(tall)}", stroke("halo", 1.5)
        )
        bed = (
            rect(-half, -tall, 2 * half, 2 * tall, 8, colour)
            + board
            + pillow
            + blanket
            + seam
        )
    turn = {"right": "", "left": "scale(-1 1)", "up": "rotate(90)"}[prop.facing]
    return f'<g transform="translate({num(prop.x)}){turn}">{bed}</g>'


FURNITURE: dict[str, Callable[[Prop], str]] = {
    "bed": _bed, "bed-above": _bed_above, "mat-above": _bed_above, "chair": _chair,
    "stool": _stool, "table": _table, "wall": _wall,
    "shower": _shower,
}  # fmt: skip
