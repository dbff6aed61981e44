"""The small line of a list."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from backspasm.care.insight import Point, read_line, small_line
from backspasm.charts.sparkline import sparkline_path

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("count", [0, 1, 2, 500])
def test_it_stays_in_its_box_and_is_short(count):
    points = [
        Point(START + timedelta(hours=number * 5), number % 11)
        for number in range(count)
    ]
    path = sparkline_path(read_line(small_line(points)))
    assert bool(path) is bool(count)
    numbers = [float(text) for text in re.findall(r"-?[\d.]+", path)]
    assert all(-0.1 <= number <= 120 for number in numbers)
    assert len(path) < 700
