"""The four levels, and the clearance without which no care is shown."""

import dataclasses
from datetime import timedelta

import pytest

from backspasm.care.catalogue import Level
from backspasm.care.check import routing
from backspasm.care.check.answers import Answers
from backspasm.care.check.triage import Clearance, Scope, assess

from .sample import NOW, PLAIN, fill, plain

LEVELS = [
    (Level.SELF_CARE, {}, Scope.FULL),
    (Level.SOON, {"before": "weekly", "usual": "usual"}, Scope.FILTERED),
    (Level.URGENT, {"urgent": ["skin"], "skin": ["lump"]}, Scope.COMFORT),
    (Level.EMERGENCY, {"danger-now": ["chest"]}, None),
]


@pytest.mark.parametrize(("level", "changes", "scope"), LEVELS)
def test_each_level_and_its_clearance(level, changes, scope, catalogue):
    outcome = assess(fill(catalogue, {**PLAIN, **changes}), catalogue, NOW)
    assert outcome.level is level
    assert (outcome.clearance and outcome.clearance.scope) == scope
    assert {reason.rule.level for reason in outcome.deciding} <= {level}


def test_the_highest_level_wins_and_every_reason_stays(catalogue):
    answers = plain(
        catalogue,
        urgent=["skin", "cancer"],
        skin=["lump"],
        cancer_when="past",
        cancer_place="elsewhere",
        danger_now=["saddle"],
    )
    outcome = assess(answers, catalogue, NOW)
    assert outcome.level is Level.EMERGENCY
    assert {"E05", "U12", "S09"} <= outcome.fired
    assert [reason.rule.level for reason in outcome.reasons] == sorted(
        (reason.rule.level for reason in outcome.reasons), reverse=True
    )


def test_the_smallest_number_of_days_counts_and_only_for_soon(catalogue):
    answers = plain(
        catalogue, before="weekly", usual="usual", trend="worse-daily"
    )
    assert assess(answers, catalogue, NOW).within_days == 3
    urgent = answers.with_answer(
        catalogue, "urgent", ["skin"], NOW
    ).with_answer(catalogue, "skin", ["lump"], NOW)
    assert assess(urgent, catalogue, NOW).within_days is None


def test_reasons_name_the_answers(catalogue):
    outcome = assess(
        plain(catalogue, danger_now=["saddle"], saddle_which=["bowel-loss"]),
        catalogue,
        NOW,
    )
    reason = next(
        reason for reason in outcome.reasons if reason.rule.id == "E07"
    )
    assert ("saddle-which", "bowel-loss") in reason.answers


def test_a_clearance_cannot_be_made_elsewhere(catalogue):
    given = assess(plain(catalogue), catalogue, NOW).clearance
    assert given is not None
    for attempt in (
        lambda: Clearance(Scope.FULL, Level.SELF_CARE, frozenset(), True),
        lambda: Clearance(
            Scope.FULL, Level.SELF_CARE, frozenset(), True, object()
        ),
    ):
        with pytest.raises(TypeError, match="assess"):
            attempt()
    with pytest.raises(dataclasses.FrozenInstanceError):
        given.scope = Scope.COMFORT
    assert "key" not in repr(given)


def test_danger_signs_older_than_twelve_hours_clear_nothing(catalogue):
    answers = plain(catalogue)
    assert (
        assess(answers, catalogue, NOW + timedelta(hours=12)).clearance
        is not None
    )
    assert (
        assess(
            answers, catalogue, NOW + timedelta(hours=12, seconds=1)
        ).clearance
        is None
    )


def test_danger_signs_not_asked_clear_nothing(catalogue):
    assert (
        assess(plain(catalogue, danger_now=None), catalogue, NOW).clearance
        is None
    )
    assert assess(Answers(), catalogue, NOW).clearance is None


def test_danger_signs_alone_clear_comfort(catalogue):
    outcome = assess(fill(catalogue, {"danger-now": ["none"]}), catalogue, NOW)
    assert outcome.clearance is not None
    assert outcome.clearance.scope is Scope.COMFORT


@pytest.mark.parametrize(
    "given",
    [
        {"danger-now": ["breath"]},
        {"danger-now": ["both-legs"]},
        {"danger-now": ["accident?"]},
        {"danger-now": ["breath"], "breath-which": ["sharp-breathing"]},
        {"danger-now": ["none"], "age": "age-18-39", "urgent": ["weak-limb"]},
        {"danger-now": ["none"], "age": "age-18-39", "urgent": ["belly"]},
        {"danger-now": ["none"], "age": "age-18-39", "urgent": ["pregnant"]},
    ],
)
def test_an_open_detail_holds_the_clearance_back(given, catalogue):
    outcome = assess(fill(catalogue, given), catalogue, NOW)
    assert outcome.open_details
    assert outcome.clearance is None


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("chest", "E01"),
        ("faint", "E02"),
        ("blood", "E19"),
        ("saddle", "E05"),
        ("weak-legs", "E10"),
        ("accident", "E11"),
        ("very-ill", "E12"),
        ("cola", "E16"),
    ],
)
def test_at_once_lines_fire_on_that_very_answer(line, rule, catalogue):
    outcome = assess(fill(catalogue, {"danger-now": [line]}), catalogue, NOW)
    assert outcome.level is Level.EMERGENCY
    assert rule in outcome.fired


