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
NIGHT_ORDER = ("sleep", "bed")
"""How a position may be held at night (:attr:`Technique.at_night`): what is put first."""
LEANING = "leaning"
"""Before both, only for who says that no way of lying is comfortable."""
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
    reach = [(one, bars(one, person)) for one in within_reach(person)]
    free = [
        one for one, stops in reach if not stops and not replaced(one, person)
    ]
    today = _today(person, free)
    following = _following(person, free, today)
    between, rest = _words_of_rest(person)
    medicines, medicines_left_out = advice_on("medicines", person)
    sleep, sleep_left_out = advice_on("sleep", person)
    work, work_left_out = advice_on("work", person)
    fluids, fluids_left_out = advice_on("fluids", person)
    prevention, prevention_left_out = advice_on("prevention", person)
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
        prevention=prevention,
        sleep=sleep,
        work=work,
        fluids=fluids,
        advice_left_out=(
            *sleep_left_out,
            *work_left_out,
            *fluids_left_out,
            *prevention_left_out,
        ),
        cards=cards(person, exercises=_exercises((*today, *following))),
        within_days=within_days(person),
        between=between,
        made_worse=_made_worse(person),
        pace=_pace(person, today),
        night=_night(person, free, today),
        bedtime=_bedtime(sleep, catalogue),
        on_skin=_on_skin(catalogue),
    )


def _words_of_rest(person: Situation) -> tuple[str, str]:
    """What is said between two rests, and after the last one."""
    if person.down:
        return person.say("between_down"), person.say("rest_down")
    return person.say("between"), person.say("rest")


def _on_skin(catalogue: Catalogue) -> frozenset[str]:
    """All heat and cold, and what was logged as either of them."""
    every = catalogue.techniques.values()
    return frozenset(one.id for one in every if one.kind == "temperature")


def _bedtime(
    sleep: tuple[AdviceItem, ...], catalogue: Catalogue
) -> Advice | None:
    """The advice that has the last minutes before bedtime, where it is for this person."""
    setup = catalogue.roles.advice.sleep_setup
    for one in sleep:
        if one.id == setup:
            return one.advice
    return None


def _open(
    person: Situation,
    free: list[Technique],
    pools: tuple[Phase, ...],
) -> ByRole:
    """What of these phases nothing rules out, by its part in a plan, best first."""
    mine = [one for one in free if in_phase(one, person, pools)]
    ranked = in_order(mine, person)
    by_role: ByRole = {}
    for score, technique in one_of_a_kind(ranked):
        same = by_role.setdefault(technique.role, [])
        same.append((score, technique))
    return by_role


def _today(person: Situation, free: list[Technique]) -> tuple[Item, ...]:
    """The items of today, in the order of a plan, as many as the phase holds."""
    pools = person.stand.pools
    ready = [technique for technique in free if done_before(technique, person)]
    size = _size(person)
    sure = {
        "position": size.positions,
        "temperature": size.temperature,
        "breathing": size.breathing,
        "walking": size.walking,
        "relaxation": size.relaxation,
        "habit": _habits(person, ready),
        "care": _professional_care(person),
    }
    if person.whole_body:
        sure["relaxation"] = WHOLE_BODY_RELAXATION
    by_role = _open(person, ready, pools)
    chosen = fill(by_role, sure, size.movements, COMPETING)
    items = [make_item(technique, person, pools) for technique in chosen]
    items.sort(key=lambda item: _place(item, person))
    return tuple(items)


def _size(person: Situation) -> PlanSize:
    """How much a plan holds in this person's phase."""
    if person.comfort_only:
        return COMFORT_SIZE
    return person.pack.sizes[person.stand.phase]


def _habits(person: Situation, ready: list[Technique]) -> int:
    """How many habits are there in any case: the ways to get up, for who cannot."""
    if person.comfort_only:
        return COMFORT_HABITS
    if not person.down:
        return 0
    return sum(bool(technique.gets_up) for technique in ready)


def _professional_care(person: Situation) -> int:
    """Who is to be seen soon reads what a professional may do."""
    if person.comfort_only:
        return 0
    return int(person.clearance.level is Level.SOON)


def _place(item: Item, person: Situation) -> tuple[bool, bool, bool]:
    """What helped goes first. Who is down begins there, then gets up; the rest waits."""
    gets_up = person.down and bool(item.technique.gets_up)
    goes_first = item.helped and item.kind != "habit"
    return item.later, gets_up, not goes_first


