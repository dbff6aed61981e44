"""What must hold of any plan and any day, whoever it is for: raises AssertionError where not."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise

from backspasm.care.check.evaluation import Facts
from backspasm.care.check.triage import Scope
from backspasm.care.plan.day import Entry, build_timetable
from backspasm.care.plan.frequency import Done
from backspasm.care.plan.model import Item, Plan
from tests.care.handling import WHERE_ONE_LIES

PACKS = ("temp-cold", "temp-heat", "temp-ice")
BEDTIME = time(22, 30)
LONGEST_LIE, MOVE_A_LITTLE = 30, 5
UPRIGHT = {
    "pos-lean-stand",
    "pos-lean-sit",
    "pos-recline",
    "ex-stand-extend",
    "temp-shower",
}
UNKNOWN_WAIT = 60
"""Minutes between packs where neither is an item of the plan."""


def check_plan(plan: Plan, facts: Facts) -> None:
    """Nothing is shown that a known or possible factor rules out; COMFORT shows comfort alone."""
    check_who_is_down(plan, facts)
    night = [plan.night] if plan.night else []
    now = [part.item for part in plan.now if part.item]
    for item in (*plan.today, *plan.next_days, *now, *night):
        assert item.why, f"{item.id} without a reason"
        if plan.scope is Scope.COMFORT:
            assert item.technique.comfort, f"{item.id} in COMFORT"
        for row in item.technique.excludes:
            assert facts[row.factor] is False, f"{item.id} despite {row.factor}"
    advice = (
        *plan.medicines,
        *plan.prevention,
        *plan.sleep,
        *plan.work,
        *plan.fluids,
    )
    assert plan.scope is not Scope.COMFORT or not advice, "advice in COMFORT"
    for row in advice:
        for caution in row.advice.excludes:
            assert facts[caution.factor] is False, (
                f"{row.id} despite {caution.factor}"
            )


def check_day(plan: Plan, now: datetime, done: Sequence[Done] = ()) -> None:
    """Heat and cold keep their distance and their daily maximum, whatever was done before."""
    check_rest(plan, now, done)
    entries = build_timetable(plan, done, now, BEDTIME).entries
    packs = [
        _pack(entry) for entry in entries if _name(entry).startswith(PACKS)
    ]
    used = [
        (row.start, row.minutes, row.item) for row in done if row.start <= now
    ]
    packs = sorted([*packs, *(row for row in used if row[2].startswith(PACKS))])
    for (start, minutes, name), (later, _, _) in pairwise(packs):
        item = plan.item(name)
        wait = (item.dose.minutes_off if item else None) or UNKNOWN_WAIT
        if later >= now:
            assert later - start >= timedelta(minutes=minutes + wait), (
                f"{name} too early"
            )
    for name in {name for _, _, name in packs}:
        item = plan.item(name)
        most = item.dose.max_a_day if item else None
        today = sum(
            other == name and start > now - timedelta(days=1)
            for start, _, other in packs
        )
        assert most is None or today <= most, f"{name} too often"


def check_rest(plan: Plan, now: datetime, done: Sequence[Done] = ()) -> None:
    """Nobody lies or rests for longer in a row than the plan itself says; nor in its first part.

    What ends a rest: a walk, a movement that is not done lying, a line that says so, a free gap.
    """
    table = build_timetable(plan, done, now, BEDTIME)
    rows = [
        row for row in table.entries if not row.during and row.kind != "sleep"
    ]
    spans = [
        (row.offset_minutes, row.minutes, plan.item(row.item)) for row in rows
    ]
    parts = [part for part in plan.now if not part.during]
    first = [(part.start_minute, part.minutes, part.item) for part in parts]
    for group in (first, [] if table.night else spans):
        rested = ended = 0
        for start, minutes, item in group:
            rested = 0 if start - ended >= MOVE_A_LITTLE else rested
            moves = item is None or item.kind == "walking" or _upright(item)
            # A roll is neither.
            lying = item is not None and item.kind != "habit"
            rested = 0 if moves else rested + minutes * lying
            assert rested <= LONGEST_LIE, f"{rested} minutes of rest in a row"
            ended = start + minutes


def check_who_is_down(plan: Plan, facts: Facts) -> None:
    """Who cannot get up begins where they lie; the rest of today waits, and is last."""
    if facts["cannot-reach-toilet"] is not True:
        return
    later = [item.later for item in plan.today]
    assert later == sorted(later), "what waits stands before what does not"
    at_once = [item for item in plan.today if not item.later]
    assert not [item.id for item in at_once if item.kind == "walking"], (
        "a walk for who is down"
    )
    assert not {item.id for item in at_once} & UPRIGHT, (
        "upright for who is down"
    )
    assert not [item.id for item in at_once if "wall" in item.summary], (
        "a wall for who is down"
    )
    assert all(part.item is None or part.item in at_once for part in plan.now)


def _upright(item: Item) -> bool:
    lying = item.technique.kind == "exercise" and item.id in WHERE_ONE_LIES
    return item.kind == "movement" and not (lying and item.replaced_by is None)


def _name(entry: Entry) -> str:
    return entry.with_item or entry.item


def _pack(entry: Entry) -> tuple[datetime, int, str]:
    assert entry.start is not None, "a pack without a time"
    return entry.start, entry.with_minutes or entry.minutes, _name(entry)
