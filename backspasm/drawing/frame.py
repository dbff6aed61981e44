"""Fitting: every picture fills the same frame, and nothing leaves it."""

from dataclasses import dataclass

from backspasm.drawing.body import RADIUS
from backspasm.drawing.face import face_extent
from backspasm.drawing.geometry import Box, square, union
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
    margin = MARGIN * small
    ground = GROUND * small
    room_x = width - 2 * margin
    room_y = height - margin - ground
    scale = min(
        room_x / (right - left),
        room_y / (low - top),
    )
    if pose.frame is None:
        scale = min(scale, largest)
    dx = width / 2 - scale * (left + right) / 2
    if pose.frame is not None:
        dy = height - scale * low
    elif pose.view == "above":
        dy = height / 2 - scale * (top + low) / 2
    else:
        dy = height - ground - scale * low
    return Frame(scale, dx, dy, width)


def extent(pose: Pose) -> Box:
    """Left, top, right, bottom in cm of all that is drawn, over the whole movement."""
    if pose.frame is not None:
        corners = [square(corner, 0) for corner in pose.frame]
        return union(corners)
    # The floor is as wide as any picture, what is fitted lies on the body.
    boxes = [
        prop.box()
        for prop in pose.props
        if prop.under == "-" and prop.kind != "floor"
    ]
    boxes += body_boxes(pose)
    for arrow in pose.arrows:
        bow = abs(arrow.bend)
        across = 2 * abs(arrow.round)
        reach = bow + across + 4
        boxes.append(square(arrow.start, reach))
        boxes.append(square(arrow.end, reach))
    if pose.view != "above":
        # The ground is always in the picture.
        somewhere = boxes[0][0]
        boxes.append((somewhere, -1.0, somewhere, 0.0))
    return union(boxes)


def _thick(joint: str) -> float:
    name = joint.removeprefix("near_").removeprefix("far_")
    return RADIUS.get(name, 5.0)


def body_boxes(pose: Pose) -> list[Box]:
    """One box a moment around the body itself."""
    if pose.faces:
        return [face_extent(face) for face in face_moments(pose)]
    boxes = []
    for body in moments(pose):
        parts = []
        for name, point in body.joints.items():
            reach = _thick(name) + 1
            parts.append(square(point, reach))
        boxes.append(union(parts))
    return boxes
