"""What a plan shows and never shows: tables of cases, and properties over made-up people."""

from random import Random

import pytest

from backspasm.care.catalogue import Catalogue, Level, Phase
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.triage import Scope, assess
from backspasm.care.plan.builder import build_plan
from backspasm.care.plan.model import Experience, Item, Plan
from backspasm.care.plan.opening import TOTAL
from backspasm.care.session.steps import block
from tests.volume import some_and_many

from .generate import NOW, random_answers
from .sample import plain

AT_HAND = [
    "pillow",
    "chair",
    "cold-pack",
    "heat-pack",
    "heat-wrap",
    "bath",
    "roller",
    "ball",
    "mat",
]


def made(
    catalogue: Catalogue, answers: Answers, **experience: Experience
) -> Plan:
    clearance = assess(answers, catalogue, NOW).clearance
    assert clearance is not None
    known = {key.replace("_", "-"): value for key, value in experience.items()}
    return build_plan(clearance, answers, catalogue, known)


def plan_for(catalogue: Catalogue, **changes: object) -> Plan:
    return made(
        catalogue,
        plain(catalogue, **changes).with_answer(
            catalogue, "danger-now", ["none"], NOW
        ),
    )


def ids(items: object) -> list[str]:
    return [item.id for item in items]  # type: ignore[attr-defined]


def shown(plan: Plan) -> set[str]:
    listed = {*ids(plan.today), *ids(plan.next_days)}
    return listed | {part.item.id for part in plan.now if part.item}


# Phase and gates


@pytest.mark.parametrize(
    ("changes", "phase"),
    [
        ({"duration": "lt-24h"}, "A"),
        ({"duration": "d1-3"}, "A"),
        ({"duration": "d4-7", "pain_now": 5, "pain_worst": 7}, "E"),
        ({"duration": "d4-7", "pain_now": 6, "pain_worst": 7}, "A"),
        (
            {
                "duration": "d8-14",
                "pain_now": 3,
                "pain_worst": 4,
                "trend": "better-more",
            },
            "A",
        ),
        ({"duration": "d15-42", "pain_now": 4, "trend": "better-more"}, "R"),
        ({"duration": "d15-42", "pain_now": 5, "trend": "better-more"}, "E"),
        (
            {
                "duration": "d15-42",
                "pain_now": 2,
                "can": ["toilet", "comfortable"],
            },
            "E",
        ),
        ({"duration": "w6-12", "pain_now": 2}, "R"),
        ({"duration": "gt-12w", "pain_now": 2}, "C"),
        ({"duration": "d1-3", "before": "weekly", "usual": "usual"}, "A"),
        ({"duration": "d8-14", "before": "weekly", "usual": "usual"}, "C"),
        ({"duration": "over-now"}, "P"),
        ({"duration": "over-now", "before": "weekly", "usual": "usual"}, "P"),
    ],
)
def test_the_phase_follows_time_and_gates(
    catalogue: Catalogue, changes: dict[str, object], phase: str
) -> None:
    assert plan_for(catalogue, **changes).phase.value == phase


def test_chronic_gets_recovery_items_only_past_the_gate(
    catalogue: Catalogue,
) -> None:
    hand = {
        "duration": "gt-12w",
        "before": "always",
        "usual": "usual",
        "at_hand": AT_HAND,
        "trigger": ["long-sitting"],
    }
    past = plan_for(catalogue, pain_now=3, **hand)
    before = plan_for(catalogue, pain_now=5, **hand)
    late = {
        one.id
        for one in catalogue.techniques.values()
        if {*one.phases} <= {*"RP"}
    }
    assert late & set(ids(past.today))
    assert not late & set(ids(before.today))
    assert len([item for item in past.today if item.kind == "relaxation"]) == 2


def test_a_gate_is_told_in_plain_words(catalogue: Catalogue) -> None:
    assert "dropped by 2 points" in plan_for(catalogue).gates[0]


