"""Turns outcomes of the core into rows a template can draw without asking further."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from backspasm.care.catalogue import Catalogue, Grade, Level, Rule
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import Facts, facts_of
from backspasm.care.check.triage import Outcome, Reason

Ticked = tuple[str, str]
"""An answer, as the ids of question and choice."""

SpokenSigns = dict[str, Ticked | None]
"""Words to say -> the answer that says them; none where a rule speaks for it."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in the person's own view, with the screen that changes it."""

    question: str
    answer: str
    change_url: str


@dataclass(frozen=True, slots=True)
class ShownReason:
    """Rules that the same answers fired, as the outcome page shows them."""

    texts: tuple[str, ...]
    whys: tuple[str, ...]
    said: tuple[Said, ...]
    rules: tuple[tuple[str, str], ...]
    """Rule id and the address of its row."""


def shown_reasons(
    reasons: tuple[Reason, ...],
    catalogue: Catalogue,
) -> list[ShownReason]:
    """Reasons with the answers behind them, each with its "change" link.

    One line of a list can stand for several signs: what the same answers fired is one reason.
    """
    grouped: dict[tuple[tuple[str, str], ...], list[Rule]] = {}
    for reason in reasons:
        grouped.setdefault(reason.answers, []).append(reason.rule)
    page = reverse("library:how_we_decide")
    shown = []
    for answers, rules in grouped.items():
        texts = dict.fromkeys(rule.text for rule in rules)
        whys = dict.fromkeys(rule.why for rule in rules)
        reason_shown = ShownReason(
            texts=tuple(texts),
            whys=tuple(whys),
            said=tuple(said(catalogue, *pair) for pair in answers),
            rules=tuple((rule.id, f"{page}#{rule.id}") for rule in rules),
        )
        shown.append(reason_shown)
    return shown


def said(
    catalogue: Catalogue,
    question_id: str,
    value: str,
) -> Said:
    """One answer: the question, the words of the line (or the number), and where to change it."""
    question = catalogue.questions[question_id]
    words = []
    for item in filter(None, value.split(",")):
        line = question.by_id.get(item)
        if line is None:
            words.append(item)
        else:
            words.append(line.named)
    return Said(
        question=question.text,
        answer="; ".join(words) or value,
        change_url=reverse("assessments:question", args=[question.screen]),
    )


def what_to_say(
    outcome: Outcome,
    answers: Answers,
    catalogue: Catalogue,
) -> list[str]:
    """The signs that decided, then what the person who answers must also know.

    What was ticked is said in the words of the details that were ticked; a line whose detail
    is still open in the line's own; and in those of the rule what has no words of its own.
    """
    facts = facts_of(answers, catalogue, fired=outcome.fired)
    signs: SpokenSigns = {}
    for reason in outcome.deciding:
        signs |= _signs_of(reason, facts)
    # A detail that is still open counts as "not sure", and so as worth saying.
    known = facts_of(answers, catalogue, final=True)
    extra = _besides(signs, known)
    each_once = dict.fromkeys([*signs, *extra])
    return list(filter(None, each_once))


def _signs_of(reason: Reason, facts: Facts) -> SpokenSigns:
    """What to say of one reason: each with the answer that says it, where one does."""
    questions = facts.catalogue.questions
    still_open = [
        pair for pair in reason.answers if _detail_is_open(pair, facts)
    ]
    if still_open:
        return {
            questions[name].by_id[line].named: None for name, line in still_open
        }
    own, whole = _own_words(reason, facts.answers, facts.catalogue)
    if whole:
        return {**own}
    if reason.rule.kind == "combination":
        return {reason.rule.say: None, **own}
    return {reason.rule.say: None}


def _besides(signs: SpokenSigns, known: Facts) -> list[str]:
    """What else whoever answers must know, unless the signs have said it already."""
    told = set(signs.values())
    return [
        known.catalogue.factors[item].text
        for item in known.catalogue.roles.factor.told_on_a_call
        if known.holds(item) and not known.said(item) & told
    ]


