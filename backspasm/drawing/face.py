"""The body seen from the front, from behind, or lying and seen from above."""

from dataclasses import replace

from backspasm.charts.numbers import nums
from backspasm.drawing.geometry import (
    Box,
    Point,
    capsule,
    distance,
    mid,
    minus,
    plus,
    square,
    transformed,
    union,
)
from backspasm.drawing.outline import Joint, disc, outline
from backspasm.drawing.pose import FaceKey

# The longest a limb's two parts can look in a flat picture (cm): a projection only shortens.
LONGEST = {"arm": (31.0, 30.0), "leg": (45.0, 45.0)}
LIMBS = ("left_leg", "right_leg", "left_arm", "right_arm")
THICK = {"leg": (10.5, 7.4, 5.0), "arm": (6.4, 5.0, 4.3)}
FIST = 6.0  # radius, cm
HAND = 6.5  # cm from the wrist to the fingers
ASIDE = 0.4  # turned further than this, a head shows its nose
# Cm: a thigh that looks shorter than this comes towards the reader.
SHORT = 24.0

# A trunk goes clockwise from the right of the neck: shoulder and flank, then its left half
# upwards. The points of its right half (cm): from the shoulder, then from between the hips.
TRUNK_OUTLINE = (
    "M{}Q{} {}Q{} {}Q{} {}L{}Q{} {}Q{} {}L{}"
    "L{}Q{} {}Q{} {}L{}Q{} {}Q{} {}Q{} {}Z"
)
SHOULDER_CURVE = (
    (-2.0, -6.8),
    (5.0, -6.4),
    (5.8, 1.0),
    (5.4, 9.0),
    (1.0, 10.0),
)
FLANK = ((14.6, -20.0), (14.4, -11.0), (18.6, 0.0), (19.4, 9.0), (11.0, 11.5))

# A head, clockwise from its crown, a quarter a line (cm from its middle).
HEAD_OUTLINE = "M{}C{} {} {}C{} {} {}C{} {} {}C{} {} {}Z"
HEAD_POINTS = (
    (0.0, -12.5),
    (7.0, -12.5), (10.2, -8.0), (10.0, -1.0),
    (9.6, 6.0), (5.0, 11.6), (0.0, 11.6),
    (-5.0, 11.6), (-9.6, 6.0), (-10.0, -1.0),
    (-10.2, -8.0), (-7.0, -12.5), (0.0, -12.5),
)  # fmt: skip


def placed(key: FaceKey, point: Point) -> Point:
    """A point of the upright body where this moment puts it."""
    return transformed(point, key.lean, key.at)


def root(key: FaceKey, limb: str) -> Point:
    """Where a limb starts, before the body is placed."""
    is_left = limb.startswith("left")
    if limb.endswith("leg"):
        return (-9.0, 0.0) if is_left else (9.0, 0.0)
    left, right = key.shoulders
    return left if is_left else right


def limb_joints(key: FaceKey, limb: str) -> list[Joint]:
    """Hip, knee, ankle and toe, or shoulder, elbow, hand and finger, where they are now."""
    if limb.endswith("leg"):
        return _leg_joints(key, limb)
    return _arm_joints(key, limb)


def _arm_joints(key: FaceKey, limb: str) -> list[Joint]:
    points = (root(key, limb), *getattr(key, limb))
    shoulder, elbow, hand = (placed(key, point) for point in points)
    length = max(distance(elbow, hand), HAND)
    finger = mid(elbow, hand, 1 + HAND / length)
    upper, lower, wrist = THICK["arm"]
    return [
        (shoulder, upper),
        (elbow, lower),
        (hand, wrist),
        (finger, 3.4),
    ]


def _leg_joints(key: FaceKey, limb: str) -> list[Joint]:
    hip = root(key, limb)
    knee, ankle = getattr(key, limb)
    toe = key.left_toe if limb.startswith("left") else key.right_toe
    toe = toe or _toe(limb, knee, ankle)
    thigh, shin, foot = THICK["leg"]
    if forward(key):
        thigh = 9.4
        # A knee that comes straight at the reader looks as thick as the thigh.
        if abs(ankle[0] - knee[0]) < SHORT:
            shin = 9.0
    level = key
    if key.legs_level:
        level = replace(key, lean=0.0)
    return [
        (placed(key, hip), thigh),
        (placed(level, knee), shin),
        (placed(level, ankle), foot),
        (placed(level, toe), 4.4),
    ]


def limb_paths(key: FaceKey, limb: str) -> tuple[str, str]:
    """The upper part of a limb, and the lower part with its foot or hand, as it may morph."""
    start, bend, end, tip = limb_joints(key, limb)
    if key.fists and limb.endswith("arm"):
        wrist, _ = end
        end = tip = (wrist, FIST)
    upper = _piece(start, bend)
    lower = _piece(bend, end)
    return upper, lower + _piece(end, tip)


