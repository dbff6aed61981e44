"""What this episode taught: what eased comes first, what made it worse is nowhere."""

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from backspasm.care.catalogue import Catalogue
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.triage import assess
from backspasm.care.plan.builder import build_plan
from backspasm.care.plan.day import build_timetable
from backspasm.care.plan.model import Felt, Plan
from tests.volume import some_and_many

from .generate import NOW, random_answers
from .promises import check_day, check_plan
from .sample import plain

NINE = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Berlin"))
BETTER, WORSE = Felt.BETTER, Felt.WORSE


def plan_with(
    catalogue: Catalogue, felt: dict[str, Felt], **changes: object
) -> Plan:
    answers = plain(catalogue, **changes).with_answer(
        catalogue, "danger-now", ["none"], NOW
    )
    clearance = assess(answers, catalogue, NOW).clearance
    assert clearance is not None
    return build_plan(clearance, answers, catalogue, felt=felt)


def everything(plan: Plan) -> set[str]:
    """Every technique that a plan names or points to, its timetable too."""
    advice = (*plan.sleep, *plan.work, *plan.fluids, *plan.prevention)
    found = {item.id for item in (*plan.today, *plan.next_days)}
    found |= {part.item.id for part in plan.now if part.item}
    found |= {name for row in (*advice, *plan.cards) for name in row.techniques}
    found |= {row.item for row in build_timetable(plan, [], NINE).entries}
    return found | ({plan.night.id} if plan.night else set())


@pytest.mark.parametrize(
    "technique",
    [
        "pos-side-pillow",
        "pos-90-90",
        "temp-heat",
        "move-walk-acute",
        "relax-breathing",
    ],
)
def test_what_made_it_worse_is_nowhere_and_is_said_once(
    catalogue: Catalogue, technique: str
) -> None:
    hand = {"at_hand": ["pillow", "chair", "heat-pack"], "night": "turning"}
    before = plan_with(catalogue, {technique: BETTER}, **hand)
    assert technique in everything(before), "the case this test is about"
    after = plan_with(catalogue, {technique: WORSE}, **hand)
    assert technique not in everything(after)
    assert after.made_worse == (catalogue.techniques[technique].name,)
    assert technique not in {row.id for row in after.left_out}, "said by itself"


def test_an_advice_that_speaks_of_it_says_so(catalogue: Catalogue) -> None:
    plan = plan_with(catalogue, {"pos-side-pillow": WORSE})
    sleep = next(row for row in plan.sleep if row.id == "sleep-setup")
    name = catalogue.techniques["pos-side-pillow"].name
    assert sleep.ask_first[0].text == f"Leave out “{name}”: it made it worse."
    assert "pos-side-pillow" not in sleep.techniques


@pytest.mark.parametrize(
    "helped", ["pos-supine-knees-bent", "pos-recline", "pos-side-pillow"]
)
def test_what_helped_comes_first_and_says_so(
    catalogue: Catalogue, helped: str
) -> None:
    plan = plan_with(catalogue, {helped: BETTER})
    first = plan.now[0].item
    assert first is not None
    assert first.id == plan.today[0].id == helped
    assert plan.today[0].why[0].text == "This helped you."


def test_what_helped_needs_no_second_pillow_nor_another_place(
    catalogue: Catalogue,
) -> None:
    for changes in (
        {"at_hand": ["none"]},
        {"region": ["region-neck"], "neck_extras": ["none"]},
    ):
        plan = plan_with(catalogue, {"pos-side-pillow": BETTER}, **changes)
        assert plan.today[0].id == "pos-side-pillow"


def test_what_helped_stays_out_when_a_rule_rules_it_out(
    catalogue: Catalogue,
) -> None:
    felt = {"pos-90-90": BETTER, "pos-supine-knees-bent": BETTER}
    can = ["toilet", "dress", "walk", "comfortable", "floor", "kneel"]
    assert not set(felt) & everything(plan_with(catalogue, felt, can=can))


@pytest.mark.parametrize("people", some_and_many(60, 250))
def test_nobody_s_record_readmits_what_is_ruled_out(
    catalogue: Catalogue, people: int
) -> None:
    """Whatever people say they felt, every promise of a plan holds."""
    rng, made = Random(5), 0
    for number in range(people):
        answers = random_answers(rng, catalogue, complete=number % 4 > 0)
        clearance = assess(answers, catalogue, NOW).clearance
        if clearance is None:
            continue
        made += 1
        felt = {
            name: rng.choice(list(Felt))
            for name in catalogue.techniques
            if rng.random() < 0.3
        }
        plan = build_plan(clearance, answers, catalogue, felt=felt)
        check_plan(plan, Facts(answers, catalogue, fired=clearance.fired))
        check_day(plan, NOW)
        assert not {
            name for name in everything(plan) if felt.get(name) is WORSE
        }
    assert made > people // 3
