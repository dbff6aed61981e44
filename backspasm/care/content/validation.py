"""Whether the entries of the pack fit each other: what ``manage.py check`` refuses.

A pack that loads can still be wrong. :func:`check_pack` names each fault by file, entry
and key. Two readings are worth knowing:

* ``unless`` is sound when its factor is marked reassuring and no factor anywhere in its
  definition is marked ``worse``. A reversed line (``unticked``) is the only way in which a
  danger line may reach it, because ticking more can then only take the excuse away. So
  adding a ``worse`` fact never sets a rule aside.
* A question is reachable when some answers could open it, each condition by itself; that
  two conditions exclude each other (two ages at once) is not looked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, groupby

from backspasm.care.catalogue import (
    Catalogue,
    Factor,
    Level,
    Phase,
    Question,
    Rule,
    Technique,
    Valence,
)
from backspasm.care.check.answers import UNSURE_MARK
from backspasm.care.content.references import (
    Problem,
    circles,
    references,
    unknown_ids,
)

__all__ = ["KIND_FIELDS", "MOST_LINES", "Problem", "check_pack"]

MOST_LINES = 12
"""The most lines a screen may have."""
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
PLACES = frozenset({"", "maternity", "cancer-team", "poison", "crisis"})
KINDS = frozenset({"danger", "combination", "near-miss"})
TYPES = frozenset({"one", "many", "scale"})
READS = frozenset(
    {
        "all_of",
        "any_of",
        "at_least",
        "unless",
        "excludes",
        "modifications",
        "ask_first",
        "when",
    }
)
"""The keys of rules, cautions and re-checks that read a fact."""
NOT_READERS = frozenset({"factors.toml", "questions.toml"})


def check_pack(catalogue: Catalogue) -> list[Problem]:
    """Every fault of the pack. Unknown ids and circles come alone: the rest needs them sound."""
    for first in (unknown_ids, circles):
        found = sorted(first(catalogue))
        if found:
            return found
    return sorted(problem for check in _CHECKS for problem in check(catalogue))


def _rules(catalogue: Catalogue) -> Iterator[Problem]:
    for rule in catalogue.rules.values():
        for key, message in _faults_of_rule(rule, catalogue):
            yield Problem("rules.toml", rule.id, key, message)
        for item in rule.unless:
            spoilt = _not_calm(catalogue, item)
            if spoilt:
                message = f"{item!r} is not reassuring all through: {spoilt!r}"
                yield Problem("rules.toml", rule.id, "unless", message)


def _faults_of_rule(
    rule: Rule, catalogue: Catalogue
) -> Iterator[tuple[str, str]]:
    if not rule.sources:
        yield "sources", "a rule needs a source"
    if not rule.signs:
        yield "all_of", "a rule needs a condition"
    if (rule.level is Level.SOON) != (rule.within_days is not None):
        yield "within_days", "days and SOON belong together"
    if rule.place not in PLACES or rule.kind not in KINDS:
        yield "place, kind", "not one of the known words"
    if rule.family and rule.family not in catalogue.rules:
        yield "family", f"unknown rule {rule.family!r}"


def _not_calm(catalogue: Catalogue, item: str) -> str:
    """The first factor that keeps an ``unless`` from being sound, or nothing."""
    if catalogue.factors[item].valence is not Valence.REASSURING:
        return item
    for part in _closure(catalogue, item):
        if catalogue.factors[part].valence is Valence.WORSE:
            return part
    return ""


def _closure(catalogue: Catalogue, item: str) -> list[str]:
    """A factor and every factor in its definition."""
    found, todo = list[str](), [item]
    while todo:
        name = todo.pop()
        if name not in found:
            found.append(name)
            factor = catalogue.factors[name]
            todo += (*factor.any_of, *factor.all_of, *factor.among)
    return found


def _unproduced(catalogue: Catalogue) -> Iterator[Problem]:
    """Facts that something reads and no live line of a question says."""
    said = {
        name
        for question in catalogue.questions.values()
        if not question.retired
        for choice in question.choices
        if not choice.retired
        for name in choice.facts
    }
    for name, (file, entry, key) in _read(catalogue).items():
        for part in _closure(catalogue, name):
            if not catalogue.factors[part].derived and part not in said:
                yield Problem(file, entry, key, f"no question says {part!r}")


def _read(catalogue: Catalogue) -> Mapping[str, tuple[str, str, str]]:
    """Each factor that a rule, a caution or a re-check reads, and one place that reads it."""
    found: dict[str, tuple[str, str, str]] = {}
    for item in references(catalogue):
        if (
            item.kind == "factor"
            and item.key in READS
            and item.file not in NOT_READERS
        ):
            found.setdefault(item.to, (item.file, item.entry, item.key))
    return found


def _questions(catalogue: Catalogue) -> Iterator[Problem]:
    for question in catalogue.questions.values():
        for key, message in _faults_of_question(question, catalogue):
            yield Problem("questions.toml", question.id, key, message)


def _faults_of_question(
    question: Question, catalogue: Catalogue
) -> Iterator[tuple[str, str]]:
    if question.type not in TYPES or (question.type == "scale") == bool(
        question.choices
    ):
        yield "type", "must be one, many or scale, and a scale has no choices"
    for line in question.line:
        name, _, choice = line.partition(".")
        if (
            choice.endswith(UNSURE_MARK)
            and not catalogue.questions[name].unsure_lines
        ):
            yield "line", f"{name!r} cannot be answered line by line"
    if not _has_way_out(question, catalogue):
        yield "assume", "needs a “not sure” or a harmless choice"
    yield from _faults_of_choices(question, catalogue)


def _faults_of_choices(
    question: Question, catalogue: Catalogue
) -> Iterator[tuple[str, str]]:
    for name, count in Counter(
        choice.id for choice in question.choices
    ).items():
        if count > 1:
            yield f"choices.{name}", "the id is used twice"
    for choice in question.choices:
        if (
            choice.exclusive
            and not choice.unsure
            and _worse(choice.facts, catalogue)
        ):
            yield (
                f"choices.{choice.id}",
                "stands alone and is worse: another tick would lower it",
            )
    headings = [
        name
        for name, _ in groupby(choice.group for choice in question.choices)
        if name
    ]
    for name, count in Counter(headings).items():
        if count > 1:
            yield (
                "choices.group",
                f"the lines under {name!r} do not come in a row",
            )


def _has_way_out(question: Question, catalogue: Catalogue) -> bool:
    """Whether a detail that assumes the worst can be answered by someone who does not know."""
    if not question.line or not question.assume or question.at_once:
        return True
    return any(
        choice.unsure or not _worse(choice.facts, catalogue)
        for choice in question.choices
    )


def _worse(factors: Iterable[str], catalogue: Catalogue) -> bool:
    return any(
        catalogue.factors[name].valence is Valence.WORSE for name in factors
    )


def _screens(catalogue: Catalogue) -> Iterator[Problem]:
    before = 0
    for screen in catalogue.screens:
        lines = sum(
            question.lines
            for question in screen.questions
            if not question.retired
        )
        if lines > MOST_LINES:
            message = f"{lines} lines, at most {MOST_LINES}"
            yield Problem("questions.toml", screen.id, "screen", message)
        if not before <= screen.stage <= 100:
            yield Problem(
                "questions.toml",
                screen.id,
                "stage",
                "falls behind the screen before it",
            )
        before = screen.stage
    for again in catalogue.again.values():
        lines = sum(catalogue.questions[name].lines for name in again.ask)
        if lines > MOST_LINES:
            yield Problem(
                "again.toml",
                again.id,
                "ask",
                f"{lines} lines, at most {MOST_LINES}",
            )
        if again.id in catalogue.screen_by_id:
            yield Problem(
                "again.toml",
                again.id,
                "id",
                "a screen of the check has this id",
            )


def _unreachable(catalogue: Catalogue) -> Iterator[Problem]:
    """Questions and lines that no answers could ever show."""
    asked, possible = _reachable(catalogue)
    for question in catalogue.questions.values():
        if question.retired:
            continue
        if question.id not in asked:
            yield Problem(
                "questions.toml",
                question.id,
                "line, show_if",
                "can never be reached",
            )
            continue
        for choice in question.choices:
            if choice.show_if and not possible.intersection(choice.show_if):
                key = f"choices.{choice.id}.show_if"
                yield Problem(
                    "questions.toml", question.id, key, "can never be shown"
                )


def _reachable(catalogue: Catalogue) -> tuple[set[str], set[str]]:
    """The questions that can be asked and the factors that can hold, grown until both stand."""
    asked, possible = set[str](), set[str]()
    while True:
        size = len(asked) + len(possible)
        asked |= {
            q.id
            for q in catalogue.questions.values()
            if _can_ask(q, asked, possible)
        }
        for question in catalogue.questions.values():
            for choice in question.choices if question.id in asked else ():
                if not choice.retired and (
                    not choice.show_if or possible.intersection(choice.show_if)
                ):
                    possible.update(choice.facts)
        possible |= {
            f.id
            for f in catalogue.factors.values()
            if _can_hold(f, asked, possible)
        }
        if size == len(asked) + len(possible):
            return asked, possible


def _can_ask(question: Question, asked: set[str], possible: set[str]) -> bool:
    opened = any(line.partition(".")[0] in asked for line in question.line)
    return (
        not question.retired
        and (opened or not question.line)
        and (
            not question.show_if
            or bool(possible.intersection(question.show_if))
        )
        and possible.issuperset(question.show_all)
    )


def _can_hold(factor: Factor, asked: set[str], possible: set[str]) -> bool:
    if factor.from_rule or (factor.asks and asked.issuperset(factor.asks)):
        return True
    if not (factor.any_of or factor.all_of or factor.among):
        return False
    enough = factor.at_least is None or factor.at_least[0] <= len(
        possible.intersection(factor.among)
    )
    some = not factor.any_of or bool(possible.intersection(factor.any_of))
    return some and possible.issuperset(factor.all_of) and enough


def _techniques(catalogue: Catalogue) -> Iterator[Problem]:
    for technique in catalogue.techniques.values():
        for key, message in (
            *_faults_of_technique(technique),
            *_faults_of_handling(technique, catalogue),
            *_faults_of_ways(technique),
        ):
            yield Problem(
                f"techniques/{technique.id}.toml", technique.id, key, message
            )


def _faults_of_technique(technique: Technique) -> Iterator[tuple[str, str]]:
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
    allowed = technique.role in ("position", "breathing") or technique.gets_up
    if technique.comfort and not allowed:
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


def _faults_of_handling(
    technique: Technique, catalogue: Catalogue
) -> Iterator[tuple[str, str]]:
    """What the plan, the floor and the session need to know, and may not take for "no"."""
    yield from _fields_of_its_kind(technique)
    if technique.role not in ROLES.get(technique.kind, frozenset()):
        yield "role", f"no part that a {technique.kind} may play"
    if technique.at_night not in (None, *NIGHTS):
        yield "at_night", f"must be of {', '.join(sorted(NIGHTS))}"
    if technique.skin not in (None, *SKINS):
        yield "skin", "must be heat, cold or empty"
    if technique.floor_order and not technique.comfort:
        yield "floor_order", "only what is comfort may be offered on the floor"
    yield from _one_sided(technique, "alike", catalogue)
    yield from _one_sided(technique, "same_posture", catalogue)


def _fields_of_its_kind(technique: Technique) -> Iterator[tuple[str, str]]:
    needed = KIND_FIELDS.get(technique.kind, ())
    for name in dict.fromkeys(chain.from_iterable(KIND_FIELDS.values())):
        given = getattr(technique, name) is not None
        if name in needed and not given:
            yield name, f"is missing: every {technique.kind} must say it"
        if given and name not in needed:
            yield name, f"says nothing of a {technique.kind}"


def _one_sided(
    technique: Technique, key: str, catalogue: Catalogue
) -> Iterator[tuple[str, str]]:
    """What this one names and what does not name it in return."""
    for other in getattr(technique, key) or ():
        if technique.id not in (
            getattr(catalogue.techniques[other], key) or ()
        ):
            yield key, f"{other!r} does not name it in return"


def _floor(catalogue: Catalogue) -> Iterator[Problem]:
    """One way up from the floor, and each place in its order given once."""
    live = [one for one in catalogue.techniques.values() if not one.retired]
    ways_up = [one.id for one in live if one.from_floor]
    if len(ways_up) != 1:
        message = f"one technique must be the way up from the floor: {ways_up}"
        yield Problem("techniques", "", "from_floor", message)
    orders = Counter(one.floor_order for one in live if one.floor_order)
    for order, count in orders.items():
        if count > 1:
            message = f"{order} is given twice"
            yield Problem("techniques", "", "floor_order", message)


def _lines_that_must_say(catalogue: Catalogue) -> Iterator[Problem]:
    asked = catalogue.roles.question
    over = catalogue.roles.choice.over
    yield from _unsaid(catalogue, asked.region, "back")
    yield from _unsaid(catalogue, asked.at_hand, "assumed")
    yield from _unsaid(catalogue, asked.at_hand, "owned")
    yield from _unsaid(catalogue, asked.duration, "from_hours", but=over)
    yield from _unsaid(catalogue, asked.duration, "about_hours", but=over)
    for question in catalogue.questions.values():
        if question.profile and question.passing is None:
            message = "a question that is kept must say which lines pass"
            yield Problem("questions.toml", question.id, "passing", message)


def _pairs(catalogue: Catalogue) -> Iterator[Problem]:
    """Fields that are nothing without each other."""
    for rule in catalogue.rules.values():
        head = catalogue.rules.get(rule.fact, rule)
        if rule.keep_still != head.keep_still:
            message = f"differs from {head.id}, whose family it is"
            yield Problem("rules.toml", rule.id, "keep_still", message)
    for point in catalogue.rechecks:
        if bool(point.gate) != bool(point.opens):
            message = "a gate and the phase it opens belong together"
            yield Problem("recheck.toml", point.id, "opens", message)
    for factor in catalogue.factors.values():
        if bool(factor.computed) != bool(factor.reads):
            message = "a function and what it reads belong together"
            yield Problem("factors.toml", factor.id, "reads", message)


def _unsaid(
    catalogue: Catalogue, question: str, key: str, but: str = ""
) -> Iterator[Problem]:
    """Lines of a question that leave out what each of them must say."""
    for line in catalogue.questions[question].choices:
        exempt = line.exclusive or f"{question}.{line.id}" == but
        if getattr(line, key) is None and not exempt:
            yield Problem(
                "questions.toml",
                question,
                f"choices.{line.id}.{key}",
                "is missing: every line of this question must say it",
            )


def _faults_of_ways(technique: Technique) -> Iterator[tuple[str, str]]:
    for change in technique.modifications:
        kept = [step.text for step in technique.steps[change.keeps_from :]]
        whole = " ".join([change.begin, *kept, technique.dose.text])
        if change.keeps_from and not (change.replaces and change.text == whole):
            yield (
                "keeps_from",
                "the text must be a sentence, the steps kept and the dose",
            )


def _the_rest(catalogue: Catalogue) -> Iterator[Problem]:
    file = "emergency_numbers.toml"
    if "ZZ" not in catalogue.emergency_numbers:
        yield Problem(
            file,
            "ZZ",
            "country",
            "the number for an unknown country is missing",
        )
    for row in catalogue.emergency_numbers.values():
        if not row.numbers:
            yield Problem(
                file, row.country, "numbers", "at least one number is needed"
            )
    for phase in Phase:
        if phase not in catalogue.sizes:
            yield Problem(
                "sizes.toml", phase, "phase", "the plan size is missing"
            )


_CHECKS: tuple[Callable[[Catalogue], Iterator[Problem]], ...] = (
    _rules,
    _unproduced,
    _questions,
    _screens,
    _unreachable,
    _techniques,
    _floor,
    _lines_that_must_say,
    _pairs,
    _the_rest,
)
