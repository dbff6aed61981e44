"""Every pose of the pack: bodies rest, reach, keep their size and stay in the frame."""

import tomllib
from dataclasses import astuple
from itertools import pairwise

import pytest

from backspasm.drawing.body import (
    FOREARM,
    LIMITS,
    RADIUS,
    SHIN,
    THIGH,
    UPPER_ARM,
    Arm,
    Leg,
    Skeleton,
    Spine,
)
from backspasm.drawing.face import LIMBS, LONGEST, root
from backspasm.drawing.figure import Pose
from backspasm.drawing.frame import HEIGHT, WIDTH, body_boxes, extent, fit
from backspasm.drawing.geometry import distance
from backspasm.drawing.solve import (
    face_moments,
    gap,
    gaps,
    moments,
    support,
    surfaces,
)
from tests.drawing.conftest import FOLDER, NAMES

TOLERANCE = 2.0  # cm: what clothes and cushions give
# Cm a hand, foot or knee may creep from one solved moment to the next.
SLIDE = 6.0


def parts(pose: Pose) -> tuple[Pose, ...]:
    return pose.panels or (pose,)


def test_the_techniques_that_need_a_picture_have_one() -> None:
    wanted = """
        pos-supine-knees-bent pos-90-90 pos-supine-pillow pos-side-pillow pos-side-bare
        pos-curl-side pos-prone-pillow pos-recline pos-lean-stand pos-prone-elbows pos-kneel-over
        pos-all-fours pos-lean-sit pos-neck-roll temp-cold temp-heat temp-ice-massage temp-wrap
        temp-shower
        move-walk-acute move-walk-build move-walk-plan move-log-roll move-floor-up move-sit-stand
        ex-pelvic-tilt ex-knee-chest-1 ex-knee-chest-2 ex-knee-rolls ex-cat-cow ex-cat-cow-seat
        ex-bottom-heels ex-press-up ex-stand-extend ex-deep-ab ex-bridge ex-bird-dog ex-plank
        ex-side-plank ex-curl-up ex-prone-limb ex-superman ex-hip-flexor ex-hamstring ex-figure4
        ex-seat-rotate ex-thoracic-chair ex-open-book ex-shoulder-squeeze ex-chin-tuck
        ex-neck-turn ex-neck-side ex-shoulder-rolls mass-hands mass-ball mass-roller
        relax-breathing relax-scan relax-pmr
    """
    assert set(wanted.split()) <= set(NAMES)


def test_named_contacts_touch_their_support(pose: Pose) -> None:
    apart = [
        f"key {key}: {contact} is {air:+.1f} cm off"
        for panel in parts(pose)
        for key, contact, air in gaps(panel)
        if abs(air) > TOLERANCE
    ]
    assert not apart


def test_contacts_hold_all_through_a_movement(pose: Pose) -> None:
    for panel in parts(pose):
        if len({key.on for key in panel.keys}) != 1:
            continue  # a foot that is lifted is not on the floor in between
        held, supports = panel.keys[0].on, surfaces(panel)
        for body in moments(panel):
            for contact, name in held:
                air = gap(body, contact, support(supports, name, "on"))
                assert abs(air) <= TOLERANCE + 1, f"{contact} {air:+.1f} cm"


def test_nothing_sinks_through_the_floor(pose: Pose) -> None:
    for panel in parts(pose):
        if panel.view == "above" or panel.frame is not None:
            continue
        # A box has 1 cm to spare; a toe that pushes off may press the line in between keys.
        assert max(low - 1 for *_, low in body_boxes(panel)) <= 3.5


def test_the_body_stays_in_the_frame_at_every_moment(pose: Pose) -> None:
    for panel in parts(pose):
        if panel.frame is not None:
            continue  # a close-up leaves through the edges; see the next test
        frame = fit(panel)
        for left, top, right, low in body_boxes(panel):
            assert left * frame.scale + frame.dx >= 0
            assert right * frame.scale + frame.dx <= WIDTH
            assert top * frame.scale + frame.dy >= 0
            assert low * frame.scale + frame.dy <= HEIGHT


def test_a_close_up_shows_the_whole_head(pose: Pose) -> None:
    for panel in parts(pose):
        if panel.frame is None:
            continue
        left, top, right, low = extent(panel)
        heads = (
            [b.points()["head"] for b in moments(panel)] if panel.keys else []
        )
        heads += [
            (f.at[0] + f.head[0], f.at[1] + f.head[1])
            for f in face_moments(panel)
        ]
        for x, y in heads:
            assert left + 11 < x < right - 11
            assert top + 11 < y < low - 11


def _lengths(body: Skeleton, side: str) -> list[float]:
    p = body.points()
    return [
        distance(p["hip"], p[f"{side}_knee"]),
        distance(p[f"{side}_knee"], p[f"{side}_ankle"]),
        distance(p["shoulder"], p[f"{side}_elbow"]),
        distance(p[f"{side}_elbow"], p[f"{side}_hand"]),
    ]


def test_limbs_never_change_length(pose: Pose) -> None:
    for panel in parts(pose):
        for body in moments(panel) if panel.keys else []:
            for side in ("near", "far"):
                assert _lengths(body, side) == pytest.approx(
                    [THIGH, SHIN, UPPER_ARM, FOREARM]
                )