def test_the_dose_is_the_phase_s_own(catalogue: Catalogue) -> None:
    plan = plan_for(
        catalogue, at_hand=["heat-pack", "pillow"], trigger=["stress"]
    )
    item = plan.item("temp-heat")
    assert item is not None
    assert item.dose.minutes == (10, 15)


# Who gets what


def test_a_plain_first_day(catalogue: Catalogue) -> None:
    plan = plan_for(
        catalogue, at_hand=["pillow", "chair", "cold-pack", "heat-pack"]
    )
    kinds = [item.kind for item in plan.today]
    assert kinds.count("position") == 2
    assert (
        kinds.count("temperature")
        == kinds.count("walking")
        == kinds.count("breathing")
        == 1
    )
    assert kinds.count("movement") <= 2
    assert "temp-cold" in ids(plan.today)
    assert len(plan.today) == 7
    assert "temp-choose" in ids(plan.next_days)
    assert {"ex-pelvic-tilt", "move-relative-rest"} <= set(ids(plan.today))
    locked = plan_for(catalogue, pain_now=8, pain_worst=9, duration="lt-24h")
    assert {"move-relative-rest", "move-log-roll"} <= set(ids(locked.today))
    assert "med-nsaid" in ids(plan.medicines)
    assert ids(plan.cards)[:3] == [
        "card-get-help",
        "card-seen-today",
        "card-leg-stop",
    ]


@pytest.mark.parametrize(
    ("eases", "in_plan", "not_in_plan"),
    [
        (["flexion-eases"], "ex-knee-chest-1", "ex-press-up"),
        (["extension-worse"], "ex-bottom-heels", "ex-stand-extend"),
        (["extension-eases"], "ex-press-up", "ex-knee-chest-1"),
        (["flexion-worse"], "ex-press-up", "ex-bottom-heels"),
        (["none"], "ex-pelvic-tilt", "ex-superman"),
    ],
)
def test_the_direction_rule(
    catalogue: Catalogue, eases: list[str], in_plan: str, not_in_plan: str
) -> None:
    plan = plan_for(
        catalogue, duration="d8-14", pain_now=3, eases=eases, at_hand=AT_HAND
    )
    assert in_plan in ids(plan.today)
    assert not_in_plan not in shown(plan)


def test_pain_of_six_stops_exercises_and_says_so(catalogue: Catalogue) -> None:
    plan = plan_for(catalogue, pain_now=6, pain_worst=9)
    assert not [one for one in shown(plan) if one.startswith("ex-")]
    reasons = {row.id: row for row in plan.left_out}
    assert reasons["ex-pelvic-tilt"].answers == (("pain-now", "6"),)


def test_pain_of_four_makes_exercises_slower(catalogue: Catalogue) -> None:
    assert plan_for(catalogue, pain_now=4).pace
    assert not plan_for(catalogue, pain_now=3).pace


def test_no_floor_leaves_bed_chair_and_wall(catalogue: Catalogue) -> None:
    can = ["toilet", "dress", "walk", "comfortable", "flat", "prone"]
    plan = plan_for(
        catalogue, duration="d15-42", pain_now=2, can=can, at_hand=AT_HAND
    )
    for item in (*plan.today, *plan.next_days):
        groups = item.technique.equipment
        other_way = any(
            c.factor == "cannot-get-to-floor"
            for c in item.technique.modifications
        )
        assert other_way or all(
            set(group) - {"floor", "mat"} for group in groups
        ), item.id


def test_what_was_left_out_names_its_answer(catalogue: Catalogue) -> None:
    plan = plan_for(
        catalogue,
        conditions=["sugar"],
        sugar_which=["raynaud"],
        at_hand=["cold-pack"],
    )
    cold = next(row for row in plan.left_out if row.id == "temp-cold")
    assert cold.answers == (("sugar-which", "raynaud"),)
    assert cold.factors == ("raynaud",)


def test_an_open_detail_counts_as_a_caution(catalogue: Catalogue) -> None:
    plan = plan_for(
        catalogue, conditions=["sugar"], at_hand=["cold-pack", "heat-pack"]
    )
    assert not {"temp-cold", "temp-heat"} & shown(plan)


