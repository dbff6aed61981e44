"""The body seen from the side, as nested groups that turn about its joints."""

from collections.abc import Sequence

from backspasm.charts.numbers import nums
from backspasm.drawing.body import (
    BENDS,
    DELTOID_PATH,
    FOOT_PATH,
    FOREARM,
    FOREARM_PATH,
    HAND_PATH,
    HEAD_PATH,
    LUMBAR_PATH,
    NECK_PATH,
    PELVIS_PATH,
    SHIN,
    SHIN_PATH,
    SPOT_PLACES,
    THIGH,
    THIGH_PATH,
    THORAX_PATH,
    TRUNK,
    UPPER_ARM,
    UPPER_ARM_PATH,
    Skeleton,
)
from backspasm.drawing.geometry import Point
from backspasm.drawing.pose import Pose
from backspasm.drawing.svg import fill, path, shifted, short_id, spot, turning

# Spots that lie on it.
ON_LEG: dict[str, Point] = {"thigh_back": (-3, 25), "hip_front": (6, 4)}


def profile_body(
    pose: Pose,
    bodies: Sequence[Skeleton],
    prefix: str,
    scale: float = 1.5,
) -> dict[str, str]:
    """Limbs and trunk as SVG, moving through `bodies`."""
    near_arm = _over_trunk(
        _arm("near_arm", bodies, pose.seconds),
        bodies,
        pose.seconds,
        f"{short_id(prefix)}-a",
        scale,
    )
    near_leg = _leg(
        "near_leg",
        bodies,
        pose.seconds,
        _leg_marks(pose),
    )
    limbs = {
        "near_arm": near_arm,
        "far_arm": _arm("far_arm", bodies, pose.seconds),
        "near_leg": near_leg,
        "far_leg": _leg("far_leg", bodies, pose.seconds),
    }
    out = {"trunk": _trunk(pose, bodies)}
    for limb, inner in limbs.items():
        side, _, _ = limb.partition("_")
        colour = "accent" if limb in pose.accent else side
        out[limb] = f"<g {fill(colour)}>{inner}</g>"
    return out


def _leg_marks(pose: Pose) -> str:
    """The places to notice that move with the near thigh."""
    marks = ""
    for name, place in ON_LEG.items():
        if name in pose.spots:
            marks += spot(place)
    return marks


def _over_trunk(
    arm: str,
    bodies: Sequence[Skeleton],
    seconds: float,
    key: str,
    scale: float,
) -> str:
    """The near arm over an edge of paper, which begins below the deltoid: that stays whole."""
    paper = fill("halo")
    width = nums(4.2 / scale)
    edge = f'<use href="#{key}" {paper} stroke-width="{width}"/>'
    deltoid = path(DELTOID_PATH, fill("near"))
    turns = []
    shoulders = []
    for body in bodies:
        turns.append(body.spine.chest - body.near_arm.shoulder)
        shoulders.append(body.shoulder)
    muscle = turning(
        _smooth(turns),
        (0, 0),
        seconds,
        deltoid,
    )
    joint = shifted(shoulders, seconds, muscle)
    return f'{edge}{joint}<g id="{key}">{arm}</g>'


def _arm(
    limb: str,
    bodies: Sequence[Skeleton],
    seconds: float,
) -> str:
    """Upper arm, forearm and hand, each turning with those before it."""
    shoulders = []
    uppers = []
    elbows = []
    wrists = []
    for body in bodies:
        arm = getattr(body, limb)
        shoulders.append(body.shoulder)
        uppers.append(body.spine.chest - arm.shoulder)
        elbows.append(-arm.elbow)
        wrists.append(arm.wrist)
    hand = turning(
        wrists,
        (0, UPPER_ARM + FOREARM),
        seconds,
        path(HAND_PATH),
    )
    forearm = turning(
        elbows,
        (0, UPPER_ARM),
        seconds,
        path(FOREARM_PATH) + hand,
    )
    whole = turning(
        _smooth(uppers),
        (0, 0),
        seconds,
        path(UPPER_ARM_PATH) + forearm,
    )
    return shifted(shoulders, seconds, whole)


def _leg(
    limb: str,
    bodies: Sequence[Skeleton],
    seconds: float,
    mark: str = "",
) -> str:
    """Thigh with its `mark`, shin and foot, each turning with those before it."""
    hips = []
    thighs = []
    knees = []
    ankles = []
    for body in bodies:
        leg = getattr(body, limb)
        hips.append(body.hip)
        thighs.append(body.spine.lean - leg.hip)
        knees.append(leg.knee)
        ankles.append(leg.ankle)
    foot = turning(
        ankles,
        (0, THIGH + SHIN),
        seconds,
        path(FOOT_PATH),
    )
    shin = turning(
        knees,
        (0, THIGH),
        seconds,
        path(SHIN_PATH) + foot,
    )
    whole = turning(
        _smooth(thighs),
        (0, 0),
        seconds,
        path(THIGH_PATH) + mark + shin,
    )
    return shifted(hips, seconds, whole)


def _trunk(pose: Pose, bodies: Sequence[Skeleton]) -> str:
    """The pieces of the trunk inside one another, from the head down to the pelvis."""
    paths = {
        "pelvis": path(PELVIS_PATH),
        "lumbar": path(LUMBAR_PATH),
        "thorax": path(THORAX_PATH),
        "neck": path(NECK_PATH),
        "head": _head(pose),
    }
    spots = _spots(pose)
    # Moments by piece: how far each turns on the one below it.
    angles = [body.spine.angles for body in bodies]
    turns = [*zip(*angles, strict=True)]
    inner = ""
    for place in reversed(range(len(TRUNK))):
        part = TRUNK[place]
        piece = paths[part] + inner + spots.get(part, "")
        inner = turning(
            turns[place],
            BENDS[place],
            pose.seconds,
            piece,
        )
    hips = [body.hip for body in bodies]
    moved = shifted(hips, pose.seconds, inner)
    colour = "accent" if "trunk" in pose.accent else "near"
    return f"<g {fill(colour)}>{moved}</g>"


def _head(pose: Pose) -> str:
    look = ""
    if "head" in pose.accent:
        look = fill("accent")
    return path(HEAD_PATH, look)


def _spots(pose: Pose) -> dict[str, str]:
    """The places to notice on each piece of the trunk."""
    out: dict[str, str] = {}
    for name in pose.spots:
        if name in ON_LEG:
            continue
        part, local = SPOT_PLACES[name]
        before = out.get(part, "")
        out[part] = before + spot(local)
    return out


def _smooth(angles: Sequence[float]) -> list[float]:
    """The same directions without a jump of a whole turn from one moment to the next."""
    out = [angles[0]]
    for angle in angles[1:]:
        before = out[-1]
        change = (angle - before + 180) % 360
        out.append(before + change - 180)
    return out
