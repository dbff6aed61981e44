"""A pose's table becomes a pose; an error names the key that is wrong."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from backspasm.drawing.body import LIMITS, Arm, Leg, Spine
from backspasm.drawing.geometry import Point
from backspasm.drawing.pose import (
    CONTACTS,
    LYING,
    PARTS,
    SPOTS,
    VIEWS,
    Arrow,
    FaceKey,
    Key,
    Pose,
    Reach,
)
from backspasm.drawing.props import PROP_KINDS, Prop
from backspasm.drawing.table import Table

# What has two points in a body that is not seen from the side.
FACE_LIMBS = ("left_arm", "right_arm", "left_leg", "right_leg", "shoulders")


def read_pose(data: Mapping[str, object]) -> Pose:
    """One pose from its TOML table. Raises PoseError naming the key that is wrong."""
    table = Table(data)
    return _read_pose(table, None)


def _read_pose(table: Table, parent: Pose | None) -> Pose:
    pose = _read_look(table, parent)
    panels = tuple(_read_pose(panel, pose) for panel in table.tables("panel"))
    keys = table.tables("key")
    table.done()
    if bool(keys) == bool(panels):
        raise table.fail(
            "key",
            "a pose has [[key]] tables, or [[panel]] tables of them",
        )
    count = len(keys)
    if keys and not 0 <= pose.still < count:
        raise table.fail("still", f"names key {pose.still + 1} of {count}")
    pose = replace(
        pose,
        panels=panels,
        ghost=_ghost(pose, count),
    )
    on_side = pose.view == "above" and pose.lying == "on-side"
    if pose.view == "side" or on_side:
        return replace(pose, keys=_read_keys(keys))
    return replace(pose, faces=_read_faces(keys))


def _read_look(table: Table, parent: Pose | None) -> Pose:
    """A pose but for its moments; a panel takes its words from the pose around it."""
    title = None
    desc = None
    if parent is not None:
        title = parent.title
        desc = parent.desc
    props = table.tables("prop")
    arrows = table.tables("arrow")
    return Pose(
        title=table.text("title", title),
        desc=table.text("desc", desc),
        view=table.text("view", "side", VIEWS),
        lying=table.text("lying", "on-back", LYING),
        facing=table.text("facing", "right", ("left", "right")),
        props=tuple(_read_prop(prop) for prop in props),
        arrows=tuple(_read_arrow(arrow) for arrow in arrows),
        spots=_known(table, "spots", SPOTS),
        accent=_known(table, "accent", PARTS),
        still=int(table.number("still", 1)) - 1,
        loop=table.flag("loop"),
        seconds=table.number("seconds", 6, (2, 20)),
        frame=_frame(table),
        arms_behind=table.flag("arms_behind"),
        strip=table.flag("strip"),
        stacked=table.flag("stacked"),
    )


def _ghost(pose: Pose, count: int) -> int | None:
    """The first moment beside the still; what goes round and round has no other end."""
    if pose.loop:
        return None
    for index in range(count):
        if index != pose.still:
            return index
    return None


def _known(
    table: Table,
    key: str,
    allowed: tuple[str, ...],
) -> tuple[str, ...]:
    values = table.texts(key)
    for value in values:
        if value not in allowed:
            known = ", ".join(allowed)
            raise table.fail(key, f"{value!r} is not one of: {known}")
    return values


def _frame(table: Table) -> tuple[Point, Point] | None:
    if "frame" not in table:
        return None
    a, b = table.points("frame", 2, ())
    return a, b


def _read_prop(table: Table) -> Prop:
    kind = table.text("kind", None, PROP_KINDS)
    prop = Prop(
        kind=kind,
        name=table.text("name", kind),
        x=table.number("x", 0),
        height=table.number("height", -1),
        width=table.number("width", -1),
        thick=table.number("thick", -1),
        turn=table.number("turn", 0),
        under=table.text("under", "-"),
        on=table.text("on", "floor"),
        facing=table.text("facing", "right", ("left", "right", "up")),
        between=table.flag("between"),
        front=table.flag("front"),
        accent=table.flag("accent"),
    )
    table.done()
    return prop


def _read_arrow(table: Table) -> Arrow:
    arrow = Arrow(
        table.point("from"),
        table.point("to"),
        table.number("bend", 0),
        table.flag("both"),
        int(table.number("key", 0)),
        table.number("round", 0),
    )
    table.done()
    return arrow


def _read_keys(tables: list[Table]) -> tuple[Key, ...]:
    """Each key starts from the one before: it states only what changes."""
    keys = []
    before = Key()
    for table in tables:
        before = _read_key(table, before)
        keys.append(before)
    return tuple(keys)


def _read_key(table: Table, before: Key) -> Key:
    key = replace(before, spine=_read_spine(table, before.spine))
    if "hip" in table:
        x, y = table.point("hip")
        key = replace(key, hip_x=x, hip_height=-y)
    hip_x = table.number("hip_x", key.hip_x)
    changes: dict[str, Any] = {}
    for limb in ("near_arm", "far_arm"):
        if limb in table:
            changes[limb] = _read_arm(table.table(limb))
    for limb in ("near_leg", "far_leg"):
        if limb in table:
            changes[limb] = _read_leg(table.table(limb))
    if "on" in table:
        changes["on"] = _read_contacts(table.table("on"))
    table.done()
    return replace(key, hip_x=hip_x, **changes)


def _read_spine(table: Table, before: Spine) -> Spine:
    angles = {}
    for field in fields(Spine):
        name = field.name
        angles[name] = table.number(
            name,
            getattr(before, name),
            LIMITS[name],
        )
    return Spine(**angles)


def _read_contacts(table: Table) -> tuple[tuple[str, str], ...]:
    contacts = []
    for point in table.items():
        if point not in CONTACTS:
            known = ", ".join(CONTACTS)
            raise table.fail(point, f"is not one of: {known}")
        support = table.text(point)
        contacts.append((point, support))
    return tuple(contacts)


def _read_arm(table: Table) -> Arm | Reach:
    if "hand" in table:
        reach = Reach(_place(table, "hand"))
        table.done()
        return reach
    arm = Arm(
        shoulder=_angle(table, "shoulder"),
        elbow=_angle(table, "elbow"),
        wrist=_angle(table, "wrist"),
    )
    table.done()
    return arm


def _angle(table: Table, joint: str) -> float:
    limits = LIMITS[joint]
    return table.number(joint, 0, limits)


def _read_leg(table: Table) -> Leg | Reach:
    if "foot" in table:
        ankle = None
        if "ankle" in table:
            ankle = _angle(table, "ankle")
        reach = Reach(_place(table, "foot"), ankle)
        table.done()
        return reach
    leg = Leg(
        hip=_angle(table, "hip"),
        knee=_angle(table, "knee"),
        ankle=_angle(table, "ankle"),
    )
    table.done()
    return leg


def _place(
    table: Table,
    key: str,
) -> tuple[float | str, float | str] | str:
    value = table.raw(key)
    match value:
        case str():
            return value
        case [int() | float() | str() as x, int() | float() | str() as y]:
            return x, y
    raise table.fail(
        key,
        f'must be [x, height], [x, "floor"] or a joint, not {value!r}',
    )


def _read_faces(tables: list[Table]) -> tuple[FaceKey, ...]:
    """Each key starts from the one before: it states only what changes."""
    keys = []
    before = FaceKey()
    for table in tables:
        before = _read_face(table, before)
        keys.append(before)
    return tuple(keys)


def _read_face(table: Table, before: FaceKey) -> FaceKey:
    limbs = {}
    for limb in FACE_LIMBS:
        limbs[limb] = table.points(limb, 2, getattr(before, limb))
    key = FaceKey(
        lean=table.number("lean", before.lean),
        at=table.point("at", before.at),
        head=table.point("head", before.head),
        tilt=table.number("tilt", before.tilt, (-60, 60)),
        turn=table.number("turn", before.turn, (-1, 1)),
        legs_level=table.flag("legs_level") or before.legs_level,
        fists=table.flag("fists"),
        left_toe=_toe(table, "left_toe", before.left_toe),
        right_toe=_toe(table, "right_toe", before.right_toe),
        **limbs,
    )
    table.done()
    return key


def _toe(
    table: Table,
    key: str,
    before: Point | None,
) -> Point | None:
    if key in table:
        return table.point(key)
    return before