def test_strengthening_waits_for_the_appointment(catalogue: Catalogue) -> None:
    changes = {
        "duration": "d15-42",
        "pain_now": 3,
        "at_hand": AT_HAND,
        "trend": "better-more",
    }
    free = plan_for(catalogue, **changes)
    seen_first = plan_for(
        catalogue, spread=["below-knee"], tingling="none", **changes
    )
    assert any(item.technique.strengthening for item in free.today)
    assert seen_first.scope is Scope.FILTERED
    assert not [
        item
        for item in (*seen_first.today, *seen_first.next_days)
        if item.technique.strengthening
    ]
    assert seen_first.within_days == 14


def test_no_improvement_at_a_week_keeps_strengthening_out(
    catalogue: Catalogue,
) -> None:
    """S02 lets strengthening in only past day 14."""
    plan = plan_for(
        catalogue,
        duration="d8-14",
        trend="same",
        pain_now=3,
        pain_worst=6,
        at_hand=AT_HAND,
    )
    assert not [item for item in plan.today if item.technique.strengthening]


def test_early_easing_has_no_bridge(catalogue: Catalogue) -> None:
    changes = {"pain_now": 2, "habits": ["inactive"], "at_hand": AT_HAND}
    assert "ex-bridge" not in ids(
        plan_for(catalogue, duration="d4-7", **changes).today
    )


def test_superman_comes_after_its_step(catalogue: Catalogue) -> None:
    can = [
        "toilet",
        "dress",
        "walk",
        "comfortable",
        "flat",
        "prone",
        "floor",
        "kneel",
        "bird-dogs",
    ]
    answers = plain(
        catalogue,
        duration="over-now",
        can=can,
        habits=["inactive"],
        at_hand=AT_HAND,
    ).with_answer(catalogue, "danger-now", ["none"], NOW)
    assert "ex-superman" not in ids(made(catalogue, answers).today)
    liked = {
        name: Experience(5, 5) for name in ("ex_superman", "ex_prone_limb")
    }
    today = ids(made(catalogue, answers, **liked).today)
    assert "ex-superman" in today
    assert "ex-prone-limb" not in today


def test_reassurance_only_without_a_flag(catalogue: Catalogue) -> None:
    afraid = {"habits": ["fear"]}
    assert "relax-reassure" in ids(plan_for(catalogue, **afraid).today)
    flagged = plan_for(
        catalogue, spread=["below-knee"], tingling="none", **afraid
    )
    assert "relax-reassure" not in shown(flagged)


def test_under_eighteen_gets_no_medicine_advice(catalogue: Catalogue) -> None:
    plan = plan_for(catalogue, age="age-16-17")
    assert "med-nsaid" not in ids(plan.medicines)
    assert "med-nsaid" in ids(plan.medicines_left_out)


def test_under_sixteen_never_gets_more_than_comfort(
    catalogue: Catalogue,
) -> None:
    plan = plan_for(catalogue, age="age-10-15")
    assert plan.scope is Scope.COMFORT
    assert all(item.technique.comfort for item in plan.today)


# The person's own record, and what was tried


def test_what_eased_comes_first_and_is_told_from_three_uses_on(
    catalogue: Catalogue,
) -> None:
    answers = plain(catalogue).with_answer(
        catalogue, "danger-now", ["none"], NOW
    )
    plan = made(catalogue, answers, pos_recline=Experience(4, 5))
    assert ids(plan.today)[0] == "pos-recline"
    assert (
        plan.today[0].why[0].text
        == "It eased your earlier episodes, 4 of 5 times."
    )
    few = made(catalogue, answers, pos_recline=Experience(2, 2))
    assert all(
        "episodes" not in why.text for item in few.today for why in item.why
    )


