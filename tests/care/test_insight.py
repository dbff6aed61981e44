"""From readings and uses to what a page shows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backspasm.care.insight import (
    GAP,
    LINE_POINTS,
    Point,
    State,
    read_line,
    small_line,
    state_of,
    stretches,
    what_eased,
)

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def series(*hours_and_pain):
    return [
        Point(START + timedelta(hours=hours), pain)
        for hours, pain in hours_and_pain
    ]


@pytest.mark.parametrize(
    ("ended", "worst", "last", "state"),
    [
        (True, None, None, State.OVER),
        (True, 9, 9, State.OVER),
        (False, None, None, State.ACUTE),
        (False, 8, 8, State.ACUTE),
        (False, 8, 6, State.ACUTE),
        (False, 8, 5, State.SETTLING),
        (False, 0, 0, State.ACUTE),
        (False, 1, 0, State.SETTLING),
    ],
)
def test_state(ended, worst, last, state):
    assert state_of(ended=ended, worst=worst, last=last) is state


def test_a_gap_cuts_the_line():
    hours = GAP / timedelta(hours=1)
    points = series((0, 7), (hours, 5), (2 * hours + 0.1, 3))
    assert [len(run) for run in stretches(points)] == [2, 1]
    assert small_line(points) == "0:7 2160:5 | 4326:3"
    assert read_line(small_line(points)) == [[(0, 7), (2160, 5)], [(4326, 3)]]


def test_nothing_is_an_empty_line():
    assert small_line([]) == ""
    assert read_line("") == []
    assert stretches([]) == []


def test_a_short_stretch_beside_a_long_one_keeps_its_ends():
    long = [(hour, 5) for hour in range(97)]
    short = [(400, 3), (401, 4), (402, 2)]
    *_, last = read_line(small_line(series(*long, *short)))
    assert last == [(400 * 60, 3), (402 * 60, 2)]


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 10)), max_size=300)
)
def test_small_line_is_short_and_true(raw):
    points = series(*raw)
    runs = read_line(small_line(points))
    kept = [pair for run in runs for pair in run]
    assert len(kept) <= 2 * LINE_POINTS
    logged = {
        (hours * 60 - min(h for h, _ in raw) * 60, pain) for hours, pain in raw
    }
    assert set(kept) <= logged
    assert kept == sorted(kept, key=lambda pair: pair[0])
    if points:
        assert bool(kept)
        gaps = sum(1 for _ in stretches(points)) - 1
        assert len(runs) - 1 == gaps or len(runs) >= LINE_POINTS // 2


def test_what_eased(catalogue):
    known = catalogue.techniques
    uses = [
        ("heat", "better"),
        ("walk", "better"),
        ("heat", "better"),
        ("cold", "worse"),
    ]
    assert what_eased(uses, known) == ("heat", "walk")
    assert what_eased(
        [("move-floor-up", "better"), ("move-walk-acute", "better")], known
    ) == ("move-walk-acute",)
    assert (
        what_eased(
            [
                ("heat", "better"),
                ("heat", "worse"),
                ("rest", ""),
                ("x", "same"),
            ],
            known,
        )
        == ()
    )
