"""The rules for whoever audits them: JSON in, JSON out, no rows, no clock but the one given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from backspasm.care.catalogue import Catalogue, Choice, Question
from backspasm.care.check import routing, triage
from backspasm.care.check.answers import (
    UNSURE_MARK,
    Answer,
    AnswerError,
    Answers,
)
from backspasm.care.check.evaluation import facts_of
from backspasm.care.plan.builder import build_plan
from backspasm.care.plan.model import AdviceItem, Item, LeftOut, NowPart, Plan


class AuditError(ValueError):
    """A line of the input cannot be read; says which line, question and what is allowed."""


def read_lines(
    lines: Iterable[str],
    catalogue: Catalogue,
    now: datetime,
) -> list[tuple[Answers, list[str]]]:
    """Answers of every line, with the ids of answers that do not apply; one bad line stops all."""
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found.append(_read(number, line, catalogue, now))
    return found


def _read(
    number: int,
    line: str,
    catalogue: Catalogue,
    now: datetime,
) -> tuple[Answers, list[str]]:
    data = _object(number, line)
    answers = Answers()
    for question, value in data.items():
        try:
            answers = answers.with_answer(catalogue, question, value, now)
        except AnswerError as error:
            allowed = ", ".join(error.allowed)
            raise AuditError(
                f"line {number}: question {error.question}: {error.message}; allowed: {allowed}"
            ) from error
    answers = with_implied_lines(answers, catalogue, now)
    applying = routing.drop_void(answers, catalogue)
    ignored = [question for question in data if question not in applying]
    passed = routing.pass_over(applying, catalogue, now)
    return passed, ignored


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise AuditError(f"line {number}: not JSON: {error}") from error
    if not isinstance(data, dict):
        raise AuditError(
            f"line {number}: expected an object: question id -> answer"
        )
    return data


def with_implied_lines(
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
) -> Answers:
    """A detail implies its ticked line: tick the first line that opens each detail given."""
    before = None
    while answers is not before:
        before = answers
        answers = _with_one_implied(answers, catalogue, now)
    return answers


def _with_one_implied(
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
) -> Answers:
    """The answers with one more line ticked; the very same ones when none is implied."""
    facts = facts_of(answers, catalogue)
    for name in answers.by_question:
        question = catalogue.questions[name]
        if not question.line:
            continue
        if facts.applies(question) is True:
            continue
        changed = _tick_line(answers, question, catalogue, now)
        if changed is not answers:
            return changed
    return answers


def _tick_line(
    answers: Answers,
    detail: Question,
    catalogue: Catalogue,
    now: datetime,
) -> Answers:
    """The answers with the detail's line ticked; the very same ones when that cannot be."""
    for line in detail.line:
        if _said(answers, line):
            return answers
    line = next(line for line in detail.line if not line.endswith(UNSURE_MARK))
    name, _, choice = line.partition(".")
    parent = catalogue.questions[name]
    answer = answers.get(name)
    if parent.type == "many":
        ticks = _ticks_with(choice, parent, answer)
        return answers.with_answer(catalogue, name, ticks, now)
    if answer is not None:
        return answers
    return answers.with_answer(catalogue, name, choice, now)


def _ticks_with(
    choice: str,
    parent: Question,
    answer: Answer | None,
) -> list[str]:
    """The lines of a list once `choice` is ticked as well: "none of these" and its doubt go."""
    ticks = {choice}
    if answer is None:
        return [choice]
    for item in answer.ticked:
        if not parent.by_id[item].exclusive:
            ticks.add(item)
    for item in answer.unsure:
        if item != choice:
            ticks.add(item + UNSURE_MARK)
    return sorted(ticks)


def _said(answers: Answers, line: str) -> bool:
    name, _, choice = line.partition(".")
    answer = answers.get(name)
    if answer is None:
        return False
    told = answer.ticked | answer.unsure
    return choice.removesuffix(UNSURE_MARK) in told


def audit(
    answers: Answers,
    ignored: list[str],
    catalogue: Catalogue,
    now: datetime,
) -> dict[str, Any]:
    """One assessed answer set as JSON values. ``level`` is never null."""
    outcome = triage.assess(answers, catalogue, now, final=True)
    plan = None
    if outcome.clearance is not None:
        made = build_plan(outcome.clearance, answers, catalogue)
        plan = plan_data(made)
    return {
        "level": outcome.level.slug,
        "within_days": outcome.within_days,
        "reasons": list(map(_reason, outcome.reasons)),
        "unanswered": list(outcome.unanswered),
        "ignored": ignored,
        "plan": plan,
        "content_version": outcome.content_version,
    }


def _reason(reason: triage.Reason) -> dict[str, Any]:
    rule = reason.rule
    told = []
    for question, answer in reason.answers:
        told.append({"question": question, "answer": answer})
    return {
        "rule": rule.id,
        "fact": rule.fact,
        "level": rule.level.slug,
        "text": rule.text,
        "answers": told,
    }


def plan_data(plan: Plan) -> dict[str, Any]:
    """A plan as JSON values: lists of id and why."""
    return {
        "scope": plan.scope.name,
        "phase": plan.phase.value,
        "now": list(map(_now, plan.now)),
        "today": list(map(_item, plan.today)),
        "next_days": list(map(_item, plan.next_days)),
        "medicines": list(map(_advice, plan.medicines)),
        "prevention": list(map(_advice, plan.prevention)),
        "left_out": list(map(_left_out, plan.left_out)),
    }


def _now(part: NowPart) -> dict[str, Any]:
    told: dict[str, Any] = {"id": None, "why": []}
    if part.item is not None:
        told = _item(part.item)
    told["start_minute"] = part.start_minute
    told["minutes"] = part.minutes
    return told


def _item(item: Item) -> dict[str, Any]:
    why = [reason.text for reason in item.why]
    return {"id": item.technique.id, "why": why}


def _advice(item: AdviceItem) -> dict[str, Any]:
    why = [reason.text for reason in item.why]
    return {"id": item.advice.id, "why": why}


def _left_out(item: LeftOut) -> dict[str, Any]:
    return {
        "id": item.id,
        "because": item.because,
    }


def questionnaire(catalogue: Catalogue) -> list[Mapping[str, Any]]:
    """Every question in the order it is asked, with what it takes to be shown."""
    questions = catalogue.questions.values()
    return list(map(_question, questions))


def _question(question: Question) -> dict[str, Any]:
    choices: list[Any] = list(range(11))
    if question.type != "scale":
        in_use = (line for line in question.choices if not line.retired)
        choices = list(map(_choice, in_use))
    return {
        "id": question.id,
        "screen": question.screen,
        "text": question.text,
        "help": question.help,
        "type": question.type,
        "facts": list(question.facts),
        "profile": question.profile,
        "optional": question.optional,
        "opened_by": list(question.line),
        "show_if_any": list(question.show_if),
        "show_if_all": list(question.show_all),
        "skip_if_any": list(question.skip_if),
        "not_sure_per_line": question.unsure_lines,
        "choices": choices,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "id": choice.id,
        "text": choice.text,
        "help": choice.help,
        "heading": choice.group,
        "facts": list(choice.facts),
        "alone": choice.exclusive,
        "not_sure": choice.unsure,
        "show_if_any": list(choice.show_if),
    }