def test_what_made_it_worse_is_left_out_or_last(catalogue: Catalogue) -> None:
    at_hand = ["pillow", "cold-pack", "heat-pack"]
    plan = plan_for(catalogue, at_hand=at_hand, tried_worse=["worse-cold"])
    assert "temp-heat" in ids(plan.today)
    assert "temp-cold" in ids(plan.left_out)
    helped = plan_for(catalogue, at_hand=at_hand, tried_helped=["helped-heat"])
    item = helped.item("temp-heat")
    assert item is not None
    assert item.why[0].answers == (("tried-helped", "helped-heat"),)


# Properties


def people(
    catalogue: Catalogue, seed: int, count: int
) -> list[tuple[Answers, Plan, Facts]]:
    rng = Random(seed)
    found = []
    for number in range(count):
        answers = random_answers(rng, catalogue, complete=number % 4 > 0)
        clearance = assess(answers, catalogue, NOW).clearance
        if clearance is not None:
            facts = Facts(answers, catalogue, fired=clearance.fired)
            found.append(
                (answers, build_plan(clearance, answers, catalogue), facts)
            )
    return found


@pytest.fixture(scope="module", params=some_and_many(120, 800))
def crowd(
    request: pytest.FixtureRequest, catalogue: Catalogue
) -> list[tuple[Answers, Plan, Facts]]:
    return people(catalogue, seed=7, count=request.param)


Crowd = list[tuple[Answers, Plan, Facts]]


def test_nothing_excluded_is_ever_shown(
    crowd: Crowd, catalogue: Catalogue
) -> None:
    for answers, plan, facts in crowd:
        pointed = {
            name
            for group in (plan.prevention, plan.sleep, plan.work, plan.fluids)
            for item in group
            for name in item.techniques
        }
        for name in shown(plan) | pointed:
            for caution in catalogue.techniques[name].excludes:
                assert facts[caution.factor] is False, (
                    name,
                    caution.factor,
                    answers.to_data(),
                )


def test_no_advice_that_is_ruled_out_is_shown(crowd: Crowd) -> None:
    for _, plan, facts in crowd:
        groups = (
            plan.medicines,
            plan.prevention,
            plan.sleep,
            plan.work,
            plan.fluids,
        )
        for item in (item for group in groups for item in group):
            assert all(
                facts[caution.factor] is False
                for caution in item.advice.excludes
            )
            may = [
                row
                for row in item.advice.ask_first
                if facts[row.factor] is not False
            ]
            assert list(item.ask_first) == may


def test_every_change_that_holds_is_carried(crowd: Crowd) -> None:
    for _, plan, facts in crowd:
        for item in (*plan.today, *plan.next_days):
            told = {change.factor for change in item.changes}
            rows = item.technique.modifications
            assert told == {
                row.factor for row in rows if facts[row.factor] is not False
            }


def test_a_sign_has_one_instruction_among_the_cards(
    catalogue: Catalogue,
) -> None:
    """Whom others call for a fever does not read the line of everybody."""
    pregnant = {
        "pregnancy": "pregnant-mid",
        "pregnancy_signs": ["none"],
        "urgent": ["pregnant"],
    }
    risk = {"urgent": ["infection-risk"], "infection_risk": ["immune-weak"]}
    for given, graver in (({}, False), (risk, True), (pregnant, True)):
        plan = plan_for(catalogue, **given)
        assert (
            bool({"card-infection", "card-pregnant"} & set(ids(plan.cards)))
            is graver
        )
        lines = [line for card in plan.cards for line in card.facts]
        assert (
            "A fever of 38.0 °C or more, or shivers." in lines
        ) is not graver


def test_comfort_shows_comfort_and_nothing_else(crowd: Crowd) -> None:
    for _, plan, _ in crowd:
        if plan.scope is Scope.COMFORT or plan.level is Level.URGENT:
            names = shown(plan)
            assert all(
                one.startswith("pos-")
                or one in {"relax-breathing", "move-log-roll", "move-floor-up"}
                for one in names
            )
            groups = (
                plan.medicines,
                plan.prevention,
                plan.sleep,
                plan.work,
                plan.fluids,
            )
            assert not any(groups)
            assert ids(plan.cards) == ["card-get-help", "card-seen-today"]
            assert not plan.next_days


