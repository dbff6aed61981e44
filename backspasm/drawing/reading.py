"""A pose's table becomes a pose; an error names the key that is wrong."""

from collections.abc import Mapping
from dataclasses import fields, replace

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


def read_pose(data: Mapping[str, object]) -> Pose:
    """One pose from its TOML table. Raises PoseError naming the key that is wrong."""
    return _read_pose(Table(data), None)


def _read_pose(table: Table, parent: Pose | None) -> Pose:
    pose = Pose(
        title=table.text("title", parent.title if parent else None),
        desc=table.text("desc", parent.desc if parent else None),
        view=table.text("view", "side", VIEWS),
        lying=table.text("lying", "on-back", LYING),
        facing=table.text("facing", "right", ("left", "right")),
        props=tuple(_read_prop(t) for t in table.tables("prop")),
        arrows=tuple(_read_arrow(t) for t in table.tables("arrow")),
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
    panels = tuple(_read_pose(t, pose) for t in table.tables("panel"))
    keys = table.tables("key")
    table.done()
    if bool(keys) == bool(panels):
        raise table.fail(
            "key", "a pose has [[key]] tables, or [[panel]] tables of them"
        )
    if not panels and not 0 <= pose.still < len(keys):
        raise table.fail("still", f"names key {pose.still + 1} of {len(keys)}")
    others = () if pose.loop else range(len(keys))
    ghost = next((i for i in others if i != pose.still), None)
    pose = replace(pose, panels=panels, ghost=ghost)
    if pose.view == "side" or (
        pose.view == "above" and pose.lying == "on-side"
    ):
        return replace(pose, keys=_read_keys(keys))
    return replace(pose, faces=_read_faces(keys))


def _known(table: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    values = table.texts(key)
    for value in values:
        if value not in allowed:
            raise table.fail(
                key, f"{value!r} is not one of: {', '.join(allowed)}"
            )
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
    keys: list[Key] = []
    for table in tables:
        keys.append(_read_key(table, keys[-1] if keys else Key()))
    return tuple(keys)


def _read_key(table: Table, before: Key) -> Key:
    angles = {
        f.name: table.number(
            f.name, getattr(before.spine, f.name), LIMITS[f.name]
        )
        for f in fields(Spine)
    }
    key = replace(before, spine=Spine(**angles))
    if "hip" in table:
        x, y = table.point("hip")
        key = replace(key, hip_x=x, hip_height=-y)
    key = replace(key, hip_x=table.number("hip_x", key.hip_x))
    if "near_arm" in table:
        key = replace(key, near_arm=_read_arm(table.table("near_arm")))
    if "far_arm" in table:
        key = replace(key, far_arm=_read_arm(table.table("far_arm")))
    if "near_leg" in table:
        key = replace(key, near_leg=_read_leg(table.table("near_leg")))
    if "far_leg" in table:
        key = replace(key, far_leg=_read_leg(table.table("far_leg")))
    if "on" in table:
        key = replace(key, on=_read_contacts(table.table("on")))
    table.done()
    return key


def _read_contacts(table: Table) -> tuple[tuple[str, str], ...]:
    contacts = []
    for point in table.items():
        if point not in CONTACTS:
            raise table.fail(point, f"is not one of: {', '.join(CONTACTS)}")
        contacts.append((point, table.text(point)))
    return tuple(contacts)


def _read_arm(table: Table) -> Arm | Reach:
    if "hand" in table:
        reach = Reach(_place(table, "hand"))
        table.done()
        return reach
    arm = Arm(
        *(
            table.number(name, 0, LIMITS[name])
            for name in ("shoulder", "elbow", "wrist")
        )
    )
    table.done()
    return arm


def _read_leg(table: Table) -> Leg | Reach:
    if "foot" in table:
        ankle = (
            table.number("ankle", 0, LIMITS["ankle"])
            if "ankle" in table
            else None
        )
        reach = Reach(_place(table, "foot"), ankle)
        table.done()
        return reach
    leg = Leg(
        *(
            table.number(name, 0, LIMITS[name])
            for name in ("hip", "knee", "ankle")
        )
    )
    table.done()
    return leg


def _place(table: Table, key: str) -> tuple[float | str, float | str] | str:
    value = table.raw(key)
    if isinstance(value, str):
        return value
    if isinstance(value, list) and len(value) == 2:
        x, y = value
        if isinstance(x, int | float | str) and isinstance(
            y, int | float | str
        ):
            return x, y
    raise table.fail(
        key, f'must be [x, height], [x, "floor"] or a joint, not {value!r}'
    )


def _read_faces(tables: list[Table]) -> tuple[FaceKey, ...]:
    keys: list[FaceKey] = []
    for table in tables:
        before = keys[-1] if keys else FaceKey()
        limbs = {
            limb: table.points(limb, 2, getattr(before, limb))
            for limb in (
                "left_arm",
                "right_arm",
                "left_leg",
                "right_leg",
                "shoulders",
            )
        }
        keys.append(
            FaceKey(
                lean=table.number("lean", before.lean),
                at=table.point("at", before.at),
                head=table.point("head", before.head),
                tilt=table.number("tilt", before.tilt, (-60, 60)),
                turn=table.number("turn", before.turn, (-1, 1)),
                legs_level=table.flag("legs_level") or before.legs_level,
                fists=table.flag("fists"),
                left_toe=table.point("left_toe")
                if "left_toe" in table
                else before.left_toe,
                right_toe=table.point("right_toe")
                if "right_toe" in table
                else before.right_toe,
                **limbs,
            )
        )
        table.done()
    return tuple(keys)
