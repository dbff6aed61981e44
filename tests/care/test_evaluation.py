"""Yes, no and not known yet."""

from itertools import product

import pytest

from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.ternary import all_known, any_known, at_least_known

from .sample import fill, plain

AND = {
    (True, True): True,
    (True, False): False,
    (True, None): None,
    (False, False): False,
    (False, None): False,
    (None, None): None,
}
OR = {
    (True, True): True,
    (True, False): True,
    (True, None): True,
    (False, False): False,
    (False, None): None,
    (None, None): None,
}
VALUES = (True, False, None)


@pytest.mark.parametrize(("pair", "result"), list(AND.items()))
def test_and(pair, result):
    assert all_known(pair) is result
    assert all_known(reversed(pair)) is result


@pytest.mark.parametrize(("pair", "result"), list(OR.items()))
def test_or(pair, result):
    assert any_known(pair) is result
    assert any_known(reversed(pair)) is result


def test_and_or_of_nothing():
    assert all_known([]) is True
    assert any_known([]) is False


@pytest.mark.parametrize("states", list(product(VALUES, repeat=3)))
@pytest.mark.parametrize("count", [1, 2, 3])
def test_at_least_is_what_every_way_to_fill_the_gaps_agrees_on(count, states):
    fillings = product(
        *[(True, False) if state is None else (state,) for state in states]
    )
    results = {sum(filling) >= count for filling in fillings}
    expected = results.pop() if len(results) == 1 else None
    assert at_least_known(count, states) is expected


def facts(catalogue, **given):
    return Facts(
        fill(catalogue, {k.replace("_", "-"): v for k, v in given.items()}),
        catalogue,
    )


def test_nothing_answered_is_not_known(catalogue):
    nothing = Facts(Answers(), catalogue)
    assert nothing["chest-line"] is None
    assert nothing["severe"] is None
    assert nothing["cannot-kneel"] is None
    assert nothing["clearly-better"] is None
    assert nothing.possible("severe")
    assert not nothing.holds("severe")


def test_a_ticked_line_is_yes_and_another_tick_makes_it_no(catalogue):
    assert facts(catalogue, age="age-18-39")["age-18-39"] is True
    assert facts(catalogue, age="age-65-74")["age-18-39"] is False


def test_none_of_these_answers_every_line(catalogue):
    none = facts(catalogue, danger_now=["none"])
    assert {
        none[f"{line}-line"] for line in ("chest", "breath", "saddle", "cola")
    } == {False}


@pytest.mark.parametrize(
    ("number", "severe"), [(0, False), (6, False), (7, True), (10, True)]
)
def test_scale(number, severe, catalogue):
    assert facts(catalogue, pain_now=number)["severe"] is severe


def test_a_question_that_does_not_apply_is_no(catalogue):
    over = facts(catalogue, duration="over-now")
    for factor in (
        "severe",
        "constant-no-position",
        "not-clearly-better",
        "worse",
    ):
        assert over[factor] is False, factor


def test_unticked_needs_the_answer(catalogue):
    assert facts(catalogue, can=["toilet"])["cannot-kneel"] is True
    assert facts(catalogue, can=["kneel"])["cannot-kneel"] is False
    assert facts(catalogue, can=["kneel"])["cannot-reach-toilet"] is True


def test_a_line_that_was_not_offered_does_not_count(catalogue):
    said = facts(catalogue, age="age-60-64", urgent=["pregnant"])
    assert said["pregnancy-line"] is False


def test_at_once_details_are_assumed_until_answered(catalogue):
    open_ = facts(catalogue, danger_now=["saddle"])
    assert open_["saddle-numb"] is True
    answered = facts(
        catalogue, danger_now=["saddle"], saddle_which=["bowel-loss"]
    )
    assert answered["saddle-numb"] is False
    assert answered["bowel-loss"] is True


def test_ask_first_details_are_not_assumed_before_the_end(catalogue):
    answers = fill(catalogue, {"danger-now": ["breath"]})
    assert Facts(answers, catalogue)["breathless-rest"] is None
    assert Facts(answers, catalogue, final=True)["breathless-rest"] is True


def test_from_rule_lends_a_factor_to_the_plan(catalogue):
    answers = plain(catalogue)
    assert not Facts(answers, catalogue).holds("vertebral-fracture")
    fired = Facts(answers, catalogue, fired=frozenset({"S13"}))
    assert fired.holds("vertebral-fracture")
    assert fired.holds("osteoporosis")


def test_what_sets_a_rule_aside_must_be_known(catalogue):
    answers = plain(
        catalogue, urgent=["infection-risk"], infection_risk=["immune-weak"]
    )
    assert Facts(answers, catalogue).rule("U07-immune") is False
    unknown = answers.without(["trend"])
    assert Facts(unknown, catalogue).rule("U07-immune") is None
    assert Facts(unknown, catalogue, final=True).rule("U07-immune") is True


def test_said_names_the_answers(catalogue):
    answers = plain(catalogue, pain_now=9, trend="same", duration="d4-7")
    said = Facts(answers, catalogue).said("rule:S01")
    assert {("pain-now", "9"), ("trend", "same"), ("duration", "d4-7")} <= said


def test_open_questions_of_a_decided_rule_are_none(catalogue):
    answers = plain(catalogue)
    assert Facts(answers, catalogue).open_questions("rule:E01") == set()
    open_ = Facts(answers.without(["danger-now"]), catalogue).open_questions(
        "rule:E05"
    )
    assert "danger-now" in open_


def test_every_factor_and_rule_can_be_judged_on_nothing(catalogue):
    nothing = Facts(Answers(), catalogue)
    assert True not in {nothing[factor] for factor in catalogue.factors}
    assert True not in {nothing.rule(rule) for rule in catalogue.rules}
