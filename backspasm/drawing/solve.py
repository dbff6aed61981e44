"""From key moments to solved skeletons: bodies rest on what holds them, hands reach.

The figure is moved down (or up) until its lowest named contact touches its support;
limbs given by a target are then bent to reach it. In between key moments the same is
solved again, so a foot on the floor stays on the floor all through a movement.
"""

from collections.abc import Mapping
from dataclasses import astuple, replace
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
    Spine,
    arm_to,
    leg_to,
)
from backspasm.drawing.geometry import Point, distance
from backspasm.drawing.pose import FaceKey, Key, Pose, Reach
from backspasm.drawing.props import Prop
from backspasm.drawing.table import PoseError
from backspasm.drawing.trigonometry import cos

STEPS = 3  # solved moments from one key to the next
FAR_SHIFT = 6.0  # cm: the far hand or foot shows beside the near one
FAR_TURN = 5.0  # degrees: likewise for limbs given by angles


def surfaces(pose: Pose) -> dict[str, Prop]:
    """What a body can rest on in this picture, by name."""
    floor = Prop(kind="floor", name="floor")
    return {"floor": floor} | {
        prop.name: prop for prop in pose.props if prop.is_support
    }


def solve_key(key: Key, supports: Mapping[str, Prop]) -> Skeleton:
    """One key moment, solved. Raises PoseError naming the limb that cannot reach."""
    flat = Skeleton((key.hip_x, 0.0), key.spine, *_drafts(key))
    height = key.hip_height
    hip = (
        key.hip_x,
        -height if height is not None else _drop(key, flat, supports),
    )
    body = replace(flat, hip=hip)
    near_leg, far_leg = (
        _leg(key, limb, body, supports) for limb in ("near_leg", "far_leg")
    )
    # Hands may reach for a knee.
    body = replace(body, near_leg=near_leg, far_leg=far_leg)
    near_arm, far_arm = (
        _arm(key, limb, body, supports) for limb in ("near_arm", "far_arm")
    )
    return replace(body, near_arm=near_arm, far_arm=far_arm)


def _drafts(key: Key) -> tuple[Arm, Arm, Leg, Leg]:
    """The limbs given by angles; those that must reach wait as straight ones."""
    near_arm = key.near_arm if isinstance(key.near_arm, Arm) else Arm()
    far_arm = key.far_arm if isinstance(key.far_arm, Arm) else None
    near_leg = key.near_leg if isinstance(key.near_leg, Leg) else Leg()
    far_leg = key.far_leg if isinstance(key.far_leg, Leg) else None
    # What is further away looks higher: a lying limb's far twin shows above it.
    arm_turn = _upward(key.spine.chest - near_arm.shoulder)
    leg_turn = _upward(key.spine.lean - near_leg.hip)
    return (
        near_arm,
        far_arm or replace(near_arm, shoulder=near_arm.shoulder + arm_turn),
        near_leg,
        far_leg or replace(near_leg, hip=near_leg.hip + leg_turn),
    )


def _upward(turn: float) -> float:
    """The flexion that lifts a limb pointing along `turn` (0 = straight down)."""
    return -FAR_TURN if 20 < turn % 360 < 160 else FAR_TURN


def _reaching(key: Key, contact: str) -> bool:
    side, _, joint = contact.partition("_")
    limb = "arm" if joint in ("hand", "elbow") else "leg"
    if side not in ("near", "far"):
        return False
    value = getattr(key, f"{side}_{limb}")
    return isinstance(value or getattr(key, f"near_{limb}"), Reach)


def _drop(key: Key, body: Skeleton, supports: Mapping[str, Prop]) -> float:
    """The hip's y that lets the lowest contact rest on its support."""
    gaps = [
        gap(body, contact, prop)
        for contact, name in key.on
        if (prop := support(supports, name, f"on.{contact}")).kind != "wall"
        and not _reaching(key, contact)
    ]
    if not gaps:
        raise PoseError(
            "on: name a contact that carries the body, or give hip = [x, height]"
        )
    return min(gaps)


def gap(body: Skeleton, contact: str, prop: Prop) -> float:
    """Centimetres of air between a named contact and its support (negative = sunk in)."""
    x, y = body.joints[contact]
    radius = RADIUS[contact.removeprefix("near_").removeprefix("far_")]
    if prop.kind == "wall":
        return abs(prop.x - x) - radius
    return prop.top - (y + radius)


def gaps(pose: Pose) -> list[tuple[int, str, float]]:
    """(key number, contact, air in cm) for every contact a pose names."""
    supports = surfaces(pose)
    return [
        (
            number,
            contact,
            gap(
                solve_key(key, supports), contact, support(supports, name, "on")
            ),
        )
        for number, key in enumerate(pose.keys, 1)
        for contact, name in key.on
    ]


def support(supports: Mapping[str, Prop], name: str, where: str) -> Prop:
    """The support of that name; `where` is the key an error names."""
    if name not in supports:
        raise PoseError(
            f"{where}: {name!r} is not a support here: {', '.join(supports)}"
        )
    return supports[name]


def _leg(
    key: Key, limb: str, body: Skeleton, supports: Mapping[str, Prop]
) -> Leg:
    wanted = getattr(key, limb)
    if isinstance(wanted, Leg):
        return wanted
    shift = 0.0
    if wanted is None:
        if not isinstance(key.near_leg, Reach):
            return body.far_leg
        wanted, shift = key.near_leg, FAR_SHIFT
    place = _target(wanted.place, SOLE, body, supports, limb)
    target = (place[0] + shift, place[1])
    try:
        return leg_to(target, body.hip, key.spine, wanted.ankle)
    except ValueError as error:
        raise PoseError(f"{limb}.foot: {error}") from None


