"""What a person has answered so far: immutable, each answer with its time.

An answer is the ticked lines of a question, the lines marked "not sure", or a whole
number 0-10. :meth:`Answers.with_answer` is strict, :meth:`Answers.restore` never raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeGuard

from backspasm.care.catalogue import Catalogue, Question

Value = str | int | list[str]
UNSURE_MARK = "?"
"""After the id of a line: the person is not sure about it."""
LEAST, MOST = 0, 10
"""The ends of a scale."""


class AnswerError(ValueError):
    """An answer does not fit its question. ``allowed`` lists what would."""

    def __init__(
        self,
        question: str,
        message: str,
        allowed: tuple[str, ...] = (),
    ) -> None:
        super().__init__(f"{question}: {message}")
        self.question = question
        self.message = message
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered question. ``at`` is when, aware, in UTC."""

    at: datetime
    ticked: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    number: int | None = None

    def __contains__(self, choice: str) -> bool:
        """Whether a line was ticked or marked "not sure"."""
        if choice in self.ticked:
            return True
        return choice in self.unsure


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of one check, by question id."""

    by_question: Mapping[str, Answer] = field(default_factory=dict)
    worked_out: dict[Any, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What :func:`backspasm.care.check.evaluation.facts_of` has made of these answers, which
    never change."""

    def get(self, question: str) -> Answer | None:
        """The answer to a question, or ``None`` while it is unanswered."""
        return self.by_question.get(question)

    def number(self, question: str) -> int | None:
        """The number on a 0-10 scale, or ``None``."""
        answer = self.by_question.get(question)
        if answer is None:
            return None
        return answer.number

    def __contains__(self, question: str) -> bool:
        return question in self.by_question

    def with_answer(
        self,
        catalogue: Catalogue,
        question_id: str,
        value: Value,
        at: datetime,
    ) -> Answers:
        """A copy with one more answer; raises :class:`AnswerError` when it does not fit."""
        question = catalogue.questions.get(question_id)
        if question is None or question.retired:
            raise AnswerError(
                question_id, "unknown question", tuple(catalogue.questions)
            )
        if question.type == "scale":
            answer = _scale(question, value, at)
        else:
            answer = _lines(question, value, at)
        return self.with_given(question_id, answer)

    def with_given(self, question: str, answer: Answer) -> Answers:
        """A copy with an answer that is known to fit its question."""
        return Answers({**self.by_question, question: answer})

    def without(self, questions: Iterable[str]) -> Answers:
        """A copy in which these questions are unanswered again (never "no")."""
        kept = dict(self.by_question)
        for question in questions:
            kept.pop(question, None)
        return Answers(kept)

    def with_changes(self, before: Answers, after: Answers) -> Answers:
        """A copy with everything that differs between ``before`` and ``after``."""
        gone = before.by_question.keys() - after.by_question.keys()
        changed = {
            question: answer
            for question, answer in after.by_question.items()
            if before.get(question) != answer
        }
        kept = self.without(gone)
        return Answers({**kept.by_question, **changed})

    def to_data(self) -> dict[str, Any]:
        """The answers as JSON values, for :meth:`restore`."""
        return {
            key: _to_data(answer) for key, answer in self.by_question.items()
        }

    @classmethod
    def restore(cls, data: object, catalogue: Catalogue) -> Answers:
        """Read stored answers. Retired ids load, unknown ones count as unanswered."""
        found: dict[str, Answer] = {}
        if not isinstance(data, Mapping):
            return cls(found)
        for key, item in data.items():
            question = catalogue.questions.get(str(key))
            if question is None:
                continue
            answer = _from_data(question, item)
            if answer:
                found[question.id] = answer
        return cls(found)


def _scale(
    question: Question,
    value: Value,
    at: datetime,
) -> Answer:
    number = _on_scale(value)
    if number is None:
        raise AnswerError(
            question.id,
            f"expected a whole number from {LEAST} to {MOST}",
            tuple(str(number) for number in range(LEAST, MOST + 1)),
        )
    return Answer(at=at, number=number)


def _on_scale(value: object) -> int | None:
    """A whole number of the scale; ``None`` for anything else."""
    # In Python True is a number; here it is none.
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    if LEAST <= value <= MOST:
        return value
    return None


def _lines(
    question: Question,
    value: Value,
    at: datetime,
) -> Answer:
    live = {choice.id: choice for choice in question.live_choices}
    allowed = tuple(live)
    sure: set[str] = set()
    unsure: set[str] = set()
    for item in _listed(question, value, allowed):
        if item.endswith(UNSURE_MARK):
            unsure.add(item.removesuffix(UNSURE_MARK))
        else:
            sure.add(item)
    unsure -= sure
    fitting = set(live)
    if unsure and not question.unsure_lines:
        fitting -= unsure
    told = sure | unsure
    for item in told - fitting:
        raise AnswerError(question.id, f"unknown choice {item!r}", allowed)
    if len(told) > 1 and any(live[item].exclusive for item in told):
        raise AnswerError(
            question.id, "one of these lines stands alone", allowed
        )
    return Answer(at=at, ticked=frozenset(sure), unsure=frozenset(unsure))


def _listed(
    question: Question,
    value: Value,
    allowed: tuple[str, ...],
) -> list[str]:
    """The lines that were sent, one or many, as a list that is not empty."""
    if isinstance(value, str):
        return [value]
    if question.type == "one":
        raise AnswerError(question.id, "expected one choice", allowed)
    if not _are_words(value):
        raise AnswerError(question.id, "expected a list of choices", allowed)
    if not value:
        raise AnswerError(question.id, "choose at least one line", allowed)
    return value


def _are_words(value: object) -> TypeGuard[list[str]]:
    if not isinstance(value, list):
        return False
    return all(isinstance(item, str) for item in value)


def _to_data(answer: Answer) -> dict[str, Any]:
    moment = answer.at.astimezone(UTC)
    data: dict[str, Any] = {"at": moment.isoformat()}
    if answer.number is not None:
        data["number"] = answer.number
        return data
    data["ticked"] = sorted(answer.ticked)
    if answer.unsure:
        data["unsure"] = sorted(answer.unsure)
    return data


def _from_data(question: Question, data: object) -> Answer | None:
    if not isinstance(data, Mapping):
        return None
    at = _moment(data.get("at"))
    if at is None:
        return None
    if question.type == "scale":
        number = _on_scale(data.get("number"))
        if number is None:
            return None
        return Answer(at=at, number=number)
    ticked = _known(question, data.get("ticked"))
    unsure = _known(question, data.get("unsure")) - ticked
    if not ticked and not unsure:
        return None
    return Answer(at=at, ticked=ticked, unsure=unsure)


def _moment(text: object) -> datetime | None:
    """A stored moment; one without a zone is UTC."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    if at.tzinfo is None:
        return at.replace(tzinfo=UTC)
    return at


def _known(question: Question, items: object) -> frozenset[str]:
    """Of stored lines, those that the question has or had."""
    if not isinstance(items, list):
        return frozenset()
    words = [item for item in items if isinstance(item, str)]
    return frozenset(words).intersection(question.by_id)