def _night(
    person: Situation,
    free: list[Technique],
    today: tuple[Item, ...],
) -> Item | None:
    """How to lie after bedtime: what one can sleep in first, then what today shows already."""
    pools = person.stand.pools
    ways = _ways_at_night(person)
    fitting: list[Technique] = []
    for technique in free:
        if technique.at_night not in ways:
            continue
        if in_phase(technique, person, pools):
            fitting.append(technique)
    if not fitting:
        return None
    shown = {item.id for item in today}
    ranked = [technique for _, technique in in_order(fitting, person)]
    # Each sorting keeps the order of the one before it among equals.
    ranked.sort(key=lambda one: one.id not in shown)
    ranked.sort(key=lambda one: ways.index(one.at_night or ""))
    return make_item(ranked[0], person, pools)


def _ways_at_night(person: Situation) -> tuple[str, ...]:
    """How a position may be held at night, in the order of what is put first."""
    if person.holds(person.roles.cannot_lie) and not person.down:
        return LEANING, *NIGHT_ORDER
    return NIGHT_ORDER


def _following(
    person: Situation,
    free: list[Technique],
    today: tuple[Item, ...],
) -> tuple[Item, ...]:
    """What to add in the next phase: a walk, the best movements, what the answers ask for."""
    pools = person.stand.following
    if not pools or person.comfort_only:
        return ()
    shown = with_alike((item.id for item in today), person.pack)
    new: list[Technique] = []
    for technique in free:
        if technique.id in shown or _old_habit(technique, person):
            continue
        new.append(technique)
    size = person.pack.sizes[pools[0]]
    _, most = size.movements
    least = min(NEXT_MOVEMENTS, most)
    sure = {"walking": 1, "choosing": 0}
    if _both_open(person, free):
        sure["choosing"] = 1
    by_role = _open(person, new, pools)
    chosen = fill(by_role, sure, (least, most), ("habit", "massage"))
    return tuple(make_item(technique, person, pools) for technique in chosen)


def _old_habit(technique: Technique, person: Situation) -> bool:
    """A habit that today had no place for is not something to add later."""
    if technique.role != "habit":
        return False
    return in_phase(technique, person, person.stand.pools)


def _both_open(person: Situation, free: list[Technique]) -> bool:
    """How to choose is said only where both heat and cold are open to the person today."""
    open_today: set[str] = set()
    for one in free:
        if not one.skin or one.hands_busy:
            continue
        if in_phase(one, person, person.stand.pools):
            open_today.add(one.skin)
    return len(open_today) > 1


def _gates(person: Situation) -> tuple[str, ...]:
    """When the next phase may begin, in the words of the re-check that opens it."""
    opened = person.stand.gate
    if opened is None:
        return ()
    points = person.pack.rechecks
    return tuple(one.gate for one in points if one.opens is opened)


def _wait(person: Situation) -> tuple[str, ...]:
    """What waits for now."""
    if person.comfort_only:
        return ()
    phase = person.stand.phase
    keys: list[str] = []
    if phase is Phase.ACUTE:
        keys.append("wait_lift")
    if person.hurts:
        keys.append("wait_exercise")
    if not person.strengthening:
        keys.append("wait_seen")
    elif phase in (Phase.ACUTE, Phase.EASING):
        keys.append("wait_strength")
    return tuple(person.say(key) for key in keys)


def _left_out(
    person: Situation, reach: list[tuple[Technique, list[Bar]]]
) -> tuple[LeftOut, ...]:
    """What one might expect in this phase or the next and a caution, or the pain, rules out.

    What made it worse is told by itself (``made_worse``).
    """
    pools = (*person.stand.pools, *person.stand.following)
    found: list[LeftOut] = []
    for technique, stops in reach:
        if person.felt.get(technique.id) is Felt.WORSE:
            continue
        told = stops
        if person.comfort_only:
            # What nobody has asked yet is no reason to tell.
            told = [stop for stop in stops if stop.known]
        if told and in_phase(technique, person, pools):
            found.append(left_out(technique, told, person))
    return tuple(found)


def _made_worse(person: Situation) -> tuple[str, ...]:
    """What is left out of this episode because it made it worse, by name."""
    names: list[str] = []
    for name, felt in person.felt.items():
        technique = person.pack.techniques.get(name)
        if technique and felt is Felt.WORSE:
            names.append(technique.name)
    return tuple(sorted(names))


def _exercises(items: tuple[Item, ...]) -> bool:
    return any(item.technique.kind == "exercise" for item in items)


def _pace(person: Situation, today: tuple[Item, ...]) -> str:
    """Traffic light: at pain 4-5 exercises are made smaller and slower."""
    strong = person.holds(person.roles.pain_from_4)
    if strong and _exercises(today):
        return person.say("slower")
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
