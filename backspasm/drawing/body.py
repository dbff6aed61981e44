"""The body seen from the side: its measures, its joints, and where they put each point.

Local frame of every piece: the person stands at the origin (the hip), faces +x and
y points DOWN. A pose turns the pieces about their joints, so no limb can change length.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from backspasm.drawing.geometry import (
    Point,
    capsule,
    down_angle,
    mid,
    transformed,
    turned,
    two_bones,
)

THIGH, SHIN, UPPER_ARM, FOREARM = 43.0, 42.0, 29.0, 28.0
LUMBAR: Point = (0.0, -12.0)
THORAX: Point = (0.0, -29.0)
SHOULDER: Point = (0.0, -44.0)
NECK: Point = (0.5, -50.0)
HEAD: Point = (1.5, -58.0)
FACE: Point = (2.2, -65.5)

# Half thickness at each named point: how far the skin is from the joint.
RADIUS: Mapping[str, float] = {
    "hip": 11.5, "waist": 10.2, "back": 11.0, "shoulder": 10.0, "head": 11.5,
    "knee": 7.2, "ankle": 4.8, "toe": 0.0, "heel": 0.0, "foot": 0.0,
    "elbow": 4.9, "hand": 4.2, "finger": 3.0, "neck": 5.4,
}  # fmt: skip

# Where a spot or a pack lies: which piece of the trunk, and the point on its skin.
SPOT_PLACES: dict[str, tuple[str, Point]] = {
    "low_back": ("lumbar", (-9.5, -19)), "upper_back": ("thorax", (-10.5, -38)),
    "shoulder_blade": ("thorax", (-9.5, -42)), "neck_back": ("neck", (-4.5, -55)),
    "belly": ("lumbar", (10, -17)), "chest": ("thorax", (10.5, -36)),
    "buttock": ("pelvis", (-10, 3)), "hip_front": ("pelvis", (9, 1)),
    "thigh_back": ("pelvis", (-8, 12)),
}  # fmt: skip

# Each piece turns with those before it.
TRUNK = ("pelvis", "lumbar", "thorax", "neck", "head")
BENDS = ((0.0, 0.0), LUMBAR, THORAX, NECK, HEAD)  # about these points

SOLE = 6.4  # cm from the ankle joint to the ground when the foot is flat

PELVIS_PATH = capsule((0, 0), LUMBAR, 11.5, 10.2)
LUMBAR_PATH = capsule(LUMBAR, THORAX, 10.2, 11.3)
THORAX_PATH = capsule(THORAX, (0, -43), 11.3, 10) + capsule(
    (0, -43), (0.3, -50), 10, 6
)
NECK_PATH = capsule(NECK, (1.8, -62), 5.4, 5.2)
HEAD_PATH = (
    "M-4.6-56.2C-12-61-11-77.4 1.6-77.4C8.8-77.4 12.2-72.8 12.2-68L14.9-63.7"
    "Q15.3-62.2 13.2-62L12.9-58Q12.4-53.6 8-53.4Q4-53.4 2.4-56Z"
)
THIGH_PATH = capsule((0, 0), (0, THIGH), 10.2, 7.2)
SHIN_PATH = capsule((0, THIGH), (0, THIGH + SHIN), 7.2, 4.6)
FOOT_PATH = "M4.6 83.4Q11.5 86 16 88.8Q17 91.4 14 91.4H-2.4Q-6.6 91.4-4.6 84.6Z"
UPPER_ARM_PATH = capsule((0, 0), (0, UPPER_ARM), 6.4, 4.9)
# A cone: where it is thick, and its point.
DELTOID: tuple[Point, Point] = ((0, 0), (0, 32))
SHOULDER_THICK = 9.6
DELTOID_PATH = capsule(*DELTOID, SHOULDER_THICK, 0)
FOREARM_PATH = capsule((0, UPPER_ARM), (0, 57), 4.9, 3.9)
HAND_PATH = capsule((0, 57), (0, 63.5), 4.2, 3) + capsule(
    (2, 57), (4.6, 60.4), 2, 1.6
)

# Degrees a healthy joint allows; a pose outside is a slip of the pen.
LIMITS: Mapping[str, tuple[float, float]] = {
    "hip": (-35, 145), "knee": (-3, 160), "ankle": (-40, 90),
    "shoulder": (-80, 215), "elbow": (-5, 160), "wrist": (-95, 95),
    "lean": (-200, 200), "low_back": (-50, 60), "upper_back": (-40, 60),
    "neck": (-60, 70), "head": (-50, 50),
}  # fmt: skip


@dataclass(frozen=True)
class Leg:
    """Hip and knee flexion, and how far the toes point (0 = foot square to the shin)."""

    hip: float = 0.0
    knee: float = 0.0
    ankle: float = 0.0


@dataclass(frozen=True)
class Arm:
    """Shoulder flexion (0 = by the side, 180 = overhead), elbow flexion, and wrist.

    The wrist turns the way the foot does: below 0 the back of the hand comes up.
    """

    shoulder: float = 0.0
    elbow: float = 0.0
    wrist: float = 0.0


@dataclass(frozen=True)
class Spine:
    """Lean of the pelvis (0 upright, 90 face down, -90 face up), then flexion upwards."""

    lean: float = 0.0
    low_back: float = 0.0
    upper_back: float = 0.0
    neck: float = 0.0
    head: float = 0.0

    @property
    def chest(self) -> float:
        return self.lean + self.low_back + self.upper_back

    @property
    def angles(self) -> tuple[float, ...]:
        """How far each piece of the trunk turns on the one before, from the pelvis up."""
        return (
            self.lean,
            self.low_back,
            self.upper_back,
            self.neck,
            self.head,
        )

    def turn(self, part: str) -> float:
        """The angle of a piece of the trunk in the picture."""
        count = TRUNK.index(part) + 1
        bends = self.angles[:count]
        return sum(bends)


@dataclass(frozen=True)
class Skeleton:
    """One solved moment: the hip's place and every joint, all limbs included."""

    hip: Point
    spine: Spine
    near_arm: Arm
    far_arm: Arm
    near_leg: Leg
    far_leg: Leg

    def on_trunk(self, local: Point, part: str) -> Point:
        """Where a local point of pelvis, lumbar, thorax, neck or head is now."""
        angles = self.spine.angles
        top = TRUNK.index(part)
        point = local
        # The pelvis turns about the hip itself, which is no bend of the spine.
        for place in range(top, 0, -1):
            angle = angles[place]
            about = BENDS[place]
            point = turned(point, angle, about)
        return transformed(point, self.spine.lean, self.hip)

    @property
    def shoulder(self) -> Point:
        return self.on_trunk(SHOULDER, "thorax")

    def points(self) -> dict[str, Point]:
        """Every named joint and spot of this moment, in picture centimetres."""
        out = dict(self.joints)
        for name, (part, local) in SPOT_PLACES.items():
            out[name] = self.on_trunk(local, part)
        return out

    @cached_property
    def joints(self) -> dict[str, Point]:
        """The joints alone: a moment is asked for them again and again."""
        out = {
            "hip": self.hip,
            "waist": self.on_trunk(LUMBAR, "pelvis"),
            "back": self.on_trunk(THORAX, "lumbar"),
            "shoulder": self.shoulder,
            "neck": self.on_trunk((1, -55), "neck"),
            "head": self.on_trunk(FACE, "head"),
        }
        limbs = {
            "near": (self.near_arm, self.near_leg),
            "far": (self.far_arm, self.far_leg),
        }
        for side, (arm, leg) in limbs.items():
            points = {
                **arm_points(arm, self.shoulder, self.spine),
                **leg_points(leg, self.hip, self.spine),
            }
            points["thigh"] = mid(self.hip, points["knee"], 0.62)
            for name, point in points.items():
                out[f"{side}_{name}"] = point
        return out


