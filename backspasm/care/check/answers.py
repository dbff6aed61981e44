"""What a person has answered so far: immutable, each answer with its time.

An answer is the ticked lines of a question, the lines marked "not sure", or a whole
number 0-10. :meth:`Answers.with_answer` is strict, :meth:`Answers.restore` never raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from backspasm.care.catalogue import Catalogue, Question

Value = str | int | list[str]
UNSURE_MARK = "?"
"""After the id of a line: the person is not sure about it."""


class AnswerError(ValueError):
    """An answer does not fit its question. ``allowed`` lists what would."""

    def __init__(
        self, question: str, message: str, allowed: tuple[str, ...] = ()
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
        return choice in self.ticked or choice in self.unsure


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of one check, by question id."""

    by_question: Mapping[str, Answer] = field(default_factory=dict)
    worked_out: dict[Any, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What :func:`.evaluation.facts_of` has made of these answers: they never change."""

    def get(self, question: str) -> Answer | None:
        """The answer to a question, or ``None`` while it is unanswered."""
        return self.by_question.get(question)

    def number(self, question: str) -> int | None:
        """The number on a 0-10 scale, or ``None``."""
        answer = self.by_question.get(question)
        return None if answer is None else answer.number

    def __contains__(self, question: str) -> bool:
        return question in self.by_question

    def with_answer(
        self, catalogue: Catalogue, question_id: str, value: Value, at: datetime
    ) -> Answers:
        """A copy with one more answer; raises :class:`AnswerError` when it does not fit."""
        question = catalogue.questions.get(question_id)
        if question is None or question.retired:
            raise AnswerError(
                question_id, "unknown question", tuple(catalogue.questions)
            )
        answer = (
            _scale(question, value, at)
            if question.type == "scale"
            else _lines(question, value, at)
        )
        return Answers({**self.by_question, question_id: answer})

    def without(self, questions: Iterable[str]) -> Answers:
        """A copy in which these questions are unanswered again (never "no")."""
        gone = set(questions)
        return Answers(
            {
                key: item
                for key, item in self.by_question.items()
                if key not in gone
            }
        )

    def with_changes(self, before: Answers, after: Answers) -> Answers:
        """A copy with everything that differs between ``before`` and ``after``."""
        gone = set(before.by_question) - set(after.by_question)
        changed = {
            question: answer
            for question, answer in after.by_question.items()
            if before.get(question) != answer
        }
        kept = {
            key: item
            for key, item in self.by_question.items()
            if key not in gone
        }
        return Answers({**kept, **changed})

    def to_data(self) -> dict[str, Any]:
        """The answers as JSON values, for :meth:`restore`."""
        return {
            key: _to_data(answer) for key, answer in self.by_question.items()
        }

    @classmethod
    def restore(cls, data: object, catalogue: Catalogue) -> Answers:
        """Read stored answers. Retired ids load, unknown ones count as unanswered."""
        found: dict[str, Answer] = {}
        for key, item in data.items() if isinstance(data, Mapping) else ():
            question = catalogue.questions.get(str(key))
            answer = _from_data(question, item) if question else None
            if question and answer:
                found[question.id] = answer
        return cls(found)


def _scale(question: Question, value: Value, at: datetime) -> Answer:
    allowed = tuple(str(number) for number in range(11))
    if (
        isinstance(value, bool)
        or not isinstance(value, int)
        or not 0 <= value <= 10
    ):
        raise AnswerError(
            question.id, "expected a whole number from 0 to 10", allowed
        )
    return Answer(at=at, number=value)


def _lines(question: Question, value: Value, at: datetime) -> Answer:
    live = {
        choice.id: choice for choice in question.choices if not choice.retired
    }
    allowed = tuple(live)
    items = _listed(question, value, allowed)
    sure = {item for item in items if not item.endswith(UNSURE_MARK)}
    unsure = {item.removesuffix(UNSURE_MARK) for item in items} - sure
    for item in sure | unsure:
        if item not in live or (item in unsure and not question.unsure_lines):
            raise AnswerError(question.id, f"unknown choice {item!r}", allowed)
    if len(sure | unsure) > 1 and any(
        live[item].exclusive for item in sure | unsure
    ):
        raise AnswerError(
            question.id, "one of these lines stands alone", allowed
        )
    return Answer(at=at, ticked=frozenset(sure), unsure=frozenset(unsure))


def _listed(
    question: Question, value: Value, allowed: tuple[str, ...]
) -> list[str]:
    if question.type == "one" and not isinstance(value, str):
        raise AnswerError(question.id, "expected one choice", allowed)
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(
        isinstance(item, str) for item in items
    ):
        raise AnswerError(question.id, "expected a list of choices", allowed)
    if not items:
        raise AnswerError(question.id, "choose at least one line", allowed)
    return items


def _to_data(answer: Answer) -> dict[str, Any]:
    data: dict[str, Any] = {"at": answer.at.astimezone(UTC).isoformat()}
    if answer.number is not None:
        data["number"] = answer.number
    else:
        data["ticked"] = sorted(answer.ticked)
        if answer.unsure:
            data["unsure"] = sorted(answer.unsure)
    return data


def _from_data(question: Question, data: object) -> Answer | None:
    if not isinstance(data, Mapping):
        return None
    try:
        at = datetime.fromisoformat(str(data.get("at")))
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    number = data.get("number")
    if question.type == "scale":
        fits = (
            isinstance(number, int)
            and not isinstance(number, bool)
            and 0 <= number <= 10
        )
        return Answer(at=at, number=number) if fits else None
    ticked = _known(question, data.get("ticked"))
    unsure = _known(question, data.get("unsure")) - ticked
    return (
        Answer(at=at, ticked=ticked, unsure=unsure)
        if ticked or unsure
        else None
    )


def _known(question: Question, items: object) -> frozenset[str]:
    listed = items if isinstance(items, list) else []
    return frozenset(
        item
        for item in listed
        if isinstance(item, str) and item in question.by_id
    )
