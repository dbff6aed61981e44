"""What floor mode offers when a position does not work, one after the other."""

from random import Random

import pytest

from backspasm.care.catalogue import Catalogue
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.triage import assess
from backspasm.care.plan.rest_limits import of_one_way
from backspasm.care.session.floor import floor_positions, is_comfort
from tests.care.handling import ON_THE_FLOOR, WHERE_ONE_LIES
from tests.volume import some_and_many

from .generate import NOW, random_answers
from .sample import fill, plain

UPRIGHT = [one for one in ON_THE_FLOOR if one not in WHERE_ONE_LIES]
ANYBODY = ["pos-side-pillow", "pos-side-bare", "relax-breathing"]
CAN_LIE = ["comfortable", "flat"]


def ladder(catalogue: Catalogue, answers: Answers, *without: str) -> list[str]:
    clearance = assess(answers, catalogue, NOW).clearance
    assert clearance is not None
    return [
        one.id
        for one in floor_positions(clearance, answers, catalogue, without)
    ]


def told(catalogue: Catalogue, **changes: object) -> list[str]:
    answers = plain(catalogue, **{"at_hand": None, **changes})
    return ladder(
        catalogue, answers.with_answer(catalogue, "danger-now", ["none"], NOW)
    )


def test_of_whom_nothing_is_known_lies_first_and_stands_last(
    catalogue: Catalogue,
) -> None:
    nothing = fill(catalogue, {"danger-now": ["none"]}, NOW)
    assert ladder(catalogue, nothing) == [*ANYBODY, *UPRIGHT]


@pytest.mark.parametrize(
    "can",
    [
        ["none"],
        CAN_LIE,
        [*CAN_LIE, "kneel"],
        ["toilet", *CAN_LIE],
        ["toilet", "dress", *CAN_LIE],
        # But not to the toilet: the more cautious reading.
        ["dress", "walk", "floor", *CAN_LIE],
    ],
)
def test_who_cannot_get_up_is_never_sent_to_a_chair_or_to_stand(
    catalogue: Catalogue, can: list[str]
) -> None:
    found = told(catalogue, can=can)
    assert set(found) <= WHERE_ONE_LIES
    assert set(ANYBODY) <= set(found)
    assert found[-1] == "relax-breathing", (
        "what needs nothing at all is always left"
    )


@pytest.mark.parametrize(
    "can", [["toilet", "walk", *CAN_LIE], ["toilet", "floor", *CAN_LIE]]
)
def test_who_stands_is_offered_it_last(
    catalogue: Catalogue, can: list[str]
) -> None:
    assert told(catalogue, can=can)[-3:] == list(UPRIGHT)


def test_who_lies_nowhere_at_ease_keeps_the_chair(catalogue: Catalogue) -> None:
    assert "pos-recline" in told(catalogue, can=["toilet"])


def test_a_bare_floor_without_a_pillow_or_a_chair(catalogue: Catalogue) -> None:
    found = told(catalogue, at_hand=["none"], can=CAN_LIE)
    assert found == ["pos-side-bare", "relax-breathing"]
    up = told(catalogue, at_hand=["none"], can=["toilet", "walk", *CAN_LIE])
    assert up == ["pos-side-bare", "relax-breathing", "pos-lean-stand"]


def test_known_answers_open_the_back_and_close_it(catalogue: Catalogue) -> None:
    assert "pos-supine-knees-bent" in told(catalogue, can=CAN_LIE)
    assert "pos-supine-knees-bent" not in told(catalogue, can=["comfortable"])
    both = told(catalogue, can=["toilet", "walk", "floor", "kneel", *CAN_LIE])
    assert both == [*ON_THE_FLOOR]
    assert "pos-90-90" not in told(
        catalogue, can=["toilet", "walk", "floor", *CAN_LIE]
    )


def test_without_a_pillow_it_is_the_same_side(catalogue: Catalogue) -> None:
    assert of_one_way(["pos-side-pillow"], catalogue) == {
        "pos-side-pillow",
        "pos-side-bare",
    }
    assert of_one_way(["pos-recline"], catalogue) == {"pos-recline"}


@pytest.mark.parametrize("people", some_and_many(60, 300))
def test_nothing_that_a_known_or_unasked_factor_rules_out(
    catalogue: Catalogue, people: int
) -> None:

    rng = Random(17)
    for number in range(people):
        answers = random_answers(rng, catalogue, complete=number % 3 == 0)
        clearance = assess(answers, catalogue, NOW).clearance
        if clearance is None:
            continue
        facts = Facts(answers, catalogue, fired=clearance.fired)
        found = floor_positions(clearance, answers, catalogue)
        assert found, "there is always something to do"
        assert all(is_comfort(one, facts) for one in found)
        for one in found:
            assert all(facts[row.factor] is False for row in one.excludes), (
                one.id
            )
        if facts["cannot-reach-toilet"] is True:
            assert {one.id for one in found} <= WHERE_ONE_LIES
