"""A check-in: what is asked again, in which order, and the six hours without a toilet."""

from datetime import datetime, timedelta

import pytest

from backspasm.care.catalogue import Catalogue, Level
from backspasm.care.check import routing
from backspasm.care.check.answers import Answers
from backspasm.care.check.followup import (
    ask_again,
    guessed_start,
    last_asked,
    settle,
)
from backspasm.care.check.triage import Outcome, Scope, assess

from .sample import NOW, PLAIN, plain

HOUR = timedelta(hours=1)
LOCKED = {
    "duration": "lt-24h",
    "since_then": None,
    "can": ["comfortable"],
    "pain_now": 8,
}
SAME = {
    "danger-now": ["none"],
    "urgent": ["none"],
    "pain-now": 8,
    "trend": "same",
} | {"night": "turning"}
"""What someone answers at a check-in who is no better."""


def answered(
    answers: Answers, catalogue: Catalogue, at: datetime, **changes: object
) -> tuple[Answers, list[str], Outcome]:
    """Go through a check-in as the site asks it; the screens it took and what came of it."""
    given = {
        **PLAIN,
        **SAME,
        **{key.replace("_", "-"): value for key, value in changes.items()},
    }
    seen: list[str] = []
    while True:
        outcome = assess(answers, catalogue, at)
        screen = routing.next_screen(outcome, answers, catalogue, again=True)
        if screen is None:
            return answers, seen, outcome
        assert screen.id not in seen
        seen.append(screen.id)
        for question in routing.shown_on(screen, answers, catalogue):
            if question.id not in answers and not question.optional:
                answers = answers.with_answer(
                    catalogue, question.id, given[question.id], at
                )
        answers = settle(routing.drop_void(answers, catalogue), catalogue, at)


def check_in(
    answers: Answers, catalogue: Catalogue, hours: float, **changes: object
) -> tuple[Answers, list[str], Outcome]:
    """A check-in so many hours after the first check, whose pain began then."""
    at = NOW + hours * HOUR
    return answered(
        ask_again(answers, catalogue, NOW, at), catalogue, at, **changes
    )


def test_the_order_on_the_first_day(catalogue: Catalogue) -> None:
    before = plain(catalogue, duration="lt-24h", since_then=None)
    _, seen, outcome = check_in(before, catalogue, 8)
    assert seen == ["danger-now", "urgent", "how-now", "can"]
    assert outcome.clearance is not None
    assert outcome.clearance.scope is Scope.FULL


def test_after_a_day_what_only_time_opens_is_asked_once(
    catalogue: Catalogue,
) -> None:
    before = plain(catalogue, duration="lt-24h", since_then=None)
    after, seen, _ = check_in(before, catalogue, 30)
    assert seen == ["danger-now", "urgent", "how-now", "how-changed", "can"]
    _, seen, _ = check_in(after, catalogue, 40)
    assert "how-changed" not in seen


def test_after_a_week_legs_and_work_are_asked_again(
    catalogue: Catalogue,
) -> None:
    before = plain(catalogue, spread=["thigh"], tingling="none")
    begun = ask_again(before, catalogue, NOW, NOW + timedelta(days=8))
    assert not {"spread", "tingling", "since-then"} & set(begun.by_question)
    kept = ask_again(before, catalogue, NOW, NOW + timedelta(days=2))
    assert {"spread", "tingling", "since-then"} <= set(kept.by_question)


def test_nothing_is_shown_before_the_danger_signs(catalogue: Catalogue) -> None:
    begun = ask_again(plain(catalogue), catalogue, NOW, NOW + HOUR)
    outcome = assess(begun, catalogue, NOW + HOUR)
    assert outcome.clearance is None
    assert {"danger-now", "urgent", "can", "night", "pain-now"} <= set(
        outcome.unanswered
    )


def test_details_go_with_their_lists(catalogue: Catalogue) -> None:
    before = plain(
        catalogue,
        urgent=["fever"],
        temperature="temp-normal",
        fever_with=["cold-only"],
    )
    begun = ask_again(before, catalogue, NOW, NOW + HOUR)
    assert not {"temperature", "fever-with", "urgent"} & set(begun.by_question)
    _, seen, outcome = check_in(
        before,
        catalogue,
        24,
        urgent=["fever"],
        temperature="fever-38",
        fever_with=["chills"],
    )
    assert "fever" in seen
    assert outcome.level is Level.URGENT


def test_an_emergency_ends_it(catalogue: Catalogue) -> None:
    _, seen, outcome = check_in(
        plain(catalogue), catalogue, 5, danger_now=["saddle"]
    )
    assert seen == ["danger-now"]
    assert outcome.level is Level.EMERGENCY


@pytest.mark.parametrize(
    ("days", "rule"), [(3, "S01"), (7, "S02"), (14, "S03"), (42, "S04")]
)
def test_no_better_after_real_days(
    days: int, rule: str, catalogue: Catalogue
) -> None:
    before = plain(catalogue, duration="lt-24h", since_then=None)
    _, _, outcome = check_in(before, catalogue, 24 * days + 1)
    assert rule in outcome.fired
    assert outcome.level is Level.SOON


def test_no_position_eases_any_more(catalogue: Catalogue) -> None:
    _, _, outcome = check_in(plain(catalogue), catalogue, 24, night="constant")
    assert "U06" in outcome.fired