def _detail_is_open(pair: tuple[str, str], facts: Facts) -> bool:
    line = ".".join(pair)
    return any(
        line in question.line
        and question.at_once
        and question.id not in facts.answers
        for question in facts.catalogue.questions.values()
    )


def _own_words(
    reason: Reason,
    answers: Answers,
    catalogue: Catalogue,
) -> tuple[dict[str, Ticked], bool]:
    """The ticked lines behind a rule in words that stand alone, each after the line it belongs to.

    Also whether they say all that fired the rule: "not sure" does not, nor does an age.
    """
    found: set[Ticked] = set()
    for name, value in reason.answers:
        found |= {(name, value), *_above(name, answers, catalogue)}
    rank = list(catalogue.questions)
    pairs = sorted(found, key=lambda pair: (rank.index(pair[0]), pair[1]))
    own = {words: pair for pair in pairs if (words := _spoken(pair, catalogue))}
    return own, all(_spoken(pair, catalogue) for pair in reason.answers)


def _above(
    name: str,
    answers: Answers,
    catalogue: Catalogue,
) -> set[Ticked]:
    """The ticked lines that opened a question, when they are told in their own words.

    Also those without which its own words say nothing: what is weak, before since when.
    """
    question = catalogue.questions[name]
    lines = []
    for opened_by in question.line:
        opener, _dot, line = opened_by.partition(".")
        lines.append((opener, line))
    beside = question.said_with
    if beside:
        lines += [(beside, line) for line in catalogue.questions[beside].by_id]
    found = set()
    for opener, line in lines:
        answer = answers.get(opener)
        if answer is None or not catalogue.questions[opener].spoken:
            continue
        if line in answer.ticked:
            found.add((opener, line))
    return found


def _spoken(pair: Ticked, catalogue: Catalogue) -> str:
    """What to say of a ticked line; empty where its words need more around them.

    "Not sure" is no sign, except in words of its own: somebody may be pregnant.
    """
    question_id, line_id = pair
    question = catalogue.questions[question_id]
    line = question.by_id.get(line_id)
    if line is None or not question.spoken:
        return ""
    if line.exclusive:
        return ""
    if line.say:
        return line.say
    if line.unsure:
        return ""
    return line.named


def actions(outcome: Outcome) -> list[str]:
    """What the deciding rules ask a person to do, each once."""
    every = (reason.rule.action for reason in outcome.deciding)
    each_once = dict.fromkeys(filter(None, every))
    return list(each_once)


def places(outcome: Outcome) -> set[str]:
    """Whom else the deciding rules point to: ``maternity``, ``cancer-team`` and the like."""
    return {
        reason.rule.place for reason in outcome.deciding if reason.rule.place
    }


def level_slug(level: Level) -> str:
    """The level as class and template name: ``self-care``."""
    return level.slug.lower()


def level_template(level: Level) -> str:
    """What stands on the care card of a level."""
    name = level_slug(level).replace("-", "_")
    return f"assessments/outcome_{name}.html"


def why_title(level: Level) -> str:
    """The heading above what decided."""
    if level is Level.SELF_CARE:
        return _("What we looked at, and why it does not worry us")
    return _("Why we say this")


def level_title(level: Level) -> str:
    """What the level asks for, as a heading."""
    return {
        Level.EMERGENCY: _("Call for help now"),
        Level.URGENT: _("Be seen today"),
        Level.SOON: _("Book an appointment"),
        Level.SELF_CARE: _("You can look after this at home"),
    }[level]


def grade_words(grade: Grade) -> str:
    """How strong the evidence is, in words."""
    return {
        Grade.A: _("Guidelines or trials support it"),
        Grade.B: _("Experts agree on it"),
        Grade.C: _("Traditional: little evidence either way"),
        Grade.A_AGAINST: _("Guidelines or trials speak against it"),
        Grade.A_NO_BENEFIT: _("Trials found no benefit"),
        Grade.A_LOW: _("Trials support it weakly"),
    }[grade]