def test_the_traffic_light_and_strengthening_hold(crowd: Crowd) -> None:
    for _, plan, facts in crowd:
        items = (*plan.today, *plan.next_days)
        if facts["pain-6-up"] is not False:
            assert not [item for item in items if item.id.startswith("ex-")]
        if plan.phase is Phase.ACUTE:
            assert not [
                item for item in plan.today if item.technique.strengthening
            ]


def test_the_forty_minutes_are_full_and_do_not_overlap(crowd: Crowd) -> None:
    for answers, plan, _ in crowd:
        clock = 0
        for part in (part for part in plan.now if not part.during):
            assert part.start_minute == clock, answers.to_data()
            assert part.minutes > 0
            clock += part.minutes
        assert clock == (TOTAL if plan.now else 0)
        assert all(
            part.start_minute + part.minutes <= TOTAL for part in plan.now
        )
        today = set(ids(plan.today))
        assert all(
            part.item is None or part.item.id in today for part in plan.now
        )


def test_every_item_has_a_reason(crowd: Crowd) -> None:
    for _, plan, _ in crowd:
        for item in (
            *plan.today,
            *plan.next_days,
            *plan.prevention,
            *plan.medicines,
        ):
            assert item.why
            assert all(why.text for why in item.why)
        assert all(
            row.because for row in (*plan.left_out, *plan.medicines_left_out)
        )


MOST = {"A": 7, "E": 10, "R": 9, "P": 5, "C": 11}
"""Items in all, as sizes.toml reads care-facts: nothing stands beside the places it names."""
MOVEMENTS = {"A": 3, "E": 6, "R": 7, "P": 5, "C": 7}
"""Of them movements (``ex-`` and ``move-``), the walk counted in; in A it stands by itself."""


def test_sizes_are_kept(crowd: Crowd, catalogue: Catalogue) -> None:
    """Whoever it is: today's plan holds no more than the facts allow, habits and all."""
    for answers, plan, _ in crowd:
        phase = plan.phase.value
        count = [item.kind for item in plan.today].count
        assert len(plan.today) <= MOST[phase], answers.to_data()
        assert len(set(ids(plan.today))) == len(plan.today)
        assert len(plan.next_days) <= MOST["E"]
        if plan.scope is Scope.COMFORT:
            continue
        size = catalogue.sizes[plan.phase]
        moving = [
            one for one in ids(plan.today) if one.startswith(("ex-", "move-"))
        ]
        assert len(moving) <= MOVEMENTS[phase], answers.to_data()
        assert count("position") <= size.positions
        assert count("temperature") <= size.temperature
        assert count("walking") <= 1
        assert count("massage") <= 1


def test_no_plan_is_cut_to_nothing(catalogue: Catalogue) -> None:
    """Whom nothing rules much out gets as many movements as the facts name, no fewer."""
    for duration, least in (("d4-7", 4), ("d15-42", 5), ("over-now", 3)):
        calm = {
            "duration": duration,
            "pain_now": 2,
            "at_hand": AT_HAND,
            "trend": "better-more",
        }
        moving = [
            one
            for one in ids(plan_for(catalogue, **calm).today)
            if one[:3] in ("ex-", "mov")
        ]
        assert len(moving) >= least, duration


@pytest.mark.parametrize("hurts", [2, 8])
def test_pain_all_over_gets_relaxation_and_walking(
    catalogue: Catalogue, hurts: int
) -> None:
    """care-facts: "whole body -> relaxation and walking"; nothing that is for one place."""
    for duration in ("lt-24h", "d4-7", "d15-42", "over-now"):
        plan = plan_for(
            catalogue,
            region=["region-whole"],
            cramps=["cramps-several-places"],
            pain_now=hurts,
            duration=duration,
            at_hand=AT_HAND,
        )
        items = (*plan.today, *plan.next_days)
        assert plan.scope > Scope.COMFORT
        assert {item.technique.kind for item in items} <= {
            "relaxation",
            "movement",
            "care",
        }
        assert not any(item.technique.regions for item in items)
        kinds = [item.kind for item in plan.today]
        assert kinds.count("relaxation") >= 2
        assert kinds.count("walking") == 1


