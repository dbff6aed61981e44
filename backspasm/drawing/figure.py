"""A pose becomes a picture: `figure_svg(pose, prefix="ex-bridge", animated=True)`.

The picture fits its frame, stands on its ground line, and says in words what it shows.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from backspasm.charts.numbers import nums
from backspasm.drawing.frame import HEIGHT, LARGEST, WIDTH, Frame, fit
from backspasm.drawing.layers import layers
from backspasm.drawing.pose import Pose
from backspasm.drawing.reading import read_pose
from backspasm.drawing.settle import UNIT, settled
from backspasm.drawing.svg import document, fill, path, shared, short_id, stroke
from backspasm.drawing.table import PoseError
from backspasm.drawing.trace import Matrix

__all__ = [
    "Pose",
    "PoseError",
    "figure_svg",
    "figures",
    "load_pose",
    "load_poses",
]

FINE = (WIDTH * UNIT, HEIGHT * UNIT)


def figures(pose: Pose, name: str, *, steps: int = 0) -> dict[str, str]:
    """Every picture that a technique needs, by its variant: "" is the still.

    What is told in `steps` has a still of each, "step-1" and so on. Else there is the
    "moving" one, where anything moves. Raises PoseError as `figure_svg` does.
    """
    out = {"": figure_svg(pose, prefix=name, animated=False)}
    for step in range(1, steps + 1):
        out[f"step-{step}"] = figure_svg(pose, prefix=name, step=step)
    moving = figure_svg(pose, prefix=name, animated=True)
    if not steps and "<animate" in moving:
        out["moving"] = moving
    return out


def figure_svg(
    pose: Pose, *, prefix: str, animated: bool = True, step: int | None = None
) -> str:
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
    if pictures:
        return document(
            pose.title,
            pose.desc,
            name,
            _strip(pose, pictures, animated, short_id(name)),
            FINE,
        )
    whole = replace(pose, arrows=tuple(a for a in pose.arrows if not a.key))
    if animated and len(pose.keys or pose.faces) > 1:
        return document(
            pose.title, pose.desc, name, _moving(whole, name), (WIDTH, HEIGHT)
        )
    return document(
        pose.title,
        pose.desc,
        name,
        settled([_still(whole, (WIDTH, HEIGHT))], short_id(name)),
        FINE,
    )


def _strip(
    pose: Pose, pictures: Sequence[Pose], animated: bool, key: str
) -> str:
    """Numbered pictures of one scale: side by side, or large and each in its turn."""
    count = len(pictures)
    _, _, *cut = cell(0, count, pose.stacked)
    size = (WIDTH, HEIGHT) if animated else (cut[0], cut[1])
    largest = min(fit(picture, size).scale for picture in pictures)
    places = [
        (0, 0) if animated else cell(n, count, pose.stacked)[:2]
        for n in range(count)
    ]
    drawn = [
        _still(p, size, largest, at)
        for p, at in zip(pictures, places, strict=True)
    ]
    numbers = [
        f'<text x="{(x + 12) * UNIT}" y="{(y + 17) * UNIT}">{n}</text>'
        for n, (x, y) in enumerate(places, 1)
    ]
    if not animated:
        return settled(drawn, key) + _labels(numbers)
    turns = [
        settled([one], f"{key}{n}-") + _labels([numbers[n]])
        for n, one in enumerate(drawn)
    ]
    return "".join(
        _in_turn(inner, n, count, pose.seconds) for n, inner in enumerate(turns)
    )


def _labels(numbers: Sequence[str]) -> str:
    """The numbers in the upper left corners of a strip's pictures."""
    look = f'font-size="{12 * UNIT}" font-weight="700" {fill("near")}'
    return f"<g {look}>{''.join(numbers)}</g>"


def _one_step(pose: Pose, name: str, step: int) -> str:
    pictures = pose.pictures() or (pose,) * step
    if not 1 <= step <= len(pictures):
        raise PoseError(f"step: there is no picture {step} of {len(pictures)}")
    one, size = pictures[step - 1], (WIDTH, HEIGHT)
    # Nobody grows on the way.
    largest = min(fit(picture, size).scale for picture in pictures)
    return document(
        one.title,
        one.desc,
        name,
        settled([_still(one, size, largest)], short_id(name)),
        FINE,
    )


def cell(number: int, count: int, stacked: bool) -> tuple[int, int, int, int]:
    """Left, top, width, height of one picture of a strip: up to three in a row, or two rows.

    `stacked` puts one below the other, which suits a body that lies or kneels.
    """
    columns, rows = (count, 1) if count < 4 else ((count + 1) // 2, 2)
    if stacked:
        columns, rows = 1, count
    width, height = WIDTH // columns, HEIGHT // rows
    return number % columns * width, number // columns * height, width, height


def _still(
    pose: Pose,
    size: tuple[int, int],
    largest: float = LARGEST,
    at: tuple[int, int] = (0, 0),
) -> tuple[str, Matrix]:
    """What is seen at one moment, and its place in a picture of fine units, corner `at`."""
    frame = fit(pose, size, largest)
    scale, across = frame.scale * UNIT, frame.dx
    x_scale = scale
    if pose.facing == "left":
        x_scale, across = -scale, frame.width - frame.dx
    x, y = round((at[0] + across) * UNIT), round((at[1] + frame.dy) * UNIT)
    return _drawn(pose, "", False, frame), (x_scale, 0, 0, scale, x, y)


def _moving(pose: Pose, prefix: str) -> str:
    frame = fit(pose)
    inner = shared(_drawn(pose, prefix, True, frame), prefix)
    return f'<g transform="{_placed(frame, pose)}">{inner}</g>'


def _drawn(pose: Pose, prefix: str, animated: bool, frame: Frame) -> str:
    ground = ""
    if pose.view != "above" and pose.frame is None:
        ends = f"M{nums(frame.left + 4)} 1H{nums(frame.right - 4)}"
        ground = path(ends, stroke("line", 2))
    return ground + layers(pose, prefix, animated, frame.scale)


def _placed(frame: Frame, pose: Pose) -> str:
    scale = f"{frame.scale:.3f}"
    if pose.facing == "left":
        return f"translate({nums(frame.width - frame.dx, frame.dy)})scale(-{scale} {scale})"
    return f"translate({nums(frame.dx, frame.dy)})scale({scale})"


def _in_turn(inner: str, number: int, count: int, seconds: float) -> str:
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
    return {
        file.stem: load_pose(file) for file in sorted(folder.glob("*.toml"))
    }
