"""What the profile holds, offered to a new check: confirmed it is an answer, else it is nothing."""

from __future__ import annotations

from dataclasses import dataclass

from backspasm.accounts.profile import (
    Said,
    keepable,
    kept_answers,
    profile_answers,
)
from backspasm.assessments.current import Current
from backspasm.care.catalogue import Catalogue, Question, Screen
from backspasm.care.check.answers import UNSURE_MARK, Answer, Answers
from backspasm.care.check.routing import drop_void


@dataclass(frozen=True, slots=True)
class Topic:
    """Kept answers under one "change" link, which leads to `screen`."""

    screen: Screen
    said: tuple[Said, ...]


def kept(here: Current) -> Answers:
    """Kept answers to questions that are open in this check; of a guest, none. One query."""
    if here.owner is None or here.owner.is_guest:
        return Answers()
    told = profile_answers(here.owner)
    together = Answers({**told.by_question, **here.answers.by_question})
    both = drop_void(together, here.catalogue)
    gone = []
    for name in told.by_question:
        is_void = name not in both
        if is_void or name in here.answers:
            gone.append(name)
    return told.without(gone)


def helps_with(here: Current, screen: Screen) -> bool:
    """Whether something kept answers a question that this screen would ask."""
    if here.again:
        return False
    asked = {question.id for question in screen.questions if question.profile}
    still_open = asked - here.answers.by_question.keys()
    if not still_open:
        return False
    return not asked.isdisjoint(kept(here).by_question)


def confirmed(here: Current, told: Answers) -> Answers:
    """The answers of the check with what is still true, as said now."""
    answers = here.answers
    for name, answer in told.by_question.items():
        value = _value(here.catalogue.questions[name], answer)
        answers = answers.with_answer(here.catalogue, name, value, here.now)
    return answers


def topics(told: Answers, pack: Catalogue) -> list[Topic]:
    """The kept answers in words. A detail stands with the list that opens it, if that is there."""
    found: dict[str, list[Said]] = {}
    for question in pack.questions.values():
        answer = told.get(question.id)
        if answer is not None:
            place = _place(question, told, pack)
            found.setdefault(place, []).append(_said(question, answer, pack))
    return [
        Topic(pack.screen_by_id[name], tuple(said))
        for name, said in found.items()
    ]


def new_to_keep(here: Current) -> bool:
    """Whether this check tells something lasting that the profile does not hold yet. One query."""
    if here.owner is None or here.owner.is_guest:
        return False
    mine = keepable(here.answers, here.catalogue).by_question
    held = kept_answers(here.owner).by_question
    return any(not _same(held.get(name), mine[name]) for name in mine)


def _same(held: Answer | None, told: Answer) -> bool:
    if held is None:
        return False
    same_ticks = held.ticked == told.ticked
    same_doubts = held.unsure == told.unsure
    return same_ticks and same_doubts


def _place(
    question: Question,
    told: Answers,
    pack: Catalogue,
) -> str:
    """The screen under which an answer is shown."""
    for line in question.line:
        opener, _dot, _line = line.partition(".")
        if opener in told:
            return pack.questions[opener].screen
    return question.screen


def _said(
    question: Question,
    answer: Answer,
    pack: Catalogue,
) -> Said:
    ticked = answer.ticked | answer.unsure
    lines = tuple(line.named for line in question.choices if line.id in ticked)
    screen = pack.screen_by_id[question.screen]
    about = screen.title
    if len(screen.questions) > 1:
        about = question.text
    return Said(about, lines)


def _value(question: Question, answer: Answer) -> str | list[str]:
    lines = sorted(answer.ticked)
    lines += [line + UNSURE_MARK for line in sorted(answer.unsure)]
    if question.type != "many":
        return lines[0]
    return lines
