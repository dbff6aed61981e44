"""Which screen comes next, and what a change makes void."""

import itertools
from datetime import timedelta
from random import Random

import pytest

from backspasm.care.catalogue import Level
from backspasm.care.check import routing, triage
from backspasm.care.check.answers import Answers
from tests.volume import some_and_many

from .generate import random_answers
from .sample import NOW, PLAIN, fill, plain


def walk(catalogue, given, at=NOW):
    """The screens a person with these answers sees, and the answers at the end."""
    answers, seen = Answers(), []
    while True:
        outcome = triage.assess(answers, catalogue, at)
        screen = routing.next_screen(outcome, answers, catalogue)
        if screen is None:
            return seen, answers, outcome
        seen.append(screen.id)
        for question in routing.shown_on(screen, answers, catalogue):
            if question.id in given:
                answers = answers.with_answer(
                    catalogue, question.id, given[question.id], at
                )


def next_id(catalogue, answers):
    outcome = triage.assess(answers, catalogue, NOW)
    screen = routing.next_screen(outcome, answers, catalogue)
    return screen.id if screen else None


def test_a_plain_adult_sees_at_most_twelve_screens(catalogue):
    seen, _, outcome = walk(catalogue, PLAIN)
    assert len(seen) <= 12
    assert seen[0] == "danger-now"
    assert outcome.clearance is not None
    assert outcome.clearance.scope is triage.Scope.FULL


def test_the_danger_signs_come_first(catalogue):
    assert next_id(catalogue, Answers()) == "danger-now"
    assert next_id(catalogue, plain(catalogue, danger_now=None)) == "danger-now"


@pytest.mark.parametrize(
    "line",
    [
        "chest",
        "faint",
        "blood",
        "saddle",
        "weak-legs",
        "very-ill",
        "cola",
        "accident",
    ],
)
def test_an_at_once_line_ends_the_questions(line, catalogue):
    assert next_id(catalogue, fill(catalogue, {"danger-now": [line]})) is None


@pytest.mark.parametrize(
    ("given", "screen"),
    [
        ({"danger-now": ["breath"]}, "breath"),
        (
            {"danger-now": ["breath"], "breath-which": ["sharp-breathing"]},
            "clot",
        ),
        ({"danger-now": ["both-legs"]}, "both-legs"),
        (
            {"danger-now": ["both-legs"], "both-legs-kind": "legs-on-walking"},
            "both-legs-since",
        ),
        (
            {"danger-now": ["none"], "age": "age-18-39", "urgent": ["fever"]},
            "fever",
        ),
        (
            {"danger-now": ["none"], "age": "age-18-39", "urgent": ["knock"]},
            "injury",
        ),
        (
            {
                "danger-now": ["none"],
                "age": "age-18-39",
                "urgent": ["pregnant"],
            },
            "pregnancy",
        ),
    ],
)
def test_a_ticked_line_opens_its_details_next(given, screen, catalogue):
    assert next_id(catalogue, fill(catalogue, given)) == screen


def test_details_do_not_come_without_their_line(catalogue):
    seen, _, _ = walk(catalogue, PLAIN)
    for question in catalogue.questions.values():
        if question.line and question.screen != "hand":
            assert question.screen not in seen


def test_not_sure_about_the_accident_asks_what_happened(catalogue):
    answers = fill(catalogue, {"danger-now": ["accident?"]})
    assert triage.assess(answers, catalogue, NOW).level is Level.SELF_CARE
    seen, _, _ = walk(
        catalogue, {**PLAIN, "danger-now": ["accident?"], "injury": "no"}
    )
    assert seen[1] == "injury"


@pytest.mark.parametrize(
    "line",
    ["chest", "faint", "blood", "saddle", "weak-legs", "very-ill", "cola"],
)
def test_not_sure_counts_as_yes_on_the_other_lines(line, catalogue):
    outcome = triage.assess(
        fill(catalogue, {"danger-now": [f"{line}?"]}), catalogue, NOW
    )
    assert outcome.level is Level.EMERGENCY


