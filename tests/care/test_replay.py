"""Sessions: any plan, any deeds, any moment."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backspasm.care.content.loading import load_catalogue
from backspasm.care.session.replay import (
    COUNTED,
    ON_SKIN,
    Deed,
    Event,
    Kind,
    Step,
    performed,
    where,
)
from backspasm.care.session.skin_limits import (
    Used,
    alike,
    free_at,
    goes_of,
    minutes_off,
)
from backspasm.care.session.steps import block, rounds, whole_session

PACK = load_catalogue(Path(__file__).parents[2] / "fixtures" / "content")
TECHNIQUES = PACK.techniques
START = datetime(2026, 3, 29, 0, 40, tzinfo=UTC)
"""Twenty minutes before British clocks go forward."""
GUIDED = sorted(
    name for name, technique in TECHNIQUES.items() if block(technique)
)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def at(count: float) -> datetime:
    return START + seconds(count)


ON_THE_SKIN = [name for name in GUIDED if alike(name, TECHNIQUES)]


def session(names):
    return whole_session(
        [(TECHNIQUES[name], TECHNIQUES[name].dose) for name in names]
    )


plans = st.one_of(
    st.lists(st.sampled_from(GUIDED), min_size=1, max_size=6),
    st.lists(st.sampled_from(ON_THE_SKIN), min_size=1, max_size=3),
).map(session)
deeds = st.tuples(
    st.sampled_from([None, Kind.ON, Kind.OFF]),
    st.sampled_from([1, 20, 4000]),
    st.lists(
        st.tuples(
            st.sampled_from([*Deed, Deed.NEXT, Deed.NEXT, Deed.PAUSE]),
            st.one_of(st.integers(0, 60), st.integers(0, 4000)),
            st.sampled_from([0, 0, 0, 0, 0, -1, 1]),
            st.one_of(st.integers(0, 12), st.integers(0, 40)),
            st.sampled_from(["", "better", "worse", "cannot", "7"]),
        ),
        max_size=14,
    ),
)


def live(steps, drawn):
    """Deeds as a person makes them: mostly on the running step, now and then on another.

    Some tap on until heat or cold is on, or was, where a wrong deed could burn.
    """
    goal, pace, rest = drawn
    events: list[Event] = []
    moment = START
    while goal:
        index = where(steps, START, events, moment).index
        if index == len(steps) or steps[index].kind is goal:
            break
        moment += seconds(pace)
        index = where(steps, START, events, moment).index
        events.append(Event(Deed.NEXT, moment, index))
    for deed, wait, off, to, note in rest:
        moment += seconds(wait)
        step = where(steps, START, events, moment).index + off
        events.append(
            Event(deed, moment, step, note=note, to=to, seconds=to * 60)
        )
    return events


# --- always true -------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(plans, deeds, st.integers(-60, 40_000))
def test_steps_never_overlap(steps, drawn, later):
    standing = where(steps, START, live(steps, drawn), at(later))
    for before, after in pairwise(standing.done):
        assert before.start <= before.end <= after.start <= after.end
    if standing.done:
        assert standing.done[-1].end <= standing.since


@settings(max_examples=300, deadline=None)
@given(plans, deeds, st.integers(-60, 40_000))
def test_time_left_is_never_negative(steps, drawn, later):
    now = at(later)
    standing = where(steps, START, live(steps, drawn), now)
    assert standing.left >= timedelta(0)
    assert standing.seconds_left >= 0
    if not standing.finished:
        length = steps[standing.index].seconds or 0
        assert standing.left <= seconds(length)
    if standing.ends:
        assert standing.ends > now or standing.ends == START
        assert abs((standing.ends - max(now, START)) - standing.left) < seconds(
            1
        )
    assert 0 <= standing.index <= len(steps)
    assert standing.finished == (standing.index == len(steps))


@settings(max_examples=300, deadline=None)
@given(plans, deeds, deeds, st.integers(0, 20_000))
def test_the_skin_rests(steps, drawn, more, wait):
    """In one session and in the next one, which may hold anything the interlock frees."""
    first = where(steps, START, live(steps, drawn), at(200_000))
    used = on_skin(steps, first)
    moment = at(wait)
    free = [
        name
        for name in GUIDED
        if free_at(name, used, TECHNIQUES, moment) <= moment
    ]
    for name in free:
        assert not alike(name, TECHNIQUES) or all(
            use.end + pause(name) <= moment
            for use in used
            if use.technique in alike(name, TECHNIQUES)
        )
    for before, after in pairwise(
        use for use in used if alike(use.technique, TECHNIQUES)
    ):
        if before.technique in alike(after.technique, TECHNIQUES):
            assert (
                before.end == after.start
                or before.end + seconds(25) >= after.start
            )


@settings(max_examples=200, deadline=None)
@given(plans, deeds)
def test_heat_and_cold_stop_in_time(steps, drawn):
    """No pause, repeat or jump keeps a pack on for longer than its dose."""
    standing = where(steps, START, live(steps, drawn), at(5_000_000))
    for name in {step.technique for step in steps if step.kind in ON_SKIN}:
        planned = sum(
            s.seconds or 0
            for s in steps
            if s.technique == name and s.kind in ON_SKIN
        )
        on = [d for d in standing.done if steps[d.step].technique == name]
        on = [d for d in on if steps[d.step].kind in ON_SKIN]
        if on:
            assert on[-1].end - on[0].start <= seconds(planned)
    still = None if standing.finished else steps[standing.index].kind
    # Days later nothing is on, and no pause holds it.
    assert still not in {*ON_SKIN, Kind.OFF}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ON_THE_SKIN), deeds)
def test_the_same_pack_again_waits_out_its_pause(name, drawn):
    """Even where a session holds it twice, no deed leads past the time off."""
    steps = (*session([name]), *block(TECHNIQUES[name]))
    standing = where(steps, START, live(steps, drawn), at(500_000))
    off = timedelta(minutes=TECHNIQUES[name].dose.minutes_off or 0)
    for before, after in pairwise(goes_of(name, on_skin(steps, standing))):
        assert before.end + off <= after.start


@settings(max_examples=200, deadline=None)
@given(plans, deeds)
def test_what_is_taken_off_is_off(steps, drawn):
    events = live(steps, drawn)
    moment = max([START, *(event.at for event in events)])
    before = where(steps, START, events, moment)
    if before.finished or steps[before.index].kind not in ON_SKIN:
        return
    after = where(
        steps, START, [*events, Event(Deed.NEXT, moment, before.index)], moment
    )
    assert after.finished or steps[after.index].kind not in ON_SKIN


@settings(max_examples=300, deadline=None)
@given(plans, deeds, st.integers(0, 20_000))
def test_finishing_early_keeps_everything(steps, drawn, later):
    events = live(steps, drawn)
    moment = max([at(later), *(event.at for event in events)])
    before = where(steps, START, events, moment)
    if before.finished:
        return
    events.append(Event(Deed.FINISH, moment, before.index))
    after = where(steps, START, events, moment)
    assert after.finished
    assert after.done[: len(before.done)] == before.done
    done = sum((p.active for p in performed(steps, after)), timedelta(0))
    assert done >= sum(
        (p.active for p in performed(steps, before)), timedelta(0)
    )


@settings(max_examples=200, deadline=None)
@given(plans, deeds, st.integers(0, 20_000))
def test_any_device_finds_the_same_step(steps, drawn, later):
    events = live(steps, drawn)
    here = where(steps, START, events, at(later))
    stored = [Event.from_data(event.to_data()) for event in events]
    again = [Step.from_data(step.to_data()) for step in steps]
    assert where(again, START, stored, at(later)) == here


@settings(max_examples=200, deadline=None)
@given(plans, deeds)
def test_a_double_tap_does_nothing(steps, drawn):
    events = live(steps, drawn)
    twice = [
        event
        for event in events
        for _ in range(2)
        if event.deed in (Deed.NEXT, Deed.JUMP)
    ]
    single = [event for event in events if event.deed in (Deed.NEXT, Deed.JUMP)]
    assert where(steps, START, twice, at(90_000)) == where(
        steps, START, single, at(90_000)
    )


def on_skin(steps, standing):
    return [
        Used(steps[done.step].technique, done.start, done.end)
        for done in standing.done
        if steps[done.step].kind in ON_SKIN
    ]


def pause(name):
    return timedelta(minutes=minutes_off(name, TECHNIQUES))


# --- one by one ----------------------------------------------------------------------

HOLD = (
    Step(Kind.READY, "a", 10),
    Step(Kind.HOLD, "a", 600),
    Step(Kind.ASK, "a"),
    Step(Kind.READY, "b", 10),
    Step(Kind.WALK, "b", 120),
    Step(Kind.ASK, "b"),
)


@pytest.mark.parametrize(
    ("later", "index", "left"),
    [
        (0, 0, 10),
        (9.5, 0, 1),
        (10, 1, 600),
        (70, 1, 540),
        (610, 2, 0),
        (90_000, 2, 0),
    ],
)
def test_the_clock_alone(later, index, left):
    standing = where(HOLD, START, [], at(later))
    assert (standing.index, standing.seconds_left) == (index, left)


def test_a_pause_stops_the_clock():
    events = [Event(Deed.PAUSE, at(100), 1), Event(Deed.RESUME, at(1000), 1)]
    assert where(HOLD, START, events, at(500)).paused
    assert where(HOLD, START, events, at(500)).seconds_left == 510
    assert where(HOLD, START, events, at(1001)).seconds_left == 509


def test_answers_move_on():
    events = [Event(Deed.NEXT, at(700), 2, note="better")]
    standing = where(HOLD, START, events, at(715))
    assert (standing.index, standing.seconds_left) == (4, 115)
    assert [p.felt for p in performed(HOLD, standing)] == ["better", ""]


def test_again_after_the_question_repeats_the_whole():
    events = [Event(Deed.AGAIN, at(700), 2)]
    assert where(HOLD, START, events, at(705)).index == 0
    standing = where(HOLD, START, events, at(2000))
    (whole,) = performed(HOLD, standing)
    assert whole.active == seconds(1200)


def test_what_a_person_could_not_do_is_not_counted():
    events = [Event(Deed.JUMP, at(30), 1, note="cannot", to=3)]
    assert performed(HOLD, where(HOLD, START, events, at(35))) == ()


@pytest.mark.parametrize("when", [5, 15])
def test_started_earlier(when):
    index = 0 if when < 10 else 1
    events = [Event(Deed.EARLIER, at(when), index, seconds=300)]
    standing = where(HOLD, START, events, at(when))
    assert standing.index == 1
    assert 290 <= standing.seconds_left <= 300
    (hold,) = performed(HOLD, standing)
    assert hold.start <= at(when) - seconds(295)


def test_started_earlier_does_not_reach_into_what_was_before():
    events = [
        Event(Deed.NEXT, at(700), 2),
        Event(Deed.EARLIER, at(730), 4, seconds=3600),
    ]
    standing = where(HOLD, START, events, at(730))
    assert standing.since == at(700)


def test_a_long_sleep_leaves_the_person_at_the_question():
    assert where(HOLD, START, [], at(90_000)).index == 2


@pytest.mark.parametrize(
    ("technique", "counts"),
    [
        ("ex-curl-up", [6, 4, 2]),
        ("ex-side-plank", [6, 4, 2]),
        ("move-sit-stand", [8, 8]),
    ],
)
def test_rounds(technique, counts):
    assert list(rounds(TECHNIQUES[technique].dose)) == counts


def test_holds_or_minutes_never_both():
    steps = block(TECHNIQUES["pos-prone-elbows"])
    assert [(s.kind, s.count) for s in steps if s.kind in COUNTED] == [
        (Kind.REPEAT, 5)
    ]
    assert sum(step.seconds or 0 for step in steps) < 120


def test_a_beginner_walks_five_minutes():
    (walk,) = [
        s for s in block(TECHNIQUES["move-walk-plan"]) if s.kind is Kind.WALK
    ]
    assert walk.seconds == 300


def test_a_roller_takes_one_area():
    (roll,) = [
        s for s in block(TECHNIQUES["mass-roller"]) if s.kind is Kind.HOLD
    ]
    assert roll.seconds == 60


def test_breath_by_breath():
    (hold,) = [
        s for s in block(TECHNIQUES["ex-deep-ab"]) if s.kind is Kind.REPEAT
    ]
    assert hold.pace[0] == 30
    (breathe,) = [
        s
        for s in block(TECHNIQUES["relax-breathing"])
        if s.kind is Kind.BREATHE
    ]
    assert (breathe.pace, breathe.seconds) == ((4, 6), 300)


@pytest.mark.parametrize("technique", GUIDED)
def test_no_block_is_longer_than_its_dose(technique):
    dose = TECHNIQUES[technique].dose
    total = sum(
        s.seconds or 0
        for s in block(TECHNIQUES[technique])
        if s.kind in COUNTED
    )
    if dose.minutes and not dose.repetitions:
        assert total <= dose.minutes[1] * 60


def test_heat_comes_last_and_only_once():
    names = ["temp-heat", "temp-cold", "pos-side-pillow"]
    steps = whole_session(
        [(TECHNIQUES[name], TECHNIQUES[name].dose) for name in names]
    )
    kinds = [step.kind for step in steps]
    assert kinds[0] is Kind.PAIN
    assert kinds[-2:] == [Kind.PAIN, Kind.OFF]
    assert "temp-cold" not in {step.technique for step in steps}
    assert kinds.index(Kind.CLOTH) > kinds.index(Kind.HOLD)


def test_the_time_off_counts_from_taking_it_off():
    steps = whole_session(
        [(TECHNIQUES["temp-heat"], TECHNIQUES["temp-heat"].dose)]
    )
    cloth = next(i for i, s in enumerate(steps) if s.kind is Kind.CLOTH)
    events = [Event(Deed.NEXT, at(0), 0), Event(Deed.NEXT, at(0), cloth)]
    ask = next(i for i, s in enumerate(steps) if s.kind is Kind.ASK)
    events += [
        Event(Deed.NEXT, at(1500), ask),
        Event(Deed.NEXT, at(1500), ask + 1),
    ]
    standing = where(steps, START, events, at(1500))
    assert steps[standing.index].kind is Kind.OFF
    assert standing.seconds_left == 3600 - 600


def test_at_most_so_often_a_day():
    cold = TECHNIQUES["temp-cold"]
    most = cold.dose.max_a_day
    used = [
        Used("temp-cold", at(h * 3 * 3600), at(h * 3 * 3600 + 600))
        for h in range(most)
    ]
    moment = at(most * 3 * 3600)
    assert free_at("temp-cold", used, TECHNIQUES, moment) == START + timedelta(
        days=1
    )


def test_ice_and_cold_pack_share_the_pause():
    used = [Used("temp-ice-massage", START, at(600))]
    assert free_at("temp-cold", used, TECHNIQUES, at(700)) == at(600 + 7200)
    assert free_at("temp-heat", used, TECHNIQUES, at(700)) == at(700)


def test_looking_at_the_skin_does_not_count_as_another_go():
    """Three goes in three stretches each are three, so that a fourth is free in time."""
    used = []
    for go in range(3):
        begun = go * 3 * 3600
        spans = [(0, 300), (300, 320), (320, 600)]
        used += [
            Used("temp-cold", at(begun + a), at(begun + b)) for a, b in spans
        ]
    assert free_at("temp-cold", used, TECHNIQUES, at(9 * 3600)) == at(9 * 3600)
    assert len(goes_of("temp-cold", used)) == 3
