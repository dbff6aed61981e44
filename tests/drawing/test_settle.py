"""Stills written short: the same picture in fewer letters, and nothing hidden by the saving."""

import re

import pytest

from backspasm.drawing.geometry import capsule, distance
from backspasm.drawing.outline import disc, outline
from backspasm.drawing.settle import settled
from backspasm.drawing.trace import box, traced, written

PLAIN = (2.0, 0.0, 0.0, 2.0, 10.0, 20.0)
MIRROR = (-2.0, 0.0, 0.0, 2.0, 100.0, 0.0)
SQUARE = "M0 0H5V5H0Z"


def shape(d: str, look: str = 'class="f-near"') -> str:
    return f'<path {look} d="{d}"/>'


def corners(d: str) -> list[tuple[float, float]]:
    return [(v[-2], v[-1]) for kind, v in traced(d, (1, 0, 0, 1, 0, 0)) if v]


def test_points_go_where_groups_would_put_them() -> None:
    group = (
        '<g transform="translate(10 5)rotate(90)scale(2)">'
        + shape("M1 0H2")
        + "</g>"
    )
    assert (
        settled([(group, PLAIN)], "k") == '<path class="f-near" d="m30 34v4"/>'
    )


def test_a_circle_keeps_its_size_and_a_line_its_strength() -> None:
    drawn = settled(
        [('<circle class="f-line" stroke-width="1.5" cx="5" r="3"/>', PLAIN)],
        "k",
    )
    assert (
        drawn
        == '<path class="f-line" stroke-width="3" d="m14 20a6 6 0 110 1z"/>'
    )


def test_a_mirrored_arc_bends_the_other_way() -> None:
    (arc,) = [
        v for kind, v in traced("M0 0A5 5 0 0 1 10 0", MIRROR) if kind == "A"
    ]
    assert arc == (10, 0, 0, 80, 0)


def test_neighbours_of_one_colour_are_one_path() -> None:
    inner = shape(SQUARE) + shape("M20 0H25V5Z")
    assert settled([(inner, PLAIN)], "k").count("<path") == 1


def test_what_lies_between_keeps_them_apart() -> None:
    cover = shape("M0 0H25V5Z", 'class="f-prop"')
    inner = shape(SQUARE) + cover + shape("M20 0H25V5Z")
    assert settled([(inner, PLAIN)], "k").count("f-near") == 2
    aside = cover.replace("M0 0H25", "M0 40H25")
    inner = shape(SQUARE) + aside + shape("M20 0H25V5Z")
    assert settled([(inner, PLAIN)], "k").count("f-near") == 1


@pytest.mark.parametrize(("x", "paths"), [(3, 2), (30, 1)])
def test_limbs_with_an_edge_join_only_where_they_do_not_overlap(
    x: int, paths: int
) -> None:
    look = 'class="f-edge f-near" stroke-width="2"'
    inner = shape(SQUARE, look) + shape(f"M{x} 0h5v5z", look)
    assert settled([(inner, PLAIN)], "k").count("<path") == paths


def test_paper_on_paper_is_left_out() -> None:
    edge = shape("M2 2H9", 'class="f-halo-line" stroke-width="2"')
    assert "f-halo-line" not in settled([(edge, PLAIN)], "k")
    assert "f-halo-line" in settled([(shape(SQUARE) + edge, PLAIN)], "k")


def test_what_comes_again_in_a_strip_is_drawn_once() -> None:
    bed = shape(
        "".join(f"M{i} {i * i % 7}h3v2h-2z" for i in range(8)), 'class="f-prop"'
    )
    again = settled(
        [(bed, PLAIN), (bed, (2.0, 0.0, 0.0, 2.0, 210.0, 20.0))], "k"
    )
    assert again.count("<path") == 1
    assert again.endswith('<use href="#k0" x="200"/>')


def test_rounding_does_not_add_up() -> None:
    steps = traced("M0 0" + "".join(f"L{i * 0.7:.1f} {i * 0.3:.1f}" for i in range(1, 101)),
                   (1, 0, 0, 1, 0, 0))  # fmt: skip
    x = y = 0
    for letter, text in re.findall(r"([a-z])([^a-z]*)", written(steps)):
        values = [int(n) for n in re.findall(r"-?\d+", text)]
        x += sum(
            values if letter == "h" else () if letter == "v" else values[::2]
        )
        y += sum(
            values if letter == "v" else () if letter == "h" else values[1::2]
        )
    assert (x, y) == (70, 30)


def test_a_chain_of_two_is_a_capsule() -> None:
    ends = (0.0, 0.0), (3.0, 40.0)
    one, two = (
        corners(outline([(ends[0], 10), (ends[1], 6)])),
        corners(capsule(*ends, 10, 6)),
    )
    for point in one:
        assert min(distance(point, other) for other in two) < 0.2


@pytest.mark.parametrize(
    "knee", [(40.0, 0.0), (0.0, 40.0), (28.0, 28.0), (30.0, -20.0)]
)
def test_an_outline_goes_round_its_joints_clockwise(
    knee: tuple[float, float],
) -> None:
    joints = [((0.0, 0.0), 10.0), (knee, 7.0), ((40.0, 40.0), 5.0)]
    path = outline(joints)
    points = corners(path)
    pairs = list(zip(points, points[1:] + points[:1], strict=True))
    assert sum(a[0] * b[1] - a[1] * b[0] for a, b in pairs) > 0
    left, top, right, low = box(traced(path, (1, 0, 0, 1, 0, 0)), 0)
    for (x, y), r in joints:
        assert left - 0.9 <= x - r
        assert x + r <= right + 0.9
        assert top - 0.9 <= y - r
        assert y + r <= low + 0.9


def test_a_joint_inside_its_neighbour_is_no_corner() -> None:
    thick = [((0.0, 0.0), 10.0), ((2.0, 0.0), 6.0)]
    assert outline(thick) == disc((0, 0), 10)
