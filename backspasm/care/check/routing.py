"""Which screen comes next, how far along the check is, and what a change makes void."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from backspasm.care.catalogue import Catalogue, Choice, Level, Question, Screen
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import Facts, facts_of
from backspasm.care.check.triage import DANGER_HOLDS, Outcome, assess

STALE_ON_RESUME = timedelta(hours=2)
"""Older than this, the danger signs are asked again of who comes back."""


def next_screen(
    outcome: Outcome,
    answers: Answers,
    catalogue: Catalogue,
    *,
    again: bool = False,
) -> Screen | None:
    """The screen to show now, or ``None`` when the outcome is.

    EMERGENCY ends the questions. After URGENT only what could still make it an
    EMERGENCY is asked; what serves the plan alone is left out. ``again``: a check-in,
    which puts what it asks again on screens of its own.
    """
    found = still_open(outcome, answers, catalogue, again=again)
    return next((screen for screen, _question in found), None)


def still_open(
    outcome: Outcome,
    answers: Answers,
    catalogue: Catalogue,
    *,
    again: bool = False,
) -> Iterator[tuple[Screen, Question]]:
    """Each question that is to be asked as far as the answers tell now, screen by screen."""
    if outcome.level is Level.EMERGENCY:
        return
    facts = facts_of(answers, catalogue)
    only = (
        could_become_emergency(facts) if outcome.level is Level.URGENT else None
    )
    for screen in catalogue.screens_again if again else catalogue.screens:
        if only is not None and screen.care_only:
            continue
        for question in open_on(screen, facts):
            if only is None or question.id in only:
                yield screen, question


def likely_left(
    outcome: Outcome, answers: Answers, catalogue: Catalogue
) -> set[str]:
    """The questions that are left: those to be asked, and those that only an answer rules out.

    Details of lines that may yet be ticked are not counted.
    """
    facts = facts_of(answers, catalogue)
    sure = {
        question.id
        for _screen, question in still_open(outcome, answers, catalogue)
    }
    if outcome.level >= Level.URGENT:
        return sure
    usual = (
        one
        for one in catalogue.questions.values()
        if not (one.line or one.show_if)
    )
    likely = {
        one.id
        for one in usual
        if one.id not in facts.answers and not one.optional
    }
    return sure | {
        name
        for name in likely
        if facts.applies(catalogue.questions[name]) is None
    }


def open_on(screen: Screen, facts: Facts) -> Iterator[Question]:
    """The questions of a screen that still need an answer."""
    for question in screen.questions:
        if question.id in facts.answers or question.optional:
            continue
        if facts.applies(question) is True:
            yield question


def shown_on(
    screen: Screen, answers: Answers, catalogue: Catalogue
) -> list[Question]:
    """The questions to draw on a screen: those that apply, or that another one there decides."""
    facts = facts_of(answers, catalogue)
    here = {question.id for question in screen.questions}
    return [
        question
        for question in screen.questions
        if facts.applies(question) is True
        or (
            facts.applies(question) is None
            and facts.waits_for(question) <= here
        )
    ]


def offered(
    question: Question, answers: Answers, catalogue: Catalogue
) -> list[Choice]:
    """The lines of a question that this person is shown."""
    facts = facts_of(answers, catalogue)
    return [
        choice
        for choice in question.choices
        if not choice.retired and facts.offers(choice)
    ]


def could_become_emergency(facts: Facts) -> set[str]:
    """The applicable unanswered questions that could still make it an EMERGENCY."""
    found: set[str] = set()
    for rule in facts.catalogue.rules.values():
        if rule.level is Level.EMERGENCY and facts.rule(rule.id) is None:
            found |= facts.open_questions(f"rule:{rule.id}")
    return found


def previous_screen(
    screen: Screen,
    answers: Answers,
    catalogue: Catalogue,
    since: datetime | None = None,
) -> Screen | None:
    """The answered screen before this one, for "Back".

    ``since``: when a check-in began, which never asked what was answered before.
    """
    facts = facts_of(answers, catalogue)
    before: Screen | None = None
    for candidate in (
        catalogue.screens if since is None else catalogue.screens_again
    ):
        if candidate.id == screen.id:
            return before
        if _told_on(candidate, facts, since) and not (
            since and _put_together(candidate, facts)
        ):
            before = candidate
    return before


def _told_on(screen: Screen, facts: Facts, since: datetime | None) -> bool:
    given = (
        (question, facts.answers.get(question.id))
        for question in screen.questions
    )
    return any(
        answer is not None
        and facts.applies(question) is True
        and (not since or answer.at >= since)
        for question, answer in given
    )


def _put_together(screen: Screen, facts: Facts) -> bool:
    """Whether a check-in asks what stands on this screen on one of its own."""
    moved = {name for one in facts.catalogue.again.values() for name in one.ask}
    ours = screen.id not in facts.catalogue.again
    return ours and any(question.id in moved for question in screen.questions)


def drop_void(answers: Answers, catalogue: Catalogue) -> Answers:
    """The answers without those whose question no longer applies; nothing else goes."""
    while True:
        facts = facts_of(answers, catalogue)
        void = [
            question
            for question in answers.by_question
            if facts.applies(catalogue.questions[question]) is False
        ]
        if not void:
            return answers
        answers = answers.without(void)


def with_new_sign(
    answers: Answers, catalogue: Catalogue, line: str, at: datetime
) -> Answers:
    """The answers once a line of the new signs was tapped.

    What was said of its details before was about another day: they are asked again, unless they
    are why this person must be seen. Those stay, to be added to: telling more takes nothing back.
    """
    new_sign = catalogue.roles.question.new_sign
    before = answers.get(new_sign)
    ticked = {line, *(before.ticked if before else ())}
    told = answers.with_answer(catalogue, new_sign, sorted(ticked), at)
    fewer = told.without(_details(line, catalogue))
    had, left = (assess(one, catalogue, at).reasons for one in (answers, fewer))
    lost = {row.rule for row in had} - {row.rule for row in left}
    return told if any(rule.level > Level.SELF_CARE for rule in lost) else fewer


def to_add_to(
    answers: Answers, catalogue: Catalogue, line: str
) -> Screen | None:
    """The screen where what is new is added to the details of this line that stayed."""
    stayed = _details(line, catalogue) & answers.by_question.keys()
    screens = {catalogue.questions[name].screen for name in stayed}
    return next(
        (one for one in reversed(catalogue.screens) if one.id in screens), None
    )


def is_older_than_sign(
    question: Question, answers: Answers, catalogue: Catalogue
) -> bool:
    """Whether this was answered before one of the lines that opened it was tapped as new."""
    sign = answers.get(catalogue.roles.question.new_sign)
    answer = answers.get(question.id)
    if sign is None or answer is None or answer.at >= sign.at:
        return False
    return any(question.id in _details(line, catalogue) for line in sign.ticked)


def _details(line: str, catalogue: Catalogue) -> set[str]:
    """The questions that a line of the new signs opens, and those that these open."""
    asked = catalogue.questions.values()
    opener = f"{catalogue.roles.question.new_sign}.{line}"
    found = {one.id for one in asked if opener in one.line}
    return found | {one.id for one in asked if found & catalogue.opened_by(one)}


def with_openers(questions: Iterable[str], catalogue: Catalogue) -> set[str]:
    """The questions and those whose lines opened them: what "by mistake" takes back."""
    found: set[str] = set()
    todo = list(questions)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [
                line.partition(".")[0]
                for line in catalogue.questions[name].line
            ]
    return found


def pass_over(answers: Answers, catalogue: Catalogue, at: datetime) -> Answers:
    """Answer every open detail of a ticked line with "not sure".

    An open detail without a "not sure" of its own stays open.
    """
    while True:
        facts = facts_of(answers, catalogue)
        for question in catalogue.questions.values():
            unsure = next(
                (choice for choice in question.choices if choice.unsure), None
            )
            if (
                unsure is None
                or question.id in answers
                or question.at_once
                or not question.line
            ):
                continue
            if facts.applies(question) is True:
                value = [unsure.id] if question.type == "many" else unsure.id
                answers = answers.with_answer(catalogue, question.id, value, at)
                break
        else:
            return answers


def danger_age(
    answers: Answers, catalogue: Catalogue, now: datetime
) -> timedelta | None:
    """How long ago the danger signs were answered; ``None`` when they were not."""
    answer = answers.get(catalogue.roles.question.danger_list)
    return None if answer is None else now - answer.at


def danger_stale(
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
    limit: timedelta = DANGER_HOLDS,
) -> bool:
    """Whether the danger signs must be asked (again) before anything else."""
    age = danger_age(answers, catalogue, now)
    return age is None or age > limit
