"""What a technique must say of itself, for :mod:`backspasm.care.content.validation`.

What the plan, the floor and the session need to know of a technique is a field of its
entry. One that is forgotten may never be silently read as "no".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from backspasm.care.catalogue import Catalogue, Technique
from backspasm.care.content.references import Fault, Problem

KIND_FIELDS: Mapping[str, tuple[str, ...]] = {
    "position": (
        "floor_order",
        "at_night",
        "back_free",
        "same_posture",
        "when_not_flat",
        "alike",
    ),
    "exercise": ("alike", "step_before", "without_direction"),
    "temperature": ("skin", "worn", "hands_busy", "cloth", "swap_with"),
    "movement": (
        "gets_up",
        "from_floor",
        "stepwise",
        "after_first_position",
        "all_day",
        "getting_about",
        "early_points",
        "know_first",
    ),
    "relaxation": (
        "floor_order",
        "know_first",
        "self_care_only",
        "untimed",
    ),
    "massage": ("preference",),
}
"""What a technique of a kind must say of itself, and one of another kind must not."""
ROLES: Mapping[str, frozenset[str]] = {
    "position": frozenset({"position"}),
    "temperature": frozenset({"temperature", "choosing"}),
    "movement": frozenset({"walking", "movement", "habit"}),
    "exercise": frozenset({"movement"}),
    "massage": frozenset({"massage"}),
    "relaxation": frozenset({"breathing", "relaxation"}),
    "care": frozenset({"care"}),
}
"""By kind: the parts that its techniques may play in a plan."""
NIGHTS = frozenset({"no", "bed", "sleep", "leaning"})
SKINS = frozenset({"", "heat", "cold"})
REGIONS = frozenset({"neck", "upper", "mid", "lower"})


def techniques(catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with each technique by itself."""
    for technique in catalogue.techniques.values():
        file = f"techniques/{technique.id}.toml"
        faults = [
            *_faults_of_technique(technique),
            *_faults_of_handling(technique, catalogue),
            *_faults_of_ways(technique),
        ]
        for key, message in faults:
            yield Problem(file, technique.id, key, message)


def _faults_of_technique(technique: Technique) -> Iterator[Fault]:
    parts = {
        "steps": technique.steps,
        "dose": technique.dose.text,
        "stops": technique.stops,
        "sources": technique.sources,
        "phases": technique.phases,
    }
    for key, value in parts.items():
        if not value:
            yield key, "is missing"
    if technique.comfort and not _may_be_comfort(technique):
        yield (
            "comfort",
            "only positions, slow breathing, log roll and getting up may be comfort",
        )
    if not REGIONS.issuperset((*technique.regions, *technique.region_needs)):
        yield "regions", f"must be of {', '.join(sorted(REGIONS))}"
    letters = {str(phase) for phase in technique.phases}
    for key in ("phase_doses", "needs_in"):
        if not letters.issuperset(getattr(technique, key)):
            yield key, "names a phase the technique is not in"


def _may_be_comfort(technique: Technique) -> bool:
    if technique.role in ("position", "breathing"):
        return True
    return bool(technique.gets_up)


def _faults_of_handling(
    technique: Technique, catalogue: Catalogue
) -> Iterator[Fault]:
    """What the plan, the floor and the session need to know, and may not take for "no"."""
    yield from _fields_of_its_kind(technique)
    roles = ROLES.get(technique.kind, frozenset())
    if technique.role not in roles:
        yield "role", f"no part that a {technique.kind} may play"
    if technique.at_night not in (None, *NIGHTS):
        yield "at_night", f"must be of {', '.join(sorted(NIGHTS))}"
    if technique.skin not in (None, *SKINS):
        yield "skin", "must be heat, cold or empty"
    if technique.floor_order and not technique.comfort:
        yield "floor_order", "only what is comfort may be offered on the floor"
    yield from _one_sided(technique, "alike", catalogue)
    yield from _one_sided(technique, "same_posture", catalogue)


def _fields_of_its_kind(technique: Technique) -> Iterator[Fault]:
    kind = technique.kind
    needed = KIND_FIELDS.get(kind, ())
    # In their order and once each, though two kinds may share one.
    every = dict.fromkeys(chain.from_iterable(KIND_FIELDS.values()))
    for name in every:
        given = getattr(technique, name) is not None
        if name in needed and not given:
            yield name, f"is missing: every {kind} must say it"
        if given and name not in needed:
            yield name, f"says nothing of a {kind}"


def _one_sided(
    technique: Technique,
    key: str,
    catalogue: Catalogue,
) -> Iterator[Fault]:
    """What this one names and what does not name it in return."""
    for other in getattr(technique, key) or ():
        in_return = getattr(catalogue.techniques[other], key) or ()
        if technique.id not in in_return:
            yield key, f"{other!r} does not name it in return"


def _faults_of_ways(technique: Technique) -> Iterator[Fault]:
    """Another way to do it must hold word for word what it keeps of the steps."""
    for change in technique.modifications:
        if not change.keeps_from:
            continue
        kept = [step.text for step in technique.steps[change.keeps_from :]]
        whole = " ".join([change.begin, *kept, technique.dose.text])
        if not change.replaces or change.text != whole:
            yield (
                "keeps_from",
                "the text must be a sentence, the steps kept and the dose",
            )


def floor(catalogue: Catalogue) -> Iterator[Problem]:
    """One way up from the floor, and each place in its order given once."""
    live = [one for one in catalogue.techniques.values() if not one.retired]
    ways_up = [one.id for one in live if one.from_floor]
    if len(ways_up) != 1:
        message = f"one technique must be the way up from the floor: {ways_up}"
        yield Problem("techniques", "", "from_floor", message)
    places = Counter(one.floor_order for one in live)
    for place, count in places.items():
        if place and count > 1:
            message = f"{place} is given twice"
            yield Problem("techniques", "", "floor_order", message)