def test_joints_bend_the_way_joints_do(pose: Pose) -> None:
    for panel in parts(pose):
        for body in moments(panel) if panel.keys else []:
            for leg in (body.near_leg, body.far_leg):
                for joint in ("hip", "knee", "ankle"):
                    low, high = LIMITS[joint]
                    assert low - 6 <= getattr(leg, joint) <= high + 6, joint
            for arm in (body.near_arm, body.far_arm):
                for joint in ("shoulder", "elbow"):
                    low, high = LIMITS[joint]
                    assert low - 6 <= getattr(arm, joint) <= high + 6, joint


def test_seen_face_on_no_limb_is_longer_than_it_is(pose: Pose) -> None:
    for panel in parts(pose):
        for key in panel.faces:
            for limb in LIMBS:
                joint, end = getattr(key, limb)
                upper, lower = LONGEST[limb.partition("_")[2]]
                start = (
                    root(key, limb)
                    if not key.legs_level or limb.endswith("arm")
                    else (0, 0)
                )
                assert distance(start, joint) <= upper + 1, limb
                assert distance(joint, end) <= lower + 1, limb


@pytest.mark.parametrize("name", ["move-floor-up", "move-log-roll"])
def test_what_goes_sentence_by_sentence_has_a_picture_for_each(
    poses: dict[str, Pose], name: str
) -> None:
    file = FOLDER.parent / "techniques" / f"{name}.toml"
    steps = tomllib.loads(file.read_text(encoding="utf-8"))["steps"]
    pictures = poses[name].pictures()
    assert len(pictures) == len(steps)
    assert len({p.title for p in pictures}) == len(steps)


def between(a: Skeleton, b: Skeleton) -> Skeleton:
    """What a browser shows half-way from one solved moment to the next: every turn half done."""
    one, two = astuple(a), astuple(b)

    def half(p: float, q: float) -> float:
        return p + ((q - p + 180) % 360 - 180) / 2

    (x1, y1), (x2, y2) = one[0], two[0]
    turns = [
        [half(p, q) for p, q in zip(s, t, strict=True)]
        for s, t in zip(one[1:], two[1:], strict=True)
    ]
    makes = (Spine, Arm, Arm, Leg, Leg)
    limbs = [make(*turn) for make, turn in zip(makes, turns, strict=True)]
    return Skeleton(((x1 + x2) / 2, (y1 + y2) / 2), *limbs)


def test_half_way_between_solved_moments_contacts_hold_and_do_not_slide(
    pose: Pose,
) -> None:
    for panel in parts(pose):
        if len({key.on for key in panel.keys}) != 1 or panel.loop:
            # Walking on the spot: the foot on the floor goes back as it should.
            continue
        held, supports, bodies = (
            panel.keys[0].on,
            surfaces(panel),
            moments(panel),
        )
        for a, b in pairwise(bodies):
            middle = between(a, b)
            for contact, name in held:
                air = gap(middle, contact, support(supports, name, "on"))
                assert abs(air) <= TOLERANCE + 1.5, f"{contact} {air:+.1f} cm"
                if contact.endswith(
                    ("hip", "shoulder", "back", "toe", "elbow")
                ):
                    # A back rolls along the mat, a prone toe is drawn along.
                    continue
                # `foot` is now heel, now toe.
                joint = contact.replace("foot", "ankle")
                xs = [body.points()[joint][0] for body in (a, middle, b)]
                assert max(xs) - min(xs) <= SLIDE, (
                    f"{contact} slides {max(xs) - min(xs):.1f} cm"
                )


def test_nothing_jumps_from_one_moment_to_the_next(pose: Pose) -> None:
    for panel in parts(pose):
        for a, b in pairwise(moments(panel)):
            before, after = a.points(), b.points()
            for joint in (
                "hip",
                "shoulder",
                "head",
                "near_knee",
                "far_knee",
                "near_elbow",
            ):
                assert distance(before[joint], after[joint]) <= 36, joint


def test_the_hand_that_holds_the_seat_is_at_its_edge(
    poses: dict[str, Pose],
) -> None:
    pose = poses["ex-neck-side"]
    (stool,) = pose.props
    for key in pose.faces:
        x, y = (a + b for a, b in zip(key.at, key.left_arm[1], strict=True))
        assert distance((x, y), (stool.x - stool.wide / 2, stool.top)) <= 6


@pytest.mark.parametrize("name", ["ex-knee-chest-2", "ex-cat-cow-seat"])
def test_hands_on_a_thigh_touch_it_all_through(
    poses: dict[str, Pose], name: str
) -> None:
    for body in moments(poses[name]):
        joints = body.points()
        (x1, y1), (x2, y2), (x, y) = (
            joints[n] for n in ("hip", "near_knee", "near_hand")
        )
        aside = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / THIGH
        assert aside <= RADIUS["knee"] + RADIUS["hand"] + 4


def test_one_knee_comes_up_after_the_other(poses: dict[str, Pose]) -> None:
    first, second = poses["ex-knee-chest-2"].pictures()
    one, two = moments(first)[0], moments(second)[0]
    assert one.far_leg.hip < 80 < one.near_leg.hip
    assert min(two.far_leg.hip, two.near_leg.hip) > 100


def test_who_leans_back_still_looks_ahead(poses: dict[str, Pose]) -> None:
    for body in moments(poses["ex-stand-extend"]):
        assert abs(body.spine.turn("head")) <= 12
