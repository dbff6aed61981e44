"""A pose becomes a picture: `figure_svg(pose, prefix="ex-bridge", animated=True)`.

The picture fits its frame, stands on its ground line, and says in words what it shows.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from backspasm.charts.markup import attributes
from backspasm.charts.numbers import nums
from backspasm.drawing.frame import HEIGHT, LARGEST, WIDTH, Frame, fit
from backspasm.drawing.layers import layers
from backspasm.drawing.pose import Pose
from backspasm.drawing.reading import read_pose
from backspasm.drawing.settle import UNIT, settled
from backspasm.drawing.svg import (
    document,
    drawn,
    fill,
    shared,
    short_id,
    stroke,
)
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


def figures(
    pose: Pose,
    name: str,
    *,
    steps: int = 0,
) -> dict[str, str]:
    """Every picture that a technique needs, by its variant: "" is the still.

    What is told in `steps` has a still of each, "step-1" and so on. Else there is the
    "moving" one, where anything moves. Raises PoseError as `figure_svg` does.
    """
    out = {"": figure_svg(pose, prefix=name, animated=False)}
    for step in range(1, steps + 1):
        variant = f"step-{step}"
        out[variant] = figure_svg(pose, prefix=name, step=step)
    moving = figure_svg(pose, prefix=name, animated=True)
    if not steps and "<animate" in moving:
        out["moving"] = moving
    return out


def figure_svg(
    pose: Pose,
    *,
    prefix: str,
    animated: bool = True,
    step: int | None = None,
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
    if animated:
        return _moving_figure(pose, prefix)
    return _still_figure(pose, f"{prefix}-s")


def _moving_figure(pose: Pose, name: str) -> str:
    """The picture with all its movement; the still of a body that does not move."""
    key = short_id(name)
    size = FINE
    if pose.panels:
        inner = _moving_strip(pose, pose.panels, key)
    elif len(pose.keys or pose.faces) > 1:
        inner = _moving(pose, name)
        size = (WIDTH, HEIGHT)
    else:
        inner = _one_still(pose, key)
    return document(
        pose.title,
        pose.desc,
        name,
        inner,
        size,
    )


def _still_figure(pose: Pose, name: str) -> str:
    key = short_id(name)
    pictures = pose.pictures()
    if pictures:
        inner = _still_strip(pose, pictures, key)
    else:
        inner = _one_still(pose, key)
    return document(
        pose.title,
        pose.desc,
        name,
        inner,
        FINE,
    )


def _one_still(pose: Pose, key: str) -> str:
    whole = _whole(pose)
    still = _still(whole, (WIDTH, HEIGHT))
    return settled([still], key)


def _whole(pose: Pose) -> Pose:
    """Without the arrows that belong to one picture of a strip."""
    arrows = tuple(arrow for arrow in pose.arrows if not arrow.key)
    return replace(pose, arrows=arrows)


def _still_strip(
    pose: Pose,
    pictures: Sequence[Pose],
    key: str,
) -> str:
    """Numbered pictures of one scale, side by side."""
    count = len(pictures)
    _, _, width, height = cell(0, count, pose.stacked)
    size = (width, height)
    largest = _largest(pictures, size)
    stills = []
    labels = []
    for index, picture in enumerate(pictures):
        left, top, _, _ = cell(index, count, pose.stacked)
        corner = (left, top)
        still = _still(picture, size, largest, corner)
        stills.append(still)
        labels.append(_label(index + 1, corner))
    return settled(stills, key) + _labels(labels)


def _moving_strip(
    pose: Pose,
    pictures: Sequence[Pose],
    key: str,
) -> str:
    """Numbered pictures of one scale, large and each in its turn."""
    count = len(pictures)
    size = (WIDTH, HEIGHT)
    largest = _largest(pictures, size)
    out = ""
    for index, picture in enumerate(pictures):
        still = _still(picture, size, largest)
        label = _label(index + 1, (0, 0))
        inner = settled([still], f"{key}{index}-")
        inner += _labels([label])
        out += _in_turn(inner, index, count, pose.seconds)
    return out


def _largest(pictures: Sequence[Pose], size: tuple[int, int]) -> float:
    """The scale that fits all of them: nobody grows on the way."""
    frames = [fit(picture, size) for picture in pictures]
    return min(frame.scale for frame in frames)


def _label(number: int, corner: tuple[int, int]) -> str:
    left, top = corner
    place = attributes(
        x=(left + 12) * UNIT,
        y=(top + 17) * UNIT,
    )
    return f"<text {place}>{number}</text>"


def _labels(numbers: Sequence[str]) -> str:
    """The numbers in the upper left corners of a strip's pictures."""
    font = attributes(
        font_size=12 * UNIT,
        font_weight="700",
    )
    colour = fill("near")
    inner = "".join(numbers)
    return f"<g {font} {colour}>{inner}</g>"


