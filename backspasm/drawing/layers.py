"""What lies over what: props, far limbs, trunk, near limbs, spots and arrows."""

from collections.abc import Mapping, Sequence

from backspasm.charts.numbers import nums
from backspasm.drawing.body import RADIUS, SPOT_PLACES, Skeleton
from backspasm.drawing.face import forward, placed
from backspasm.drawing.face_body import (
    FACE_SPOTS,
    face_body,
    face_ghost,
    face_spots,
)
from backspasm.drawing.fittings import (
    draw_breath,
    draw_cushion,
    draw_fitted,
    draw_pack,
    draw_prop,
)
from backspasm.drawing.geometry import Point, capsule, down_angle, mid
from backspasm.drawing.pose import Arrow, FaceKey, Pose
from backspasm.drawing.profile import profile_body
from backspasm.drawing.props import Prop
from backspasm.drawing.silhouette import ghost, silhouette
from backspasm.drawing.solve import face_moments, moments, solve_key, surfaces
from backspasm.drawing.svg import (
    arrow_path,
    morphing,
    path,
    ring_path,
    soft,
    stroke,
)
from backspasm.drawing.table import PoseError

# What an arm lies over.
ON_TRUNK = ("cold", "heat", "wrap", "belly-in", "belly-out")


def layers(
    pose: Pose,
    prefix: str,
    animated: bool,
    scale: float,
) -> str:
    """Everything of one picture in painting order, in centimetres.

    `scale` (pixels per cm) keeps arrows and edges equally strong in every picture.
    """
    arrows = _arrows(pose.arrows, scale)
    if pose.faces:
        body = _face_layers(pose, animated)
    elif animated:
        body = _profile_moving(pose, prefix, scale)
    else:
        body = _profile_still(pose, scale)
    return body + arrows


def _arrows(arrows: Sequence[Arrow], scale: float) -> str:
    """The arrows over an edge of paper, so that they read on a body too."""
    if not arrows:
        return ""
    size = 11 / scale
    d = "".join(_arrow(arrow, size) for arrow in arrows)
    edge = stroke("halo", 8.5 / scale)
    line = stroke("accent", 4.8 / scale)
    return path(d, edge) + path(d, line)


def _arrow(arrow: Arrow, size: float) -> str:
    if arrow.round:
        return ring_path(
            arrow.start,
            arrow.end,
            arrow.round,
            size,
        )
    return arrow_path(
        arrow.start,
        arrow.end,
        arrow.bend,
        arrow.both,
        size,
    )


def _profile_moving(
    pose: Pose,
    prefix: str,
    scale: float,
) -> str:
    """A body seen from the side that goes through all its moments."""
    bodies = moments(pose)
    parts = profile_body(pose, bodies, prefix, scale)
    still = solve_key(pose.keys[pose.still], surfaces(pose))
    return _profile_layers(
        pose,
        parts,
        still,
        shadow="",
        straps=_straps(pose, bodies),
    )


def _profile_still(pose: Pose, scale: float) -> str:
    """The same at its most telling moment, with another one as its shadow."""
    supports = surfaces(pose)
    still = solve_key(pose.keys[pose.still], supports)
    parts = silhouette(pose, still, scale)
    shadow = ""
    if pose.ghost is not None:
        other = solve_key(pose.keys[pose.ghost], supports)
        shadow = ghost(still, other, scale)
    return _profile_layers(
        pose,
        parts,
        still,
        shadow=shadow,
        straps=_straps(pose, [still]),
    )


def _profile_layers(
    pose: Pose,
    body: Mapping[str, str],
    still: Skeleton,
    *,
    shadow: str,
    straps: str,
) -> str:
    """From back to front; what is held or lies on the trunk is under the near arm."""
    far_arm = body["far_arm"]
    near_arm = body["near_arm"]
    behind_trunk = ""
    if pose.arms_behind:
        behind_trunk = far_arm + near_arm
        far_arm = ""
        near_arm = ""
    return "".join(
        [
            _props(pose, still, "back"),
            shadow,
            far_arm,
            body["far_leg"],
            _props(pose, still, "between"),
            behind_trunk,
            body["trunk"],
            body["near_leg"],
            _props(pose, still, "on-trunk"),
            near_arm,
            _props(pose, still, "front"),
            straps,
        ]
    )


def _straps(pose: Pose, bodies: Sequence[Skeleton]) -> str:
    """Each strap, which goes where the hands and the foot go."""
    out = ""
    for prop in pose.props:
        if prop.kind != "strap":
            continue
        shapes = [_strap(body) for body in bodies]
        look = stroke(prop.colour, 4.4)
        out += morphing(shapes, look, pose.seconds)
    return out


def _props(
    pose: Pose,
    body: Skeleton,
    where: str,
) -> str:
    """The props of one layer; a strap follows the hands and is drawn with them."""
    out = ""
    for prop in pose.props:
        if prop.kind == "strap" or _layer(prop) != where:
            continue
        if prop.under == "-":
            out += draw_prop(prop)
        else:
            out += _fitted(pose, prop, body)
    return out


def _layer(prop: Prop) -> str:
    """Between which parts of a body seen from the side a prop lies."""
    if prop.between:
        return "between"
    if prop.kind in ON_TRUNK:
        return "on-trunk"
    if prop.front or prop.kind == "ice":
        return "front"
    return "back"


