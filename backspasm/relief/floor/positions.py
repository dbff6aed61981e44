"""What a new session may hold for this person, now. Nothing without a clearance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from backspasm.accounts.models import Owner
from backspasm.assessments.current import Current
from backspasm.assessments.experience import record_of
from backspasm.care.catalogue import Technique
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.triage import Clearance, Scope
from backspasm.care.plan.builder import build_plan
from backspasm.care.plan.day import night_items
from backspasm.care.plan.model import Item, Plan
from backspasm.care.plan.opening import length
from backspasm.care.plan.rest_limits import MOST, of_one_way, rest_after
from backspasm.care.plan.swapping import swap_for
from backspasm.care.session import skin_limits
from backspasm.care.session.floor import (
    as_it_stands,
    floor_positions,
    is_comfort,
)
from backspasm.care.session.replay import Kind, Step
from backspasm.care.session.steps import block, whole_session
from backspasm.relief import actions
from backspasm.relief.models import RunningSession
from backspasm.relief.player.state import Running, on_skin
from backspasm.web.place import zone_of

AT_MOST = 40 * 60
"""Seconds of a session from the whole plan."""


def key_of(request: HttpRequest) -> UUID:
    """The form's key against doubles; a fresh one when it has none."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def zone_here(request: HttpRequest) -> ZoneInfo | None:
    """The person's zone, when the browser told it."""
    name = zone_of(request)
    return ZoneInfo(name) if name else None


def next_position(
    here: Current,
    clearance: Clearance,
    run: Running | None,
    *,
    harmed: str = "",
) -> Technique | None:
    """The floor position to try now: one not tried in this session and not left out.

    Nor the same way to lie as one that did harm, ``harmed`` just now.
    """
    bad = {*record_of(here).made_worse, *(run.harmed if run else ()), harmed}
    gone = of_one_way(bad, here.catalogue) | (run.tried if run else set())
    found = floor_positions(clearance, here.answers, here.catalogue, gone)
    return found[0] if found else None


def start_floor(
    request: HttpRequest,
    here: Current,
    owner: Owner,
    steps: Sequence[Step],
) -> None:
    """Begin floor mode with these steps, and the pain asked at the end."""
    actions.start_session(
        owner=owner,
        key=key_of(request),
        way=RunningSession.Way.FLOOR,
        zone=zone_of(request) or "UTC",
        steps=(*steps, Step(Kind.PAIN)),
        now=here.now,
    )


def item_of(
    run: Running,
    here: Current,
    clearance: Clearance,
) -> Item | None:
    """What runs, as it stands for this person; a question about the pain belongs to none."""
    technique = (
        here.catalogue.techniques.get(run.step.technique) if run.step else None
    )
    if technique is None:
        return None
    return as_it_stands(technique, clearance, _facts(here, clearance))


def up_steps(here: Current, clearance: Clearance) -> tuple[Step, ...]:
    """Getting up safely, a tap for each sentence."""
    item = as_it_stands(
        here.catalogue.way_up, clearance, _facts(here, clearance)
    )
    return block(item.technique, item.dose)[:-1]


def planned(
    here: Current,
    clearance: Clearance,
    technique: str = "",
    *,
    night: bool = False,
) -> tuple[tuple[Step, ...], datetime | None]:
    """The steps of the plan as it stands by day or at night, or of one technique of it.

    With no steps, a moment says from when on heat or cold may go on again.
    """
    record = record_of(here)
    plan = build_plan(
        clearance, here.answers, here.catalogue, record.experience, record.felt
    )
    items = _to_do(plan, technique, night=night)
    free = [item for item in items if free_from(here, item.id) <= here.now]
    kept = free if technique or night else _short(free)
    steps = whole_session((item.technique, item.dose) for item in kept)
    if steps:
        return steps, None
    waits = [free_from(here, item.id) for item in items if item not in free]
    return (), min(waits, default=None)


def _to_do(
    plan: Plan,
    technique: str,
    *,
    night: bool,
) -> list[Item]:
    """What a session leads through: one technique, the night's, or what comes now."""
    if technique:
        offered = [*plan.today, *([plan.night] if plan.night else [])]
        return [item for item in offered if item.id == technique][:1]
    if night:
        return night_items(plan)
    return [part.item for part in plan.now if part.item]


def free_from(here: Current, technique: str) -> datetime:
    """From when on heat or cold may go on again; now when it is neither."""
    if not here.catalogue.techniques[technique].skin:
        return here.now
    used = on_skin(here.owner, here.now)
    return skin_limits.free_at(
        technique, used, here.catalogue.techniques, here.now
    )


def swap_now(
    here: Current,
    clearance: Clearance,
    technique: str,
) -> Item | None:
    """Heat for cold or cold for heat, when this person may have it now."""
    other = swap_for(technique, clearance, here.answers, here.catalogue)
    if other is None or free_from(here, other.id) > here.now:
        return None
    return None if other.id in record_of(here).made_worse else other


def allowed(
    run: Running,
    here: Current,
    clearance: Clearance,
    item: Item | None,
) -> bool:
    """Whether what runs may still be shown: COMFORT allows only what could harm nobody.

    Steps that were made before an answer changed the way to do it do not fit any more.
    """
    if item is None or run.step is None or run.over:
        return True
    facts, technique = _facts(here, clearance), item.technique
    if clearance.scope is Scope.COMFORT and not is_comfort(technique, facts):
        return False
    if any(facts.holds(caution.factor) for caution in technique.excludes):
        return False
    return run.step.kind is Kind.ASK or _fits(run.step, item)


def _fits(step: Step, item: Item) -> bool:
    """Whether a step is one of the way that this person has to do it."""
    way = item.replaced_by
    if step.kind is Kind.DO and step.line is None:
        return way is not None
    return way is None or 0 < way.keeps_from <= (step.line or 0)


def _facts(here: Current, clearance: Clearance) -> Facts:
    return Facts(here.answers, here.catalogue, fired=clearance.fired)


def _short(items: Sequence[Item]) -> list[Item]:
    """As many of them as fit into one session, without resting for too long in a row."""
    kept: list[Item] = []
    total = 0
    for item in items:
        seconds = sum(
            step.seconds or 0 for step in block(item.technique, item.dose)
        )
        if total + seconds <= AT_MOST and _longest_rest([*kept, item]) <= MOST:
            kept.append(item)
            total += seconds
    return kept


def _longest_rest(items: Sequence[Item]) -> int:
    """Minutes of rest in a row, in the order of a session: heat or cold comes last."""
    rests = [0]
    for item in sorted(items, key=lambda item: item.kind == "temperature"):
        rests.append(rest_after(item, length(item), rests[-1]))
    return max(rests)
