"""The drawings of techniques as the pages use them, each made once a process."""

from functools import cache

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from backspasm.drawing.figure import figure_svg, load_poses
from backspasm.drawing.pose import Pose


@cache
def poses() -> dict[str, Pose]:
    """Every pose of the pack by technique id; raises PoseError naming file and key."""
    return load_poses(settings.CONTENT_DIR / "poses")


@cache
def figure(
    technique_id: str, *, animated: bool = False, step: int | None = None
) -> SafeString:
    """The SVG of a technique, or nothing when it has no drawing.

    `step` (1 = the first) is one large still of what is drawn step by step: getting up,
    the log roll. Raises PoseError when there is no such step.
    """
    pose = poses().get(technique_id)
    if pose is None:
        return SafeString("")
    svg = figure_svg(pose, prefix=technique_id, animated=animated, step=step)
    # Made by our own code from our own files.
    return mark_safe(svg)  # noqa: S308
