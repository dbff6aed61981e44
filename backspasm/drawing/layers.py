"""What lies over what: props, far limbs, trunk, near limbs, spots and arrows."""

from collections.abc import Sequence

from backspasm.charts.numbers import nums
from backspasm.drawing.body import RADIUS, SPOT_PLACES, Skeleton
from backspasm.drawing.face import (
    FACE_SPOTS,
    face_body,
    face_ghost,
    face_spots,
    forward,
    placed,
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


def layers(pose: Pose, prefix: str, animated: bool, scale: float) -> str:
    """Everything of one picture in painting order, in centimetres.

    `scale` (pixels per cm) keeps arrows and edges equally strong in every picture.
    """
    arrows = _arrows(pose.arrows, scale)
    if pose.faces:
        return _face_layers(pose, animated) + arrows
    return _profile_layers(pose, prefix, animated, scale) + arrows


def _arrows(arrows: Sequence[Arrow], scale: float) -> str:
    """The arrows over an edge of paper, so that they read on a body too."""
    if not arrows:
        return ""
    size = 11 / scale
    d = "".join(
        ring_path(arrow.start, arrow.end, arrow.round, size)
        if arrow.round
        else arrow_path(arrow.start, arrow.end, arrow.bend, arrow.both, size)
        for arrow in arrows
    )
    return path(d, stroke("halo", 8.5 / scale)) + path(
        d, stroke("accent", 4.8 / scale)
    )


def _profile_layers(
    pose: Pose, prefix: str, animated: bool, scale: float
) -> str:
    supports = surfaces(pose)
    still = solve_key(pose.keys[pose.still], supports)
    bodies = moments(pose) if animated else [still]
    if animated:
        body = profile_body(pose, bodies, prefix, scale)
    else:
        body = silhouette(pose, still, scale)
    back, between, front = (
        _props(pose, still, where) for where in ("back", "between", "front")
    )
    before = ""
    if not animated and pose.ghost is not None:
        before = ghost(still, solve_key(pose.keys[pose.ghost], supports), scale)
    far = body["far_arm"] + body["far_leg"]
    near = body["near_leg"] + _props(pose, still, "on-trunk") + body["near_arm"]
    trunk = body["trunk"]
    if pose.arms_behind:
        far, near = (
            body["far_leg"],
            body["near_leg"] + _props(pose, still, "on-trunk"),
        )
        trunk = body["far_arm"] + body["near_arm"] + trunk
    straps = [p for p in pose.props if p.kind == "strap"]
    front += "".join(
        morphing(
            [_strap(b) for b in bodies], stroke(p.colour, 4.4), pose.seconds
        )
        for p in straps
    )
    return back + before + far + between + trunk + near + front


def _props(pose: Pose, body: Skeleton, where: str) -> str:
    """The props of one layer; a strap follows the hands and is drawn with them."""
    return "".join(
        draw_prop(prop) if prop.under == "-" else _fitted(pose, prop, body)
        for prop in pose.props
        if prop.kind != "strap" and _layer(prop) == where
    )


def _layer(prop: Prop) -> str:
    """Between which parts of a body seen from the side a prop lies."""
    if prop.between:
        return "between"
    if prop.kind in ON_TRUNK:
        return "on-trunk"
    if prop.front or prop.kind == "ice":
        return "front"
    return "back"


def _fitted(pose: Pose, prop: Prop, body: Skeleton) -> str:
    """A prop that finds its place from the body."""
    if prop.under in SPOT_PLACES:
        part, local = SPOT_PLACES[prop.under]
        return draw_pack(
            prop, body.on_trunk(local, part), body.spine.turn(part) + prop.turn
        )
    points = body.points()
    if prop.under not in points:
        raise PoseError(f"prop.under: {prop.under!r} is not a joint or a spot")
    at = points[prop.under]
    if prop.kind == "breath":
        return draw_breath(at)
    if pose.view == "above":
        knee, ankle = points["near_knee"], points["near_ankle"]
        middle = mid(knee, ankle, 0.3)
        return draw_cushion(prop, middle, down_angle(knee, ankle) + prop.turn)
    supports = surfaces(pose)
    radius = RADIUS[prop.under.removeprefix("near_").removeprefix("far_")]
    bottom = supports[prop.on].top
    if not 2 <= bottom - (at[1] + radius - 2.5) <= 60:
        raise PoseError(
            f"prop.under: no room for a {prop.kind} under {prop.under}"
        )
    return draw_fitted(prop, at, bottom, radius)


def _strap(body: Skeleton) -> str:
    """A towel from both hands round the sole of the near foot."""
    points = body.points()
    a, b = points["near_heel"], points["near_toe"]
    sole = (a[0] + (b[0] - a[0]) * 0.6, a[1] + (b[1] - a[1]) * 0.6)
    return f"M{nums(*points['near_hand'])}L{nums(*sole)}L{nums(*points['far_hand'])}"


def _face_layers(pose: Pose, animated: bool) -> str:
    keys = face_moments(pose) if animated else [pose.faces[pose.still]]
    first = keys[0]
    shadow = ""
    if not animated and pose.ghost is not None:
        shadow = face_ghost(first, pose.faces[pose.ghost])
    body = face_body(pose, keys)
    arms = body["left_arm"] + body["right_arm"]
    legs = _face_legs(pose, keys, body)
    core = body["neck"] + body["trunk"] + _cushions(pose, first)
    core = core + legs if forward(first) else legs + core
    return "".join(
        [
            _props_behind(pose),
            shadow,
            arms + core if pose.arms_behind else core + arms,
            body["head"] + body["features"],
            _props_before(pose, first),
            face_spots(pose, first),
        ]
    )


def _face_legs(pose: Pose, keys: list[FaceKey], body: dict[str, str]) -> str:
    """Both legs, with a pillow between the knees where there is one."""
    if any(prop.between and prop.under == "knees" for prop in pose.props):
        return body["right_leg"] + _knee_pillow(pose, keys) + body["left_leg"]
    return body["left_leg"] + body["right_leg"]


def _cushions(pose: Pose, key: FaceKey) -> str:
    """What lies between the trunk and the arms."""
    return "".join(
        draw_cushion(prop, _face_place(key, prop.under), prop.turn)
        for prop in pose.props
        if prop.between and prop.under != "knees"
    )


def _props_behind(pose: Pose) -> str:
    return "".join(
        draw_prop(prop)
        for prop in pose.props
        if prop.under == "-" and not prop.front
    )


def _props_before(pose: Pose, key: FaceKey) -> str:
    """Packs on the body, and what stands in front of it."""
    out = ""
    for prop in pose.props:
        if prop.under != "-" and not prop.between:
            out += draw_pack(prop, _face_place(key, prop.under), prop.turn)
        elif prop.front:
            out += draw_prop(prop)
    return out


def _knee_pillow(pose: Pose, keys: list[FaceKey]) -> str:
    """A pillow held between both knees, which goes where they go."""
    shapes = []
    for key in keys:
        (knee, ankle), (other, end) = key.left_leg, key.right_leg
        low = mid(mid(knee, other), mid(ankle, end), 0.5)
        shapes.append(
            capsule(placed(key, mid(knee, other)), placed(key, low), 12, 11)
        )
    return morphing(shapes, soft("prop"), pose.seconds, eased=not pose.loop)


def _face_place(key: FaceKey, name: str) -> Point:
    if name not in FACE_SPOTS:
        raise PoseError(
            f"prop.under: {name!r} is not one of: {', '.join(FACE_SPOTS)}"
        )
    return placed(key, FACE_SPOTS[name])
