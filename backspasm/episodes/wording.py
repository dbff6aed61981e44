"""Names of what rows store as ids: regions, triggers, techniques, legs, effects."""

from collections.abc import Mapping, Sequence
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backspasm.care.insight import State
from backspasm.web.catalogue import catalogue

EFFECTS: Mapping[str, str | Promise] = {
    "better": _("Better"),
    "same": _("The same"),
    "worse": _("Worse"),
}
GROUPS: Sequence[tuple[str | Promise, tuple[str, ...]]] = (
    (_("Positions"), ("position",)),
    (_("Heat and cold"), ("temperature", "choosing")),
    (_("Breathing and letting go"), ("breathing", "relaxation")),
    (_("Walking and exercises"), ("walking", "movement")),
    (_("Massage and treatment"), ("massage", "care")),
    (_("Habits"), ("habit",)),
)
"""What to look for a technique under, and its parts in a plan."""
STATES: Mapping[State, str | Promise] = {
    State.ACUTE: _("Going on"),
    State.SETTLING: _("Settling"),
    State.OVER: _("Over"),
}


def legs() -> dict[str, str]:
    """What an episode may say of the legs, by id."""
    return {leg.id: leg.text for leg in catalogue().legs.values()}


def is_alarming(legs: Sequence[str]) -> bool:
    """Whether one of these should be checked for danger signs."""
    known = catalogue().legs
    return any(leg in known and known[leg].alarming for leg in legs)


def regions() -> dict[str, str]:
    """The places of the check's body map, by id."""
    return _choices(catalogue().roles.question.region)


def triggers() -> dict[str, str]:
    """What may set it off, by id; "I do not know" is left out: it is no tick at all."""
    return _choices(catalogue().roles.question.trigger)


def techniques() -> dict[str, str]:
    """Every technique that can be done, by id."""
    known = catalogue().techniques.values()
    return {item.id: item.name for item in known if not item.retired}


def technique_groups() -> list[tuple[str | Promise, list[str]]]:
    """The ids of :func:`techniques` under the headings by which people look for one."""
    known = [
        item for item in catalogue().techniques.values() if not item.retired
    ]
    return [
        (label, [item.id for item in known if item.role in roles])
        for label, roles in GROUPS
    ]


def name_of(tag: str) -> str:
    """The words for a stored id; own words stand for themselves."""
    return _pack_names().get(tag, tag)


def names_of(tags: Sequence[str]) -> list[str]:
    """The words for stored ids, in their order."""
    return [name_of(tag) for tag in tags]


def ids_named(word: str) -> list[str]:
    """The ids whose name holds a word that is folded to one case; a letter is no word."""
    if len(word) < 2:
        return []
    return [
        tag
        for tag, name in _pack_names().items()
        if word in name.casefold() and tag not in catalogue().legs
    ]


def _choices(question: str) -> dict[str, str]:
    found = catalogue().questions.get(question)
    return (
        {}
        if found is None
        else {c.id: c.named for c in found.choices if not c.unsure}
    )


@cache
def _pack_names() -> dict[str, str]:
    every = {item.id: item.name for item in catalogue().techniques.values()}
    return {**every, **regions(), **triggers(), **legs()}
