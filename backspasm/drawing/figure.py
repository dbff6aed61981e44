"""A pose becomes a picture: `figure_svg(pose, prefix="ex-bridge", animated=True)`.

The picture fits its frame, stands on its ground line, and says in words what it shows.
"""

import tomllib
from pathlib import Path

from backspasm.drawing.frame import HEIGHT, WIDTH, Frame, fit
from backspasm.drawing.geometry import nums
from backspasm.drawing.layers import layers
from backspasm.drawing.pose import Pose, PoseError
from backspasm.drawing.svg import document, path, stroke

__all__ = ["Pose", "PoseError", "figure_svg", "load_pose", "load_poses"]


def figure_svg(pose: Pose, *, prefix: str, animated: bool = True) -> str:
    """The picture of one pose as an SVG text.

    `prefix` (the technique's id) keeps element ids unique on a page. Without
    `animated` it is a still: the most telling moment, the other one as a ghost.
    Raises PoseError when the body cannot be drawn as asked.
    """
    name = prefix if animated else f"{prefix}-s"
    if not pose.panels:
        inner = _panel(pose, name, animated, (WIDTH, HEIGHT))
        return document(pose.title, pose.desc, name, inner, (WIDTH, HEIGHT))
    parts = []
    for number, panel in enumerate(pose.panels):
        if animated:
            inner = _panel(panel, f"{name}{number}", False, (WIDTH, HEIGHT))
            parts.append(_shown_in_turn(inner, number, len(pose.panels), pose.seconds))
        else:
            x, y, width, height = cell(number, len(pose.panels))
            inner = _panel(panel, f"{name}{number}", False, (width, height))
            parts.append(f'<g transform="translate({x} {y})">{inner}</g>')
    return document(pose.title, pose.desc, name, "".join(parts), (WIDTH, HEIGHT))


def cell(number: int, count: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of one picture of a strip: two beside, or two by two."""
    rows = 1 if count == 2 else 2
    width, height = WIDTH // 2, HEIGHT // rows
    return number % 2 * width, number // 2 * height, width, height


def _panel(pose: Pose, prefix: str, animated: bool, size: tuple[int, int]) -> str:
    frame = fit(pose, size)
    ground = ""
    if pose.view != "above" and pose.frame is None:
        ends = f"M{nums(frame.left + 4)} 1H{nums(frame.right - 4)}"
        ground = path(ends, stroke("ground", 2, "#a9b5c4"))
    inner = ground + layers(pose, prefix, animated, frame.scale)
    return f'<g transform="{_placed(frame, pose)}">{inner}</g>'


def _placed(frame: Frame, pose: Pose) -> str:
    scale = f"{frame.scale:.3f}"
    if pose.facing == "left":
        return f"translate({nums(frame.width - frame.dx, frame.dy)})scale(-{scale} {scale})"
    return f"translate({nums(frame.dx, frame.dy)})scale({scale})"


def _shown_in_turn(inner: str, number: int, count: int, seconds: float) -> str:
    """One picture of a strip, large, shown while it is its turn."""
    turns = ["1" if i == number else "0" for i in range(count)]
    moves = (
        f'<animate attributeName="opacity" calcMode="discrete" values="{";".join(turns)}" '
        f'dur="{nums(seconds)}s" repeatCount="indefinite"/>'
    )
    return f'<g opacity="{turns[0]}">{moves}{inner}</g>'


def load_pose(file: Path) -> Pose:
    """One pose file. Raises PoseError naming the file and the key."""
    try:
        return Pose.from_table(tomllib.loads(file.read_text(encoding="utf-8")))
    except (PoseError, tomllib.TOMLDecodeError) as error:
        raise PoseError(f"{file.name}: {error}") from error


def load_poses(folder: Path) -> dict[str, Pose]:
    """Every pose of a folder by technique id, in the order of their names."""
    return {file.stem: load_pose(file) for file in sorted(folder.glob("*.toml"))}