def test_the_rule_that_sets_aside_waits_for_its_answers(catalogue):
    given = {
        **PLAIN,
        "urgent": ["infection-risk"],
        "infection-risk": ["immune-weak"],
    }
    early = fill(
        catalogue, {key: given[key] for key in ("danger-now", "age", "urgent")}
    )
    early = early.with_answer(catalogue, "infection-risk", ["immune-weak"], NOW)
    outcome = assess(early, catalogue, NOW)
    assert outcome.level is Level.SELF_CARE
    assert "U07-immune" in outcome.pending
    assert outcome.clearance is not None
    assert outcome.clearance.scope is Scope.COMFORT
    assert assess(early, catalogue, NOW, final=True).level is Level.URGENT
    fired = assess(fill(catalogue, given), catalogue, NOW).fired
    assert {"N11-immune"} == fired & {"N11-immune", "U07-immune"}


@pytest.mark.parametrize(
    "spoil",
    [
        {"trend": "same"},
        {"trigger": ["stress"]},
        {
            "urgent": ["infection-risk", "fever"],
            "temperature": "temp-37",
            "fever-with": ["none"],
        },
        {
            "urgent": ["infection-risk", "fever"],
            "temperature": "temp-normal",
            "fever-with": ["chills"],
        },
        {
            "urgent": ["infection-risk", "fever"],
            "temperature": "temp-normal",
            "fever-with": ["unsure"],
        },
        {
            "urgent": ["infection-risk", "fever"],
            "temperature": "temp-unmeasured",
            "fever-with": ["none"],
        },
        {"urgent": ["infection-risk", "knock"], "injury": "minor-fall-or-blow"},
        {"danger-now": ["accident?"], "injury": "low-speed-bump"},
        {"eases": ["none"], "night": "constant", "can": ["toilet"]},
        {"infection-risk": ["immune-weak", "dialysis"]},
    ],
)
def test_u07_is_set_aside_only_while_every_condition_holds(spoil, catalogue):
    given = {
        **PLAIN,
        "urgent": ["infection-risk"],
        "infection-risk": ["immune-weak"],
    }
    assert (
        assess(fill(catalogue, given), catalogue, NOW).level is Level.SELF_CARE
    )
    assert (
        assess(fill(catalogue, {**given, **spoil}), catalogue, NOW).level
        >= Level.URGENT
    )


def test_u08_is_set_aside_by_improvement_alone(catalogue):
    given = {
        **PLAIN,
        "medicines": ["thinners"],
        "thinners-which": ["anticoagulant"],
        "onset": "sudden-heavy",
        "pain-now": 7,
        "pain-worst": 9,
    }
    assert "N11" in assess(fill(catalogue, given), catalogue, NOW).fired
    for trend in ("same", "comes-goes", "worse", "worse-daily"):
        assert (
            "U08"
            in assess(
                fill(catalogue, {**given, "trend": trend}), catalogue, NOW
            ).fired
        )


def test_after_urgent_only_what_could_become_an_emergency_is_asked(catalogue):
    answers = fill(
        catalogue,
        {
            "danger-now": ["none"],
            "age": "age-18-39",
            "urgent": ["skin"],
            "skin": ["lump"],
        },
    )
    screen = routing.next_screen(
        assess(answers, catalogue, NOW), answers, catalogue
    )
    asked = set()
    while screen is not None:
        asked.add(screen.id)
        for question in routing.shown_on(screen, answers, catalogue):
            answers = answers.with_answer(
                catalogue, question.id, PLAIN[question.id], NOW
            )
        screen = routing.next_screen(
            assess(answers, catalogue, NOW), answers, catalogue
        )
    assert not {"can", "trigger", "hand", "day"} & asked


@pytest.mark.parametrize(
    "missing",
    sorted(set(PLAIN) - {"pain-worst", "at-hand", "since-then", "day"}),
)
def test_a_missing_answer_is_never_no(missing, catalogue):
    answers = plain(catalogue, **{missing.replace("-", "_"): None})
    outcome = assess(answers, catalogue, NOW)
    assert missing in outcome.unanswered
    assert outcome.clearance is None or outcome.clearance.scope is Scope.COMFORT


@pytest.mark.parametrize("age", ["age-under-6", "age-6-9", "age-10-15"])
def test_under_16_never_more_than_comfort(age, catalogue):
    outcome = assess(plain(catalogue, age=age), catalogue, NOW)
    assert outcome.level >= Level.SOON
    assert outcome.clearance is not None
    assert outcome.clearance.scope is Scope.COMFORT


@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        ({}, True),
        ({"before": "weekly", "usual": "usual"}, True),
        ({"duration": "d15-42", "trend": "same"}, True),
        ({"trend": "worse-daily"}, False),
        ({"before": "weekly", "usual": "usual", "trend": "worse-daily"}, False),
        ({"spread": ["below-knee"], "tingling": "none"}, False),
    ],
)
def test_strengthening_under_soon(changes, allowed, catalogue):
    outcome = assess(fill(catalogue, {**PLAIN, **changes}), catalogue, NOW)
    assert outcome.clearance is not None
    assert outcome.clearance.strengthening is allowed


@pytest.mark.parametrize(
    ("changes", "hours"),
    [
        ({"pain-now": 5}, None),
        ({"pain-now": 7}, 24),
        ({"pain-now": 9, "pain-worst": 9}, 24),
        ({"duration": "lt-24h", "pain-now": 9, "can": ["comfortable"]}, 6),
        (
            {
                "urgent": ["fever"],
                "temperature": "temp-normal",
                "fever-with": ["cold-only"],
            },
            24,
        ),
    ],
)
def test_when_to_ask_again(changes, hours, catalogue):
    assert (
        assess(
            fill(catalogue, {**PLAIN, **changes}), catalogue, NOW
        ).recheck_hours
        == hours
    )


def test_the_outcome_names_the_pack_it_was_judged_by(catalogue):
    assert (
        assess(plain(catalogue), catalogue, NOW).content_version
        == catalogue.version
    )
