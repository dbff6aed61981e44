"""Numbers as pictures write them."""

import pytest

from backspasm.charts.numbers import num, nums


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4.0, "4"),
        (-0.04, "0"),
        (0.5, ".5"),
        (-0.5, "-.5"),
        (10.26, "10.3"),
        (100.0, "100"),
    ],
)
def test_numbers_are_written_short(value: float, text: str) -> None:
    assert num(value) == text


def test_a_minus_sign_separates() -> None:
    assert nums(1, -2, 3.5) == "1-2 3.5"
