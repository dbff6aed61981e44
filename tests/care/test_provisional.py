"""What one page comes to by itself: never less than it would come to beside other answers."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backspasm.care.catalogue import Level, Question
from backspasm.care.check.answers import Answers
from backspasm.care.check.provisional import judge_alone, signs
from backspasm.care.check.triage import assess
from tests.care.generate import catalogue

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
PACK = catalogue()
DANGER = "danger-now"
SIGNS = [
    line.id for line in PACK.questions[DANGER].choices if not line.exclusive
]
LISTS = [
    question for question in PACK.questions.values() if question.type != "scale"
]


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_of_the_first_list_is_an_emergency(sign):
    assert judge_alone({DANGER: [sign]}, PACK, NOW).level is Level.EMERGENCY
    assert (
        judge_alone({DANGER: [f"{sign}?"]}, PACK, NOW).level is Level.EMERGENCY
    )
    assert (
        judge_alone({DANGER: ["none", sign]}, PACK, NOW).level
        is Level.EMERGENCY
    )


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ({}, Level.SELF_CARE),
        ({DANGER: ["none"]}, Level.SELF_CARE),
        (
            {DANGER: ["nonsense"], "nonsense": ["x"], "pain-now": ["eleven"]},
            Level.SELF_CARE,
        ),
        ({"pain-now": ["7"]}, Level.SELF_CARE),
        ({"breath-which": ["none"]}, Level.SELF_CARE),
        ({"breath-which": ["breathless-rest"]}, Level.EMERGENCY),
        ({"saddle-which": ["saddle-numb"]}, Level.EMERGENCY),
        ({"new-sign": ["weak-limb"]}, Level.URGENT),
        ({"new-sign": ["pregnant"]}, Level.URGENT),
        ({"weak-limb-since": ["hours"]}, Level.EMERGENCY),
        ({"temperature": ["fever-38"], "fever-with": ["chills"]}, Level.URGENT),
        ({"dark-thoughts": ["yes"]}, Level.EMERGENCY),
    ],
)
def test_table(told, level):
    found = judge_alone(told, PACK, NOW)
    assert found.level is level
    assert found.alarming == (level >= Level.URGENT)


def test_signs_in_the_order_of_the_list():
    found = judge_alone({DANGER: [SIGNS[3], f"{SIGNS[0]}?", "none"]}, PACK, NOW)
    assert signs(found.answers, PACK) == [SIGNS[0], SIGNS[3]]
    assert signs(Answers(), PACK) == []


def _some(question: Question) -> st.SearchStrategy[list[str]]:
    lines = [line.id for line in question.choices if not line.retired]
    return st.lists(
        st.sampled_from(lines), max_size=1 if question.type == "one" else 4
    )


told_somewhere = st.sampled_from(LISTS).flatmap(
    lambda question: st.tuples(st.just(question.id), _some(question))
)


@given(told_somewhere)
@settings(max_examples=150, deadline=None)
def test_never_less_than_the_rules_say_of_the_same_answers(told):
    """With the lines that opened it, and without: the rules never find more than the page says."""
    found = judge_alone(dict([told]), PACK, NOW)
    assert found.level >= assess(found.answers, PACK, NOW).level
    lone = Answers(
        {name: found.answers.by_question[name] for name in [told[0]] if told[1]}
    )
    assert found.level >= assess(lone, PACK, NOW).level


@given(told_somewhere, st.sampled_from(SIGNS))
@settings(max_examples=100, deadline=None)
def test_a_sign_beside_anything_is_an_emergency(told, sign):
    name, lines = told
    sent = {DANGER: [*(lines if name == DANGER else []), sign]}
    if name != DANGER and not PACK.questions[name].line:
        sent[name] = lines
    assert judge_alone(sent, PACK, NOW).level is Level.EMERGENCY
