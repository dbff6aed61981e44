"""The arithmetic under the figures."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backspasm.drawing.body import (
    FOREARM,
    UPPER_ARM,
    Spine,
    arm_points,
    arm_to,
    leg_points,
    leg_to,
)
from backspasm.drawing.geometry import (
    capsule,
    down_angle,
    mid,
    minus,
    plus,
    square,
    transformed,
    turned,
    union,
)

angles = st.floats(-180, 180)


@given(angles)
def test_down_angle_undoes_a_turn(angle: float) -> None:
    end = turned((0, 10), angle)
    assert abs((down_angle((0, 0), end) - angle + 180) % 360 - 180) < 1e-6


@given(angles, st.floats(2, UPPER_ARM + FOREARM), st.floats(-90, 90))
def test_a_hand_reaches_any_place_within_reach(
    angle: float, reach: float, lean: float
) -> None:
    target, spine = turned((0, reach), angle), Spine(lean=lean)
    arm = arm_to(target, (0, 0), spine)
    x, y = arm_points(arm, (0, 0), spine)["hand"]
    assert hypot(x - target[0], y - target[1]) < 0.1
    assert arm.elbow >= 0


@given(angles, st.floats(5, 85), st.floats(-90, 90))
def test_a_foot_reaches_and_the_knee_bends_backwards(
    angle: float, reach: float, lean: float
) -> None:
    target, spine = turned((0, reach), angle), Spine(lean=lean)
    leg = leg_to(target, (0, 0), spine, None)
    points = leg_points(leg, (0, 0), spine)
    x, y = points["ankle"]
    assert hypot(x - target[0], y - target[1]) < 0.1
    assert leg.knee >= 0
    # The sole lies flat.
    assert points["heel"][1] == pytest.approx(points["toe"][1], abs=0.1)


def test_a_target_out_of_reach_is_refused() -> None:
    with pytest.raises(
        ValueError, match="is 90 cm away, the limb reaches 57 cm"
    ):
        arm_to((90, 0), (0, 0), Spine())


def test_a_capsule_inside_its_larger_end_is_a_disc() -> None:
    assert capsule((0, 0), (1, 0), 9, 2).count("A9 9") == 2


def test_half_way_is_as_far_from_either_end() -> None:
    assert mid((0, 10), (4, 20)) == (2, 15)
    assert mid((0, 10), (4, 20), 0.25) == (1, 12.5)


@given(angles, angles, angles)
def test_a_difference_leads_back(x: float, y: float, other: float) -> None:
    start, end = (x, other), (other, y)
    assert plus(start, minus(end, start)) == pytest.approx(end, abs=1e-9)


def test_a_piece_turns_before_it_is_put_to_its_place() -> None:
    # A quarter turn clockwise brings what hung below to the left.
    assert transformed((0, 10), 90, (100, 50)) == pytest.approx((90, 50))


def test_a_union_holds_every_box() -> None:
    boxes = [square((0, 0), 5), square((20, -3), 1)]
    assert union(boxes) == (-5, -5, 21, 5)


def test_a_union_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        union([])
