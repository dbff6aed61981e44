"""The body seen from the front, from behind, or lying and seen from above."""

from dataclasses import replace

from backspasm.drawing.geometry import Box, Point, capsule, distance, nums, plus, turned
from backspasm.drawing.pose import FaceKey, Pose
from backspasm.drawing.svg import fill, morphing, spot

# The longest a limb's two parts can look in a flat picture (cm): a projection only shortens.
LONGEST = {"arm": (31.0, 30.0), "leg": (45.0, 45.0)}
LIMBS = ("left_leg", "right_leg", "left_arm", "right_arm")
THICK = {"leg": (10.5, 7.4, 5.0), "arm": (6.6, 5.0, 4.3)}


def placed(key: FaceKey, point: Point) -> Point:
    """A point of the upright body where this moment puts it."""
    return plus(key.at, turned(point, key.lean))


def root(key: FaceKey, limb: str) -> Point:
    """Where a limb starts, before the body is placed."""
    side = 0 if limb.startswith("left") else 1
    if limb.endswith("arm"):
        return key.shoulders[side]
    return (-9.0, 0.0) if side == 0 else (9.0, 0.0)


def limb_paths(key: FaceKey, limb: str) -> str:
    """Both parts of a limb, and a foot, as one path."""
    joint, end = getattr(key, limb)
    leg = limb.endswith("leg")
    level = replace(key, lean=0.0) if leg and key.legs_level else key
    a, b, c = placed(key, root(key, limb)), placed(level, joint), placed(level, end)
    r1, r2, r3 = THICK["leg" if leg else "arm"]
    out = capsule(a, b, r1, r2) + capsule(b, c, r2, r3)
    if leg:
        toe = key.left_toe if limb.startswith("left") else key.right_toe
        out += capsule(c, placed(level, toe or plus(end, _toe(limb, joint, end))), 4.6, 4.4)
    elif key.fists:
        out += capsule(c, c, 6.8, 6.8)
    return out


def _toe(limb: str, knee: Point, ankle: Point) -> Point:
    """The foot goes on along the shin, a little outwards."""
    length = max(distance(knee, ankle), 1.0)
    side = -2.5 if limb.startswith("left") else 2.5
    return (ankle[0] - knee[0]) / length * 7 + side, (ankle[1] - knee[1]) / length * 7


def trunk_path(key: FaceKey) -> str:
    """Shoulders to hips: broad above, a waist, then the pelvis."""
    left, right = key.shoulders

    def p(x: float, y: float) -> str:
        return nums(*placed(key, (x, y)))

    lx, ly, rx, ry = left[0], left[1], right[0], right[1]
    neck = (ly + ry) / 2 - 8
    return (
        f"M{p(-5, neck)}Q{p(-8, neck + 2)} {p(lx + 2, ly - 6.5)}Q{p(lx - 5, ly - 5)} "
        f"{p(lx - 4, ly + 6)}L{p(-13.5, -18)}Q{p(-14, -10)} {p(-18.5, 0)}"
        f"Q{p(-19, 11)} {p(-8, 11)}L{p(8, 11)}Q{p(19, 11)} {p(18.5, 0)}"
        f"Q{p(14, -10)} {p(13.5, -18)}L{p(rx + 4, ry + 6)}Q{p(rx + 5, ry - 5)} "
        f"{p(rx - 2, ry - 6.5)}Q{p(8, neck + 2)} {p(5, neck)}Z"
    )


def neck_path(key: FaceKey) -> str:
    """From between the shoulders up into the head, wherever it is."""
    return capsule(placed(key, (0, -46)), placed(key, key.head), 6.2, 5.6)


def head_path(key: FaceKey) -> str:
    """An oval."""

    def p(x: float, y: float) -> str:
        return nums(*placed(key, plus(key.head, turned((x, y), key.tilt))))

    return (
        f"M{p(0, -12.5)}C{p(7, -12.5)} {p(10.4, -8)} {p(10.2, -1)}"
        f"C{p(10, 6)} {p(5, 12)} {p(0, 12)}C{p(-5, 12)} {p(-10, 6)} {p(-10.2, -1)}"
        f"C{p(-10.4, -8)} {p(-7, -12.5)} {p(0, -12.5)}Z"
    )


