"""Answers to start a test from: a plain adult with a strained lower back."""

from datetime import UTC, datetime
from typing import Any

from backspasm.care.catalogue import Catalogue
from backspasm.care.check.answers import Answers

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

PLAIN: dict[str, Any] = {
    "danger-now": ["none"],
    "age": "age-18-39",
    "urgent": ["none"],
    "region": ["region-lower"],
    "spread": ["stays"],
    "duration": "d1-3",
    "trend": "better",
    "before": "first-ever",
    "pain-now": 5,
    "pain-worst": 7,
    "onset": "hours",
    "bone": "beside",
    "night": "eases",
    "can": [
        "toilet",
        "dress",
        "walk",
        "comfortable",
        "flat",
        "prone",
        "floor",
        "kneel",
    ],
    "eases": ["rest-eases"],
    "trigger": ["lifting"],
    "conditions": ["none"],
    "medicines": ["none"],
    "at-hand": ["pillow", "chair"],
    "since-then": ["none"],
    "day": "day-desk",
    "habits": ["none"],
}


def fill(
    catalogue: Catalogue, given: dict[str, Any], at: datetime = NOW
) -> Answers:
    """The given answers and no others."""
    answers = Answers()
    for question, value in given.items():
        answers = answers.with_answer(catalogue, question, value, at)
    return answers


def plain(catalogue: Catalogue, **changes: Any) -> Answers:
    """The plain adult with some answers changed (``_`` for ``-``); ``None`` leaves one out."""
    given = {
        **PLAIN,
        **{key.replace("_", "-"): value for key, value in changes.items()},
    }
    return fill(
        catalogue,
        {key: value for key, value in given.items() if value is not None},
    )