def test_who_waits_with_pain_all_over_may_still_lie_at_ease(
    catalogue: Catalogue,
) -> None:
    plan = plan_for(
        catalogue,
        region=["region-whole"],
        cramps=["cramps-several-places", "palpitations", "cramp-loss"],
    )
    assert plan.scope is Scope.COMFORT
    positions = [item for item in plan.today if item.kind == "position"]
    assert positions
    assert all(item.technique.comfort for item in positions)
    assert plan.now[0].item is not None


def test_the_same_answers_give_the_same_plan(catalogue: Catalogue) -> None:
    first, second = (
        people(catalogue, seed=3, count=60),
        people(catalogue, seed=3, count=60),
    )
    assert [plan for _, plan, _ in first] == [plan for _, plan, _ in second]


def test_every_technique_is_reached(catalogue: Catalogue) -> None:
    """No technique is dead: some person is shown each of them."""
    reached: set[str] = set()
    rng = Random(11)
    free = {
        name: [
            one.id
            for one in catalogue.questions[name].choices
            if not one.exclusive
        ]
        for name in (
            "duration",
            "region",
            "trigger",
            "eases",
            "at-hand",
            "day",
            "habits",
        )
    }
    can = [
        one.id
        for one in catalogue.questions["can"].choices
        if not one.exclusive
    ]
    for _ in range(1_500):
        if reached >= set(catalogue.techniques):
            break
        changes: dict[str, object] = {
            name: rng.sample(lines, 2) for name, lines in free.items()
        }
        changes["duration"], changes["day"] = (
            rng.choice(free["duration"]),
            rng.choice(free["day"]),
        )
        changes["can"] = [one for one in can if rng.random() < 0.8]
        changes["at-hand"] = AT_HAND
        pain = {
            "pain-now": rng.randint(0, 4),
            "neck-extras": ["none"],
            "cramps": ["none"],
        }
        answers = plain(catalogue, **pain, **changes)
        clearance = assess(
            answers, catalogue, answers.by_question["danger-now"].at
        ).clearance
        assert clearance is None or clearance.scope >= Scope.COMFORT
        if clearance is not None:
            few = {
                one: Experience(4, 4)
                for one in catalogue.techniques
                if rng.random() < 0.15
            }
            reached |= shown(build_plan(clearance, answers, catalogue, few))
    assert set(catalogue.techniques) - reached == set()


# Changes that replace, abilities, reasons

PREGNANT = {
    "urgent": ["pregnant"],
    "pregnancy": "pregnant-mid",
    "pregnancy_signs": ["none"],
}
SUPINE = {
    "pos-90-90",
    "pos-supine-knees-bent",
    "pos-supine-pillow",
    "ex-pelvic-tilt",
    "ex-knee-chest-1",
    "ex-knee-chest-2",
    "ex-knee-rolls",
    "ex-deep-ab",
    "ex-bridge",
    "ex-hamstring",
    "ex-curl-up",
}


def test_late_in_pregnancy_nothing_is_done_lying_on_the_back(
    catalogue: Catalogue,
) -> None:
    for duration in ("lt-24h", "d4-7", "d8-14", "d15-42"):
        now = {"pain_now": 2, "duration": duration, "at_hand": AT_HAND}
        plan = plan_for(catalogue, **PREGNANT, **now)
        for item in (*plan.today, *plan.next_days):
            if item.id in SUPINE | {"move-log-roll"}:
                assert item.replaced_by is not None, item.id
                assert not block(item.technique, item.dose)
                assert item.summary == item.replaced_by.text


def test_what_replaces_stands_alone(catalogue: Catalogue) -> None:
    """Whoever reads it needs no step beside it: what to do, and how long or how often."""
    for technique in catalogue.techniques.values():
        for change in technique.modifications:
            if change.replaces:
                assert len(change.text.split()) >= 15, technique.id


