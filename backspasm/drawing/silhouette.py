"""The body seen from the side at one moment: each limb one shape, nothing that turns."""

from backspasm.drawing.body import (
    DELTOID,
    FOOT_PATH,
    HEAD_PATH,
    LUMBAR,
    NECK,
    SHIN,
    SHOULDER_THICK,
    SPOT_PLACES,
    THIGH,
    THORAX,
    Skeleton,
)
from backspasm.drawing.geometry import down_angle, transformed
from backspasm.drawing.outline import outline
from backspasm.drawing.pose import LIMBS, Pose
from backspasm.drawing.profile import ON_LEG
from backspasm.drawing.svg import edged, fill, path, put, spot

SMALL = 0.9  # px per cm: below this a thumb is a speck
PARTS = (*LIMBS, "trunk", "head")


def silhouette(
    pose: Pose,
    body: Skeleton,
    scale: float,
) -> dict[str, str]:
    """Limbs and trunk as SVG in their colours, with the places to notice."""
    out = {}
    for part in PARTS:
        if part != "near_arm":
            look = fill(_colour(pose, part))
            out[part] = _drawn(body, part, look, scale)
    out["trunk"] += out.pop("head")
    # A spot of the trunk lies over the near thigh, which would hide it.
    out["near_leg"] += _trunk_marks(pose, body) + _thigh_marks(pose, body)
    out["near_arm"] = _over_trunk(
        body,
        _colour(pose, "near_arm"),
        scale,
    )
    return out


def _colour(pose: Pose, part: str) -> str:
    if part in pose.accent:
        return "accent"
    if part.startswith("far"):
        return "far"
    return "near"


def _trunk_marks(pose: Pose, body: Skeleton) -> str:
    """The places to notice on the trunk."""
    marks = ""
    for name in pose.spots:
        if name in ON_LEG:
            continue
        part, local = SPOT_PLACES[name]
        place = body.on_trunk(local, part)
        marks += spot(place)
    return marks


def _thigh_marks(pose: Pose, body: Skeleton) -> str:
    """The places to notice that turn with the near thigh."""
    knee = body.joints["near_knee"]
    turn = down_angle(body.hip, knee)
    marks = ""
    for name in pose.spots:
        if name not in ON_LEG:
            continue
        local = ON_LEG[name]
        place = transformed(local, turn, body.hip)
        marks += spot(place)
    return marks


def _over_trunk(
    body: Skeleton,
    colour: str,
    scale: float,
) -> str:
    """The near arm with an edge of paper, which begins below the deltoid: that stays whole."""
    d = _arm(body, "near", scale)
    arm = path(d, edged(colour, 4.2 / scale))
    turn = body.spine.chest - body.near_arm.shoulder
    top, tip = DELTOID
    cone = [
        (transformed(top, turn, body.shoulder), SHOULDER_THICK),
        (transformed(tip, turn, body.shoulder), 0),
    ]
    deltoid = path(outline(cone, scale), fill("near"))
    out = arm + deltoid
    if colour != "near":
        # An arm that stands out does so from the shoulder on.
        out += path(d, fill(colour))
    return out


def ghost(
    body: Skeleton,
    other: Skeleton,
    scale: float,
) -> str:
    """The parts that move, where they are at another moment."""
    look = fill("far") + ' opacity=".38"'
    out = ""
    for part in PARTS:
        mine = _drawn(body, part, look, scale)
        theirs = _drawn(other, part, look, scale)
        if mine != theirs:
            out += theirs
    return out


def _drawn(
    body: Skeleton,
    part: str,
    look: str,
    scale: float,
) -> str:
    side, _, limb = part.partition("_")
    if part == "trunk":
        return path(_trunk(body, scale), look)
    if part == "head":
        return put(
            body.on_trunk((0, 0), "head"),
            body.spine.turn("head"),
            path(HEAD_PATH, look),
        )
    if limb == "arm":
        return path(_arm(body, side, scale), look)
    return _leg(body, side, look, scale)


def _trunk(body: Skeleton, scale: float) -> str:
    """From the hip to the top of the neck, round every bend of the spine."""
    chain = (
        ((0.0, 0.0), "pelvis", 11.5),
        (LUMBAR, "lumbar", 10.2),
        (THORAX, "thorax", 11.3),
        ((0.0, -43.0), "thorax", 10.0),
        (NECK, "thorax", 6.0),
        ((1.8, -62.0), "neck", 5.2),
    )
    discs = []
    for local, part, r in chain:
        centre = body.on_trunk(local, part)
        discs.append((centre, r))
    return outline(discs, scale)


def _arm(
    body: Skeleton,
    side: str,
    scale: float,
) -> str:
    """Shoulder to fingers, and the thumb where it can be seen."""
    hand = body.joints[f"{side}_hand"]
    finger = body.joints[f"{side}_finger"]
    discs = [
        (body.shoulder, 6.4),
        (body.joints[f"{side}_elbow"], 4.9),
        (hand, 4.2),
        (finger, 3),
    ]
    arm = outline(discs, scale)
    if scale < SMALL:
        return arm
    turn = down_angle(hand, finger)
    thumb = [
        (transformed((2, 0), turn, hand), 2),
        (transformed((4.6, 3.4), turn, hand), 1.6),
    ]
    return arm + outline(thumb, scale)


def _leg(
    body: Skeleton,
    side: str,
    look: str,
    scale: float,
) -> str:
    """Thigh and shin as one shape, and the foot, whose sole goes from heel to toe."""
    ankle = body.joints[f"{side}_ankle"]
    heel = body.joints[f"{side}_heel"]
    toe = body.joints[f"{side}_toe"]
    discs = [
        (body.hip, 10.2),
        (body.joints[f"{side}_knee"], 7.2),
        (ankle, 4.6),
    ]
    leg = outline(discs, scale)
    # A foot is drawn from the hip of a leg that hangs straight down.
    turn = down_angle(heel, toe) + 90
    origin = transformed((0, -THIGH - SHIN), turn, ankle)
    foot = put(origin, turn, path(FOOT_PATH, look))
    return path(leg, look) + foot
