"""From a clearance and the answers to a plan: what to do now, today and next, and why.

Nothing that a caution rules out is ever shown; a caution counts when its factor holds or
is not known. The order of items never decides safety: it only puts what answers this
person, and what has eased them, first.
"""

from __future__ import annotations

from collections.abc import Mapping

from backspasm.care.catalogue import (
    Advice,
    Catalogue,
    Level,
    Phase,
    PlanSize,
    Technique,
)
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import facts_of
from backspasm.care.check.triage import Clearance
from backspasm.care.plan.advice import advice_on, cards, left_out, within_days
from backspasm.care.plan.eligibility import (
    Bar,
    bars,
    done_before,
    in_phase,
    make_item,
    one_of_a_kind,
    replaced,
    with_alike,
    within_reach,
)
from backspasm.care.plan.model import (
    AdviceItem,
    Experience,
    Felt,
    Item,
    LeftOut,
    NowPart,
    Plan,
    Why,
)
from backspasm.care.plan.opening import opening
from backspasm.care.plan.patient import Situation
from backspasm.care.plan.ranking import in_order
from backspasm.care.plan.selection import ByRole, fill
from backspasm.care.words import say

COMFORT_SIZE = PlanSize(Phase.ACUTE, positions=4, breathing=1)
"""While someone waits to be seen, or more is asked: a few positions to try."""
COMFORT_HABITS = 2
"""With them: how to get out of bed and up from the floor."""
WHOLE_BODY_RELAXATION = 2
"""Whole body: "relaxation and walking" (care-facts, "Plan size")."""
NIGHT_ORDER = ("leaning", "sleep", "bed")
"""How a position may be held at night (:attr:`Technique.at_night`): what is put first.

Leaning back is only for who says that no way of lying is comfortable.
"""
BETWEEN = {False: ("between", "rest"), True: ("between_down", "rest_down")}
"""Words for between two rests and after the last one, for who gets up and for who cannot."""
COMPETING = ("habit", "massage", "relaxation", "breathing", "care")
"""What shares the places of the movements, as far as it answers something."""
NEXT_MOVEMENTS = 4


def build_plan(
    clearance: Clearance,
    answers: Answers,
    catalogue: Catalogue,
    experience: Mapping[str, Experience] | None = None,
    felt: Mapping[str, Felt] | None = None,
) -> Plan:
    """The plan that a clearance allows.

    ``experience`` is this person's record of earlier episodes; ``felt`` is this one's: what
    eased comes first, what made it worse is left out.
    """
    facts = facts_of(answers, catalogue, fired=clearance.fired)
    person = Situation(facts, clearance, experience or {}, felt or {})
    reach = [
        (technique, bars(technique, person))
        for technique in within_reach(person)
    ]
    free = [
        one for one, stops in reach if not stops and not replaced(one, person)
    ]
    today = _today(person, free)
    between, rest = (say(catalogue, words) for words in BETWEEN[person.down])
    following = _following(person, free, today)
    topics = {
        name: advice_on(name, person)
        for name in ("sleep", "work", "fluids", "prevention")
    }
    medicines, medicines_left_out = advice_on("medicines", person)
    return Plan(
        scope=clearance.scope,
        level=clearance.level,
        phase=person.stand.phase,
        why_phase=Why(say(catalogue, person.stand.words), person.since),
        now=opening(today, between, rest, down=person.down),
        today=today,
        next_days=following,
        gates=_gates(person),
        wait=_wait(person),
        left_out=_left_out(person, reach),
        medicines=medicines,
        medicines_left_out=medicines_left_out,
        prevention=topics["prevention"][0],
        sleep=topics["sleep"][0],
        work=topics["work"][0],
        fluids=topics["fluids"][0],
        advice_left_out=tuple(row for _, out in topics.values() for row in out),
        cards=cards(person, exercises=_exercises((*today, *following))),
        within_days=within_days(person),
        between=between,
        made_worse=_made_worse(person),
        pace=_pace(person, today),
        night=_night(person, free, today),
        bedtime=_bedtime(topics["sleep"][0], catalogue),
        on_skin=_on_skin(catalogue),
    )


def _on_skin(catalogue: Catalogue) -> frozenset[str]:
    """All heat and cold, and what was logged as either of them."""
    every = catalogue.techniques.values()
    return frozenset(one.id for one in every if one.kind == "temperature")


def _bedtime(
    sleep: tuple[AdviceItem, ...], catalogue: Catalogue
) -> Advice | None:
    """The advice that has the last minutes before bedtime, where it is for this person."""
    setup = catalogue.roles.advice.sleep_setup
    return next((one.advice for one in sleep if one.id == setup), None)


def _open(
    person: Situation, free: list[Technique], pools: tuple[Phase, ...]
) -> ByRole:
    """What of these phases nothing rules out, by its part in a plan, best first."""
    mine = (
        technique for technique in free if in_phase(technique, person, pools)
    )
    by_role: ByRole = {}
    for score, technique in one_of_a_kind(in_order(mine, person)):
        by_role.setdefault(technique.role, []).append((score, technique))
    return by_role


def _today(person: Situation, free: list[Technique]) -> tuple[Item, ...]:
    """The items of today, in the order of a plan, as many as the phase holds."""
    pools = person.stand.pools
    ready = [technique for technique in free if done_before(technique, person)]
    size = (
        COMFORT_SIZE
        if person.comfort_only
        else person.facts.catalogue.sizes[pools[0]]
    )
    sure = {
        "position": size.positions,
        "temperature": size.temperature,
        "breathing": size.breathing,
        "walking": size.walking,
        "relaxation": WHOLE_BODY_RELAXATION
        if person.whole_body
        else size.relaxation,
        "habit": COMFORT_HABITS if person.comfort_only else _ups(person, ready),
        "care": int(
            person.clearance.level is Level.SOON and not person.comfort_only
        ),
    }
    chosen = fill(_open(person, ready, pools), sure, size.movements, COMPETING)
    items = (make_item(technique, person, pools) for technique in chosen)
    return tuple(sorted(items, key=lambda item: _place(item, person)))


