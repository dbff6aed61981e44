"""Heat for cold and cold for heat: whether this person may take the other one."""

from __future__ import annotations

from backspasm.care.catalogue import Catalogue
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.triage import Clearance
from backspasm.care.plan.eligibility import (
    bars,
    in_phase,
    make_item,
    replaced,
    within_reach,
)
from backspasm.care.plan.model import Item
from backspasm.care.plan.patient import Situation


def swap_for(
    technique: str,
    clearance: Clearance,
    answers: Answers,
    catalogue: Catalogue,
) -> Item | None:
    """The other pack, when everything that lets a plan show it holds; else ``None``.

    A plan holds only the better one of the two, so this asks the plan's own guards again.
    """
    facts = Facts(answers, catalogue, fired=clearance.fired)
    person = Situation(facts, clearance, {})
    swap_with = catalogue.techniques[technique].swap_with
    other = catalogue.techniques.get(swap_with or "")
    if other is None or other not in within_reach(person):
        return None
    pools = person.stand.pools
    if not in_phase(other, person, pools):
        return None
    if replaced(other, person) or bars(other, person):
        return None
    return make_item(other, person, pools)
