"""Who cannot get up: a plan that begins where they lie."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backspasm.care.catalogue import Catalogue, Phase
from backspasm.care.check.triage import assess
from backspasm.care.plan.builder import build_plan
from backspasm.care.plan.day import Done, build_timetable
from backspasm.care.plan.model import Plan
from backspasm.care.plan.rest_limits import BREAK
from backspasm.care.session.replay import Kind
from backspasm.care.session.steps import block
from tests.care.handling import UPS, WHERE_ONE_LIES

from .generate import NOW
from .promises import check_rest
from .sample import plain

NINE = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Berlin"))
DOWN = (
    ["comfortable", "flat"],
    ["none"],
    ["comfortable"],
    ["toilet", "comfortable", "kneel"],
)


def plan_for(catalogue: Catalogue, **changes: object) -> Plan:
    given = {"duration": "lt-24h", **changes}
    answers = plain(catalogue, **given).with_answer(
        catalogue, "danger-now", ["none"], NOW
    )
    clearance = assess(answers, catalogue, NOW).clearance
    assert clearance is not None
    return build_plan(clearance, answers, catalogue)


@pytest.mark.parametrize("pain", [4, 8])
@pytest.mark.parametrize("can", DOWN)
def test_it_begins_lying_then_gets_up_and_the_rest_waits(
    catalogue: Catalogue, can: list[str], pain: int
) -> None:
    plan = plan_for(catalogue, can=can, pain_now=pain, pain_worst=9)
    ids = [item.id for item in plan.today]
    at_once = [item.id for item in plan.today if not item.later]
    assert ids[: len(at_once)] == at_once
    assert ids[0] in WHERE_ONE_LIES
    ups = [name for name in at_once if name in UPS]
    assert ups
    assert at_once[-len(ups) :] == ups
    assert set(at_once) <= WHERE_ONE_LIES | {*UPS}
    assert plan.now[0].item is not None
    assert {part.item.id for part in plan.now if part.item} <= WHERE_ONE_LIES
    if plan.waiting:
        assert "move-walk-acute" in {item.id for item in plan.waiting}


@pytest.mark.parametrize(
    "duration", ["over-now", "lt-24h", "d4-7", "d8-14", "gt-12w"]
)
@pytest.mark.parametrize("can", DOWN)
def test_whatever_they_said_of_the_time_they_can_begin_and_get_up(
    catalogue: Catalogue, can: list[str], duration: str
) -> None:
    """Also who says that it is over."""
    plan = plan_for(catalogue, can=can, duration=duration)
    assert plan.now, duration
    assert plan.now[0].item is not None
    assert plan.now[0].item.kind == "position"
    assert any(item.id in UPS for item in plan.today if not item.later)


@pytest.mark.parametrize("can", DOWN)
def test_nothing_done_lying_tells_them_to_get_up(
    catalogue: Catalogue, can: list[str]
) -> None:
    """Unless they can: getting up is told by itself, step by step."""
    for duration in ("over-now", "lt-24h", "gt-12w"):
        plan = plan_for(catalogue, can=can, duration=duration)
        for item in plan.today:
            if not item.later and item.id not in UPS:
                words = " ".join(
                    [
                        item.dose.text,
                        *(step.text for step in item.technique.steps),
                    ]
                )
                assert not re.search(
                    r"\b(get|stand) up\b(?!( in between)? if you can)", words
                ), words


def test_slow_breathing_is_done_as_one_is(catalogue: Catalogue) -> None:
    """Its drawing shows someone who sits; on the floor people lie."""
    technique = catalogue.techniques["relax-breathing"]
    for words in (technique.summary, technique.steps[0].text):
        assert words.startswith("Sitting or lying, as you are")


def test_who_gets_up_is_between_episodes_when_it_is_over(
    catalogue: Catalogue,
) -> None:
    assert plan_for(catalogue, duration="over-now").phase is Phase.PREVENTION
    down = plan_for(catalogue, duration="over-now", can=["comfortable"])
    assert down.phase is Phase.ACUTE
    assert down.why_phase.text == catalogue.interface["phase_A_down"]


@pytest.mark.parametrize("can", DOWN)
def test_their_day_holds_nothing_that_waits(
    catalogue: Catalogue, can: list[str]
) -> None:
    plan = plan_for(catalogue, can=can)
    rows = {row.item for row in build_timetable(plan, [], NINE).entries}
    assert rows <= WHERE_ONE_LIES | {"sleep-setup"}
    assert "Get up" not in plan.between


@pytest.mark.parametrize(
    "can", [["toilet", "dress", "comfortable"], ["toilet", "walk"]]
)
def test_who_is_up_and_about_walks(
    catalogue: Catalogue, can: list[str]
) -> None:
    plan = plan_for(catalogue, can=can)
    assert not plan.waiting
    assert "move-walk-acute" in {
        row.item for row in build_timetable(plan, [], NINE).entries
    }


def test_a_tilt_at_the_wall_waits(catalogue: Catalogue) -> None:
    """Who cannot lie flat does the pelvic tilt standing at a wall: not who cannot stand."""
    hand = {
        "can": ["toilet", "comfortable"],
        "duration": "d4-7",
        "pain_now": 3,
        "pain_worst": 7,
    }
    item = plan_for(catalogue, **hand).item("ex-pelvic-tilt")
    assert item is None or item.later


# Nobody rests for too long in a row


def test_calves_on_a_chair_do_not_follow_at_once(catalogue: Catalogue) -> None:
    """As it was found: on the back 20, calves on a chair 15, cold 15, and no getting up."""
    for hand in (
        ["pillow", "chair", "cold-pack"],
        ["pillow", "chair", "heat-pack"],
        ["none"],
    ):
        for can in (
            [
                "toilet",
                "dress",
                "comfortable",
                "flat",
                "floor",
                "kneel",
                "walk",
            ],
            ["none"],
        ):
            plan = plan_for(
                catalogue, at_hand=hand, can=can, pain_now=7, pain_worst=8
            )
            for hour in (7, 9, 13, 19, 21):
                check_rest(plan, NINE.replace(hour=hour))


@pytest.mark.parametrize(
    ("can", "words"),
    [
        (
            ["toilet", "dress", "comfortable", "flat"],
            "Get up and move a little",
        ),
        (["comfortable", "flat"], "Change how you lie, and move a little"),
    ],
)
def test_a_break_stands_between_two_rests(
    catalogue: Catalogue, can: list[str], words: str
) -> None:
    hand = ["pillow", "chair", "heat-pack"]
    plan = plan_for(catalogue, at_hand=hand, can=can, pain_now=8, pain_worst=9)
    # No walk is due.
    walked = [Done("move-walk-acute", NINE - timedelta(minutes=6), 5)]
    rows = build_timetable(plan, walked, NINE).entries
    told = [
        number
        for number, row in enumerate(rows)
        if row.text.endswith(f". {words}")
    ]
    assert told
    for number in told:
        assert (
            rows[number + 1].offset_minutes >= rows[number].end_minutes + BREAK
        )


def test_the_plan_says_the_minutes_that_its_timer_runs(
    catalogue: Catalogue,
) -> None:
    plan = plan_for(catalogue, at_hand=["pillow", "chair", "cold-pack"])
    for part in plan.now:
        if part.item and part.item.kind in (
            "position",
            "temperature",
            "walking",
        ):
            kinds = {Kind.HOLD, Kind.WALK, Kind.ON, Kind.LOOK}
            steps = block(part.item.technique, part.item.dose)
            seconds = sum(
                step.seconds or 0 for step in steps if step.kind in kinds
            )
            assert part.minutes * 60 == seconds, part.item.id
