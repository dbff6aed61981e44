"""From key moments to solved skeletons: bodies rest on what holds them, hands reach.

The figure is moved down (or up) until its lowest named contact touches its support;
limbs given by a target are then bent to reach it. In between key moments the same is
solved again, so a foot on the floor stays on the floor all through a movement.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from math import pi

from backspasm.drawing.body import (
    FOREARM,
    RADIUS,
    SOLE,
    UPPER_ARM,
    Arm,
    Leg,
    Skeleton,
    arm_to,
    leg_to,
)
from backspasm.drawing.geometry import Point, distance
from backspasm.drawing.inbetween import between
from backspasm.drawing.pose import FaceKey, Key, Pose, Reach
from backspasm.drawing.props import Prop
from backspasm.drawing.table import PoseError
from backspasm.drawing.trigonometry import cos

STEPS = 3  # solved moments from one key to the next
FAR_SHIFT = 6.0  # cm: the far hand or foot shows beside the near one
FAR_TURN = 5.0  # degrees: likewise for limbs given by angles


def surfaces(pose: Pose) -> dict[str, Prop]:
    """What a body can rest on in this picture, by name."""
    out = {"floor": Prop(kind="floor", name="floor")}
    for prop in pose.props:
        if prop.is_support:
            out[prop.name] = prop
    return out


def solve_key(key: Key, supports: Mapping[str, Prop]) -> Skeleton:
    """One key moment, solved. Raises PoseError naming the limb that cannot reach."""
    flat = Skeleton((key.hip_x, 0.0), key.spine, *_drafts(key))
    if key.hip_height is None:
        y = _drop(key, flat, supports)
    else:
        y = -key.hip_height
    body = replace(flat, hip=(key.hip_x, y))
    # Legs first: hands may reach for a knee.
    body = replace(
        body,
        near_leg=_leg(key, "near_leg", body, supports),
        far_leg=_leg(key, "far_leg", body, supports),
    )
    return replace(
        body,
        near_arm=_arm(key, "near_arm", body, supports),
        far_arm=_arm(key, "far_arm", body, supports),
    )


def _drafts(key: Key) -> tuple[Arm, Arm, Leg, Leg]:
    """The limbs given by angles; those that must reach wait as straight ones."""
    near_arm = Arm()
    if isinstance(key.near_arm, Arm):
        near_arm = key.near_arm
    near_leg = Leg()
    if isinstance(key.near_leg, Leg):
        near_leg = key.near_leg
    # What is further away looks higher: a lying limb's far twin shows above it.
    far_arm = key.far_arm
    if not isinstance(far_arm, Arm):
        lift = _upward(key.spine.chest - near_arm.shoulder)
        far_arm = replace(
            near_arm,
            shoulder=near_arm.shoulder + lift,
        )
    far_leg = key.far_leg
    if not isinstance(far_leg, Leg):
        lift = _upward(key.spine.lean - near_leg.hip)
        far_leg = replace(
            near_leg,
            hip=near_leg.hip + lift,
        )
    return (
        near_arm,
        far_arm,
        near_leg,
        far_leg,
    )


def _upward(turn: float) -> float:
    """The flexion that lifts a limb pointing along `turn` (0 = straight down)."""
    if 20 < turn % 360 < 160:
        return -FAR_TURN
    return FAR_TURN


def _reaching(key: Key, contact: str) -> bool:
    """Whether a contact belongs to a limb that is to reach, and so carries nothing."""
    side, _, joint = contact.partition("_")
    if side not in ("near", "far"):
        return False
    limb = "leg"
    if joint in ("hand", "elbow"):
        limb = "arm"
    near = getattr(key, f"near_{limb}")
    own = getattr(key, f"{side}_{limb}")
    # A far limb that nothing is said of does as the near one.
    return isinstance(own or near, Reach)


def _drop(
    key: Key,
    body: Skeleton,
    supports: Mapping[str, Prop],
) -> float:
    """The hip's y that lets the lowest contact rest on its support."""
    air = []
    for contact, name in key.on:
        prop = support(supports, name, f"on.{contact}")
        # A wall is leant against, it does not carry.
        if prop.kind == "wall" or _reaching(key, contact):
            continue
        air.append(gap(body, contact, prop))
    if not air:
        raise PoseError(
            "on: name a contact that carries the body, or give hip = [x, height]"
        )
    return min(air)


def gap(
    body: Skeleton,
    contact: str,
    prop: Prop,
) -> float:
    """Centimetres of air between a named contact and its support (negative = sunk in)."""
    x, y = body.joints[contact]
    joint = contact.removeprefix("near_").removeprefix("far_")
    radius = RADIUS[joint]
    if prop.kind == "wall":
        return abs(prop.x - x) - radius
    skin = y + radius
    return prop.top - skin