def arm_points(
    arm: Arm,
    shoulder: Point,
    spine: Spine,
) -> dict[str, Point]:
    """Elbow and hand of an arm that hangs from `shoulder`."""
    upper = spine.chest - arm.shoulder
    lower = upper - arm.elbow
    palm = lower + arm.wrist
    elbow = transformed((0, UPPER_ARM), upper, shoulder)
    hand = transformed((0, FOREARM), lower, elbow)
    finger = transformed((0, 6.5), palm, hand)
    return {
        "elbow": elbow,
        "hand": hand,
        "finger": finger,
    }


def leg_points(
    leg: Leg,
    hip: Point,
    spine: Spine,
) -> dict[str, Point]:
    """Knee, ankle, heel and toe of a leg; `foot` is the lower end of the sole."""
    thigh = spine.lean - leg.hip
    shin = thigh + leg.knee
    sole = shin + leg.ankle
    knee = transformed((0, THIGH), thigh, hip)
    ankle = transformed((0, SHIN), shin, knee)
    heel = transformed((-3.5, SOLE), sole, ankle)
    toe = transformed((14.5, SOLE), sole, ankle)
    foot = toe
    if heel[1] >= toe[1]:
        foot = heel
    return {
        "knee": knee,
        "ankle": ankle,
        "heel": heel,
        "toe": toe,
        "foot": foot,
    }


def arm_to(
    target: Point,
    shoulder: Point,
    spine: Spine,
    *,
    flat: bool = False,
) -> Arm:
    """The arm that puts the hand on `target`, elbow folding forwards. Pure inverse kinematics.

    `flat` lays the palm on what is below it, fingers forward.
    """
    inside, bend = two_bones(
        shoulder,
        target,
        UPPER_ARM,
        FOREARM,
    )
    upper = down_angle(shoulder, target) + inside
    flexion = _near(spine.chest - upper, 60)
    lower = _near(upper - bend, 0)
    wrist = 0.0
    # A forearm that points up or far back cannot lay its palm down.
    if flat and -100 < lower < 40:
        wrist = -90.0 - lower
    return Arm(flexion, bend, wrist)


def leg_to(
    target: Point,
    hip: Point,
    spine: Spine,
    ankle: float | None,
) -> Leg:
    """The leg that puts the ankle on `target`; without `ankle` the sole lies flat."""
    inside, bend = two_bones(
        hip,
        target,
        THIGH,
        SHIN,
    )
    thigh = down_angle(hip, target) - inside
    flexion = _near(spine.lean - thigh, 60)
    if ankle is None:
        shin = thigh + bend
        ankle = _near(-shin, 0)
    return Leg(flexion, bend, ankle)


def _near(angle: float, centre: float) -> float:
    """The same direction written within half a turn of `centre`."""
    past = angle - centre + 180
    within = past % 360 - 180
    return within + centre