def limb_outlines(
    key: FaceKey,
    limb: str,
    *,
    halves: bool = False,
) -> tuple[str, ...]:
    """The same limb at rest: one shape, or with `halves` one for each part."""
    joints = limb_joints(key, limb)
    if halves:
        upper = outline(joints[:2])
        lower = outline(joints[1:])
        return upper, lower
    if key.fists and limb.endswith("arm"):
        wrist, _ = joints[2]
        arm = outline(joints[:3])
        return (arm + disc(wrist, FIST),)
    return (outline(joints),)


def _piece(start: Joint, end: Joint) -> str:
    a, ra = start
    b, rb = end
    return capsule(a, b, ra, rb)


def forward(key: FaceKey) -> bool:
    """Whether the thighs come towards the reader, as in sitting: they lie over the trunk."""
    left_knee = key.left_leg[0]
    right_knee = key.right_leg[0]
    left = distance(root(key, "left_leg"), left_knee)
    right = distance(root(key, "right_leg"), right_knee)
    return min(left, right) < SHORT


def _toe(
    limb: str,
    knee: Point,
    ankle: Point,
) -> Point:
    """The foot goes on along the shin, a little outwards."""
    length = max(distance(knee, ankle), 1.0)
    across, down = minus(ankle, knee)
    outwards = 2.5
    if limb.startswith("left"):
        outwards = -2.5
    tip = (
        across / length * 7 + outwards,
        down / length * 7,
    )
    return plus(ankle, tip)


def trunk_path(key: FaceKey) -> str:
    """Shoulders to hips, clockwise: broad above, a waist, then the pelvis."""
    left_shoulder, right_shoulder = key.shoulders
    right = _half_trunk(right_shoulder, 1)
    left = _half_trunk(left_shoulder, -1)
    crotch = (0.0, 9.0)
    points = [*right, crotch, *reversed(left)]
    return TRUNK_OUTLINE.format(
        *(nums(*placed(key, point)) for point in points)
    )


def _half_trunk(shoulder: Point, side: int) -> list[Point]:
    """The points of one half, from the neck down: 1 is the right half, -1 its mirror image."""
    x, y = shoulder
    points = [
        (side * 5.0, -56.0),
        (side * 5.8, y - 7.0),
    ]
    for out, down in SHOULDER_CURVE:
        points.append((x + side * out, y + down))
    for out, down in FLANK:
        points.append((side * out, down))
    return points


def neck_path(key: FaceKey) -> str:
    """From between the shoulders up into the head, wherever it is."""
    low = placed(key, (0, -46))
    high = placed(key, key.head)
    return capsule(low, high, 5.6, 5.2)


def _on_head(key: FaceKey, point: Point) -> Point:
    """A point of the upright head, measured from its middle, where this moment puts it."""
    tilted = transformed(point, key.tilt, key.head)
    return placed(key, tilted)


def head_path(key: FaceKey, nose: bool = True) -> str:
    """An oval; far round, the nose shows at its side: a head that does not turn needs none."""
    texts = []
    for point in HEAD_POINTS:
        place = _on_head(key, point)
        texts.append(nums(*place))
    oval = HEAD_OUTLINE.format(*texts)
    return oval + _nose(key) if nose else oval


def _nose(key: FaceKey) -> str:
    side = -1 if key.turn < 0 else 1
    beyond = max(abs(key.turn) - ASIDE, 0)
    reach = side * (6 + 7.8 * beyond)
    base = _on_head(key, (side * 5, -3))
    tip = _on_head(key, (reach, 2.8))
    return capsule(base, tip, 3.4, 1.6)


def features_path(key: FaceKey) -> str:
    """Two eyes and a calm mouth, moving sideways as the head turns."""
    x = 4.6 * key.turn
    wide = 3.9 - 1.4 * abs(key.turn)

    def at(across: float, y: float) -> Point:
        return _on_head(key, (x + across, y))

    left = at(-wide, 4.8)
    right = at(wide, 4.8)
    lower = at(0, 7.4)
    upper = at(0, 5.6)
    parts = (
        disc(at(-wide, -1.2), 1.4),
        disc(at(wide, -1.2), 1.4),
        f"M{nums(*left)}",
        f"Q{nums(*lower, *right)}",
        f"Q{nums(*upper, *left)}",
        "Z",
    )
    return "".join(parts)


def face_extent(key: FaceKey) -> Box:
    """Left, top, right, bottom of the body at one moment (cm)."""
    discs: list[Joint] = [
        (key.head, 13.5),
        ((0.0, 0.0), 19.0),
    ]
    for limb in LIMBS:
        thick = 6.6
        if limb.endswith("leg"):
            thick = 12.5
        joints = getattr(key, limb)
        discs.append((root(key, limb), 9.0))
        discs += [(joint, thick) for joint in joints]
    boxes = []
    for point, r in discs:
        centre = placed(key, point)
        boxes.append(square(centre, r))
    return union(boxes)
