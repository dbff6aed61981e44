"""Small shapes that carry meaning: hands, arrows that go round, beds, eased movement."""

import re

import pytest

from backspasm.drawing.body import RADIUS, Spine, arm_points, arm_to
from backspasm.drawing.face import forward, limb_paths
from backspasm.drawing.face_body import face_ghost
from backspasm.drawing.figure import figure_svg
from backspasm.drawing.fittings import draw_prop
from backspasm.drawing.geometry import distance
from backspasm.drawing.outline import outline
from backspasm.drawing.pose import FaceKey, Pose, Reach
from backspasm.drawing.props import Prop
from backspasm.drawing.solve import solve_key, surfaces
from backspasm.drawing.svg import morphing, ring_path


@pytest.mark.parametrize("x", [-10.0, 0.0, 20.0, 30.0])
def test_a_hand_that_presses_down_lies_flat(x: float) -> None:
    arm = arm_to((x, -4.2), (0, -50), Spine(lean=75), flat=True)
    points = arm_points(arm, (0, -50), Spine(lean=75))
    assert points["finger"][1] == pytest.approx(points["hand"][1], abs=0.01)
    assert points["finger"][0] > points["hand"][0]


def test_hands_on_a_surface_never_dig_into_it(pose: Pose) -> None:
    for panel in pose.panels or (pose,):
        supports = surfaces(panel)
        for key in panel.keys:
            reach = key.near_arm
            if not isinstance(reach, Reach) or isinstance(reach.place, str):
                continue
            surface = reach.place[1]
            if isinstance(surface, str):
                finger = solve_key(key, supports).points()["near_finger"]
                assert finger[1] + RADIUS["finger"] <= supports[surface].top + 2


@pytest.mark.parametrize(("radius", "sweep"), [(11.0, "1"), (-11.0, "0")])
def test_a_round_arrow_takes_the_long_way(radius: float, sweep: str) -> None:
    ring = ring_path((0, 0), (10, 0), radius, 4)
    line, barb = ring.split("M")[1:]
    assert line == f"0 0A11 11 0 1 {sweep} 10 0"
    ends = [float(text) for text in re.findall(r"-?\d*\.?\d+", barb)]
    assert ends[2:4] == [10, 0]
    for x, y in (ends[:2], ends[4:]):
        assert distance((x, y), (10, 0)) == pytest.approx(4, abs=0.2)
        assert x > 10  # having gone all the way round, it arrives from outside


def test_a_circle_too_small_for_its_ends_grows() -> None:
    assert "A10 10" in ring_path((0, 0), (20, 0), 3, 4)


def test_a_bed_from_above_may_stand_upright() -> None:
    bed = Prop(kind="bed-above", name="bed", width=160, height=100, facing="up")
    assert bed.box() == (-50, -80, 50, 80)
    assert "rotate(90)" in draw_prop(bed)


def test_thighs_that_come_forward_are_known() -> None:
    sitting = FaceKey(
        left_leg=((-10, 8), (-10, 46)), right_leg=((10, 8), (10, 46))
    )
    assert forward(sitting)
    assert not forward(FaceKey())
    upper, _ = limb_paths(sitting, "left_leg")
    assert "A9 9" in upper  # a knee near the reader is as thick as the thigh


def test_an_eased_movement_names_one_curve_for_each_way() -> None:
    moving = morphing(["M0 0", "M1 1", "M0 0"], "", 6, eased=True)
    found = re.search(r'keySplines="([^"]+)"', moving)
    assert found
    assert len(found[1].split(";")) == 2
    assert "calcMode" not in morphing(["M0 0", "M1 1"], "", 6)
    assert morphing(["M0 0", "M0 0"], "", 6, eased=True) == '<path d="M0 0"/>'


def test_a_chain_may_end_in_a_point() -> None:
    """The shoulder's cone: both sides meet in its tip, which needs no arc."""
    cone = outline([((0, 0), 10), ((0, 30), 0)])
    assert cone.count("A") == 1
    assert "L0.00 30.00L" in cone


def test_a_snowflake_has_six_arms_with_twigs() -> None:
    """Three crossed lines were read as an asterisk."""
    flake = draw_prop(Prop(kind="flake", name="flake"))
    assert flake.count("L") == 6 * 3


def test_a_head_that_only_turns_casts_no_shadow() -> None:
    """The nose of its shadow was read as an ear."""
    ahead, aside = FaceKey(turn=-0.9), FaceKey(turn=0.9)
    assert face_ghost(aside, ahead) == ""
    assert face_ghost(aside, FaceKey(head=(3.0, -67.0))) != ""


def test_the_pillow_between_the_knees_lies_over_one_leg_and_under_the_other(
    poses: dict[str, Pose],
) -> None:
    still = figure_svg(poses["ex-knee-rolls"], prefix="x", animated=False)
    pillow = still.rindex("f-pale")
    assert (
        still.index("f-edge f-accent")
        < pillow
        < still.rindex("f-edge f-accent")
    )


def test_the_cat_rounds_its_back_on_straight_arms(
    poses: dict[str, Pose],
) -> None:
    pose = poses["ex-cat-cow"]
    cat, cow = (solve_key(key, surfaces(pose)) for key in pose.keys)
    assert cat.near_arm.elbow < 25
    # An arch: highest between.
    assert cat.joints["back"][1] < min(cat.hip[1], cat.shoulder[1])
    assert abs(cow.shoulder[1] - cow.hip[1]) < 6  # its shadow is level
