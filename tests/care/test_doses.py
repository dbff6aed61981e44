"""How long one go of a technique is timed: the dose's own minutes, or what stands for them."""

from dataclasses import replace

import pytest

from backspasm.care.catalogue import Catalogue, Dose, Technique


def of_kind(catalogue: Catalogue, kind: str) -> Technique:
    """A technique of a kind that names no minutes to begin with."""
    found = next(
        one for one in catalogue.techniques.values() if one.kind == kind
    )
    return replace(found, first_minutes=0)


@pytest.mark.parametrize(
    ("values", "seconds"),
    [
        ({"minutes": (5, 10)}, 300),
        ({"minutes": (5, 10), "hold_seconds": (20, 30)}, 300),
        ({"hold_seconds": (20, 30)}, 20),
    ],
)
@pytest.mark.parametrize("kind", ["position", "exercise"])
def test_the_dose_says_how_long(catalogue, kind, values, seconds):
    dose = Dose("", **values)
    assert of_kind(catalogue, kind).guided_seconds(dose) == seconds


@pytest.mark.parametrize(
    ("kind", "seconds"), [("position", 600), ("exercise", 0)]
)
def test_only_a_position_is_timed_without_a_dose(catalogue, kind, seconds):
    assert of_kind(catalogue, kind).guided_seconds(Dose("")) == seconds


def test_minutes_to_begin_with_go_before_the_goal(catalogue):
    walk = replace(of_kind(catalogue, "movement"), first_minutes=3)
    assert walk.guided_seconds(Dose("", minutes=(20, 30))) == 180