def _ups(person: Situation, ready: list[Technique]) -> int:
    """For who cannot get up: how to."""
    ways_up = [technique for technique in ready if technique.gets_up]
    return len(ways_up) if person.down else 0


def _place(item: Item, person: Situation) -> tuple[bool, bool, bool]:
    """What helped goes first. Who is down begins there, then gets up; the rest waits."""
    first = item.helped and item.kind != "habit"
    gets_up = bool(item.technique.gets_up)
    return item.later, person.down and gets_up, not first


def _night(
    person: Situation, free: list[Technique], today: tuple[Item, ...]
) -> Item | None:
    """How to lie after bedtime: what one can sleep in first, then what today shows already."""
    pools, shown = person.stand.pools, {item.id for item in today}
    cannot_lie = person.facts.holds(
        person.facts.catalogue.roles.factor.cannot_lie
    )
    sits = cannot_lie and not person.down
    ways = NIGHT_ORDER if sits else NIGHT_ORDER[1:]
    fitting = (
        one
        for one in free
        if one.at_night in ways and in_phase(one, person, pools)
    )
    ranked = [technique for _, technique in in_order(fitting, person)]
    ranked.sort(
        key=lambda one: (
            NIGHT_ORDER.index(one.at_night or ""),
            one.id not in shown,
        )
    )
    return make_item(ranked[0], person, pools) if ranked else None


def _following(
    person: Situation, free: list[Technique], today: tuple[Item, ...]
) -> tuple[Item, ...]:
    """What to add in the next phase: a walk, the best movements, what the answers ask for."""
    pools = person.stand.following
    if not pools or person.comfort_only:
        return ()
    shown = with_alike((item.id for item in today), person.facts.catalogue)
    new = [
        one
        for one in free
        if one.id not in shown and not _old_habit(one, person)
    ]
    fresh = _open(person, new, pools)
    most = person.facts.catalogue.sizes[pools[0]].movements[1]
    sure = {"walking": 1, "choosing": int(_both_open(person, free))}
    chosen = fill(
        fresh, sure, (min(NEXT_MOVEMENTS, most), most), ("habit", "massage")
    )
    return tuple(make_item(technique, person, pools) for technique in chosen)


def _old_habit(technique: Technique, person: Situation) -> bool:
    """A habit that today had no place for is not something to add later."""
    return technique.role == "habit" and in_phase(
        technique, person, person.stand.pools
    )


def _both_open(person: Situation, free: list[Technique]) -> bool:
    """How to choose is said only where both heat and cold are open to the person today."""
    open_today = {
        one.skin
        for one in free
        if one.skin
        and not one.hands_busy
        and in_phase(one, person, person.stand.pools)
    }
    return len(open_today) > 1


def _gates(person: Situation) -> tuple[str, ...]:
    """When the next phase may begin, in the words of the re-check that opens it."""
    points = person.facts.catalogue.rechecks
    opened = person.stand.gate
    return tuple(p.gate for p in points if opened and p.opens is opened)


def _wait(person: Situation) -> tuple[str, ...]:
    """What waits for now."""
    if person.comfort_only:
        return ()
    keys = []
    if person.stand.phase is Phase.ACUTE:
        keys.append("wait_lift")
    if person.hurts:
        keys.append("wait_exercise")
    if not person.strengthening:
        keys.append("wait_seen")
    elif person.stand.phase in (Phase.ACUTE, Phase.EASING):
        keys.append("wait_strength")
    return tuple(say(person.facts.catalogue, key) for key in keys)


def _left_out(
    person: Situation, reach: list[tuple[Technique, list[Bar]]]
) -> tuple[LeftOut, ...]:
    """What one might expect in this phase or the next and a caution, or the pain, rules out.

    What made it worse is told by itself (``made_worse``).
    """
    pools = (*person.stand.pools, *person.stand.following)
    found = []
    for technique, stops in reach:
        told = [stop for stop in stops if stop.known or not person.comfort_only]
        worse = person.felt.get(technique.id) is Felt.WORSE
        if told and not worse and in_phase(technique, person, pools):
            found.append(left_out(technique.id, technique.name, told, person))
    return tuple(found)


def _made_worse(person: Situation) -> tuple[str, ...]:
    """What is left out of this episode because it made it worse, by name."""
    known = person.facts.catalogue.techniques
    names = (
        name
        for name, felt in person.felt.items()
        if felt is Felt.WORSE and name in known
    )
    return tuple(sorted(known[name].name for name in names))


def _exercises(items: tuple[Item, ...]) -> bool:
    return any(item.technique.kind == "exercise" for item in items)


def _pace(person: Situation, today: tuple[Item, ...]) -> str:
    """Traffic light: at pain 4-5 exercises are made smaller and slower."""
    strong = person.facts.catalogue.roles.factor.pain_from_4
    if _exercises(today) and person.facts.holds(strong):
        return say(person.facts.catalogue, "slower")
    return ""


__all__ = [
    "AdviceItem",
    "Experience",
    "Felt",
    "Item",
    "LeftOut",
    "NowPart",
    "Plan",
    "Why",
    "build_plan",
]