@pytest.mark.parametrize(
    ("line", "screen"), [("breath", "breath"), ("both-legs", "both-legs")]
)
def test_not_sure_on_an_ask_first_line_opens_its_detail(
    line, screen, catalogue
):
    assert (
        next_id(catalogue, fill(catalogue, {"danger-now": [f"{line}?"]}))
        == screen
    )


def test_a_change_drops_what_no_longer_applies_and_nothing_else(catalogue):
    before = plain(
        catalogue,
        danger_now=["breath"],
        breath_which=["sharp-breathing"],
        clot_risk=["none"],
        before="some",
        usual="usual",
    )
    changed = before.with_answer(catalogue, "danger-now", ["none"], NOW)
    after = routing.drop_void(changed, catalogue)
    assert set(before.by_question) - set(after.by_question) == {
        "breath-which",
        "clot-risk",
    }


def test_a_change_to_over_now_drops_the_pain_questions(catalogue):
    changed = plain(catalogue).with_answer(
        catalogue, "duration", "over-now", NOW
    )
    gone = set(PLAIN) - set(routing.drop_void(changed, catalogue).by_question)
    assert gone == {
        "trend",
        "pain-now",
        "pain-worst",
        "bone",
        "night",
        "eases",
        "since-then",
    }


def test_dropping_twice_changes_nothing(catalogue):
    rng = Random(5)
    for _ in range(50):
        answers = random_answers(rng, catalogue)
        once = routing.drop_void(answers, catalogue)
        assert routing.drop_void(once, catalogue) == once


@pytest.mark.parametrize("missing", list(PLAIN))
def test_a_half_done_check_resumes_where_it_was(missing, catalogue):
    answers = plain(catalogue, **{missing.replace("-", "_"): None})
    assert next_id(catalogue, answers) == catalogue.questions[missing].screen


def test_back_goes_to_the_answered_screen_before(catalogue):
    answers = plain(catalogue)
    order = [
        screen
        for screen in catalogue.screens
        if any(question.id in PLAIN for question in screen.questions)
    ]
    for before, screen in itertools.pairwise(order):
        assert routing.previous_screen(screen, answers, catalogue) == before
    assert routing.previous_screen(order[0], answers, catalogue) is None


def test_back_passes_over_screens_that_were_not_shown(catalogue):
    answers = plain(catalogue)
    age = catalogue.screen_by_id["age"]
    before = routing.previous_screen(age, answers, catalogue)
    assert before is not None
    assert before.id == "danger-now"


@pytest.mark.parametrize("people", some_and_many(40, 200))
def test_screens_come_in_the_order_of_their_stages(catalogue, people):
    """But for "What happened?", which two lists open; the bar itself keeps its highest mark."""
    rng = Random(11)
    for _ in range(people):
        given = {
            key: sorted(answer.ticked | {f"{item}?" for item in answer.unsure})
            if answer.number is None
            else answer.number
            for key, answer in random_answers(
                rng, catalogue
            ).by_question.items()
        }
        for key, value in given.items():
            if catalogue.questions[key].type == "one":
                given[key] = value[0]
        seen = [name for name in walk(catalogue, given)[0] if name != "injury"]
        stages = [catalogue.screen_by_id[name].stage for name in seen]
        assert stages == sorted(stages)


def test_passing_over_an_open_detail_counts_as_not_sure(catalogue):
    answers = fill(catalogue, {"danger-now": ["breath"]})
    passed = routing.pass_over(answers, catalogue, NOW)
    assert triage.assess(passed, catalogue, NOW).level is Level.EMERGENCY


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("belly", Level.URGENT),
        ("knock", Level.EMERGENCY),
        ("weak-limb", Level.EMERGENCY),
        ("old-signs", Level.EMERGENCY),
        ("infection-risk", Level.URGENT),
        ("skin", Level.URGENT),
        ("pregnant", Level.EMERGENCY),
        ("fever", Level.URGENT),
    ],
)
def test_a_line_without_its_detail_is_as_bad_as_it_may_be(
    line, level, catalogue
):
    answers = plain(catalogue, urgent=[line], trend="same")
    passed = routing.pass_over(answers, catalogue, NOW)
    assert triage.assess(passed, catalogue, NOW, final=True).level >= level


