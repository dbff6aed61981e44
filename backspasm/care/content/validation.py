"""Whether the entries of the pack fit each other: what ``manage.py check`` refuses.

A pack that loads can still be wrong. :func:`check_pack` names each fault by file, entry
and key. Two readings are worth knowing:

* ``unless`` is sound when its factor is marked reassuring and no factor anywhere in its
  definition is marked ``worse``. A reversed line (``unticked``) is the only way in which a
  danger line may reach it, because ticking more can then only take the excuse away. So
  adding a ``worse`` fact never sets a rule aside.
* What can be reached is said in :mod:`backspasm.care.content.reachability`, what a technique
  must say of itself in :mod:`backspasm.care.content.technique_fields`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from backspasm.care.catalogue import (
    Catalogue,
    Level,
    Phase,
    Question,
    Rule,
    Valence,
)
from backspasm.care.check.answers import UNSURE_MARK
from backspasm.care.content.reachability import (
    closure,
    unproduced,
    unreachable,
)
from backspasm.care.content.references import (
    Fault,
    Problem,
    circles,
    unknown_ids,
)
from backspasm.care.content.technique_fields import floor, techniques

__all__ = ["MOST_LINES", "Problem", "check_pack"]


MOST_LINES = 12
"""The most lines a screen may have."""
LAST_STAGE = 100
PLACES = frozenset({"", "maternity", "cancer-team", "poison", "crisis"})
KINDS = frozenset({"danger", "combination", "near-miss"})
TYPES = frozenset({"one", "many", "scale"})


def check_pack(catalogue: Catalogue) -> list[Problem]:
    """Every fault of the pack. Unknown ids and circles come alone: the rest needs them sound."""
    for first in (unknown_ids, circles):
        found = sorted(first(catalogue))
        if found:
            return found
    found = []
    for check in _CHECKS:
        found += check(catalogue)
    found.sort()
    return found


def _rules(catalogue: Catalogue) -> Iterator[Problem]:
    for rule in catalogue.rules.values():
        for key, message in _faults_of_rule(rule, catalogue):
            yield Problem("rules.toml", rule.id, key, message)
        for item in rule.unless:
            spoilt = _not_calm(catalogue, item)
            if spoilt:
                message = f"{item!r} is not reassuring all through: {spoilt!r}"
                yield Problem("rules.toml", rule.id, "unless", message)


def _faults_of_rule(rule: Rule, catalogue: Catalogue) -> Iterator[Fault]:
    if not rule.sources:
        yield "sources", "a rule needs a source"
    if not rule.signs:
        yield "all_of", "a rule needs a condition"
    is_soon = rule.level is Level.SOON
    has_days = rule.within_days is not None
    if is_soon != has_days:
        yield "within_days", "days and SOON belong together"
    if rule.place not in PLACES or rule.kind not in KINDS:
        yield "place, kind", "not one of the known words"
    if rule.family and rule.family not in catalogue.rules:
        yield "family", f"unknown rule {rule.family!r}"


def _not_calm(catalogue: Catalogue, item: str) -> str:
    """The first factor that keeps an ``unless`` from being sound, or nothing."""
    if catalogue.factors[item].valence is not Valence.REASSURING:
        return item
    for part in closure(catalogue, item):
        if catalogue.factors[part].valence is Valence.WORSE:
            return part
    return ""


def _questions(catalogue: Catalogue) -> Iterator[Problem]:
    for question in catalogue.questions.values():
        for key, message in _faults_of_question(question, catalogue):
            yield Problem("questions.toml", question.id, key, message)


def _faults_of_question(
    question: Question, catalogue: Catalogue
) -> Iterator[Fault]:
    is_scale = question.type == "scale"
    has_choices = bool(question.choices)
    if question.type not in TYPES or is_scale == has_choices:
        yield "type", "must be one, many or scale, and a scale has no choices"
    for line in question.line:
        name, _, choice = line.partition(".")
        one_by_one = catalogue.questions[name].unsure_lines
        if choice.endswith(UNSURE_MARK) and not one_by_one:
            yield "line", f"{name!r} cannot be answered line by line"
    if not _has_way_out(question, catalogue):
        yield "assume", "needs a “not sure” or a harmless choice"
    yield from _ids_used_twice(question)
    yield from _worse_alone(question, catalogue)
    yield from _torn_headings(question)


def _ids_used_twice(question: Question) -> Iterator[Fault]:
    for name in _repeated(choice.id for choice in question.choices):
        yield f"choices.{name}", "the id is used twice"


def _worse_alone(question: Question, catalogue: Catalogue) -> Iterator[Fault]:
    """Lines that cannot stand beside another one, although they raise the level."""
    for choice in question.choices:
        if choice.unsure or not choice.exclusive:
            continue
        if _worse(choice.facts, catalogue):
            yield (
                f"choices.{choice.id}",
                "stands alone and is worse: another tick would lower it",
            )


def _torn_headings(question: Question) -> Iterator[Fault]:
    """Headings that come up a second time after another one."""
    # A line without a heading between two of one group tears it too.
    runs = groupby(choice.group for choice in question.choices)
    headings = [heading for heading, _ in runs if heading]
    for heading in _repeated(headings):
        yield (
            "choices.group",
            f"the lines under {heading!r} do not come in a row",
        )


def _repeated(names: Iterable[str]) -> Iterator[str]:
    """What is there more than once, in the order in which it comes first."""
    for name, count in Counter(names).items():
        if count > 1:
            yield name


def _has_way_out(question: Question, catalogue: Catalogue) -> bool:
    """Whether a detail that assumes the worst can be answered by someone who does not know."""
    if not question.line or not question.assume or question.at_once:
        return True
    return any(
        choice.unsure or not _worse(choice.facts, catalogue)
        for choice in question.choices
    )


def _worse(factors: Iterable[str], catalogue: Catalogue) -> bool:
    """Whether one of these factors counts as worse."""
    valences = [catalogue.factors[name].valence for name in factors]
    return Valence.WORSE in valences


def _screens(catalogue: Catalogue) -> Iterator[Problem]:
    before = 0
    for screen in catalogue.screens:
        live = [one for one in screen.questions if not one.retired]
        for message in _too_long(live):
            yield Problem("questions.toml", screen.id, "screen", message)
        if not before <= screen.stage <= LAST_STAGE:
            message = "falls behind the screen before it"
            yield Problem("questions.toml", screen.id, "stage", message)
        before = screen.stage


def _screens_again(catalogue: Catalogue) -> Iterator[Problem]:
    """Of the screens that only a check-in has."""
    for screen in catalogue.again.values():
        asked = [catalogue.questions[name] for name in screen.ask]
        for message in _too_long(asked):
            yield Problem("again.toml", screen.id, "ask", message)
        if screen.id in catalogue.screen_by_id:
            message = "a screen of the check has this id"
            yield Problem("again.toml", screen.id, "id", message)


def _too_long(asked: Iterable[Question]) -> Iterator[str]:
    """What is wrong when these stand on one screen."""
    lines = sum(question.lines for question in asked)
    if lines > MOST_LINES:
        yield f"{lines} lines, at most {MOST_LINES}"


def _lines_that_must_say(catalogue: Catalogue) -> Iterator[Problem]:
    asked = catalogue.roles.question
    over = catalogue.roles.choice.over
    yield from _unsaid(catalogue, asked.region, "back")
    yield from _unsaid(catalogue, asked.at_hand, "assumed")
    yield from _unsaid(catalogue, asked.at_hand, "owned")
    yield from _unsaid(catalogue, asked.duration, "from_hours", but=over)
    yield from _unsaid(catalogue, asked.duration, "about_hours", but=over)
    message = "a question that is kept must say which lines pass"
    for question in catalogue.questions.values():
        if question.profile and question.passing is None:
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
    catalogue: Catalogue,
    question: str,
    key: str,
    but: str = "",
) -> Iterator[Problem]:
    """Lines of a question that leave out what each of them must say."""
    message = "is missing: every line of this question must say it"
    for line in catalogue.questions[question].choices:
        if line.exclusive or f"{question}.{line.id}" == but:
            continue
        if getattr(line, key) is None:
            place = f"choices.{line.id}.{key}"
            yield Problem("questions.toml", question, place, message)


def _numbers(catalogue: Catalogue) -> Iterator[Problem]:
    """Whom to call, in a known country and in any other."""
    file = "emergency_numbers.toml"
    if "ZZ" not in catalogue.emergency_numbers:
        message = "the number for an unknown country is missing"
        yield Problem(file, "ZZ", "country", message)
    for row in catalogue.emergency_numbers.values():
        if not row.numbers:
            message = "at least one number is needed"
            yield Problem(file, row.country, "numbers", message)


def _sizes(catalogue: Catalogue) -> Iterator[Problem]:
    message = "the plan size is missing"
    for phase in Phase:
        if phase not in catalogue.sizes:
            yield Problem("sizes.toml", phase, "phase", message)


_CHECKS: tuple[Callable[[Catalogue], Iterator[Problem]], ...] = (
    _rules,
    unproduced,
    _questions,
    _screens,
    _screens_again,
    unreachable,
    techniques,
    floor,
    _lines_that_must_say,
    _pairs,
    _numbers,
    _sizes,
)
