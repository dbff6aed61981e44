"""The body seen from the front, from behind, or lying and seen from above."""

from collections.abc import Sequence
from dataclasses import replace

from backspasm.charts.numbers import nums
from backspasm.drawing.geometry import (
    Box,
    Point,
    capsule,
    distance,
    mid,
    plus,
    turned,
)
from backspasm.drawing.outline import Joint, disc, outline
from backspasm.drawing.pose import FaceKey, Pose
from backspasm.drawing.svg import edged, fill, morphing, path, spot

# The longest a limb's two parts can look in a flat picture (cm): a projection only shortens.
LONGEST = {"arm": (31.0, 30.0), "leg": (45.0, 45.0)}
LIMBS = ("left_leg", "right_leg", "left_arm", "right_arm")
THICK = {"leg": (10.5, 7.4, 5.0), "arm": (6.4, 5.0, 4.3)}
HAND = 6.5  # cm from the wrist to the fingers
ASIDE = 0.4  # turned further than this, a head shows its nose
# Cm: a thigh that looks shorter than this comes towards the reader.
SHORT = 24.0


def placed(key: FaceKey, point: Point) -> Point:
    """A point of the upright body where this moment puts it."""
    return plus(key.at, turned(point, key.lean))


def root(key: FaceKey, limb: str) -> Point:
    """Where a limb starts, before the body is placed."""
    side = 0 if limb.startswith("left") else 1
    if limb.endswith("arm"):
        return key.shoulders[side]
    return (-9.0, 0.0) if side == 0 else (9.0, 0.0)


def limb_joints(key: FaceKey, limb: str) -> list[Joint]:
    """Hip, knee, ankle and toe, or shoulder, elbow, hand and finger, where they are now."""
    if limb.endswith("leg"):
        return _leg_joints(key, limb)
    return _arm_joints(key, limb)


def _arm_joints(key: FaceKey, limb: str) -> list[Joint]:
    shoulder, elbow, hand = (
        placed(key, point) for point in (root(key, limb), *getattr(key, limb))
    )
    length = max(distance(elbow, hand), HAND)
    finger = mid(elbow, hand, 1 + HAND / length)
    thick = (*THICK["arm"], 3.4)
    return [*zip((shoulder, elbow, hand, finger), thick, strict=True)]


def _leg_joints(key: FaceKey, limb: str) -> list[Joint]:
    knee, ankle = getattr(key, limb)
    toe = key.left_toe if limb.startswith("left") else key.right_toe
    toe = toe or plus(ankle, _toe(limb, knee, ankle))
    level = replace(key, lean=0.0) if key.legs_level else key
    joints = (
        placed(key, root(key, limb)),
        *(placed(level, point) for point in (knee, ankle, toe)),
    )
    thigh, shin, foot = THICK["leg"]
    if forward(key):
        # A knee that comes straight at the reader looks as thick as the thigh.
        straight = abs(ankle[0] - knee[0]) < SHORT
        thigh, shin = 9.4, 9.0 if straight else 7.4
    return [*zip(joints, (thigh, shin, foot, 4.4), strict=True)]


def limb_paths(key: FaceKey, limb: str) -> tuple[str, str]:
    """The upper part of a limb, and the lower part with its foot or hand, as it may morph."""
    a, b, c, tip = limb_joints(key, limb)
    if key.fists and limb.endswith("arm"):
        tip = c = c[0], 6.0
    lower = _piece(b, c) + _piece(c, tip)
    return _piece(a, b), lower


def limb_outlines(
    key: FaceKey, limb: str, *, halves: bool = False
) -> tuple[str, ...]:
    """The same limb at rest: one shape, or with `halves` one for each part."""
    joints = limb_joints(key, limb)
    if halves:
        return outline(joints[:2]), outline(joints[1:])
    if key.fists and limb.endswith("arm"):
        return (outline(joints[:3]) + disc(joints[2][0], 6),)
    return (outline(joints),)


def _piece(a: Joint, b: Joint) -> str:
    return capsule(a[0], b[0], a[1], b[1])


def forward(key: FaceKey) -> bool:
    """Whether the thighs come towards the reader, as in sitting: they lie over the trunk."""
    legs = (key.left_leg, key.right_leg)
    return (
        min(
            distance(root(key, n), leg[0])
            for n, leg in zip(LIMBS, legs, strict=False)
        )
        < SHORT
    )


