"""When it is asked again, and what time makes of the answered duration."""

from datetime import datetime, timedelta

import pytest

from backspasm.care.catalogue import Catalogue
from backspasm.care.check.followup import (
    advance,
    band_after,
    began,
    recheck_points,
)
from backspasm.care.check.triage import assess

from .handling import BANDS
from .sample import NOW, plain

SEVERE = {"pain_now": 8, "pain_worst": 9}


def dates(
    catalogue: Catalogue, started: datetime = NOW, **changes: object
) -> dict[str, datetime]:
    answers = plain(catalogue, **changes)
    outcome = assess(answers, catalogue, NOW)
    found = recheck_points(outcome, started, answers, catalogue)
    return {one.point.id: one.due for one in found}


@pytest.mark.parametrize(
    ("elapsed", "band"),
    [
        (timedelta(0), "lt-24h"),
        (timedelta(hours=23, minutes=59), "lt-24h"),
        (timedelta(hours=24), "d1-3"),
        (timedelta(hours=72) - timedelta(seconds=1), "d1-3"),
        (timedelta(hours=72), "d4-7"),
        (timedelta(days=7) - timedelta(seconds=1), "d4-7"),
        (timedelta(days=7), "d8-14"),
        (timedelta(days=14), "d15-42"),
        (timedelta(weeks=6), "w6-12"),
        (timedelta(weeks=12), "gt-12w"),
        (timedelta(days=4000), "gt-12w"),
        (timedelta(seconds=-1), "lt-24h"),
    ],
)
def test_the_edges_of_the_bands(
    catalogue: Catalogue, elapsed: timedelta, band: str
) -> None:
    assert band_after(elapsed, catalogue).id == band


def test_a_plain_first_day(catalogue: Catalogue) -> None:
    found = dates(catalogue, duration="lt-24h", since_then=None)
    assert found["h72"] == NOW + timedelta(hours=72)
    assert found["w12"] == NOW + timedelta(weeks=12)
    assert not {"h6", "h24", "every-visit", "monthly", "medicine-d3"} & set(
        found
    )


def test_strong_pain_asks_after_a_day_from_the_check(
    catalogue: Catalogue,
) -> None:
    found = dates(catalogue, duration="d8-14", **SEVERE)
    assert found["h24"] == NOW + timedelta(hours=24)
    assert "h6" not in found
    assert "h72" not in found


def test_the_toilet_not_reached_asks_after_six_hours(
    catalogue: Catalogue,
) -> None:
    changes = {
        "duration": "lt-24h",
        "since_then": None,
        "can": ["comfortable"],
        **SEVERE,
    }
    answers = plain(catalogue, **changes)
    assert "N12-toilet" in assess(answers, catalogue, NOW).fired
    assert dates(catalogue, **changes)["h6"] == NOW + timedelta(hours=6)


def test_a_start_that_lies_back_brings_the_dates_forward(
    catalogue: Catalogue,
) -> None:
    found = dates(catalogue, duration="d4-7")
    assert found["d7"] == NOW + timedelta(days=4)
    known = dates(catalogue, started=NOW - timedelta(days=6), duration="d4-7")
    assert known["d7"] == NOW + timedelta(days=1)


def test_a_painkiller_is_asked_about_on_day_three_and_ten(
    catalogue: Catalogue,
) -> None:
    found = dates(
        catalogue, medicines=["painkillers"], painkillers_which=["nsaid-now"]
    )
    assert found["medicine-d3"] == NOW + timedelta(days=3)
    assert found["medicine-d10"] == NOW + timedelta(days=10)


def test_between_episodes_once_a_month(catalogue: Catalogue) -> None:
    assert dates(catalogue, duration="over-now") == {
        "monthly": NOW + timedelta(days=30)
    }


def test_none_in_an_emergency(catalogue: Catalogue) -> None:
    assert dates(catalogue, danger_now=["chest"]) == {}


def test_the_dates_are_in_order(catalogue: Catalogue) -> None:
    found = list(dates(catalogue, **SEVERE).values())
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("answered", "days", "then"),
    [
        ("lt-24h", 0, "lt-24h"),
        ("lt-24h", 1, "d1-3"),
        ("lt-24h", 3, "d4-7"),
        ("d1-3", 6, "d8-14"),
        ("d4-7", 11, "d15-42"),
        ("d15-42", 28, "w6-12"),
        ("w6-12", 42, "gt-12w"),
        ("gt-12w", 400, "gt-12w"),
        ("over-now", 30, "over-now"),
    ],
)
def test_time_moves_the_duration(
    catalogue: Catalogue, answered: str, days: int, then: str
) -> None:
    answers = plain(catalogue, duration=answered)
    later = advance(answers, catalogue, NOW, NOW + timedelta(days=days))
    assert later.by_question["duration"].ticked == {then}
    changed = {
        name
        for name, row in later.by_question.items()
        if row != answers.get(name)
    }
    assert changed <= {"duration"}


def test_time_never_moves_it_back(catalogue: Catalogue) -> None:
    answers = plain(catalogue, duration="d15-42")
    assert advance(answers, catalogue, NOW, NOW) == answers


def test_moving_step_by_step_is_moving_at_once(catalogue: Catalogue) -> None:
    for band in BANDS:
        answers = plain(catalogue, duration=band)
        steps = answers
        for hour in range(0, 24 * 100, 7):
            steps = advance(steps, catalogue, NOW, NOW + timedelta(hours=hour))
        last = NOW + timedelta(hours=24 * 100)
        at_once = advance(answers, catalogue, NOW, last)
        stepped = advance(steps, catalogue, NOW, last)
        assert (
            stepped.by_question["duration"].ticked
            == at_once.by_question["duration"].ticked
        )
        assert began(stepped, catalogue, NOW) == began(answers, catalogue, NOW)


def test_no_duration_no_change(catalogue: Catalogue) -> None:
    answers = plain(catalogue, duration=None)
    assert advance(answers, catalogue, NOW, NOW + timedelta(days=9)) == answers
    assert began(answers, catalogue, NOW) == NOW


def test_the_seventh_day_without_improvement_escalates(
    catalogue: Catalogue,
) -> None:
    answers = plain(catalogue, duration="lt-24h", trend="same", since_then=None)
    week = NOW + timedelta(days=7)
    moved = advance(answers, catalogue, NOW, week)
    fresh = moved.with_answer(catalogue, "danger-now", ["none"], week)
    assert "S02" in assess(fresh, catalogue, week).fired