def _fitted(
    pose: Pose,
    prop: Prop,
    body: Skeleton,
) -> str:
    """A prop that finds its place from the body."""
    if prop.under in SPOT_PLACES:
        part, local = SPOT_PLACES[prop.under]
        place = body.on_trunk(local, part)
        turn = body.spine.turn(part) + prop.turn
        return draw_pack(prop, place, turn)
    points = body.points()
    if prop.under not in points:
        raise PoseError(f"prop.under: {prop.under!r} is not a joint or a spot")
    at = points[prop.under]
    if prop.kind == "breath":
        return draw_breath(at)
    if pose.view == "above":
        knee = points["near_knee"]
        ankle = points["near_ankle"]
        middle = mid(knee, ankle, 0.3)
        turn = down_angle(knee, ankle) + prop.turn
        return draw_cushion(prop, middle, turn)
    return _under_joint(pose, prop, at)


def _under_joint(
    pose: Pose,
    prop: Prop,
    at: Point,
) -> str:
    """A pillow or roll between the skin under a joint and what carries it."""
    joint = prop.under
    name = joint.removeprefix("near_").removeprefix("far_")
    radius = RADIUS[name]
    supports = surfaces(pose)
    bottom = supports[prop.on].top
    top = at[1] + radius - 2.5
    gap = bottom - top
    if not 2 <= gap <= 60:
        raise PoseError(f"prop.under: no room for a {prop.kind} under {joint}")
    return draw_fitted(prop, at, bottom, radius)


def _strap(body: Skeleton) -> str:
    """A towel from both hands round the sole of the near foot."""
    points = body.points()
    heel = points["near_heel"]
    toe = points["near_toe"]
    sole = mid(heel, toe, 0.6)
    near_hand = points["near_hand"]
    far_hand = points["far_hand"]
    commands = (
        f"M{nums(*near_hand)}",
        f"L{nums(*sole)}",
        f"L{nums(*far_hand)}",
    )
    return "".join(commands)


def _face_layers(pose: Pose, animated: bool) -> str:
    """A body seen from the front, the back or above, from the furthest to the nearest."""
    keys = [pose.faces[pose.still]]
    shadow = ""
    if animated:
        keys = face_moments(pose)
    elif pose.ghost is not None:
        other = pose.faces[pose.ghost]
        shadow = face_ghost(keys[0], other)
    first = keys[0]
    body = face_body(pose, keys)
    arms = body["left_arm"] + body["right_arm"]
    legs = _face_legs(pose, keys, body)
    neck = body["neck"]
    trunk = neck + body["trunk"] + _cushions(pose, first)
    core = legs + trunk
    if forward(first):
        core = trunk + legs
    whole = core + arms
    if pose.arms_behind:
        whole = arms + core
    return "".join(
        [
            _props_behind(pose),
            shadow,
            whole,
            body["head"],
            body["features"],
            _props_before(pose, first),
            face_spots(pose, first),
        ]
    )


def _face_legs(
    pose: Pose,
    keys: list[FaceKey],
    body: dict[str, str],
) -> str:
    """Both legs, with a pillow between the knees where there is one."""
    left = body["left_leg"]
    right = body["right_leg"]
    for prop in pose.props:
        if prop.between and prop.under == "knees":
            pillow = _knee_pillow(pose, keys)
            return right + pillow + left
    return left + right


def _cushions(pose: Pose, key: FaceKey) -> str:
    """What lies between the trunk and the arms."""
    out = ""
    for prop in pose.props:
        if prop.between and prop.under != "knees":
            place = _face_place(key, prop.under)
            out += draw_cushion(prop, place, prop.turn)
    return out


def _props_behind(pose: Pose) -> str:
    out = ""
    for prop in pose.props:
        if prop.under == "-" and not prop.front:
            out += draw_prop(prop)
    return out


def _props_before(pose: Pose, key: FaceKey) -> str:
    """Packs on the body, and what stands in front of it."""
    out = ""
    for prop in pose.props:
        if prop.under != "-" and not prop.between:
            place = _face_place(key, prop.under)
            out += draw_pack(prop, place, prop.turn)
        elif prop.front:
            out += draw_prop(prop)
    return out


def _knee_pillow(pose: Pose, keys: list[FaceKey]) -> str:
    """A pillow held between both knees, which goes where they go."""
    shapes = []
    for key in keys:
        left_knee, left_ankle = key.left_leg
        right_knee, right_ankle = key.right_leg
        knees = mid(left_knee, right_knee)
        ankles = mid(left_ankle, right_ankle)
        shins = mid(knees, ankles)
        shape = capsule(
            placed(key, knees),
            placed(key, shins),
            12,
            11,
        )
        shapes.append(shape)
    return morphing(
        shapes,
        soft("prop"),
        pose.seconds,
        eased=not pose.loop,
    )


def _face_place(key: FaceKey, name: str) -> Point:
    if name not in FACE_SPOTS:
        known = ", ".join(FACE_SPOTS)
        raise PoseError(f"prop.under: {name!r} is not one of: {known}")
    local = FACE_SPOTS[name]
    return placed(key, local)
