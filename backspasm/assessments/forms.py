"""A screen of the check as a Django form, made from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from backspasm.assessments.current import Current
from backspasm.care.catalogue import Catalogue, Choice, Question, Screen
from backspasm.care.check import routing
from backspasm.care.check.answers import (
    UNSURE_MARK,
    Answer,
    AnswerError,
    Answers,
)
from backspasm.care.check.evaluation import facts_of
from backspasm.care.check.provisional import judge_alone, signs
from backspasm.web.forms import Line

YES, NO, UNSURE = "yes", "no", "unsure"


class ScreenForm(forms.Form):
    """The questions of one screen. When valid, ``answers`` holds the old and the new ones.

    ``ticked`` is shown where there is no answer yet, and counts only once it is sent.
    """

    def __init__(
        self,
        data: QueryDict | None,
        *,
        screen: Screen,
        answers: Answers,
        catalogue: Catalogue,
        now: datetime,
        line_by_line: bool = False,
        ticked: Mapping[str, Any] | None = None,
    ) -> None:
        initial = dict(ticked or {})
        initial.update(_initial(screen, answers, catalogue))
        super().__init__(data, initial=initial)
        self.screen = screen
        self.before = answers
        self.answers = answers
        self.catalogue = catalogue
        self.now = now
        self.line_by_line = line_by_line
        self._signs: list[str] = []
        self.questions = routing.shown_on(screen, answers, catalogue)
        for question in self.questions:
            lines = routing.offered(question, answers, catalogue)
            if line_by_line and question.unsure_lines:
                self.fields.update(_line_fields(question, lines, answers))
            else:
                self.fields[question.id] = _field(question, lines)

    def clean(self) -> dict[str, Any]:
        """Check question by question: each may make the next apply or not."""
        data: dict[str, Any] = super().clean() or {}
        self._let_signs_count()
        answers = self.before.without(
            question.id for question in self.questions
        )
        for question in self.questions:
            if not self._is_broken(question):
                value = self._value(question, data)
                answers = self._with_value(answers, question, value)
        self.answers = answers
        return data

    def _with_value(
        self,
        answers: Answers,
        question: Question,
        value: Any,
    ) -> Answers:
        """The answers with one more; as they were where the question does not apply."""
        applies = facts_of(answers, self.catalogue).applies(question)
        if applies is False:
            return answers
        if value in (None, "", []):
            if applies is True and not question.optional:
                self._missing(question)
            return answers
        try:
            return answers.with_answer(
                self.catalogue,
                question.id,
                value,
                self.now,
            )
        except AnswerError:
            words = _(
                "“None of these” stands alone: untick it, or untick the others."
            )
            self.add_error(question.id, words)
            return answers

    def _is_broken(self, question: Question) -> bool:
        """Whether what was sent for a question cannot be read at all."""
        return question.id in self.errors or self._lines_missing()

    def _let_signs_count(self) -> None:
        """A danger sign counts at once, whatever else is missing or wrong on its list."""
        asked = self.catalogue.roles.question.danger_list
        sent = told_in(self.data, self.catalogue).get(asked, [])  # type: ignore[arg-type]
        told = judge_alone({asked: sent}, self.catalogue, self.now).answers
        answer = told.get(asked)
        if answer is None or not signs(told, self.catalogue):
            return
        self._signs = sorted(answer.ticked)
        self._signs += [line + UNSURE_MARK for line in answer.unsure]
        for name in list(self.errors):
            question, _dot, _line = name.partition(".")
            if question == asked:
                del self.errors[name]

    def _value(self, question: Question, data: dict[str, Any]) -> Any:
        danger_list = self.catalogue.roles.question.danger_list
        if question.id == danger_list and self._signs:
            return self._signs
        if self.line_by_line and question.unsure_lines:
            return _from_lines(question, data)
        value = data.get(question.id)
        if question.type == "scale":
            if not value:
                return None
            return int(value)
        if question.unsure_lines and value and len(value) > 1:
            # A danger sign ticked beside "none": the sign counts.
            return [
                item for item in value if not question.by_id[item].exclusive
            ]
        return value

    def _lines_missing(self) -> bool:
        return self.line_by_line and any(
            name in self.errors for name in self.fields
        )

    def _missing(self, question: Question) -> None:
        self.add_error(question.id, _missing_words(question))


def _missing_words(question: Question) -> str:
    if question.type != "many":
        return _("Choose one.")
    for choice in question.choices:
        if choice.exclusive:
            words = {"none": choice.text}
            return _("Tick what fits, or “%(none)s”.") % words
    return _("Tick at least one.")


STATES: Mapping[str, tuple[str, ...]] = {
    YES: ("",),
    NO: (),
    UNSURE: (UNSURE_MARK,),
}
"""What the line-by-line form adds to the id of a line; a "no" is no tick."""


def told_in(posted: QueryDict, pack: Catalogue) -> Mapping[str, list[str]]:
    """What a form of the check says: question id -> ids of lines, or numbers.

    Knows the list, the list line by line, and the portions of the floor.
    """
    told: dict[str, list[str]] = {}
    for name, values in posted.lists():
        question, _dot, line = name.partition(".")
        if name in pack.questions:
            told.setdefault(name, []).extend(values)
        elif line and question in pack.questions and values[0] in STATES:
            ticked = told.setdefault(question, [])
            ticked.extend(line + mark for mark in STATES[values[0]])
    asked = posted.get("asked", "")
    if asked in pack.questions:
        told.setdefault(asked, []).extend(posted.getlist("before"))
    return told


class ReminderForm(ScreenForm):
    """The danger signs and, where none of them fits, a number: what a letter asks."""

    def __init__(self, data: QueryDict | None, *, here: Current) -> None:
        screen = here.catalogue.screens[0]
        super().__init__(
            data,
            screen=screen,
            answers=here.answers,
            catalogue=here.catalogue,
            now=here.now,
        )
        self.danger = self.questions[0].id
        self.initial = {}
        self.pain = here.catalogue.roles.question.pain_now
        self.fields[self.pain] = _field(here.catalogue.questions[self.pain], [])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        number = data.get(self.pain)
        if self.alarming:
            self.errors.pop(self.pain, None)
        if number:
            self.answers = self.answers.with_answer(
                self.catalogue,
                self.pain,
                int(number),
                self.now,
            )
        elif not self.alarming and self.danger in self.answers:
            self.add_error(self.pain, _("Tap a number."))
        return data

    @property
    def alarming(self) -> bool:
        """Whether any danger sign was ticked."""
        answer = self.answers.get(self.danger)
        if answer is None:
            return False
        lines = self.catalogue.questions[self.danger].by_id
        return any(not lines[name].exclusive for name in answer.ticked)


def _initial(
    screen: Screen,
    answers: Answers,
    catalogue: Catalogue,
) -> dict[str, Any]:
    """What was answered so far. To ticks a new sign is added; one choice is made anew for it."""
    found: dict[str, Any] = {}
    for question in screen.questions:
        answer = answers.get(question.id)
        anew = question.type == "one" and routing.is_older_than_sign(
            question,
            answers,
            catalogue,
        )
        if answer is not None and not anew:
            found[question.id] = _as_initial(question, answer)
    return found


def _as_initial(question: Question, answer: Answer) -> Any:
    if answer.number is not None:
        return str(answer.number)
    ticked = sorted(answer.ticked | answer.unsure)
    if question.type == "many":
        return ticked
    return next(iter(ticked), None)


NUMBERS = [(str(number), str(number)) for number in range(11)]


def _field(question: Question, lines: list[Choice]) -> forms.Field:
    many = question.type == "many"
    kind: type[forms.ChoiceField] = forms.ChoiceField
    widget: type[forms.Widget] = forms.RadioSelect
    if many:
        kind = forms.MultipleChoiceField
        widget = forms.CheckboxSelectMultiple
    choices: list[Any] = [Line.choice(line, many=many) for line in lines]
    if question.type == "scale":
        choices = NUMBERS
    field = kind(
        choices=choices,
        widget=widget,
        required=False,
        label=question.text,
        help_text=question.help,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    field.layout = question.layout  # type: ignore[attr-defined]
    return field


def _line_fields(
    question: Question,
    lines: list[Choice],
    answers: Answers,
) -> dict[str, forms.Field]:
    answer = answers.get(question.id)
    fields: dict[str, forms.Field] = {}
    for line in lines:
        if line.exclusive or line.unsure:
            continue
        field = forms.ChoiceField(
            choices=[(YES, _("Yes")), (NO, _("No")), (UNSURE, _("Not sure"))],
            widget=forms.RadioSelect,
            label=line.text,
            help_text=line.help,
            initial=_line_state(answer, line),
            error_messages={
                "required": _("Choose one."),
                "invalid_choice": _("Choose one."),
            },
        )
        field.layout = "segmented"  # type: ignore[attr-defined]
        field.group = line.group  # type: ignore[attr-defined]
        fields[_line_name(question, line)] = field
    return fields


def _line_state(answer: Answer | None, line: Choice) -> str | None:
    if answer is None:
        return None
    if line.id in answer.ticked:
        return YES
    if line.id in answer.unsure:
        return UNSURE
    return NO


def _line_name(question: Question, line: Choice) -> str:
    return f"{question.id}.{line.id}"


def _from_lines(question: Question, data: dict[str, Any]) -> list[str]:
    found = []
    for line in question.choices:
        state = data.get(_line_name(question, line))
        if state == YES:
            found.append(line.id)
        elif state == UNSURE:
            found.append(line.id + UNSURE_MARK)
    none = next(line.id for line in question.choices if line.exclusive)
    return found or [none]
