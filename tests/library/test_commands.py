"""The commands for whoever audits the rules."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from backspasm.library.review_document import review_document
from backspasm.web.catalogue import catalogue

PLAIN = {
    "danger-now": ["none"],
    "age": "age-18-39",
    "urgent": ["none"],
    "region": ["region-lower"],
    "spread": ["stays"],
    "duration": "lt-24h",
    "trend": "same",
    "before": "first-ever",
    "pain-now": 5,
    "pain-worst": 6,
    "onset": "sudden-heavy",
    "bone": "beside",
    "night": "eases",
    "can": ["toilet", "dress", "walk", "comfortable", "flat", "floor"],
    "eases": ["rest-eases"],
    "trigger": ["lifting"],
    "conditions": ["none"],
    "medicines": ["none"],
    "at-hand": ["pillow"],
    "day": "day-desk",
    "habits": ["none"],
}


def assess(tmp_path: Path, *sets: object) -> list[dict[str, Any]]:
    """What the command prints for these answer sets."""
    file = tmp_path / "answers.jsonl"
    file.write_text(
        "\n".join(json.dumps(item) for item in sets), encoding="utf-8"
    )
    out = io.StringIO()
    call_command("assess", str(file), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_plain_spasm_gets_a_full_plan(tmp_path: Path) -> None:
    (found,) = assess(tmp_path, PLAIN)
    assert found["level"] == "SELF-CARE"
    assert found["within_days"] is None
    assert found["unanswered"] == []
    assert found["ignored"] == []
    assert found["plan"]["scope"] == "FULL"
    assert found["plan"]["phase"] == "A"
    assert all(item["why"] for item in found["plan"]["today"])
    assert found["content_version"] == catalogue().version


def test_an_emergency_has_no_plan(tmp_path: Path) -> None:
    (found,) = assess(tmp_path, {"danger-now": ["saddle"]})
    assert found["level"] == "EMERGENCY"
    assert found["plan"] is None
    assert {"E05", "E06", "E07", "E08"} <= {
        reason["rule"] for reason in found["reasons"]
    }


def test_nothing_answered_is_self_care_without_a_plan(tmp_path: Path) -> None:
    (found,) = assess(tmp_path, {})
    assert found["level"] == "SELF-CARE"
    assert found["plan"] is None
    assert "danger-now" in found["unanswered"]


def test_a_detail_implies_its_line(tmp_path: Path) -> None:
    (found,) = assess(tmp_path, {"saddle-which": ["bladder-hard"]})
    assert [reason["rule"] for reason in found["reasons"]] == ["E06"]


def test_a_line_without_its_detail_counts_as_not_sure(tmp_path: Path) -> None:
    legs, accident = assess(
        tmp_path, {"danger-now": ["both-legs"]}, {"danger-now": ["accident?"]}
    )
    assert legs["level"] == "EMERGENCY"
    assert accident["level"] == "EMERGENCY"


def test_answers_that_do_not_apply_are_named(tmp_path: Path) -> None:
    (found,) = assess(tmp_path, {**PLAIN, "tingling": "constant"})
    assert found["ignored"] == ["tingling"]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"nonsense": 1}, "nonsense"),
        ({"age": "old"}, "age-18-39"),
        ({"pain-now": 11}, "0 to 10"),
        ({"pain-now": True}, "0 to 10"),
        ({"danger-now": "chest-pains"}, "danger-now"),
        ({"age": ["age-18-39"]}, "one choice"),
        ([1], "object"),
    ],
)
def test_a_bad_line_stops_everything_with_exit_2(
    tmp_path: Path, bad: object, words: str
) -> None:
    with pytest.raises(CommandError, match="line 2") as caught:
        assess(tmp_path, PLAIN, bad)
    assert caught.value.returncode == 2
    assert words in str(caught.value)


def test_questionnaire_prints_every_question_in_order() -> None:
    out = io.StringIO()
    call_command("questionnaire", stdout=out)
    printed = json.loads(out.getvalue())
    assert [row["id"] for row in printed] == list(catalogue().questions)
    assert printed[0]["id"] == "danger-now"


def test_the_review_document_is_current() -> None:
    file = settings.CONTENT_DIR / "REVIEW.md"
    assert file.read_text(encoding="utf-8") == review_document(catalogue())
    call_command("content_review", "--check")


def test_the_review_document_names_every_entry() -> None:
    document = review_document(catalogue())
    for group in (
        catalogue().rules,
        catalogue().techniques,
        catalogue().advice,
    ):
        for entry in group:
            assert entry in document