def features_path(key: FaceKey) -> str:
    """The face under the hair, moving sideways as the head turns; far round, the nose shows."""
    x, wide = 4.6 * key.turn, 8.2 - 2.8 * abs(key.turn)
    at = [placed(key, plus(key.head, turned((x + side * wide, 2.6), key.tilt))) for side in (-1, 1)]
    round_off = f"A{nums(wide)} 8.8 {nums(key.tilt + key.lean)} 1 1"
    side = -1 if key.turn < 0 else 1
    tip = 5 + 8.5 * max(abs(key.turn) - 0.5, 0) * 2
    root_of, end = (
        placed(key, plus(key.head, turned(at, key.tilt)))
        for at in ((side * 4, 3.5), (side * tip, 4.5))
    )
    nose = capsule(root_of, end, 3, 1.3)
    return f"M{nums(*at[0])}{round_off} {nums(*at[1])}{round_off} {nums(*at[0])}Z{nose}"


def face_extent(key: FaceKey) -> Box:
    """Left, top, right, bottom of the body at one moment (cm)."""
    spots = [(plus(key.head, (0, 0)), 13.5), ((0.0, 0.0), 19.0)]
    for limb in LIMBS:
        thick = 12.5 if limb.endswith("leg") else 6.6
        spots += [(root(key, limb), 9.0)] + [(p, thick) for p in getattr(key, limb)]
    discs = [(*placed(key, p), r) for p, r in spots]
    return (
        min(x - r for x, _, r in discs),
        min(y - r for _, y, r in discs),
        max(x + r for x, _, r in discs),
        max(y + r for _, y, r in discs),
    )


def face_body(pose: Pose, keys: list[FaceKey], kind: str = "") -> dict[str, str]:
    """Each part of the body as SVG, moving through `keys`; `kind` overrules all colours."""
    out = {}
    for part, make in (("trunk", trunk_path), ("neck", neck_path), ("head", head_path)):
        name = "accent" if part in pose.accent else "near"
        shapes = [make(key) for key in keys]
        out[part] = morphing(shapes, fill(kind or name), pose.seconds)
    for limb in LIMBS:
        name = "accent" if limb in pose.accent else "near"
        shapes = [limb_paths(key, limb) for key in keys]
        out[limb] = morphing(shapes, _edged(kind or name), pose.seconds)
    out["features"] = ""
    if pose.view != "back" and pose.lying != "on-front" and not kind:
        face = morphing([features_path(key) for key in keys], fill("face"), pose.seconds)
        out["features"] = face
    return out


def _edged(kind: str) -> str:
    """Filled with a thin edge of paper, so that a limb reads on the trunk."""
    if kind == "ghost":
        return fill(kind)
    edge = ' stroke="#fff" stroke-width="2.4" paint-order="stroke"'
    return fill(kind).replace('"fig-', '"fig-edge fig-', 1) + edge


FACE_SPOTS = {
    "low_back": (0.0, -14.0), "waist": (0.0, -22.0), "upper_back": (0.0, -34.0),
    "shoulder_blade": (9.0, -36.0),
    "neck_back": (0.0, -53.0), "belly": (0.0, -14.0), "chest": (0.0, -36.0),
    "hip": (9.0, 0.0), "buttock": (8.0, 4.0), "hip_front": (8.0, 0.0),
    "thigh_back": (12.0, 24.0), "shoulder_blade_left": (-9.0, -36.0),
    "low_back_left": (-6.0, -13.0), "low_back_right": (6.0, -13.0),
    "knee_left": (-11.0, 43.0), "knee_right": (14.0, 43.0), "foot_left": (-13.0, 86.0),
    "foot_right": (18.0, 86.0),
}  # fmt: skip


def face_spots(pose: Pose, key: FaceKey) -> str:
    """The places to notice, on top of the body."""
    return "".join(spot(placed(key, FACE_SPOTS[name])) for name in pose.spots)