def gaps(pose: Pose) -> list[tuple[int, str, float]]:
    """(key number, contact, air in cm) for every contact a pose names."""
    supports = surfaces(pose)
    out = []
    for number, key in enumerate(pose.keys, 1):
        body = solve_key(key, supports)
        for contact, name in key.on:
            prop = support(supports, name, "on")
            air = gap(body, contact, prop)
            out.append((number, contact, air))
    return out


def support(
    supports: Mapping[str, Prop],
    name: str,
    where: str,
) -> Prop:
    """The support of that name; `where` is the key an error names."""
    if name not in supports:
        known = ", ".join(supports)
        raise PoseError(f"{where}: {name!r} is not a support here: {known}")
    return supports[name]


def _leg(
    key: Key,
    limb: str,
    body: Skeleton,
    supports: Mapping[str, Prop],
) -> Leg:
    wanted = getattr(key, limb)
    if isinstance(wanted, Leg):
        return wanted
    shift = 0.0
    if wanted is None:
        if not isinstance(key.near_leg, Reach):
            return body.far_leg
        wanted = key.near_leg
        shift = FAR_SHIFT
    x, y = _target(
        wanted.place,
        SOLE,
        body,
        supports,
        limb,
    )
    target = (x + shift, y)
    try:
        return leg_to(
            target,
            body.hip,
            key.spine,
            wanted.ankle,
        )
    except ValueError as error:
        raise PoseError(f"{limb}.foot: {error}") from None


def _arm(
    key: Key,
    limb: str,
    body: Skeleton,
    supports: Mapping[str, Prop],
) -> Arm:
    wanted = getattr(key, limb)
    if isinstance(wanted, Arm):
        return wanted
    shift = 0.0
    if wanted is None:
        if not isinstance(key.near_arm, Reach):
            return body.far_arm
        wanted = key.near_arm
        # Both hands may hold the same joint.
        if not isinstance(wanted.place, str):
            shift = FAR_SHIFT
    x, y = _target(
        wanted.place,
        RADIUS["hand"],
        body,
        supports,
        limb,
    )
    reach = distance((x + shift, y), body.shoulder)
    if reach > UPPER_ARM + FOREARM:
        # What cannot show beyond the near hand shows before it.
        shift = -shift
    try:
        return arm_to(
            (x + shift, y),
            body.shoulder,
            key.spine,
            flat=_lies_on_support(wanted),
        )
    except ValueError as error:
        raise PoseError(f"{limb}.hand: {error}") from None


def _lies_on_support(reach: Reach) -> bool:
    """Whether a hand reaches for the top of something, where its palm lies flat."""
    if isinstance(reach.place, str):
        return False
    _, height = reach.place
    return isinstance(height, str)


def _target(
    place: tuple[float | str, float | str] | str,
    radius: float,
    body: Skeleton,
    supports: Mapping[str, Prop],
    limb: str,
) -> Point:
    if isinstance(place, str):
        joints = body.points()
        if place not in joints:
            known = ", ".join(joints)
            raise PoseError(f"{limb}: {place!r} is not a joint: {known}")
        return joints[place]
    x, y = place
    if isinstance(x, str):
        wall = support(supports, x, limb)
        x = wall.x - radius
        if wall.facing == "right":
            x = wall.x + radius
    if isinstance(y, str):
        carrier = support(supports, y, limb)
        return x, carrier.top - radius
    return x, -y


def moments(pose: Pose) -> list[Skeleton]:
    """The solved skeletons of one whole cycle; unless it goes round, each key is held."""
    supports = surfaces(pose)
    solved = [solve_key(key, supports) for key in pose.keys]
    out: list[Skeleton] = []
    for a, b in _course(pose, len(pose.keys)):
        out.append(solved[a])
        if a == b:
            continue
        for t in _shares(pose):
            key = between(
                pose.keys[a],
                pose.keys[b],
                (solved[a], solved[b]),
                t,
            )
            out.append(solve_key(key, supports))
    return out


def _shares(pose: Pose) -> list[float]:
    """How far the moments between two keys are on the way from one to the other."""
    if pose.loop:
        return [step / STEPS for step in range(1, STEPS)]
    eased = []
    for step in range(STEPS):
        turn = pi * step / STEPS
        eased.append((1 - cos(turn)) / 2)
    return eased


def face_moments(pose: Pose) -> list[FaceKey]:
    """The same for a face-on body: its points move in straight lines between keys."""
    course = _course(pose, len(pose.faces))
    return [pose.faces[start] for start, _ in course]


def _course(pose: Pose, count: int) -> list[tuple[int, int]]:
    """Key pairs in the order they are shown: there and back, or round and round."""
    if count == 0:
        return []
    if count == 1:
        return [(0, 0)]
    order = list(range(count))
    if pose.loop:
        order.append(0)
    else:
        order += order[-2::-1]
    return [*pairwise(order), (0, 0)]