# --- six hours without a toilet -----------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "level"),
    [(1, Level.SOON), (5.9, Level.SOON), (6, Level.URGENT), (12, Level.URGENT)],
)
def test_still_not_reached(
    hours: float, level: Level, catalogue: Catalogue
) -> None:
    before = plain(catalogue, **LOCKED)
    assert "N12-toilet" in assess(before, catalogue, NOW).fired
    _, _, outcome = check_in(before, catalogue, hours, can=["comfortable"])
    assert outcome.level is level
    assert ("U06-toilet-6h" in outcome.fired) == (level is Level.URGENT)


def test_the_clock_runs_from_the_first_time(catalogue: Catalogue) -> None:
    before = plain(catalogue, **LOCKED)
    after, _, _ = check_in(before, catalogue, 3, can=["comfortable"])
    after, _, outcome = check_in(after, catalogue, 5, can=["none"])
    assert outcome.level is Level.SOON
    _, _, outcome = check_in(after, catalogue, 6.5, can=["comfortable"])
    assert "U06-toilet-6h" in outcome.fired


def test_reached_in_between_begins_anew(catalogue: Catalogue) -> None:
    before = plain(catalogue, **LOCKED)
    after, _, outcome = check_in(
        before, catalogue, 6, can=["toilet", "comfortable"]
    )
    assert "U06-toilet-6h" not in outcome.fired
    after, _, outcome = check_in(after, catalogue, 9, can=["comfortable"])
    assert "U06-toilet-6h" not in outcome.fired
    _, _, outcome = check_in(after, catalogue, 15, can=["comfortable"])
    assert "U06-toilet-6h" in outcome.fired


def test_a_slow_check_in_counts_the_minutes_it_took(
    catalogue: Catalogue,
) -> None:
    begun = ask_again(
        plain(catalogue, **LOCKED), catalogue, NOW, NOW + 5.9 * HOUR
    )
    assert begun.by_question["toilet-before"].ticked == {"no"}
    later = NOW + 6.1 * HOUR
    _, _, outcome = answered(
        settle(begun, catalogue, later), catalogue, later, can=["comfortable"]
    )
    assert "U06-toilet-6h" in outcome.fired


def test_reached_at_first_is_no_memory(catalogue: Catalogue) -> None:
    begun = ask_again(plain(catalogue), catalogue, NOW, NOW + 7 * HOUR)
    assert "toilet-before" not in begun


def test_a_broken_off_check_in_forgets_nothing(catalogue: Catalogue) -> None:
    begun = ask_again(
        plain(catalogue, **LOCKED), catalogue, NOW, NOW + 2 * HOUR
    )
    again = ask_again(begun, catalogue, NOW, NOW + 7 * HOUR)
    assert again.by_question["toilet-before"].ticked == {"no-6h"}
    assert again.by_question["toilet-before"].at == NOW


def test_it_is_never_asked(catalogue: Catalogue) -> None:
    answers = plain(catalogue, **LOCKED).without(["can"])
    outcome = assess(answers, catalogue, NOW)
    assert "toilet-before" not in outcome.unanswered
    assert (
        routing.next_screen(outcome, answers, catalogue)
        == catalogue.screen_by_id["can"]
    )


# --- small facts ---------------------------------------------------------------------


def test_the_worst_pain_follows(catalogue: Catalogue) -> None:
    after, _, _ = check_in(plain(catalogue), catalogue, 4, pain_now=9)
    assert after.number("pain-worst") == 9
    after, _, _ = check_in(plain(catalogue), catalogue, 4, pain_now=2)
    assert after.number("pain-worst") == 7


def test_asked_when(catalogue: Catalogue) -> None:
    answers = plain(catalogue)
    assert last_asked(answers, catalogue) == NOW
    danger_only = answers.with_answer(
        catalogue, "danger-now", ["none"], NOW + 20 * HOUR
    )
    assert last_asked(danger_only, catalogue) == NOW
    assert last_asked(Answers(), catalogue) is None


@pytest.mark.parametrize(
    ("band", "days"),
    [("lt-24h", 0), ("d1-3", 2), ("d4-7", 5), ("w6-12", 63), ("gt-12w", 91)],
)
def test_a_start_for_the_diary(
    band: str, days: int, catalogue: Catalogue
) -> None:
    assert guessed_start(
        plain(catalogue, duration=band), catalogue
    ) == NOW - timedelta(days=days)


def test_no_start_for_the_diary(catalogue: Catalogue) -> None:
    assert (
        guessed_start(plain(catalogue, duration="over-now"), catalogue) is None
    )
    assert guessed_start(plain(catalogue, duration=None), catalogue) is None


def test_back_goes_through_the_check_in_alone(catalogue: Catalogue) -> None:
    at = NOW + 30 * HOUR
    after, seen, _ = check_in(
        plain(catalogue, duration="lt-24h", since_then=None), catalogue, 30
    )
    screens = {screen.id: screen for screen in catalogue.screens_again}
    back = [
        routing.previous_screen(screens[name], after, catalogue, at)
        for name in seen
    ]
    assert [screen.id if screen else None for screen in back] == [
        None,
        *seen[:-1],
    ]


def test_that_no_position_eased_is_asked_anew_in_other_words(
    catalogue: Catalogue,
) -> None:
    answers = plain(catalogue).with_answer(
        catalogue, "positions-tried", "none-eased", NOW
    )
    assert assess(answers, catalogue, NOW).level is Level.URGENT
    begun = ask_again(answers, catalogue, NOW, NOW + timedelta(hours=6))
    assert not {"positions-tried", "night", "can"}.intersection(
        begun.by_question
    )
