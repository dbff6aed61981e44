"""Fitting: every picture fills the same frame, and nothing leaves it."""

from dataclasses import dataclass

from backspasm.drawing.body import RADIUS
from backspasm.drawing.face import face_extent
from backspasm.drawing.geometry import Box
from backspasm.drawing.pose import Pose
from backspasm.drawing.solve import face_moments, moments

WIDTH, HEIGHT = 320, 200
MARGIN = 10.0
GROUND = 12.0  # px below the ground line
LARGEST = 1.7  # px per cm


@dataclass(frozen=True)
class Frame:
    """How centimetres become pixels: x * scale + dx, y * scale + dy."""

    scale: float
    dx: float
    dy: float
    width: int

    @property
    def left(self) -> float:
        return -self.dx / self.scale

    @property
    def right(self) -> float:
        return (self.width - self.dx) / self.scale


def fit(
    pose: Pose,
    size: tuple[int, int] = (WIDTH, HEIGHT),
    largest: float = LARGEST,
) -> Frame:
    """The frame of one panel: as large as fits, ground line near the bottom."""
    left, top, right, low = extent(pose)
    width, height = size
    # A picture of a strip has slimmer margins.
    small = min(width / WIDTH, height / HEIGHT)
    margin, ground = MARGIN * small, GROUND * small
    room_x, room_y = width - 2 * margin, height - margin - ground
    scale = min(room_x / (right - left), room_y / (low - top))
    if pose.frame is None:
        scale = min(scale, largest)
    dx = width / 2 - scale * (left + right) / 2
    if pose.frame is not None:
        return Frame(scale, dx, height - scale * low, width)
    if pose.view != "above":
        return Frame(scale, dx, height - ground - scale * low, width)
    return Frame(scale, dx, height / 2 - scale * (top + low) / 2, width)


def extent(pose: Pose) -> Box:
    """Left, top, right, bottom in cm of all that is drawn, over the whole movement."""
    if pose.frame is not None:
        (x1, y1), (x2, y2) = pose.frame
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    boxes = [
        prop.box()
        for prop in pose.props
        if prop.under == "-" and prop.kind != "floor"
    ]
    boxes += body_boxes(pose)
    for arrow in pose.arrows:
        reach = abs(arrow.bend) + 2 * abs(arrow.round) + 4
        for x, y in (arrow.start, arrow.end):
            boxes.append((x - reach, y - reach, x + reach, y + reach))
    if pose.view != "above":
        boxes.append((boxes[0][0], -1.0, boxes[0][0], 0.0))
    lefts, tops, rights, lows = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(lows)


def _thick(joint: str) -> float:
    return RADIUS.get(joint.removeprefix("near_").removeprefix("far_"), 5.0)


def body_boxes(pose: Pose) -> list[Box]:
    """One box a moment around the body itself."""
    if pose.faces:
        return [face_extent(face) for face in face_moments(pose)]
    boxes = []
    for body in moments(pose):
        discs = [
            (x, y, _thick(name) + 1) for name, (x, y) in body.joints.items()
        ]
        boxes.append(
            (
                min(x - r for x, _, r in discs),
                min(y - r for _, y, r in discs),
                max(x + r for x, _, r in discs),
                max(y + r for _, y, r in discs),
            )
        )
    return boxes
