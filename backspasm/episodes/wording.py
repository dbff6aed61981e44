"""Names of what rows store as ids: regions, triggers, techniques, legs, effects."""

from collections.abc import Mapping, Sequence
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backspasm.care.catalogue import Technique
from backspasm.care.insight import State
from backspasm.episodes.folding import folded
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
    known = catalogue().legs.values()
    return {leg.id: leg.text for leg in known}


def is_alarming(legs: Sequence[str]) -> bool:
    """Whether one of these should be checked for danger signs."""
    known = catalogue().legs
    told = [known[leg] for leg in legs if leg in known]
    return any(leg.alarming for leg in told)


def regions() -> dict[str, str]:
    """The places of the check's body map, by id."""
    question = catalogue().roles.question.region
    return _choices(question)


def triggers() -> dict[str, str]:
    """What may set it off, by id; "I do not know" is left out: it is no tick at all."""
    question = catalogue().roles.question.trigger
    return _choices(question)


def techniques() -> dict[str, str]:
    """Every technique that can be done, by id."""
    return {item.id: item.name for item in _in_use()}


def _in_use() -> list[Technique]:
    every = catalogue().techniques.values()
    return [item for item in every if not item.retired]


def technique_groups() -> list[tuple[str | Promise, list[str]]]:
    """The ids of :func:`techniques` under the headings by which people look for one."""
    known = _in_use()
    groups = []
    for label, roles in GROUPS:
        members = [item.id for item in known if item.role in roles]
        groups.append((label, members))
    return groups


def name_of(tag: str) -> str:
    """The words for a stored id; own words stand for themselves."""
    names = _pack_names()
    return names.get(tag, tag)


def names_of(tags: Sequence[str]) -> list[str]:
    """The words for stored ids, in their order."""
    names = _pack_names()
    return [names.get(tag, tag) for tag in tags]


def ids_named(word: str) -> list[str]:
    """The ids whose name holds a word that is :func:`folded`; a letter is no word."""
    if len(word) < 2:
        return []
    return [tag for tag, name in _folded_names().items() if word in name]


@cache
def _folded_names() -> dict[str, str]:
    legs_known = catalogue().legs
    return {
        tag: folded(name)
        for tag, name in _pack_names().items()
        if tag not in legs_known
    }


def _choices(question: str) -> dict[str, str]:
    found = catalogue().questions.get(question)
    if found is None:
        return {}
    sure = (choice for choice in found.choices if not choice.unsure)
    return {choice.id: choice.named for choice in sure}


@cache
def _pack_names() -> dict[str, str]:
    names = {}
    for item in catalogue().techniques.values():
        names[item.id] = item.name
    names.update(regions())
    names.update(triggers())
    names.update(legs())
    return names
