from datetime import UTC, datetime, timedelta, timezone

import pytest

from backspasm.care.check.answers import AnswerError, Answers

from .sample import NOW, fill, plain


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("age", "age-18-39"),
        ("danger-now", ["none"]),
        ("danger-now", "none"),
        ("danger-now", ["chest", "breath"]),
        ("danger-now", ["chest", "breath?"]),
        ("pain-now", 0),
        ("pain-now", 10),
    ],
)
def test_takes_what_fits(question, value, catalogue):
    assert question in Answers().with_answer(catalogue, question, value, NOW)


@pytest.mark.parametrize(
    ("question", "value", "says"),
    [
        ("nonsense", "yes", "unknown question"),
        ("age", "age-200", "unknown choice"),
        ("age", ["age-18-39"], "expected one choice"),
        ("age", 30, "expected one choice"),
        ("danger-now", [], "at least one line"),
        ("danger-now", [1], "list of choices"),
        ("danger-now", 3, "list of choices"),
        ("danger-now", ["none", "chest"], "stands alone"),
        ("danger-now", ["none", "chest?"], "stands alone"),
        ("urgent", ["fever?"], "unknown choice"),
        ("pain-now", 11, "0 to 10"),
        ("pain-now", -1, "0 to 10"),
        ("pain-now", True, "0 to 10"),
        ("pain-now", "5", "0 to 10"),
    ],
)
def test_refuses_what_does_not_fit(question, value, says, catalogue):
    with pytest.raises(AnswerError, match=says) as caught:
        Answers().with_answer(catalogue, question, value, NOW)
    assert caught.value.question == question
    assert caught.value.allowed


def test_an_answer_replaces_the_one_before_and_leaves_the_old_value_alone(
    catalogue,
):
    first = plain(catalogue)
    second = first.with_answer(catalogue, "pain-now", 2, NOW)
    assert (first.number("pain-now"), second.number("pain-now")) == (5, 2)


def test_without_makes_unanswered_again(catalogue):
    answers = plain(catalogue).without(["age", "never-asked"])
    assert "age" not in answers
    assert "region" in answers


def test_a_ticked_line_is_not_also_unsure(catalogue):
    answer = fill(catalogue, {"danger-now": ["chest", "chest?"]}).get(
        "danger-now"
    )
    assert answer is not None
    assert "chest" in answer.ticked


def test_round_trip(catalogue):
    answers = plain(catalogue, danger_now=["breath", "accident?"])
    assert Answers.restore(answers.to_data(), catalogue) == answers


def test_times_are_kept_in_utc(catalogue):
    there = datetime(2026, 3, 1, 14, tzinfo=timezone(timedelta(hours=2)))
    data = Answers().with_answer(catalogue, "age", "age-18-39", there).to_data()
    assert data["age"]["at"] == "2026-03-01T12:00:00+00:00"


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {"age": None},
        {"age": {"at": "yesterday", "ticked": ["age-18-39"]}},
        {"age": {"at": "2026-03-01T12:00:00+00:00", "ticked": ["age-200"]}},
        {"age": {"at": "2026-03-01T12:00:00+00:00", "ticked": "age-18-39"}},
        {"age": {"ticked": ["age-18-39"]}},
        {"pain-now": {"at": "2026-03-01T12:00:00+00:00", "number": 99}},
        {"pain-now": {"at": "2026-03-01T12:00:00+00:00", "number": True}},
        {
            "gone-question": {
                "at": "2026-03-01T12:00:00+00:00",
                "ticked": ["yes"],
            }
        },
        {7: {}},
    ],
)
def test_restore_never_raises_and_what_it_cannot_read_is_unanswered(
    data, catalogue
):
    assert Answers.restore(data, catalogue) == Answers()


def test_restore_reads_a_time_without_zone_as_utc(catalogue):
    data = {"age": {"at": "2026-03-01T12:00:00", "ticked": ["age-18-39"]}}
    answer = Answers.restore(data, catalogue).get("age")
    assert answer is not None
    assert answer.at == datetime(2026, 3, 1, 12, tzinfo=UTC)
