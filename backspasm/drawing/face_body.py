"""The parts of a body seen from the front, from behind or from above, in their colours."""

from collections.abc import Sequence

from backspasm.drawing.face import (
    ASIDE,
    LIMBS,
    features_path,
    head_path,
    limb_outlines,
    limb_paths,
    neck_path,
    placed,
    root,
    trunk_path,
)
from backspasm.drawing.geometry import plus
from backspasm.drawing.outline import disc
from backspasm.drawing.pose import FaceKey, Pose
from backspasm.drawing.svg import edged, fill, morphing, path, spot


def face_body(pose: Pose, keys: list[FaceKey]) -> dict[str, str]:
    """Each part of the body as SVG, moving through `keys`."""
    nose = any(abs(key.turn) > ASIDE for key in keys)
    trunks = [trunk_path(key) for key in keys]
    necks = [neck_path(key) for key in keys]
    heads = [head_path(key, nose) for key in keys]
    out = {
        "trunk": _part(pose, "trunk", trunks),
        "neck": _part(pose, "neck", necks),
        "head": _part(pose, "head", heads),
        "features": _features(pose, keys),
    }
    for limb in LIMBS:
        out[limb] = _limb(pose, keys, limb)
    return out


def _part(
    pose: Pose,
    part: str,
    shapes: Sequence[str],
) -> str:
    look = fill(_colour(pose, part))
    return _moving(pose, shapes, look)


def _features(pose: Pose, keys: list[FaceKey]) -> str:
    """Eyes and mouth, where the face is seen."""
    if pose.view == "back" or pose.lying == "on-front":
        return ""
    shapes = [features_path(key) for key in keys]
    return _moving(pose, shapes, fill("face"))


def _colour(pose: Pose, part: str) -> str:
    if part in pose.accent:
        return "accent"
    return "near"


def face_ghost(still: FaceKey, other: FaceKey) -> str:
    """The parts that move, where they are at another moment."""
    moved = ""
    before = _ghost_shapes(still)
    after = _ghost_shapes(other)
    for mine, theirs in zip(before, after, strict=True):
        if mine != theirs:
            moved += theirs
    if not moved:
        return ""
    look = fill("far")
    return path(moved, f'{look} opacity=".38"')


def _ghost_shapes(key: FaceKey) -> list[str]:
    shapes: list[str] = []
    for limb in LIMBS:
        shapes += limb_outlines(key, limb)
    # A head that only turns casts no shadow: its nose would look like an ear.
    head = head_path(key, nose=False)
    return [
        *shapes,
        trunk_path(key),
        neck_path(key),
        head,
    ]


def _limb(
    pose: Pose,
    keys: list[FaceKey],
    limb: str,
) -> str:
    """A limb in one piece, or in two where one half stands out; an arm with its shoulder."""
    colour = _colour(pose, limb)
    halves = _half_colours(pose, limb, colour)
    shapes = _limb_shapes(keys, limb, halves=bool(halves))
    colours = halves or [colour]
    out = ""
    for forms, one in zip(shapes, colours, strict=True):
        out += _moving(pose, forms, edged(one))
    if limb.endswith("arm"):
        # The shoulder itself stays whole: the edge of paper begins below it.
        shoulder = _shoulder(keys, limb)
        out += _moving(pose, shoulder, fill(colour))
    return out


def _half_colours(
    pose: Pose,
    limb: str,
    colour: str,
) -> list[str]:
    """Of thigh and shin, where one of them stands out; nothing of any other limb."""
    side, _, kind = limb.partition("_")
    thigh = f"{side}_thigh" in pose.accent
    shin = f"{side}_shin" in pose.accent
    if kind != "leg" or not (thigh or shin):
        return []
    return [
        "accent" if thigh else colour,
        "accent" if shin else colour,
    ]


def _limb_shapes(
    keys: list[FaceKey],
    limb: str,
    *,
    halves: bool,
) -> list[Sequence[str]]:
    """The forms of each piece of a limb, one a moment."""
    if len(keys) == 1:
        outlines = limb_outlines(keys[0], limb, halves=halves)
        return [[shape] for shape in outlines]
    uppers = []
    lowers = []
    wholes = []
    for key in keys:
        upper, lower = limb_paths(key, limb)
        uppers.append(upper)
        lowers.append(lower)
        wholes.append(upper + lower)
    if halves:
        return [uppers, lowers]
    return [wholes]


def _shoulder(keys: list[FaceKey], limb: str) -> list[str]:
    inward = (-1.6, 0.0)
    if limb == "left_arm":
        inward = (1.6, 0.0)
    discs = []
    for key in keys:
        joint = plus(root(key, limb), inward)
        centre = placed(key, joint)
        discs.append(disc(centre, 7))
    return discs


def _moving(
    pose: Pose,
    shapes: Sequence[str],
    look: str,
) -> str:
    return morphing(
        shapes,
        look,
        pose.seconds,
        eased=not pose.loop,
    )


FACE_SPOTS = {
    "low_back": (0.0, -14.0), "waist": (0.0, -22.0), "upper_back": (0.0, -34.0),
    "shoulder_blade": (9.0, -36.0),
    "neck_back": (0.0, -53.0), "belly": (0.0, -14.0), "chest": (0.0, -36.0),
    "hip": (9.0, 0.0), "buttock": (8.0, 4.0), "hip_front": (8.0, 0.0),
    "thigh_back": (12.0, 24.0),
    "low_back_left": (-6.0, -13.0), "low_back_right": (6.0, -13.0),
    "knee_left": (-11.0, 43.0), "knee_right": (14.0, 43.0), "foot_left": (-13.0, 86.0),
    "foot_right": (18.0, 86.0),
}  # fmt: skip


def face_spots(pose: Pose, key: FaceKey) -> str:
    """The places to notice, on top of the body."""
    out = ""
    for name in pose.spots:
        local = FACE_SPOTS[name]
        out += spot(placed(key, local))
    return out