def _one_step(
    pose: Pose,
    name: str,
    step: int,
) -> str:
    pictures = pose.pictures() or (pose,) * step
    count = len(pictures)
    if not 1 <= step <= count:
        raise PoseError(f"step: there is no picture {step} of {count}")
    one = pictures[step - 1]
    size = (WIDTH, HEIGHT)
    largest = _largest(pictures, size)
    still = _still(one, size, largest)
    return document(
        one.title,
        one.desc,
        name,
        settled([still], short_id(name)),
        FINE,
    )


def cell(
    number: int,
    count: int,
    stacked: bool,
) -> tuple[int, int, int, int]:
    """Left, top, width, height of one picture of a strip: up to three in a row, or two rows.

    `stacked` puts one below the other, which suits a body that lies or kneels.
    """
    columns = count
    rows = 1
    if stacked:
        columns = 1
        rows = count
    elif count > 3:
        columns = (count + 1) // 2
        rows = 2
    width = WIDTH // columns
    height = HEIGHT // rows
    row, column = divmod(number, columns)
    return (
        column * width,
        row * height,
        width,
        height,
    )


def _still(
    pose: Pose,
    size: tuple[int, int],
    largest: float = LARGEST,
    at: tuple[int, int] = (0, 0),
) -> tuple[str, Matrix]:
    """What is seen at one moment, and its place in a picture of fine units, corner `at`."""
    frame = fit(pose, size, largest)
    scale = frame.scale * UNIT
    across = frame.dx
    x_scale = scale
    if pose.facing == "left":
        x_scale = -scale
        across = frame.width - frame.dx
    left, top = at
    x = round((left + across) * UNIT)
    y = round((top + frame.dy) * UNIT)
    inner = _drawn(pose, "", False, frame)
    return inner, (x_scale, 0, 0, scale, x, y)


def _moving(pose: Pose, prefix: str) -> str:
    whole = _whole(pose)
    frame = fit(whole)
    picture = _drawn(whole, prefix, True, frame)
    inner = shared(picture, prefix)
    place = _placed(frame, whole)
    return f'<g transform="{place}">{inner}</g>'


def _drawn(
    pose: Pose,
    prefix: str,
    animated: bool,
    frame: Frame,
) -> str:
    ground = ""
    if pose.view != "above" and pose.frame is None:
        left = nums(frame.left + 4)
        right = nums(frame.right - 4)
        ground = drawn(
            stroke("line", 2),
            f"M{left} 1",
            f"H{right}",
        )
    body = layers(pose, prefix, animated, frame.scale)
    return ground + body


def _placed(frame: Frame, pose: Pose) -> str:
    """The transform from centimetres to pixels; a picture that faces left is mirrored."""
    x = frame.dx
    scale = f"{frame.scale:.3f}"
    if pose.facing == "left":
        x = frame.width - x
        scale = f"-{scale} {scale}"
    place = nums(x, frame.dy)
    return f"translate({place})scale({scale})"


def _in_turn(
    inner: str,
    number: int,
    count: int,
    seconds: float,
) -> str:
    """One picture of a strip, large, shown while it is its turn."""
    turns = ["0"] * count
    turns[number] = "1"
    course = attributes(
        attributeName="opacity",
        calcMode="discrete",
        values=";".join(turns),
        dur=f"{nums(seconds)}s",
        repeatCount="indefinite",
    )
    start = turns[0]
    return f'<g opacity="{start}"><animate {course}/>{inner}</g>'


def load_pose(file: Path) -> Pose:
    """One pose file. Raises PoseError naming the file and the key."""
    try:
        text = file.read_text(encoding="utf-8")
        data = tomllib.loads(text)
        return read_pose(data)
    except (PoseError, tomllib.TOMLDecodeError) as error:
        raise PoseError(f"{file.name}: {error}") from error


def load_poses(folder: Path) -> dict[str, Pose]:
    """Every pose of a folder by technique id, in the order of their names."""
    files = sorted(folder.glob("*.toml"))
    return {file.stem: load_pose(file) for file in files}
