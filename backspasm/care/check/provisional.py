"""What one page of answers comes to by itself, when nothing else can be read or kept.

The danger path needs no record: whoever ticks a sign is told what it means although the
database is down, the form's token is old or the answers before it were deleted meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from backspasm.care.catalogue import Catalogue, Level, Question, Screen
from backspasm.care.check.answers import UNSURE_MARK, Answer, Answers
from backspasm.care.check.triage import Outcome, assess

SCALE = frozenset(str(number) for number in range(11))


@dataclass(frozen=True, slots=True)
class Provisional:
    """A judgement that errs on the side of help, and the answers it was made from."""

    answers: Answers
    outcome: Outcome
    level: Level
    """At least that of `outcome`: a detail that cannot be asked any more counts as the worst."""

    @property
    def alarming(self) -> bool:
        """Whether somebody must see this person now or today."""
        return self.level >= Level.URGENT


def judge_alone(
    told: Mapping[str, Sequence[str]],
    catalogue: Catalogue,
    now: datetime,
) -> Provisional:
    """Judge what was sent from one page: question id -> ids of lines, or one number.

    Whatever nobody knows (an unknown question, line or number) is passed over. A detail stands
    for the line that opened it. Of a danger sign that was ticked without its detail the worst is
    assumed: EMERGENCY on the first list, URGENT on the others.
    """
    answers = Answers()
    for name, values in told.items():
        question = catalogue.questions.get(name)
        if question is None or question.retired:
            continue
        answer = _answer(question, values, now)
        if answer:
            answers = _with_openers(answers, question, catalogue, now)
            answers = _with(answers, question, answer)
    alarmed = bool(signs(answers, catalogue))
    outcome = assess(answers, catalogue, now, final=alarmed)
    level = outcome.level
    if outcome.open_details:
        worst = Level.EMERGENCY if alarmed else Level.URGENT
        level = max(level, worst)
    return Provisional(answers, outcome, level)


def openers_of(
    screen: Screen,
    catalogue: Catalogue,
    now: datetime,
) -> Answers:
    """The least answers that lead to a screen of details: the lines that it belongs to."""
    answers = Answers()
    for question in screen.questions:
        answers = _with_openers(answers, question, catalogue, now)
    return answers


def signs(answers: Answers, catalogue: Catalogue) -> list[str]:
    """The lines of the first danger list that were ticked or are not sure, in their order."""
    danger_list = catalogue.roles.question.danger_list
    told = answers.get(danger_list)
    if told is None:
        return []
    lines = catalogue.questions[danger_list].choices
    return [line.id for line in lines if line.id in told and not line.exclusive]


def _answer(
    question: Question,
    values: Sequence[str],
    now: datetime,
) -> Answer | None:
    """What was sent as an answer; lines that stand alone give way to any other."""
    if question.type == "scale":
        return _number(values, now)
    sure: set[str] = set()
    unsure: set[str] = set()
    for text in values:
        if text in question.by_id:
            sure.add(text)
        elif text.endswith(UNSURE_MARK):
            unsure.add(text.removesuffix(UNSURE_MARK))
    unsure &= question.by_id.keys() - sure
    real = {line for line in sure if not question.by_id[line].exclusive}
    if real or unsure:
        return Answer(at=now, ticked=frozenset(real), unsure=frozenset(unsure))
    if not sure:
        return None
    return Answer(at=now, ticked=frozenset({min(sure)}))


def _number(values: Sequence[str], now: datetime) -> Answer | None:
    """The first number of the scale that was sent."""
    for text in values:
        if text in SCALE:
            return Answer(at=now, number=int(text))
    return None


def _with(
    answers: Answers,
    question: Question,
    answer: Answer,
) -> Answers:
    """Add an answer to what may already stand for the lines that opened others."""
    before = answers.get(question.id)
    if before is not None and answer.number is None:
        answer = Answer(
            at=answer.at,
            ticked=answer.ticked | before.ticked,
            unsure=answer.unsure | before.unsure,
        )
    return answers.with_given(question.id, answer)


def _with_openers(
    answers: Answers,
    question: Question,
    catalogue: Catalogue,
    now: datetime,
) -> Answers:
    """Tick the line that this detail belongs to, and the one above that.

    A detail of several lines is taken as one of the first: whichever of them it was, its
    rules read the detail.
    """
    if not question.line:
        return answers
    opener, _, line = question.line[0].partition(".")
    above = catalogue.questions[opener]
    answers = _with_openers(answers, above, catalogue, now)
    choice = frozenset({line.removesuffix(UNSURE_MARK)})
    if line.endswith(UNSURE_MARK):
        ticked = Answer(at=now, unsure=choice)
    else:
        ticked = Answer(at=now, ticked=choice)
    return _with(answers, above, ticked)
