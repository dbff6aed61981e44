"""Which screen comes next, how far along the check is, and what a change makes void."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from backspasm.care.catalogue import Catalogue, Choice, Level, Question, Screen
from backspasm.care.check.answers import Answer, Answers, Value
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
    screens = _screens(catalogue, again=again)
    if outcome.level is Level.URGENT:
        yield from _open_after_urgent(screens, facts)
        return
    for screen in screens:
        for question in open_on(screen, facts):
            yield screen, question


def _open_after_urgent(
    screens: Iterable[Screen], facts: Facts
) -> Iterator[tuple[Screen, Question]]:
    """Who must be seen today is asked only what could still make it an EMERGENCY."""
    decides = could_become_emergency(facts)
    for screen in screens:
        if screen.care_only:
            continue
        for question in open_on(screen, facts):
            if question.id in decides:
                yield screen, question


def _screens(catalogue: Catalogue, *, again: bool) -> tuple[Screen, ...]:
    """The screens of a check, or those of a check-in."""
    if again:
        return catalogue.screens_again
    return catalogue.screens


def likely_left(
    outcome: Outcome,
    answers: Answers,
    catalogue: Catalogue,
) -> set[str]:
    """The questions that are left: those to be asked, and those that only an answer rules out.

    Details of lines that may yet be ticked are not counted.
    """
    left: set[str] = set()
    for _screen, question in still_open(outcome, answers, catalogue):
        left.add(question.id)
    if outcome.level >= Level.URGENT:
        return left
    facts = facts_of(answers, catalogue)
    for question in catalogue.questions.values():
        if question.line or question.show_if:
            continue
        if is_open(question, facts) and facts.applies(question) is None:
            left.add(question.id)
    return left


def is_open(question: Question, facts: Facts) -> bool:
    """Whether a question, once it is asked, needs an answer that is not there."""
    if question.optional:
        return False
    return question.id not in facts.answers


def open_on(screen: Screen, facts: Facts) -> Iterator[Question]:
    """The questions of a screen that still need an answer."""
    for question in screen.questions:
        if is_open(question, facts) and facts.applies(question) is True:
            yield question


def shown_on(
    screen: Screen,
    answers: Answers,
    catalogue: Catalogue,
) -> list[Question]:
    """The questions to draw on a screen: those that apply, or that another one there decides."""
    facts = facts_of(answers, catalogue)
    here = {question.id for question in screen.questions}
    shown: list[Question] = []
    for question in screen.questions:
        draws = facts.applies(question)
        if draws is None:
            draws = facts.waits_for(question) <= here
        if draws:
            shown.append(question)
    return shown


def offered(
    question: Question,
    answers: Answers,
    catalogue: Catalogue,
) -> list[Choice]:
    """The lines of a question that this person is shown."""
    facts = facts_of(answers, catalogue)
    return [one for one in question.live_choices if facts.offers(one)]


def could_become_emergency(facts: Facts) -> set[str]:
    """The applicable unanswered questions that could still make it an EMERGENCY."""
    found: set[str] = set()
    for rule in facts.catalogue.rules.values():
        if rule.level is not Level.EMERGENCY:
            continue
        if facts.rule(rule.id) is None:
            found |= facts.open_questions(rule.key)
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
    for candidate in _screens(catalogue, again=since is not None):
        if candidate.id == screen.id:
            return before
        if since and _put_together(candidate, catalogue):
            continue
        if _told_on(candidate, facts, since):
            before = candidate
    return before


def _told_on(
    screen: Screen,
    facts: Facts,
    since: datetime | None,
) -> bool:
    """Whether something on this screen was answered, in this check-in if it is one."""
    for question in screen.questions:
        answer = facts.answers.get(question.id)
        if answer is None:
            continue
        if since and answer.at < since:
            continue
        if facts.applies(question) is True:
            return True
    return False


def _put_together(screen: Screen, catalogue: Catalogue) -> bool:
    """Whether a check-in asks what stands on this screen on one of its own."""
    if screen.id in catalogue.again:
        return False
    asked = {name for one in catalogue.again.values() for name in one.ask}
    return any(question.id in asked for question in screen.questions)


def drop_void(answers: Answers, catalogue: Catalogue) -> Answers:
    """The answers without those whose question no longer applies; nothing else goes."""
    while True:
        facts = facts_of(answers, catalogue)
        void: list[str] = []
        for name in answers.by_question:
            question = catalogue.questions[name]
            if facts.applies(question) is False:
                void.append(name)
        if not void:
            return answers
        answers = answers.without(void)


def merged(
    held: Answers,
    read: Answers,
    answers: Answers,
    catalogue: Catalogue,
) -> Answers:
    """What is held once ``answers`` are given by someone who had read ``read``.

    Everything that differs from what was read is taken over; but a danger sign that was told
    since, in another tab or by the tap after this one, is not taken back by who has not seen it.
    """
    found = held.with_changes(read, answers)
    for question in catalogue.questions.values():
        if not catalogue.screen_by_id[question.screen].danger:
            continue
        unseen = held.get(question.id)
        if unseen is None or unseen == read.get(question.id):
            continue
        found = _with_signs(found, question, unseen)
    return found


def _with_signs(answers: Answers, question: Question, told: Answer) -> Answers:
    """The answers with each sign of this list that was told; "none" gives way to them."""
    signs = {line.id for line in question.choices if not line.exclusive}
    ticked, unsure = told.ticked & signs, told.unsure & signs
    if not ticked and not unsure:
        return answers
    given = answers.get(question.id)
    if given is not None:
        ticked |= given.ticked & signs
        unsure |= given.unsure & signs
    at = told.at if given is None else max(told.at, given.at)
    answer = Answer(at=at, ticked=ticked, unsure=unsure - ticked)
    return Answers({**answers.by_question, question.id: answer})


def with_new_sign(
    answers: Answers,
    catalogue: Catalogue,
    line: str,
    at: datetime,
) -> Answers:
    """The answers once a line of the new signs was tapped.

    What was said of its details before was about another day: they are asked again, unless they
    are why this person must be seen. Those stay, to be added to: telling more takes nothing back.
    """
    new_sign = catalogue.roles.question.new_sign
    ticked = {line}
    before = answers.get(new_sign)
    if before:
        ticked |= before.ticked
    told = answers.with_answer(catalogue, new_sign, sorted(ticked), at)
    asked_anew = told.without(_details(line, catalogue))
    had = assess(answers, catalogue, at)
    left = assess(asked_anew, catalogue, at)
    for name in had.fired - left.fired:
        if catalogue.rules[name].level > Level.SELF_CARE:
            return told
    return asked_anew


def to_add_to(
    answers: Answers,
    catalogue: Catalogue,
    line: str,
) -> Screen | None:
    """The screen where what is new is added to the details of this line that stayed."""
    stayed = _details(line, catalogue) & answers.by_question.keys()
    screens = {catalogue.questions[name].screen for name in stayed}
    for screen in reversed(catalogue.screens):
        if screen.id in screens:
            return screen
    return None


def is_older_than_sign(
    question: Question,
    answers: Answers,
    catalogue: Catalogue,
) -> bool:
    """Whether this was answered before one of the lines that opened it was tapped as new."""
    sign = answers.get(catalogue.roles.question.new_sign)
    answer = answers.get(question.id)
    if sign is None or answer is None:
        return False
    if answer.at >= sign.at:
        return False
    return any(question.id in _details(line, catalogue) for line in sign.ticked)


def _details(line: str, catalogue: Catalogue) -> set[str]:
    """The questions that a line of the new signs opens, and those that these open."""
    opener = f"{catalogue.roles.question.new_sign}.{line}"
    questions = catalogue.questions.values()
    opened = {one.id for one in questions if opener in one.line}
    found = set(opened)
    for question in questions:
        if opened & catalogue.opened_by(question):
            found.add(question.id)
    return found


def with_openers(questions: Iterable[str], catalogue: Catalogue) -> set[str]:
    """The questions and those whose lines opened them: what "by mistake" takes back."""
    found = set(questions)
    for name in tuple(found):
        question = catalogue.questions[name]
        found |= catalogue.opened_by(question)
    return found


def pass_over(
    answers: Answers,
    catalogue: Catalogue,
    at: datetime,
) -> Answers:
    """Answer every open detail of a ticked line with "not sure".

    An open detail without a "not sure" of its own stays open.
    """
    while found := _to_pass_over(answers, catalogue):
        # One at a time: an answer may open or close the details after it.
        question, not_sure = found
        value: Value = not_sure.id
        if question.type == "many":
            value = [not_sure.id]
        answers = answers.with_answer(catalogue, question.id, value, at)
    return answers


def _to_pass_over(
    answers: Answers, catalogue: Catalogue
) -> tuple[Question, Choice] | None:
    """The first open detail that has a "not sure", and that line of it."""
    facts = facts_of(answers, catalogue)
    for question in catalogue.questions.values():
        if question.at_once or not question.line:
            continue
        if question.id in answers:
            continue
        not_sure = _not_sure(question)
        if not_sure and facts.applies(question) is True:
            return question, not_sure
    return None


def _not_sure(question: Question) -> Choice | None:
    for choice in question.choices:
        if choice.unsure:
            return choice
    return None


def danger_age(
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
) -> timedelta | None:
    """How long ago the danger signs were answered; ``None`` when they were not."""
    answer = answers.get(catalogue.roles.question.danger_list)
    if answer is None:
        return None
    return now - answer.at


def danger_stale(
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
    limit: timedelta = DANGER_HOLDS,
) -> bool:
    """Whether the danger signs must be asked (again) before anything else."""
    age = danger_age(answers, catalogue, now)
    return age is None or age > limit