def _arm(
    key: Key, limb: str, body: Skeleton, supports: Mapping[str, Prop]
) -> Arm:
    wanted = getattr(key, limb)
    if isinstance(wanted, Arm):
        return wanted
    shift = 0.0
    if wanted is None:
        if not isinstance(key.near_arm, Reach):
            return body.far_arm
        wanted = key.near_arm
        shift = 0.0 if isinstance(wanted.place, str) else FAR_SHIFT
    place = _target(wanted.place, RADIUS["hand"], body, supports, limb)
    if (
        distance((place[0] + shift, place[1]), body.shoulder)
        > UPPER_ARM + FOREARM
    ):
        shift = -shift
    try:
        flat = not isinstance(wanted.place, str) and isinstance(
            wanted.place[1], str
        )
        return arm_to(
            (place[0] + shift, place[1]), body.shoulder, key.spine, flat=flat
        )
    except ValueError as error:
        raise PoseError(f"{limb}.hand: {error}") from None


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
            raise PoseError(
                f"{limb}: {place!r} is not a joint: {', '.join(joints)}"
            )
        return joints[place]
    x, y = place
    if isinstance(x, str):
        wall = support(supports, x, limb)
        x = wall.x + (radius if wall.facing == "right" else -radius)
    if isinstance(y, str):
        return x, support(supports, y, limb).top - radius
    return x, -y


def moments(pose: Pose) -> list[Skeleton]:
    """The solved skeletons of one whole cycle; unless it goes round, each key is held."""
    supports = surfaces(pose)
    solved = [solve_key(key, supports) for key in pose.keys]
    out: list[Skeleton] = []
    for a, b in _course(pose, len(pose.keys)):
        out.append(solved[a])
        for step in range(pose.loop, STEPS if a != b else 0):
            t = step / STEPS if pose.loop else (1 - cos(pi * step / STEPS)) / 2
            between = _between(
                pose.keys[a], pose.keys[b], (solved[a], solved[b]), t
            )
            out.append(solve_key(between, supports))
    return out


def face_moments(pose: Pose) -> list[FaceKey]:
    """The same for a face-on body: its points move in straight lines between keys."""
    return [pose.faces[a] for a, _ in _course(pose, len(pose.faces))]


def _course(pose: Pose, count: int) -> list[tuple[int, int]]:
    """Key pairs in the order they are shown: there and back, or round and round."""
    if count < 2:
        return [(0, 0)] * count
    order = list(range(count))
    order += [0] if pose.loop else order[-2::-1]
    return [*pairwise(order), (0, 0)]


def _between(
    a: Key, b: Key, solved: tuple[Skeleton, Skeleton], t: float
) -> Key:
    """A moment between two keys: targets move and are to be reached; else the joints turn."""
    start, end = solved
    one, two = astuple(start.spine), astuple(end.spine)
    spine = Spine(*(_mix(p, q, t) for p, q in zip(one, two, strict=True)))
    same = a.on == b.on and a.hip_height is None and b.hip_height is None
    near_arm = _shared(a.near_arm, b.near_arm, t) or _mix_arm(
        start.near_arm, end.near_arm, t
    )
    near_leg = _shared_leg(
        a.near_leg, b.near_leg, start.near_leg, end.near_leg, t
    )
    far_arm = _shared(a.far_arm, b.far_arm, t) or _mix_arm(
        start.far_arm, end.far_arm, t
    )
    far_leg = _shared_leg(a.far_leg, b.far_leg, start.far_leg, end.far_leg, t)
    arm_follows = a.far_arm is b.far_arm is None and isinstance(near_arm, Reach)
    leg_follows = a.far_leg is b.far_leg is None and isinstance(near_leg, Reach)
    return Key(
        spine=spine,
        near_arm=near_arm,
        far_arm=None if arm_follows else far_arm,
        near_leg=near_leg,
        far_leg=None if leg_follows else far_leg,
        hip_x=_mix(start.hip[0], end.hip[0], t),
        hip_height=None if same else -_mix(start.hip[1], end.hip[1], t),
        on=a.on,
    )


def _mix(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def _mix_arm(a: Arm, b: Arm, t: float) -> Arm:
    return Arm(
        _mix(a.shoulder, b.shoulder, t),
        _mix(a.elbow, b.elbow, t),
        _mix(a.wrist, b.wrist, t),
    )


def _mix_leg(a: Leg, b: Leg, t: float) -> Leg:
    return Leg(
        _mix(a.hip, b.hip, t),
        _mix(a.knee, b.knee, t),
        _mix(a.ankle, b.ankle, t),
    )


def _shared(one: object, two: object, t: float) -> Reach | None:
    """A target part-way, when both keys reach for targets of the same make."""
    if not isinstance(one, Reach) or not isinstance(two, Reach):
        return None
    if one == two:
        return one
    if isinstance(one.place, str) or isinstance(two.place, str):
        return None
    x, y = (
        _mix_target(p, q, t) for p, q in zip(one.place, two.place, strict=True)
    )
    return None if x is None or y is None else Reach((x, y))


def _mix_target(p: float | str, q: float | str, t: float) -> float | str | None:
    """One coordinate part-way; nothing where the two name different supports."""
    if isinstance(p, str) or isinstance(q, str):
        return p if p == q else None
    return _mix(p, q, t)


def _shared_leg(
    one: object, two: object, start: Leg, end: Leg, t: float
) -> Reach | Leg:
    """The same for a foot; it stays flat only where it is flat before and after."""
    reach, mixed = _shared(one, two, t), _mix_leg(start, end, t)
    if (
        not isinstance(one, Reach)
        or not isinstance(two, Reach)
        or reach is None
    ):
        return mixed
    flat = one.ankle is None and two.ankle is None
    return replace(reach, ankle=None if flat else mixed.ankle)