def test_a_change_that_is_not_sure_replaces_nothing(
    catalogue: Catalogue,
) -> None:
    technique = catalogue.techniques["ex-pelvic-tilt"]
    change = technique.modifications[0]
    item = Item(
        technique,
        technique.dose,
        (),
        (change,),
        "movement",
        frozenset({change.factor}),
    )
    assert item.replaced_by is None
    assert item.other_changes == (change,)
    assert item.summary == technique.summary


def altered(catalogue: Catalogue, technique: str, *factors: str) -> Item:
    """A technique of which all these changes surely apply."""
    one = catalogue.techniques[technique]
    changes = tuple(
        change for change in one.modifications if change.factor in factors
    )
    assert len(changes) == len(factors)
    return Item(one, one.dose, (), changes, "movement")


def test_of_two_that_replace_the_first_written_counts(
    catalogue: Catalogue,
) -> None:
    item = altered(
        catalogue, "ex-cat-cow", "vertebral-fracture", "shoulder-wrist-problem"
    )
    assert item.replaced_by is item.changes[0]
    assert item.changes[0].factor == "vertebral-fracture"
    assert [one.text for one in item.other_changes] == [
        "Rest on your forearms, not on your hands."
    ]


def test_nothing_is_said_of_steps_that_are_gone(catalogue: Catalogue) -> None:
    item = altered(
        catalogue,
        "ex-cat-cow",
        "vertebral-fracture",
        "osteoporosis",
        "flexion-worse",
    )
    assert item.other_changes == ()
    item = altered(catalogue, "ex-cat-cow", "osteoporosis", "flexion-worse")
    assert item.other_changes == item.changes


def test_what_one_change_covers_is_another_of_the_same_technique(
    catalogue: Catalogue,
) -> None:
    for technique in catalogue.techniques.values():
        factors = {change.factor for change in technique.modifications}
        for change in technique.modifications:
            assert set(change.covers) <= factors - {change.factor}, technique.id
            assert change.replaces or not (change.covers or change.besides), (
                technique.id
            )


def test_every_sure_change_is_said_in_some_way(crowd: Crowd) -> None:
    """In place of the steps, beside them, or because another one covers it or says the same."""
    for _, plan, _ in crowd:
        for item in (*plan.today, *plan.next_days):
            first, told = (
                item.replaced_by,
                {one.factor for one in item.other_changes},
            )
            for change in item.changes:
                covered = first and (
                    change.factor in first.covers or change.replaces
                )
                assert change is first or change.factor in told or covered, (
                    item.id
                )


@pytest.mark.parametrize("duration", ["lt-24h", "d4-7", "d8-14", "d15-42"])
def test_who_cannot_lie_flat_is_not_laid_flat(
    catalogue: Catalogue, duration: str
) -> None:
    can = ["toilet", "dress", "walk", "comfortable", "prone", "floor", "kneel"]
    plan = plan_for(
        catalogue, can=can, duration=duration, pain_now=2, at_hand=AT_HAND
    )
    for item in (*plan.today, *plan.next_days):
        if item.id in SUPINE:
            assert item.replaced_by is not None, item.id
            assert "on your back" not in item.summary


@pytest.mark.parametrize("weeks", ["pregnant-mid", "pregnant-late"])
def test_who_is_pregnant_and_cannot_lie_flat_keeps_the_wall_and_the_side(
    catalogue: Catalogue, weeks: str
) -> None:
    """The facts give these ways to late pregnancy; they need no lying flat."""
    can = ["toilet", "dress", "walk", "comfortable", "floor", "kneel"]
    plan = plan_for(
        catalogue,
        **{**PREGNANT, "pregnancy": weeks},
        can=can,
        duration="d4-7",
        pain_now=3,
    )
    item = plan.item("ex-pelvic-tilt")
    assert item is not None
    assert "against a wall" in item.summary
    assert len(item.changes) == 2
    assert item.other_changes == ()


