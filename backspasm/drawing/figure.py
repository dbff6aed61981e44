"""A pose becomes a picture: `figure_svg(pose, prefix="ex-bridge", animated=True)`.

The picture fits its frame, stands on its ground line, and says in words what it shows.
"""

import tomllib
from dataclasses import replace
from pathlib import Path

from backspasm.drawing.frame import HEIGHT, LARGEST, WIDTH, Frame, fit
from backspasm.drawing.geometry import nums
from backspasm.drawing.layers import layers
from backspasm.drawing.pose import Pose
from backspasm.drawing.reading import read_pose
from backspasm.drawing.svg import document, fill, path, stroke
from backspasm.drawing.table import PoseError

__all__ = ["Pose", "PoseError", "figure_svg", "load_pose", "load_poses"]


def figure_svg(pose: Pose, *, prefix: str, animated: bool = True, step: int | None = None) -> str:
    """The picture of one pose as an SVG text.

    `prefix` (the technique's id) keeps element ids unique on a page. Without
    `animated` it is a still: the most telling moment, the other one as a ghost.
    `step` (1 = the first) picks one picture of a strip: a large still that is named
    for itself. A pose that is no strip has one picture, whatever the step.
    Raises PoseError when the body cannot be drawn as asked, or a strip has no such step.
    """
    if step is not None:
        return _one_step(pose, f"{prefix}-{step}", step)
    name = prefix if animated else f"{prefix}-s"
    pictures = pose.panels if animated else pose.pictures()
    if not pictures:
        whole = replace(pose, arrows=tuple(a for a in pose.arrows if not a.key))
        inner = _panel(whole, name, animated, (WIDTH, HEIGHT))
        return document(pose.title, pose.desc, name, inner, (WIDTH, HEIGHT))
    parts = []
    count = len(pictures)
    _, _, *cut = cell(0, count, pose.stacked)
    size = (WIDTH, HEIGHT) if animated else (cut[0], cut[1])
    largest = min(fit(panel, size).scale for panel in pictures)  # one size for all steps
    for number, panel in enumerate(pictures):
        inner = _panel(panel, f"{name}{number}", False, size, largest) + _step(number)
        if animated:
            parts.append(_shown_in_turn(inner, number, count, pose.seconds))
        else:
            x, y, _, _ = cell(number, count, pose.stacked)
            parts.append(f'<g transform="translate({x} {y})">{inner}</g>')
    return document(pose.title, pose.desc, name, "".join(parts), (WIDTH, HEIGHT))


def _one_step(pose: Pose, name: str, step: int) -> str:
    pictures = pose.pictures() or (pose,) * step
    if not 1 <= step <= len(pictures):
        raise PoseError(f"step: there is no picture {step} of {len(pictures)}")
    one, size = pictures[step - 1], (WIDTH, HEIGHT)
    largest = min(fit(picture, size).scale for picture in pictures)  # nobody grows on the way
    inner = _panel(one, name, False, size, largest)
    return document(one.title, one.desc, name, inner, size)


def cell(number: int, count: int, stacked: bool) -> tuple[int, int, int, int]:
    """Left, top, width, height of one picture of a strip: up to three in a row, or two rows.

    `stacked` puts one below the other, which suits a body that lies or kneels.
    """
    columns, rows = (count, 1) if count < 4 else ((count + 1) // 2, 2)
    if stacked:
        columns, rows = 1, count
    width, height = WIDTH // columns, HEIGHT // rows
    return number % columns * width, number // columns * height, width, height


def _step(number: int) -> str:
    """The number of a picture in a strip, in its upper left corner."""
    return (
        f'<text x="12" y="17" font-size="12" font-weight="700" {fill("near")}>{number + 1}</text>'
    )


def _panel(
    pose: Pose, prefix: str, animated: bool, size: tuple[int, int], largest: float = LARGEST
) -> str:
    frame = fit(pose, size, largest)
    ground = ""
    if pose.view != "above" and pose.frame is None:
        ends = f"M{nums(frame.left + 4)} 1H{nums(frame.right - 4)}"
        ground = path(ends, stroke("ground", 2))
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
        return read_pose(tomllib.loads(file.read_text(encoding="utf-8")))
    except (PoseError, tomllib.TOMLDecodeError) as error:
        raise PoseError(f"{file.name}: {error}") from error


def load_poses(folder: Path) -> dict[str, Pose]:
    """Every pose of a folder by technique id, in the order of their names."""
    return {file.stem: load_pose(file) for file in sorted(folder.glob("*.toml"))}
