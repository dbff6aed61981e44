"""What the body rests on or uses: beds, chairs, pillows, packs, rollers, walls.

A prop with `under` fits itself to the body: a pillow fills exactly the gap between
its support and the named joint, a pack lies on the named spot of the trunk.
"""

from dataclasses import dataclass

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
SUPPORTS = ("floor", "mat", "bed", "chair", "stool", "table", "wall", "pillow", "cushions",
            "roller", "towel")  # fmt: skip


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
        return self.kind in SUPPORTS and self.under == "-"

    @property
    def top(self) -> float:
        """The y of its upper surface."""
        return -(self.height if self.height >= 0 else SIZES[self.kind][1])

    @property
    def wide(self) -> float:
        return self.width if self.width >= 0 else SIZES[self.kind][0]

    @property
    def deep(self) -> float:
        return self.thick if self.thick >= 0 else SIZES[self.kind][2]

    @property
    def side(self) -> int:
        return 1 if self.facing == "right" else -1

    @property
    def colour(self) -> str:
        return "accent" if self.accent else "prop"

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of what is drawn, for fitting the frame."""
        half = self.wide / 2
        if self.kind == "chair":
            return self.x - half - 14, self.top - 46, self.x + half + 14, 0
        if self.kind in ("bed-above", "mat-above"):
            tall = -self.top / 2
            if self.facing == "up":
                half, tall = tall, half
            return self.x - half, -tall, self.x + half, tall
        if self.kind == "pillow-above":
            tall = self.deep / 2
            return (
                self.x - half,
                self.top - tall,
                self.x + half,
                self.top + tall,
            )
        if self.kind in ("flake", "steam", "tense"):
            return (
                self.x - half,
                self.top - half,
                self.x + half,
                self.top + half,
            )
        if self.kind in ("clock", "weeks", "roller", "towel", "pillow", "ball"):
            return self.x - half, self.top, self.x + half, self.top + self.deep
        if self.kind == "wall":
            return (
                self.x - 8,
                self.top if self.height >= 0 else -150,
                self.x + 8,
                0,
            )
        return self.x - half, self.top, self.x + half, 0
