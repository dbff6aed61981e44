"""Timetables: waits and maxima of heat and cold, no overlap, any hour, both clock-change nights."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from backspasm.care.catalogue import Catalogue
from backspasm.care.check.triage import assess
from backspasm.care.plan.builder import build_plan
from backspasm.care.plan.day import (
    BEDTIME,
    Done,
    Entry,
    Timetable,
    build_timetable,
)
from backspasm.care.plan.model import Plan

from .generate import NOW, random_answers
from .handling import IN_BED, LEANING_BACK, TO_SLEEP_IN
from .sample import plain

BERLIN = ZoneInfo("Europe/Berlin")
HEAT = ["pillow", "chair", "heat-pack"]
COLD = ["pillow", "chair", "cold-pack"]
CLOCK_CHANGES = [
    ("Europe/Berlin", 2026, 3, 29),
    ("Europe/Berlin", 2026, 10, 25),
    ("America/New_York", 2026, 3, 8),
    ("America/New_York", 2026, 11, 1),
    ("Australia/Lord_Howe", 2026, 4, 5),
    ("Australia/Lord_Howe", 2026, 10, 4),
]


def plan_for(catalogue: Catalogue, **changes: object) -> Plan:
    answers = plain(catalogue, **changes)
    clearance = assess(
        answers, catalogue, answers.by_question["danger-now"].at
    ).clearance
    assert clearance is not None
    return build_plan(clearance, answers, catalogue)


@pytest.fixture(scope="module")
def crowd(catalogue: Catalogue) -> list[Plan]:
    rng = Random(21)
    plans = []
    while len(plans) < 80:
        answers = random_answers(rng, catalogue)
        clearance = assess(answers, catalogue, NOW).clearance
        if clearance is not None:
            plans.append(build_plan(clearance, answers, catalogue))
    return [
        *plans,
        plan_for(catalogue, at_hand=HEAT),
        plan_for(catalogue, at_hand=COLD),
        plan_for(catalogue, at_hand=["heat-wrap", "pillow"]),
    ]


def temperatures(table: Timetable, plan: Plan) -> list[tuple[int, int, str]]:
    """(start, end, id) of each go of heat or cold, minutes from now."""
    found = []
    for row in table.entries:
        if row.item.startswith("temp-"):
            found.append((row.offset_minutes, row.end_minutes, row.item))
        if row.with_item:
            found.append(
                (
                    row.offset_minutes,
                    row.offset_minutes + row.with_minutes,
                    row.with_item,
                )
            )
    return sorted(found)


def check(
    table: Timetable, plan: Plan, now: datetime, done: list[Done]
) -> None:
    """Everything that must hold of any timetable."""
    clock = 0
    for row in (row for row in table.entries if not row.during):
        assert row.offset_minutes >= clock
        assert row.minutes > 0
        assert row.with_minutes <= row.minutes
        clock = row.end_minutes
    if table.until is not None:
        left = table.until.astimezone(UTC) - now.astimezone(UTC)
        assert all(
            timedelta(minutes=row.end_minutes) <= left for row in table.entries
        )
    if table.night:
        check_night(table, plan)
        return
    known = {item.id for item in plan.today} | {"sleep-setup"}
    assert {row.item for row in table.entries} <= known
    check_temperature(table, plan, now, done)


def check_night(table: Timetable, plan: Plan) -> None:
    """In bed: the sleep set-up, slow breathing, one way to lie. Nobody is sent to sit or walk."""
    lying = [row.item for row in table.entries if row.kind == "position"]
    assert lying == ([plan.night.id] if plan.night else [])
    assert set(lying) <= {*IN_BED, LEANING_BACK}
    others = {row.item for row in table.entries if row.kind != "position"}
    assert others <= {"sleep-setup", "relax-breathing"}
    assert not temperatures(table, plan)


def temperatures_done(
    done: list[Done], now: datetime
) -> list[tuple[float, int]]:
    """(end in minutes from now, minutes) of each go of heat or cold before now."""
    ends = [
        (one, one.start + timedelta(minutes=one.minutes) - now) for one in done
    ]
    return [
        (end.total_seconds() / 60, one.minutes)
        for one, end in ends
        if one.item.startswith("temp-")
    ]


def check_temperature(
    table: Timetable, plan: Plan, now: datetime, done: list[Done]
) -> None:
    goes = temperatures(table, plan)
    if not goes:
        return
    item = plan.item(goes[0][2])
    assert item is not None
    assert {name for _, _, name in goes} == {item.id}
    past = temperatures_done(done, now)
    ends = [end for end, _ in past] + [end for _, end, _ in goes]
    for (_, end, _), (start, _, _) in itertools.pairwise(goes):
        assert end <= start
    for start, _, _ in goes:
        before = [end for end in ends if end <= start]
        assert all(
            start - end >= (item.dose.minutes_off or 0) for end in before
        )
    recent = [minutes for end, minutes in past if end > -24 * 60]
    if item.dose.max_a_day:
        assert len(goes) + len(recent) <= item.dose.max_a_day
    if item.dose.max_minutes_a_day:
        worn = sum(end - start for start, end, _ in goes)
        assert worn + sum(recent) <= item.dose.max_minutes_a_day


def some_done(rng: Random, plan: Plan, now: datetime) -> list[Done]:
    names = [item.id for item in plan.today] + [
        "temp-cold",
        "temp-heat",
        "gone-technique",
    ]
    return [
        Done(
            rng.choice(names),
            now - timedelta(minutes=rng.randint(1, 900)),
            rng.randint(1, 30),
        )
        for _ in range(rng.randint(0, 5))
    ]


@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Apia"]
)
def test_any_hour_any_history(crowd: list[Plan], zone: str) -> None:
    rng = Random(zone)
    for plan in crowd:
        for _ in range(4):
            now = NOW + timedelta(
                minutes=rng.randint(0, 400 * 24 * 60),
                seconds=rng.randint(0, 59),
            )
            local = now.astimezone(ZoneInfo(zone))
            bedtime = rng.choice(
                [BEDTIME, time(20), time(0, 30), time(5), time(23, 59)]
            )
            done = some_done(rng, plan, now)
            check(build_timetable(plan, done, local, bedtime), plan, now, done)


@pytest.mark.parametrize(("zone", "year", "month", "day"), CLOCK_CHANGES)
def test_both_clock_change_nights(
    crowd: list[Plan], zone: str, year: int, month: int, day: int
) -> None:
    start = datetime(year, month, day, tzinfo=ZoneInfo(zone)) - timedelta(
        hours=6
    )
    for plan in crowd[-8:]:
        for quarter in range(0, 30 * 4, 3):
            now = start.astimezone(UTC) + timedelta(minutes=15 * quarter)
            local = now.astimezone(ZoneInfo(zone))
            for bedtime in (BEDTIME, time(2, 15)):
                table = build_timetable(plan, [], local, bedtime)
                check(table, plan, now, [])
                gaps = [
                    (row.start - local.astimezone(UTC)) // timedelta(minutes=1)
                    for row in table.entries
                    if row.start
                ]
                assert gaps == [row.offset_minutes for row in table.entries]


def test_unknown_zone_gives_hours_from_now(catalogue: Catalogue) -> None:
    plan = plan_for(catalogue, at_hand=COLD)
    now = datetime(2026, 3, 1, 12)  # noqa: DTZ001 - the zone is not known
    table = build_timetable(
        plan, [Done("temp-cold", now - timedelta(minutes=20), 15)], now
    )
    assert all(row.start is None for row in table.entries)
    assert table.until is None
    assert min(start for start, _, _ in temperatures(table, plan)) >= 115


def test_the_wait_counts_from_the_end_of_the_last_go(
    catalogue: Catalogue,
) -> None:
    plan = plan_for(catalogue, at_hand=COLD)
    now = datetime(2026, 3, 2, 9, tzinfo=BERLIN)
    table = build_timetable(
        plan, [Done("temp-cold", now - timedelta(minutes=30), 15)], now
    )
    first = temperatures(table, plan)[0][0]
    assert first >= 105


def test_heat_after_cold_waits_as_well(catalogue: Catalogue) -> None:
    plan = plan_for(catalogue, at_hand=HEAT)
    now = datetime(2026, 3, 2, 9, tzinfo=BERLIN)
    table = build_timetable(
        plan, [Done("temp-cold", now - timedelta(minutes=20), 15)], now
    )
    assert temperatures(table, plan)[0][0] >= 115


def test_the_daily_most_is_reached(catalogue: Catalogue) -> None:
    plan = plan_for(catalogue, at_hand=HEAT)
    now = datetime(2026, 3, 2, 18, tzinfo=BERLIN)
    done = [
        Done("temp-heat", now - timedelta(hours=hours), 15)
        for hours in (3, 6, 9, 11)
    ]
    assert not temperatures(build_timetable(plan, done, now), plan)


@pytest.mark.parametrize(
    "clock", [time(22, 30), time(23, 50), time(0, 10), time(4, 59)]
)
def test_at_night_only_rest(catalogue: Catalogue, clock: time) -> None:
    plan = plan_for(catalogue, at_hand=HEAT)
    table = build_timetable(
        plan, [], datetime.combine(date(2026, 3, 2), clock, BERLIN)
    )
    assert table.night
    assert {row.kind for row in table.entries} <= {
        "sleep",
        "breathing",
        "position",
    }
    assert next(row.item for row in table.entries) == "sleep-setup"


@pytest.mark.parametrize(
    ("can", "lies"),
    [
        (["toilet", "comfortable", "flat"], "pos-side-pillow"),
        (["toilet", "comfortable"], "pos-side-pillow"),
        (["toilet"], "pos-recline"),
    ],
)
def test_at_night_nobody_sits_who_can_lie(
    catalogue: Catalogue, can: list[str], lies: str
) -> None:
    plan = plan_for(catalogue, can=can, trigger=["stress"])
    assert plan.night is not None
    assert plan.night.id == lies
    table = build_timetable(plan, [], datetime(2026, 3, 2, 3, tzinfo=BERLIN))
    assert [row.item for row in table.entries] == [
        "sleep-setup",
        "relax-breathing",
        lies,
    ]


def test_a_way_to_lie_is_found_where_the_day_has_none_for_a_bed(
    catalogue: Catalogue,
) -> None:
    plan = plan_for(catalogue, region=["region-mid"], trigger=["long-standing"])
    by_day = {item.id for item in plan.today if item.kind == "position"}
    assert by_day.isdisjoint(IN_BED), "the case this test is about"
    assert plan.night is not None
    assert plan.night.id in IN_BED


@pytest.mark.parametrize("seed", [45, 89, 135, 184, 198])
def test_at_night_what_one_can_sleep_in_goes_before_what_the_day_shows(
    catalogue: Catalogue, seed: int
) -> None:
    answers = random_answers(Random(seed), catalogue)
    clearance = assess(answers, catalogue, NOW).clearance
    assert clearance is not None
    plan = build_plan(clearance, answers, catalogue)
    by_day = {item.id for item in plan.today}
    side = catalogue.techniques["pos-side-pillow"]
    assert side.name not in {row.name for row in plan.left_out}, (
        "the case this test is about"
    )
    assert by_day.isdisjoint(TO_SLEEP_IN), "the case this test is about"
    assert plan.night is not None
    assert plan.night.id == side.id


def test_the_night_says_how_to_lie_and_not_for_how_long(
    catalogue: Catalogue,
) -> None:
    plan = plan_for(catalogue, trigger=["stress"])
    table = build_timetable(plan, [], datetime(2026, 3, 2, 3, tzinfo=BERLIN))
    assert plan.night is not None
    assert table.entries[-1].text == plan.night.name


@pytest.mark.parametrize(
    ("clock", "night"), [(time(5), False), (time(22, 29), False)]
)
def test_the_edges_of_the_night(
    catalogue: Catalogue, clock: time, night: bool
) -> None:
    plan = plan_for(catalogue)
    table = build_timetable(
        plan, [], datetime.combine(date(2026, 3, 2), clock, BERLIN)
    )
    assert table.night is night
    assert table.entries[-1].item == "sleep-setup"


def test_bedtime_after_midnight(catalogue: Catalogue) -> None:
    plan = plan_for(catalogue)
    late = datetime(2026, 3, 2, 23, 40, tzinfo=BERLIN)
    assert not build_timetable(plan, [], late, time(0, 30)).night
    assert build_timetable(
        plan, [], late + timedelta(hours=1), time(0, 30)
    ).night


def test_walks_come_every_one_to_two_hours_in_the_first_days(
    catalogue: Catalogue,
) -> None:
    plan = plan_for(catalogue, duration="lt-24h")
    table = build_timetable(plan, [], datetime(2026, 3, 2, 8, tzinfo=BERLIN))
    walks = [
        row.offset_minutes for row in table.entries if row.kind == "walking"
    ]
    assert len(walks) >= 7
    gaps = [after - before for before, after in itertools.pairwise(walks)]
    assert all(60 <= gap <= 130 for gap in gaps)


def test_heat_lies_on_the_back_only_where_nobody_lies_on_it(
    crowd: list[Plan],
) -> None:
    for plan in crowd:
        table = build_timetable(
            plan, [], datetime(2026, 3, 2, 9, tzinfo=BERLIN)
        )
        for row in table.entries:
            if row.with_item:
                assert row.item not in {
                    "pos-supine-knees-bent",
                    "pos-90-90",
                    "pos-recline",
                    "pos-supine-pillow",
                    "pos-neck-roll",
                }


def test_the_same_input_gives_the_same_timetable(crowd: list[Plan]) -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=BERLIN)
    assert [build_timetable(p, [], now) for p in crowd] == [
        build_timetable(p, [], now) for p in crowd
    ]


def test_what_is_done_often_enough_does_not_come_back(
    catalogue: Catalogue,
) -> None:
    plan = plan_for(catalogue, at_hand=["pillow", "chair"])
    now = datetime(2026, 3, 2, 9, tzinfo=BERLIN)
    item = next(item for item in plan.today if item.dose.max_a_day)
    most = item.dose.max_a_day or 0
    done = [
        Done(item.id, now - timedelta(hours=hour), 5)
        for hour in range(1, most + 1)
    ]
    rows: tuple[Entry, ...] = build_timetable(plan, done, now).entries
    assert item.id not in [row.item for row in rows]


def test_the_ways_to_lie_stand_in_the_pack(catalogue: Catalogue) -> None:
    ways = [catalogue.techniques[name] for name in (*IN_BED, LEANING_BACK)]
    assert {way.kind for way in ways} == {"position"}
    assert all(way.comfort for way in ways), (
        "whoever waits to be seen may lie like this"
    )
