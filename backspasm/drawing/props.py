"""What the body rests on or uses: beds, chairs, pillows, packs, rollers, walls.

A prop with `under` fits itself to the body: a pillow fills exactly the gap between
its support and the named joint, a pack lies on the named spot of the trunk.
"""

from dataclasses import dataclass

from backspasm.drawing.geometry import Box, square

# kind -> (width, height of its top, thickness) in cm, unless the pose says otherwise
SIZES: dict[str, tuple[float, float, float]] = {
    "floor": (0, 0, 0), "mat": (190, 3, 3), "bed": (205, 45, 16), "chair": (44, 46, 5),
    "stool": (40, 46, 5), "table": (80, 74, 5), "wall": (7, 190, 7), "pillow": (42, 10, 10),
    "cushions": (60, 45, 45), "towel": (9, 9, 9), "cold": (22, 0, 7), "heat": (22, 0, 7),
    "ice": (9, 0, 8), "wrap": (14, 0, 7), "roller": (15, 15, 15), "ball": (8, 0, 8),
    "shower": (30, 185, 0), "bed-above": (205, 100, 0), "mat-above": (190, 75, 0),
    "strap": (0, 0, 0), "breath": (0, 0, 0),
    "belly-in": (24, 0, 7), "belly-out": (28, 0, 7), "flake": (18, 0, 0), "steam": (20, 0, 0),
    "clock": (36, 160, 36), "spine": (5, 0, 0), "blades": (30, 0, 0),
    "weeks": (84, 160, 56), "tense": (14, 0, 0), "pillow-above": (36, 0, 60),
}  # fmt: skip
PROP_KINDS = tuple(SIZES)
SUPPORTS = (
    "floor",
    "mat",
    "bed",
    "chair",
    "stool",
    "table",
    "wall",
    "pillow",
    "cushions",
    "roller",
    "towel",
)


@dataclass(frozen=True)
class Prop:
    """One thing in the picture. -1 stands for "the kind's own size"."""

    kind: str
    name: str
    x: float = 0.0
    height: float = -1.0
    width: float = -1.0
    thick: float = -1.0
    turn: float = 0.0
    under: str = "-"
    on: str = "floor"
    facing: str = "right"
    between: bool = False
    front: bool = False
    accent: bool = False

    @property
    def is_support(self) -> bool:
        fitted = self.under != "-"
        return self.kind in SUPPORTS and not fitted

    @property
    def top(self) -> float:
        """The y of its upper surface."""
        if self.height >= 0:
            return -self.height
        _, height, _ = SIZES[self.kind]
        return -height

    @property
    def wide(self) -> float:
        if self.width >= 0:
            return self.width
        width, _, _ = SIZES[self.kind]
        return width

    @property
    def deep(self) -> float:
        if self.thick >= 0:
            return self.thick
        _, _, thick = SIZES[self.kind]
        return thick

    @property
    def side(self) -> int:
        return 1 if self.facing == "right" else -1

    @property
    def colour(self) -> str:
        return "accent" if self.accent else "prop"

    def box(self) -> Box:
        """Left, top, right, bottom of what is drawn, for fitting the frame."""
        if self.kind in ("flake", "steam", "tense"):
            centre = (self.x, self.top)
            return square(centre, self.wide / 2)
        half, top, low = self._reach()
        return (
            self.x - half,
            top,
            self.x + half,
            low,
        )

    def _reach(self) -> tuple[float, float, float]:
        """How far it goes to both sides, and from where down to where."""
        half = self.wide / 2
        top = self.top
        match self.kind:
            case "chair":
                # Its back leans out, and rises above the seat.
                return half + 14, top - 46, 0
            case "bed-above" | "mat-above":
                tall = -top / 2
                if self.facing == "up":
                    half, tall = tall, half
                return half, -tall, tall
            case "pillow-above":
                tall = self.deep / 2
                return half, top - tall, top + tall
            case "clock" | "weeks" | "roller" | "towel" | "pillow" | "ball":
                return half, top, top + self.deep
            case "wall":
                return 8, top if self.height >= 0 else -150, 0
        return half, top, 0