def _toe(limb: str, knee: Point, ankle: Point) -> Point:
    """The foot goes on along the shin, a little outwards."""
    length = max(distance(knee, ankle), 1.0)
    side = -2.5 if limb.startswith("left") else 2.5
    return (ankle[0] - knee[0]) / length * 7 + side, (
        ankle[1] - knee[1]
    ) / length * 7


def trunk_path(key: FaceKey) -> str:
    """Shoulders to hips, clockwise: broad above, a waist, then the pelvis."""
    left, right = key.shoulders

    def p(x: float, y: float) -> str:
        return nums(*placed(key, (x, y)))

    lx, ly, rx, ry = left[0], left[1], right[0], right[1]
    return (
        f"M{p(5, -56)}Q{p(5.8, ry - 7)} {p(rx - 2, ry - 6.8)}Q{p(rx + 5, ry - 6.4)} "
        f"{p(rx + 5.8, ry + 1)}Q{p(rx + 5.4, ry + 9)} {p(rx + 1, ry + 10)}"
        f"L{p(14.6, -20)}Q{p(14.4, -11)} {p(18.6, 0)}"
        f"Q{p(19.4, 9)} {p(11, 11.5)}L{p(0, 9)}L{p(-11, 11.5)}Q{p(-19.4, 9)} {p(-18.6, 0)}"
        f"Q{p(-14.4, -11)} {p(-14.6, -20)}L{p(lx - 1, ly + 10)}Q{p(lx - 5.4, ly + 9)} "
        f"{p(lx - 5.8, ly + 1)}Q{p(lx - 5, ly - 6.4)} "
        f"{p(lx + 2, ly - 6.8)}Q{p(-5.8, ly - 7)} {p(-5, -56)}Z"
    )


def neck_path(key: FaceKey) -> str:
    """From between the shoulders up into the head, wherever it is."""
    return capsule(placed(key, (0, -46)), placed(key, key.head), 5.6, 5.2)


def head_path(key: FaceKey, nose: bool = True) -> str:
    """An oval; far round, the nose shows at its side: a head that does not turn needs none."""

    def p(x: float, y: float) -> Point:
        return placed(key, plus(key.head, turned((x, y), key.tilt)))

    def q(*places: Point) -> str:
        return " ".join(nums(*p(*place)) for place in places)

    side = -1 if key.turn < 0 else 1
    tip = side * (6 + 7.8 * max(abs(key.turn) - ASIDE, 0))
    profile = capsule(p(side * 5, -3), p(tip, 2.8), 3.4, 1.6) if nose else ""
    return (
        f"M{q((0, -12.5))}C{q((7, -12.5), (10.2, -8), (10, -1))}"
        f"C{q((9.6, 6), (5, 11.6), (0, 11.6))}C{q((-5, 11.6), (-9.6, 6), (-10, -1))}"
        f"C{q((-10.2, -8), (-7, -12.5), (0, -12.5))}Z"
        f"{profile}"
    )


def features_path(key: FaceKey) -> str:
    """Two eyes and a calm mouth, moving sideways as the head turns."""
    x, wide = 4.6 * key.turn, 3.9 - 1.4 * abs(key.turn)

    def p(across: float, y: float) -> Point:
        return placed(key, plus(key.head, turned((x + across, y), key.tilt)))

    eyes = "".join(disc(p(side * wide, -1.2), 1.4) for side in (-1, 1))
    left, low, right, up = (
        p(*at) for at in ((-wide, 4.8), (0, 7.4), (wide, 4.8), (0, 5.6))
    )
    return f"{eyes}M{nums(*left)}Q{nums(*low, *right)}Q{nums(*up, *left)}Z"


def face_extent(key: FaceKey) -> Box:
    """Left, top, right, bottom of the body at one moment (cm)."""
    spots = [(plus(key.head, (0, 0)), 13.5), ((0.0, 0.0), 19.0)]
    for limb in LIMBS:
        thick = 12.5 if limb.endswith("leg") else 6.6
        spots += [(root(key, limb), 9.0)] + [
            (p, thick) for p in getattr(key, limb)
        ]
    discs = [(*placed(key, p), r) for p, r in spots]
    return (
        min(x - r for x, _, r in discs),
        min(y - r for _, y, r in discs),
        max(x + r for x, _, r in discs),
        max(y + r for _, y, r in discs),
    )