def test_who_cannot_kneel_is_not_sent_to_kneel(catalogue: Catalogue) -> None:
    can = ["toilet", "comfortable", "floor", "flat"]
    assert "pos-90-90" not in shown(
        plan_for(catalogue, can=can, duration="lt-24h")
    )
    plan = plan_for(catalogue, can=[*can, "kneel"], duration="lt-24h")
    assert "pos-90-90" in shown(plan)


def test_who_lies_at_ease_but_not_flat_lies_on_the_side_before_a_chair(
    catalogue: Catalogue,
) -> None:
    def positions(*can: str) -> list[str]:
        plan = plan_for(
            catalogue, can=["toilet", "dress", *can], duration="lt-24h"
        )
        return [item.id for item in plan.today if item.kind == "position"]

    assert positions("comfortable") == ["pos-side-pillow", "pos-recline"]
    assert positions()[0] == "pos-recline", (
        "no way of lying is comfortable: the chair comes first"
    )
    assert "pos-recline" not in positions("comfortable", "flat")


def test_few_abilities_still_leave_two_positions(catalogue: Catalogue) -> None:
    plan = plan_for(
        catalogue, can=["toilet", "comfortable", "floor"], duration="lt-24h"
    )
    assert [item.kind for item in plan.today].count("position") >= 2


def test_the_doubt_about_a_painkiller_goes_with_it(
    catalogue: Catalogue,
) -> None:
    assert "med-nsaid-doubt" in ids(plan_for(catalogue).medicines)
    ill = plan_for(
        catalogue, conditions=["organs"], organs_which=["stomach-ulcer"]
    )
    assert "med-nsaid" in ids(ill.medicines_left_out)
    assert "med-nsaid-doubt" not in ids(
        (*ill.medicines, *ill.medicines_left_out)
    )


def test_a_reason_says_what_follows(catalogue: Catalogue) -> None:
    plan = plan_for(catalogue, trigger=["lifting"], duration="lt-24h")
    item = next(item for item in plan.today if item.id == "pos-90-90")
    why = item.why[0].text
    assert (
        why
        == f"You said “Lifting or carrying” set it off. {item.technique.why}"
    )
    assert item.why[0].answers == (("trigger", "lifting"),)


def test_every_reason_says_what_this_one_is_good_for(crowd: Crowd) -> None:
    """The last reason ends with the technique's own; no two items give the same reason."""
    for _, plan, _ in crowd:
        last = [item.why[-1] for item in (*plan.today, *plan.next_days)]
        items = (*plan.today, *plan.next_days)
        assert all(
            why.text.endswith(item.technique.why)
            for why, item in zip(last, items, strict=True)
        )
        assert len({why.text for why in last}) == len(last)


def test_what_is_at_hand_is_the_reason_where_nothing_else_is(
    catalogue: Catalogue,
) -> None:
    hand = {
        "at_hand": ["heat-pack"],
        "trigger": ["unknown"],
        "duration": "d4-7",
        "pain_now": 3,
    }
    item = plan_for(catalogue, **hand).item("temp-heat")
    assert item is not None
    assert item.why[0].text.startswith("You ticked “Heat pack” as at hand. ")
    assert item.why[0].answers == (("at-hand", "heat-pack"),)


def test_what_someone_cannot_do_is_a_reason(catalogue: Catalogue) -> None:
    can = ["toilet", "dress", "comfortable"]
    plan = plan_for(catalogue, can=can, duration="lt-24h", pain_now=8)
    item = plan.item("pos-recline")
    assert item is not None
    assert item.why[0].text.startswith("You cannot lie flat on your back")
    assert item.why[0].answers == (("can", "comfortable,dress,toilet"),)


def test_nobody_is_told_they_said_what_was_worked_out(crowd: Crowd) -> None:
    for _, plan, _ in crowd:
        for item in (
            *plan.today,
            *plan.next_days,
            *plan.prevention,
            *plan.sleep,
            *plan.work,
        ):
            assert not any("a spasm that grips" in why.text for why in item.why)
            assert all(
                "“" in why.text
                for why in item.why
                if why.text.startswith("You said “")
            )