def test_urgent_leaves_out_what_only_serves_the_plan(catalogue):
    given = {**PLAIN, "urgent": ["skin"], "skin": ["lump"]}
    seen, _, outcome = walk(catalogue, given)
    assert outcome.level is Level.URGENT
    assert not {"hand", "day"}.intersection(seen)


def test_optional_questions_never_hold_the_check_up(catalogue):
    seen, answers, _ = walk(catalogue, PLAIN)
    assert seen.count("hand") == 1
    assert "tried-helped" not in answers


def test_danger_signs_go_stale(catalogue):
    answers = plain(catalogue)
    assert not routing.danger_stale(
        answers, catalogue, NOW + timedelta(hours=12)
    )
    assert routing.danger_stale(
        answers, catalogue, NOW + timedelta(hours=12, seconds=1)
    )
    later = NOW + timedelta(hours=2, seconds=1)
    assert routing.danger_stale(
        answers, catalogue, later, routing.STALE_ON_RESUME
    )
    assert routing.danger_stale(Answers(), catalogue, NOW)
    assert routing.danger_age(Answers(), catalogue, NOW) is None


def test_only_lines_for_this_person_are_offered(catalogue):
    urgent = catalogue.questions["urgent"]
    grown = {
        c.id
        for c in routing.offered(
            urgent, plain(catalogue, age="age-60-64"), catalogue
        )
    }
    child = {
        c.id
        for c in routing.offered(
            urgent, plain(catalogue, age="age-6-9"), catalogue
        )
    }
    assert not {"pregnant", "limp"} & grown
    assert "limp" in child


DANGER = "danger-now"
LATER = NOW + timedelta(seconds=1)


def told(catalogue, *lines, at=NOW):
    return Answers().with_answer(catalogue, DANGER, list(lines), at)


@pytest.mark.parametrize(
    ("held", "read", "given", "kept"),
    [
        # Told by the tap after this one, or in another tab: not seen, so not taken back.
        (["chest"], None, ["none"], {"chest"}),
        (["chest"], ["none"], ["none"], {"chest"}),
        (["chest"], ["faint"], ["none"], {"chest"}),
        (["chest"], None, ["faint"], {"chest", "faint"}),
        (["chest"], ["faint"], ["faint", "blood"], {"chest", "faint", "blood"}),
        # Seen: the person may say that it was a mistake.
        (["chest"], ["chest"], ["none"], {"none"}),
        (["chest", "faint"], ["chest", "faint"], ["faint"], {"faint"}),
        # No sign was told meanwhile.
        (["none"], None, ["none"], {"none"}),
        (["none"], None, ["chest"], {"chest"}),
        (None, None, ["chest"], {"chest"}),
    ],
)
def test_a_sign_that_was_not_seen_is_not_taken_back(
    catalogue, held, read, given, kept
):
    before = told(catalogue, *held) if held else Answers()
    seen = Answers()
    if read:
        seen = before if read == held else told(catalogue, *read)
    answers = told(catalogue, *given, at=LATER)
    found = routing.merged(before, seen, answers, catalogue)
    assert found.by_question[DANGER].ticked == kept


def test_a_mistake_takes_back_what_was_seen(catalogue):
    held = told(catalogue, "chest")
    taken_back = held.without([DANGER])
    assert DANGER not in routing.merged(held, held, taken_back, catalogue)
    unseen = routing.merged(held, Answers(), Answers(), catalogue)
    assert unseen.by_question[DANGER].ticked == {"chest"}


def test_any_other_answer_is_that_of_the_last_one(catalogue):
    held = Answers().with_answer(catalogue, "age", "age-40-44", NOW)
    answers = Answers().with_answer(catalogue, "age", "age-60-64", LATER)
    found = routing.merged(held, Answers(), answers, catalogue)
    assert found.by_question["age"].ticked == {"age-60-64"}