def face_body(pose: Pose, keys: list[FaceKey]) -> dict[str, str]:
    """Each part of the body as SVG, moving through `keys`."""
    nose = any(abs(key.turn) > ASIDE for key in keys)
    shapes = {
        "trunk": [trunk_path(key) for key in keys],
        "neck": [neck_path(key) for key in keys],
        "head": [head_path(key, nose) for key in keys],
    }
    out = {}
    for part, forms in shapes.items():
        out[part] = _moving(
            pose, forms, fill("accent" if part in pose.accent else "near")
        )
    for limb in LIMBS:
        out[limb] = _limb(pose, keys, limb)
    out["features"] = ""
    if pose.view != "back" and pose.lying != "on-front":
        out["features"] = _moving(
            pose, [features_path(key) for key in keys], fill("face")
        )
    return out


def face_ghost(still: FaceKey, other: FaceKey) -> str:
    """The parts that move, where they are at another moment."""
    shapes = [
        limb_outlines(key, limb)[0] for limb in LIMBS for key in (still, other)
    ]
    shapes += [
        make(key) for make in (trunk_path, neck_path) for key in (still, other)
    ]
    # A head that only turns casts no shadow: its nose would look like an ear.
    shapes += [head_path(key, nose=False) for key in (still, other)]
    moved = "".join(
        b for a, b in zip(shapes[::2], shapes[1::2], strict=True) if a != b
    )
    return path(moved, fill("far") + ' opacity=".38"') if moved else ""


def _limb(pose: Pose, keys: list[FaceKey], limb: str) -> str:
    """A limb in one piece, or in two where one half stands out; an arm with its shoulder."""
    colour = "accent" if limb in pose.accent else "near"
    halves = _half_colours(pose, limb, colour)
    shapes = _limb_shapes(keys, limb, halves=bool(halves))
    out = "".join(
        _moving(pose, shape, edged(one))
        for shape, one in zip(shapes, halves or [colour], strict=True)
    )
    if limb.endswith("arm"):
        # The shoulder itself stays whole: the edge of paper begins below it.
        out += _moving(pose, _shoulder(keys, limb), fill(colour))
    return out


def _half_colours(pose: Pose, limb: str, colour: str) -> list[str]:
    """Of thigh and shin, where one of them stands out; nothing of any other limb."""
    side, _, kind = limb.partition("_")
    halves = [f"{side}_{half}" in pose.accent for half in ("thigh", "shin")]
    if kind != "leg" or not any(halves):
        return []
    return ["accent" if half else colour for half in halves]


def _limb_shapes(
    keys: list[FaceKey], limb: str, *, halves: bool
) -> list[tuple[str, ...]]:
    """The forms of each piece of a limb, one a moment."""
    if len(keys) == 1:
        outlines = limb_outlines(keys[0], limb, halves=halves)
        return [(shape,) for shape in outlines]
    upper, lower = zip(*(limb_paths(key, limb) for key in keys), strict=True)
    if halves:
        return [upper, lower]
    return [tuple(a + b for a, b in zip(upper, lower, strict=True))]


def _shoulder(keys: list[FaceKey], limb: str) -> list[str]:
    inward = 1.6 if limb == "left_arm" else -1.6
    places = (plus(root(key, limb), (inward, 0)) for key in keys)
    return [
        disc(placed(key, place), 7)
        for key, place in zip(keys, places, strict=True)
    ]


def _moving(pose: Pose, shapes: Sequence[str], attributes: str) -> str:
    return morphing(shapes, attributes, pose.seconds, eased=not pose.loop)


FACE_SPOTS = {
    "low_back": (0.0, -14.0), "waist": (0.0, -22.0), "upper_back": (0.0, -34.0),
    "shoulder_blade": (9.0, -36.0),
    "neck_back": (0.0, -53.0), "belly": (0.0, -14.0), "chest": (0.0, -36.0),
    "hip": (9.0, 0.0), "buttock": (8.0, 4.0), "hip_front": (8.0, 0.0),
    "thigh_back": (12.0, 24.0),
    "low_back_left": (-6.0, -13.0), "low_back_right": (6.0, -13.0),
    "knee_left": (-11.0, 43.0), "knee_right": (14.0, 43.0), "foot_left": (-13.0, 86.0),
    "foot_right": (18.0, 86.0),
}  # fmt: skip


def face_spots(pose: Pose, key: FaceKey) -> str:
    """The places to notice, on top of the body."""
    return "".join(spot(placed(key, FACE_SPOTS[name])) for name in pose.spots)
