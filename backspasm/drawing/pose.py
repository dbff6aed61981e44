"""A pose as data: key moments of a body, props, arrows.

Lengths are centimetres, x to the right, heights above the floor; angles are degrees.
"""

from dataclasses import dataclass, replace

from backspasm.drawing.body import RADIUS, Arm, Leg, Spine
from backspasm.drawing.geometry import Point
from backspasm.drawing.props import Prop

VIEWS = ("side", "front", "back", "above")
LYING = ("on-back", "on-side", "on-front")
LIMBS = ("near_arm", "far_arm", "near_leg", "far_leg")
PARTS = (
    *LIMBS,
    "left_arm",
    "right_arm",
    "left_leg",
    "right_leg",
    "trunk",
    "head",
    "left_shin",
    "right_shin",
    "left_thigh",
    "right_thigh",
)
SPOTS = (
    "low_back",
    "upper_back",
    "shoulder_blade",
    "neck_back",
    "belly",
    "chest",
    "hip",
    "buttock",
    "hip_front",
    "thigh_back",
    "low_back_left",
    "low_back_right",
    "knee_left",
    "knee_right",
    "foot_left",
    "foot_right",
)
PAIRED_JOINTS = ("knee", "ankle", "foot", "heel", "toe", "elbow", "hand")
CONTACTS = (
    *RADIUS,
    *(f"near_{joint}" for joint in PAIRED_JOINTS),
    *(f"far_{joint}" for joint in PAIRED_JOINTS),
)


# Standing at ease.
SPINE = Spine()
ARM = Arm()
LEG = Leg()


@dataclass(frozen=True)
class Reach:
    """Where a hand or ankle must be: [x, height], [x, "floor"], ["wall", height] or a joint."""

    place: tuple[float | str, float | str] | str
    ankle: float | None = None


@dataclass(frozen=True)
class Key:
    """One key moment of a body seen from the side."""

    spine: Spine = SPINE
    near_arm: Arm | Reach = ARM
    far_arm: Arm | Reach | None = None
    near_leg: Leg | Reach = LEG
    far_leg: Leg | Reach | None = None
    hip_x: float = 0.0
    hip_height: float | None = None
    on: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FaceKey:
    """One key moment of a body seen from the front, the back or above.

    Points lie in the picture plane, measured from between the hips, y DOWN; a limb
    that comes towards the reader is simply shorter. `turn` -1 … 1 looks left … right;
    with `legs_level` the legs do not lean with the trunk. Without a `toe` the foot
    goes on along the shin.
    """

    lean: float = 0.0
    at: Point = (0.0, 0.0)
    head: Point = (0.0, -67.0)
    tilt: float = 0.0
    turn: float = 0.0
    shoulders: tuple[Point, ...] = ((-16.5, -46.0), (16.5, -46.0))
    left_arm: tuple[Point, ...] = ((-22.0, -19.0), (-24.0, 7.0))
    right_arm: tuple[Point, ...] = ((22.0, -19.0), (24.0, 7.0))
    left_leg: tuple[Point, ...] = ((-10.0, 43.0), (-11.0, 85.0))
    right_leg: tuple[Point, ...] = ((10.0, 43.0), (11.0, 85.0))
    left_toe: Point | None = None
    right_toe: Point | None = None
    legs_level: bool = False
    fists: bool = False


@dataclass(frozen=True)
class Arrow:
    """A movement: from, to, and how far the curve bows to its left (cm).

    `round` makes it most of a circle of that radius, clockwise; below 0 the other way.
    In a strip, `key` puts it into one of the pictures; 0 stands for all. What moves
    as one picture leaves those of single keys out.
    """

    start: Point
    end: Point
    bend: float = 0.0
    both: bool = False
    key: int = 0
    round: float = 0.0


@dataclass(frozen=True)
class Pose:
    """Everything needed to draw one technique."""

    title: str
    desc: str
    view: str = "side"
    lying: str = ""
    facing: str = "right"
    keys: tuple[Key, ...] = ()
    faces: tuple[FaceKey, ...] = ()
    props: tuple[Prop, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    spots: tuple[str, ...] = ()
    accent: tuple[str, ...] = ()
    still: int = 0
    ghost: int | None = None
    loop: bool = False
    seconds: float = 6.0
    frame: tuple[Point, Point] | None = None
    arms_behind: bool = False
    strip: bool = False
    stacked: bool = False
    panels: tuple["Pose", ...] = ()

    def pictures(self) -> tuple["Pose", ...]:
        """The pictures of a strip: the panels, or one for each key moment."""
        if self.panels or not self.strip:
            return self.panels
        count = len(self.keys or self.faces)
        return tuple(self._picture(index) for index in range(count))

    def _picture(self, index: int) -> "Pose":
        """One key moment as a picture of its own."""
        number = index + 1
        arrows = [arrow for arrow in self.arrows if arrow.key in (0, number)]
        return replace(
            self,
            keys=self.keys[index:number],
            faces=self.faces[index:number],
            arrows=tuple(arrows),
            still=0,
            ghost=None,
        )
