"""The body seen from the side at one moment: each limb one shape, nothing that turns."""

from backspasm.charts.numbers import nums
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
from backspasm.drawing.geometry import Point, down_angle, plus, turned
from backspasm.drawing.outline import outline
from backspasm.drawing.pose import LIMBS, Pose
from backspasm.drawing.profile import ON_LEG
from backspasm.drawing.svg import edged, fill, path, spot

SMALL = 0.9  # px per cm: below this a thumb is a speck
PARTS = (*LIMBS, "trunk", "head")


def silhouette(pose: Pose, body: Skeleton, scale: float) -> dict[str, str]:
    """Limbs and trunk as SVG in their colours, with the places to notice."""

    def colour(part: str) -> str:
        side = part.partition("_")[0]
        return (
            "accent"
            if part in pose.accent
            else "far"
            if side == "far"
            else "near"
        )

    out = {
        part: _drawn(body, part, fill(colour(part)), scale)
        for part in PARTS
        if part != "near_arm"
    }
    marks = {mark: SPOT_PLACES[mark] for mark in pose.spots}
    out["trunk"] += out.pop("head")
    out["near_leg"] += "".join(
        spot(body.on_trunk(local, part)) for mark, (part, local) in marks.items()
        if mark not in ON_LEG
    )  # fmt: skip
    thigh = down_angle(body.hip, body.joints["near_knee"])
    out["near_leg"] += "".join(
        spot(plus(body.hip, turned(ON_LEG[mark], thigh)))
        for mark in marks
        if mark in ON_LEG
    )
    out["near_arm"] = _over_trunk(body, colour("near_arm"), scale)
    return out


def _over_trunk(body: Skeleton, colour: str, scale: float) -> str:
    """The near arm with an edge of paper, which begins below the deltoid: that stays whole."""
    arm = path(_arm(body, "near", scale), edged(colour, 4.2 / scale))
    turn = body.spine.chest - body.near_arm.shoulder
    wide, end = (plus(body.shoulder, turned(at, turn)) for at in DELTOID)
    shoulder = path(
        outline([(wide, SHOULDER_THICK), (end, 0)], scale), fill("near")
    )
    return (
        arm
        + shoulder
        + (
            path(_arm(body, "near", scale), fill(colour))
            if colour != "near"
            else ""
        )
    )


def ghost(body: Skeleton, other: Skeleton, scale: float) -> str:
    """The parts that move, where they are at another moment."""
    look = fill("far") + ' opacity=".38"'
    mine, theirs = (
        {part: _drawn(b, part, look, scale) for part in PARTS}
        for b in (body, other)
    )
    return "".join(theirs[part] for part in PARTS if mine[part] != theirs[part])


def _drawn(body: Skeleton, part: str, look: str, scale: float) -> str:
    side, _, limb = part.partition("_")
    if part == "trunk":
        return path(_trunk(body, scale), look)
    if part == "head":
        return _put(
            body.on_trunk((0, 0), "head"),
            body.spine.turn("head"),
            path(HEAD_PATH, look),
        )
    if limb == "arm":
        return path(_arm(body, side, scale), look)
    return _leg(body, side, look, scale)


def _put(at: Point, turn: float, inner: str) -> str:
    return (
        f'<g transform="translate({nums(*at)})rotate({nums(turn)})">{inner}</g>'
    )


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
    return outline(
        [(body.on_trunk(at, part), r) for at, part, r in chain], scale
    )


def _arm(body: Skeleton, side: str, scale: float) -> str:
    """Shoulder to fingers, and the thumb where it can be seen."""
    p = body.joints
    elbow, hand, finger = (
        p[f"{side}_{name}"] for name in ("elbow", "hand", "finger")
    )
    arm = outline(
        [(body.shoulder, 6.4), (elbow, 4.9), (hand, 4.2), (finger, 3)], scale
    )
    if scale < SMALL:
        return arm
    turn = down_angle(hand, finger)
    thumb = [
        (plus(hand, turned(at, turn)), r)
        for at, r in (((2, 0), 2), ((4.6, 3.4), 1.6))
    ]
    return arm + outline(thumb, scale)


def _leg(body: Skeleton, side: str, look: str, scale: float) -> str:
    p = body.joints
    knee, ankle, heel, toe = (
        p[f"{side}_{name}"] for name in ("knee", "ankle", "heel", "toe")
    )
    turn = down_angle(heel, toe) + 90
    sole = plus(ankle, turned((0, -THIGH - SHIN), turn))
    leg = outline([(body.hip, 10.2), (knee, 7.2), (ankle, 4.6)], scale)
    return path(leg, look) + _put(sole, turn, path(FOOT_PATH, look))
