"""The body seen from the side, as nested groups that turn about its joints."""

from collections.abc import Sequence

from backspasm.charts.numbers import nums
from backspasm.drawing.body import (
    DELTOID_PATH,
    FOOT_PATH,
    FOREARM,
    FOREARM_PATH,
    HAND_PATH,
    HEAD,
    HEAD_PATH,
    LUMBAR,
    LUMBAR_PATH,
    NECK,
    NECK_PATH,
    PELVIS_PATH,
    SHIN,
    SHIN_PATH,
    SPOT_PLACES,
    THIGH,
    THIGH_PATH,
    THORAX,
    THORAX_PATH,
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
    pose: Pose, bodies: Sequence[Skeleton], prefix: str, scale: float = 1.5
) -> dict[str, str]:
    """Limbs and trunk as SVG, moving through `bodies`."""
    out = {"trunk": _trunk(pose, bodies)}
    for limb in ("near_arm", "far_arm", "near_leg", "far_leg"):
        marks = ON_LEG.keys() & set(pose.spots) if limb == "near_leg" else ()
        if limb.endswith("arm"):
            inner = _arm(limb, bodies, pose.seconds)
        else:
            inner = _leg(
                limb,
                bodies,
                pose.seconds,
                "".join(spot(ON_LEG[m]) for m in marks),
            )
        colour = "accent" if limb in pose.accent else limb.partition("_")[0]
        if limb == "near_arm":
            inner = _over_trunk(
                inner, bodies, pose.seconds, f"{short_id(prefix)}-a", scale
            )
        out[limb] = f"<g {fill(colour)}>{inner}</g>"
    return out


def _over_trunk(
    arm: str, bodies: Sequence[Skeleton], seconds: float, key: str, scale: float
) -> str:
    """The near arm over an edge of paper, which begins below the deltoid: that stays whole."""
    edge = f'<use href="#{key}" {fill("halo")} stroke-width="{nums(4.2 / scale)}"/>'
    turns = _smooth(
        [body.spine.chest - body.near_arm.shoulder for body in bodies]
    )
    muscle = turning(turns, (0, 0), seconds, path(DELTOID_PATH, fill("near")))
    joint = shifted([body.shoulder for body in bodies], seconds, muscle)
    return f'{edge}{joint}<g id="{key}">{arm}</g>'


def _arm(limb: str, bodies: Sequence[Skeleton], seconds: float) -> str:
    arms = [getattr(body, limb) for body in bodies]
    wrist = (0, UPPER_ARM + FOREARM)
    hand = turning([a.wrist for a in arms], wrist, seconds, path(HAND_PATH))
    fore = turning(
        [-a.elbow for a in arms],
        (0, UPPER_ARM),
        seconds,
        path(FOREARM_PATH) + hand,
    )
    turns = [
        body.spine.chest - arm.shoulder
        for body, arm in zip(bodies, arms, strict=True)
    ]
    whole = turning(
        _smooth(turns), (0, 0), seconds, path(UPPER_ARM_PATH) + fore
    )
    return shifted([body.shoulder for body in bodies], seconds, whole)


def _leg(
    limb: str, bodies: Sequence[Skeleton], seconds: float, mark: str
) -> str:
    legs = [getattr(body, limb) for body in bodies]
    foot = turning(
        [leg.ankle for leg in legs], (0, THIGH + SHIN), seconds, path(FOOT_PATH)
    )
    shin = turning(
        [leg.knee for leg in legs], (0, THIGH), seconds, path(SHIN_PATH) + foot
    )
    turns = [
        body.spine.lean - leg.hip
        for body, leg in zip(bodies, legs, strict=True)
    ]
    whole = turning(
        _smooth(turns), (0, 0), seconds, path(THIGH_PATH) + mark + shin
    )
    return shifted([body.hip for body in bodies], seconds, whole)


def _trunk(pose: Pose, bodies: Sequence[Skeleton]) -> str:
    spines, time = [body.spine for body in bodies], pose.seconds
    spots = _spots(pose)
    head = turning([s.head for s in spines], HEAD, time, _head(pose))
    neck = path(NECK_PATH) + spots.get("neck", "") + head
    top = turning([s.neck for s in spines], NECK, time, neck)
    chest = path(THORAX_PATH) + top + spots.get("thorax", "")
    thorax = turning([s.upper_back for s in spines], THORAX, time, chest)
    waist = path(LUMBAR_PATH) + thorax + spots.get("lumbar", "")
    lumbar = turning([s.low_back for s in spines], LUMBAR, time, waist)
    pelvis = path(PELVIS_PATH) + lumbar + spots.get("pelvis", "")
    whole = turning([s.lean for s in spines], (0, 0), time, pelvis)
    moved = shifted([body.hip for body in bodies], time, whole)
    return (
        f"<g {fill('accent' if 'trunk' in pose.accent else 'near')}>{moved}</g>"
    )


def _head(pose: Pose) -> str:
    return path(HEAD_PATH, fill("accent") if "head" in pose.accent else "")


def _spots(pose: Pose) -> dict[str, str]:
    out: dict[str, str] = {}
    for name in pose.spots:
        if name in ON_LEG:
            continue
        part, local = SPOT_PLACES[name]
        out[part] = out.get(part, "") + spot(local)
    return out


def _smooth(angles: list[float]) -> list[float]:
    """The same directions without a jump of a whole turn from one moment to the next."""
    out = angles[:1]
    for angle in angles[1:]:
        out.append(out[-1] + (angle - out[-1] + 180) % 360 - 180)
    return out
