"""Figures are compared byte for byte: they must come out the same on every machine."""

import math
import random

import pytest

from backspasm.drawing import trigonometry
from backspasm.drawing.figure import Pose, figure_svg


def test_the_usual_values_are_exact() -> None:
    assert trigonometry.cos(math.pi / 2) == 0
    assert trigonometry.cos(math.pi / 3) == 0.5
    assert trigonometry.sin(math.pi / 6) == 0.5
    assert trigonometry.hypot(3, 4) == 5


def other_library(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """A C library that rounds its last digit otherwise, now up, now down."""
    dice = random.Random(seed)

    def unlike(name: str) -> None:
        function = getattr(math, name)

        def rounded(*values: float) -> float:
            towards = dice.choice((-math.inf, math.inf))
            return math.nextafter(function(*values), towards)

        monkeypatch.setattr(trigonometry.math, name, rounded)

    for name in ("sin", "cos", "asin", "acos", "atan2"):
        unlike(name)


@pytest.mark.parametrize("animated", [True, False])
def test_the_last_digit_of_a_machine_does_not_show(
    monkeypatch: pytest.MonkeyPatch, pose: Pose, name: str, animated: bool
) -> None:
    here = figure_svg(pose, prefix=name, animated=animated)
    other_library(monkeypatch, seed=len(here))
    assert figure_svg(pose, prefix=name, animated=animated) == here
