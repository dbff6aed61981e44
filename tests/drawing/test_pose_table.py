"""Reading a pose: what is wrong is named by its key."""

import re
from collections.abc import Mapping

import pytest

from backspasm.drawing.body import Arm, Leg
from backspasm.drawing.figure import figure_svg
from backspasm.drawing.pose import Reach
from backspasm.drawing.reading import read_pose
from backspasm.drawing.table import PoseError

STANDING: Mapping[str, object] = {
    "title": "Standing",
    "desc": "A person stands.",
    "key": [{"on": {"near_foot": "floor"}}],
}


def with_key(**changes: object) -> dict[str, object]:
    return {**STANDING, "key": [{"on": {"near_foot": "floor"}, **changes}]}


def test_a_standing_person_needs_no_angles() -> None:
    pose = read_pose(STANDING)
    assert pose.keys[0].near_leg == Leg()
    assert pose.view == "side"


def test_each_key_states_only_what_changes() -> None:
    pose = read_pose(
        {
            **STANDING,
            "key": [{"lean": 10, "on": {"near_foot": "floor"}}, {"neck": 5}],
        }
    )
    assert [k.spine.lean for k in pose.keys] == [10, 10]
    assert [k.spine.neck for k in pose.keys] == [0, 5]
    assert pose.ghost == 1


def test_limbs_by_angle_or_by_target() -> None:
    pose = read_pose(
        with_key(
            near_arm={"shoulder": 30, "elbow": 20},
            near_leg={"foot": [4, "floor"]},
        )
    )
    assert pose.keys[0].near_arm == Arm(30, 20)
    assert pose.keys[0].near_leg == Reach((4, "floor"))


WRONG = [
    ({"title": "A"}, "desc: is missing"),
    ({**STANDING, "title": ""}, "title: must be a text"),
    (
        {**STANDING, "view": "below"},
        "view: is 'below'; allowed: side, front, back, above",
    ),
    ({**STANDING, "speed": 3}, "speed: is not a key we know"),
    ({**STANDING, "seconds": 99}, "seconds: must lie in 2 … 20, not 99"),
    ({**STANDING, "seconds": "slow"}, "seconds: must be a number, not 'slow'"),
    ({**STANDING, "still": 3}, "still: names key 3 of 1"),
    ({**STANDING, "loop": 1}, "loop: must be true or false"),
    ({**STANDING, "key": []}, "key: a pose has [[key]] tables"),
    ({**STANDING, "key": {}}, "key: must be a list of tables"),
    ({**STANDING, "key": [3]}, "key[0]: must be a table"),
    ({**STANDING, "accent": ["wing"]}, "accent: 'wing' is not one of"),
    ({**STANDING, "spots": "neck"}, "spots: must be a list of texts"),
    ({**STANDING, "frame": [[0, 1]]}, "frame: must be 2 points"),
    (
        {**STANDING, "prop": [{"kind": "sofa"}]},
        "prop[0].kind: is 'sofa'; allowed: floor, mat",
    ),
    (
        {**STANDING, "prop": [{"kind": "bed", "tall": 1}]},
        "prop[0].tall: is not a key we know",
    ),
    (
        {**STANDING, "arrow": [{"from": [0, 1]}]},
        "arrow[0].to: must be [x, height] in cm",
    ),
    (with_key(knee=4), "key[0].knee: is not a key we know"),
    (with_key(lean=900), "key[0].lean: must lie in -200 … 200, not 900"),
    (
        with_key(near_leg={"knee": -40}),
        "key[0].near_leg.knee: must lie in -3 … 160",
    ),
    (
        with_key(near_leg={"foot": 4}),
        "key[0].near_leg.foot: must be [x, height]",
    ),
    (with_key(near_arm=7), "key[0].near_arm: must be a table"),
    (with_key(on={"tail": "floor"}), "key[0].on.tail: is not one of: hip"),
    (with_key(on={"hip": 4}), "key[0].on.hip: must be a text"),
]


@pytest.mark.parametrize(("table", "message"), WRONG, ids=[m for _, m in WRONG])
def test_what_is_wrong_is_named(
    table: Mapping[str, object], message: str
) -> None:
    with pytest.raises(PoseError, match=re.escape(message)):
        read_pose(table)


UNDRAWABLE = [
    (
        {"on": {"near_foot": "sofa"}},
        "on.near_foot: 'sofa' is not a support here: floor",
    ),
    ({"on": {}}, "on: name a contact that carries the body"),
    ({"near_arm": {"hand": [300, 0]}}, "near_arm.hand: is 3"),
    (
        {"hip": [0, 300], "near_leg": {"foot": [0, "floor"]}},
        "near_leg.foot: is 294 cm away",
    ),
    ({"near_arm": {"hand": "moon"}}, "near_arm: 'moon' is not a joint"),
]


@pytest.mark.parametrize(
    ("changes", "message"), UNDRAWABLE, ids=[m for _, m in UNDRAWABLE]
)
def test_what_cannot_be_drawn_is_named(
    changes: Mapping[str, object], message: str
) -> None:
    pose = read_pose(with_key(**changes))
    with pytest.raises(PoseError, match=re.escape(message)):
        figure_svg(pose, prefix="x")


def test_a_pillow_needs_room() -> None:
    pose = read_pose(
        {**STANDING, "prop": [{"kind": "pillow", "under": "head"}]}
    )
    with pytest.raises(PoseError, match="no room for a pillow under head"):
        figure_svg(pose, prefix="x")
