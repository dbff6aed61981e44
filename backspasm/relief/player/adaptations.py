"""How this person does a step: what changes, what may change, and where in it they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from backspasm.care.catalogue import Catalogue, Technique
from backspasm.care.plan.model import Item
from backspasm.care.session.replay import Kind, Step


@dataclass(frozen=True, slots=True)
class Place:
    """Which sentence of a movement it is, and the step whose drawing shows it."""

    number: int
    of: int
    picture: int


@dataclass(frozen=True, slots=True)
class Instead:
    """Another way to do what begins now, for whoever has one of these."""

    who: str
    how: str


def sure_changes(item: Item | None) -> tuple[str, ...]:
    """What surely changes for this person, besides what stands in for the whole."""
    if item is None:
        return ()
    return tuple(
        one.text for one in item.other_changes if one.factor not in item.unsure
    )


def unsure_changes(item: Item | None, pack: Catalogue) -> tuple[str, ...]:
    """What may change: each begins with "If"."""
    if item is None:
        return ()
    return tuple(
        _("If %(what)s: %(how)s")
        % {"what": pack.factors[one.factor].text, "how": one.text}
        for one in item.other_changes
        if one.factor in item.unsure
    )


def instead(
    step: Step,
    item: Item | None,
    pack: Catalogue,
) -> tuple[Instead, ...]:
    """Ways that may have to stand in place of this one; those of the same words together."""
    if item is None or not _first(step):
        return ()
    ways: dict[str, list[str]] = {}
    for one in item.other_changes:
        if one.replaces and one.factor in item.unsure:
            ways.setdefault(one.text, []).append(pack.factors[one.factor].text)
    return tuple(
        Instead(capfirst(get_text_list(who, _("or"))), how)
        for how, who in ways.items()
    )


def _first(step: Step) -> bool:
    return step.kind is Kind.READY or (step.kind is Kind.DO and not step.line)


def place(
    step: Step,
    technique: Technique | None,
    item: Item | None,
) -> Place | None:
    """Which sentence of a movement is done now; nothing of a way told in one."""
    way = item.replaced_by if item else None
    if (
        technique is None
        or step.kind is not Kind.DO
        or (step.line is None and not way)
    ):
        return None
    before = way.keeps_from - 1 if way else 0
    if before < 0:
        return None
    line = before if step.line is None else step.line
    return Place(line - before + 1, len(technique.steps) - before, line)
