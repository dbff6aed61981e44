"""What must hold of any plan and any day, whoever it is for: raises AssertionError where not."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise

from backspasm.care.facts import Facts
from backspasm.care.items import Plan
from backspasm.care.pacing import Done
from backspasm.care.timetable import Entry, build_timetable
from backspasm.care.triage import Scope

PACKS = ("temp-cold", "temp-heat", "temp-ice")
BEDTIME = time(22, 30)
UNKNOWN_WAIT = 60
"""Minutes between packs where neither is an item of the plan."""


def check_plan(plan: Plan, facts: Facts) -> None:
    """Nothing is shown that a known or possible factor rules out; COMFORT shows comfort alone."""
    night = [plan.night] if plan.night else []
    now = [part.item for part in plan.now if part.item]
    for item in (*plan.today, *plan.next_days, *now, *night):
        assert item.why, f"{item.id} without a reason"
        if plan.scope is Scope.COMFORT:
            assert item.technique.comfort, f"{item.id} in COMFORT"
        for row in item.technique.excludes:
            assert facts[row.factor] is False, f"{item.id} despite {row.factor}"
    advice = (*plan.medicines, *plan.prevention, *plan.sleep, *plan.work, *plan.fluids)
    assert plan.scope is not Scope.COMFORT or not advice, "advice in COMFORT"
    for row in advice:
        for caution in row.advice.excludes:
            assert facts[caution.factor] is False, f"{row.id} despite {caution.factor}"


def check_day(plan: Plan, now: datetime, done: Sequence[Done] = ()) -> None:
    """Heat and cold keep their distance and their daily maximum, whatever was done before."""
    entries = build_timetable(plan, done, now, BEDTIME).entries
    packs = [_pack(entry) for entry in entries if _name(entry).startswith(PACKS)]
    used = [(row.start, row.minutes, row.item) for row in done if row.start <= now]
    packs = sorted([*packs, *(row for row in used if row[2].startswith(PACKS))])
    for (start, minutes, name), (later, _, _) in pairwise(packs):
        item = plan.item(name)
        wait = (item.dose.minutes_off if item else None) or UNKNOWN_WAIT
        if later >= now:
            assert later - start >= timedelta(minutes=minutes + wait), f"{name} too early"
    for name in {name for _, _, name in packs}:
        item = plan.item(name)
        most = item.dose.max_a_day if item else None
        today = sum(other == name and start > now - timedelta(days=1) for start, _, other in packs)
        assert most is None or today <= most, f"{name} too often"


def _name(entry: Entry) -> str:
    return entry.with_item or entry.item


def _pack(entry: Entry) -> tuple[datetime, int, str]:
    assert entry.start is not None, "a pack without a time"
    return entry.start, entry.with_minutes or entry.minutes, _name(entry)
