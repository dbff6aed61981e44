"""What a person tells once: the catalogue's questions marked `profile`.

It only prefills. What is not confirmed in a check counts as unanswered there.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from backspasm.accounts.models import Owner, Profile
from backspasm.care.catalogue import Catalogue, Question, Screen
from backspasm.care.check.answers import UNSURE_MARK, Answers
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.routing import drop_void
from backspasm.web.catalogue import catalogue
from backspasm.web.forms import Line


def kept_answers(owner: Owner | None) -> Answers:
    """Everything the profile holds, each answer with the time it was given."""
    if owner is None:
        return Answers()
    profile = Profile.objects.filter(owner=owner).first()
    if profile is None:
        return Answers()
    return Answers.restore(profile.answers, catalogue())


def profile_answers(owner: Owner | None) -> Answers:
    """What may prefill this owner's next check."""
    kept = kept_answers(owner)
    questions = catalogue().questions
    passing = [name for name in kept.by_question if questions[name].passing]
    return kept.without(passing)


def keepable(answers: Answers, pack: Catalogue) -> Answers:
    """The part of some answers that a profile may hold."""
    answers = drop_void(answers, pack)
    found = Answers()
    for name, answer in answers.by_question.items():
        question = pack.questions[name]
        if question.retired or not question.profile:
            continue
        gone = set(question.passing or ())
        ticked = list(answer.ticked - gone)
        ticked += [line + UNSURE_MARK for line in answer.unsure - gone]
        if not ticked:
            continue
        value: str | list[str] = ticked
        if question.type != "many":
            value = ticked[0]
        found = found.with_answer(pack, name, value, answer.at)
    return found


def asked(
    screen: Screen,
    answers: Answers,
    pack: Catalogue,
) -> list[Question]:
    """The profile's questions on a screen that are asked of this person."""
    facts = Facts(answers, pack)
    lasting = (question for question in screen.questions if question.profile)
    return [question for question in lasting if facts.applies(question) is True]


def screens(answers: Answers, pack: Catalogue) -> list[Screen]:
    """The screens of the profile for these answers, in the order of the check."""
    found = []
    for screen in pack.screens:
        if asked(screen, answers, pack):
            found.append(screen)  # noqa: PERF401 - reads as the sentence above it
    return found


def next_open(answers: Answers, pack: Catalogue) -> Screen | None:
    """The first screen with a question that has no answer yet."""
    return _first_open(screens(answers, pack), answers, pack)


def _first_open(
    among: list[Screen],
    answers: Answers,
    pack: Catalogue,
) -> Screen | None:
    for screen in among:
        for question in asked(screen, answers, pack):
            if question.id not in answers:
                return screen
    return None


def next_after(
    screen: Screen,
    answers: Answers,
    pack: Catalogue,
) -> Screen | None:
    """The next screen after this one with an open question; None: back to the overview."""
    later = screens(answers, pack)
    if screen in later:
        here = later.index(screen)
        later = later[here + 1 :]
    return _first_open(later, answers, pack)


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to one question in words; `about` names it where a screen has several."""

    about: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One topic as the overview shows it; `answers` is empty while unanswered."""

    screen: Screen
    answers: tuple[Said, ...]
    at: datetime | None

    @property
    def deed(self) -> str:
        """What the button beside it says."""
        if self.answers:
            return _("Change")
        return _("Tell")


def told(answers: Answers, pack: Catalogue) -> list[Told]:
    """The whole profile in words."""
    there = screens(answers, pack)
    return [_told(screen, answers, pack) for screen in there]


def _told(
    screen: Screen,
    answers: Answers,
    pack: Catalogue,
) -> Told:
    said: list[Said] = []
    times: list[datetime] = []
    questions = asked(screen, answers, pack)
    for question in questions:
        answer = answers.get(question.id)
        if answer is None:
            continue
        about = ""
        if len(questions) > 1:
            about = question.text
        ticked = answer.ticked | answer.unsure
        lines = [line.named for line in question.choices if line.id in ticked]
        said.append(Said(about, tuple(lines)))
        times.append(answer.at)
    return Told(
        screen=screen,
        answers=tuple(said),
        at=min(times, default=None),
    )


class ProfileForm(forms.Form):
    """The profile's questions of one screen. When valid, `answers` holds old and new ones."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        screen: Screen,
        answers: Answers,
        pack: Catalogue,
        now: datetime,
    ) -> None:
        super().__init__(data)
        self.answers = answers
        self.pack = pack
        self.now = now
        self.questions = asked(screen, answers, pack)
        for question in self.questions:
            self.fields[question.id] = _field(question, answers)

    def clean(self) -> dict[str, Any]:
        """Take the new answers over; an empty one takes the old one back."""
        data: dict[str, Any] = super().clean() or {}
        for question in self.questions:
            value = data.get(question.id)
            if not value:
                self._take_back(question)
            elif _contradicts_itself(question, value):
                words = _("One of these lines stands alone.")
                self.add_error(question.id, words)
            else:
                self.answers = self.answers.with_answer(
                    self.pack,
                    question.id,
                    value,
                    self.now,
                )
        return data

    def _take_back(self, question: Question) -> None:
        """Empty is unanswered; what could not be read leaves the old answer as it was."""
        if question.id in self.errors:
            return
        self.answers = self.answers.without([question.id])


def _contradicts_itself(question: Question, value: str | list[str]) -> bool:
    """Whether a line that excludes all others is ticked beside another."""
    if question.type != "many":
        return False
    if len(set(value)) < 2:
        return False
    ticked = [line for line in question.choices if line.id in value]
    return any(line.exclusive for line in ticked)


def _field(question: Question, answers: Answers) -> forms.Field:
    many = question.type == "many"
    choices = []
    for line in question.choices:
        passes = line.id in (question.passing or ())
        if not line.retired and not passes:
            choices.append(Line.choice(line, many=many))
    ticked: list[str] = []
    answer = answers.get(question.id)
    if answer is not None:
        ticked = sorted(answer.ticked)
    field: forms.ChoiceField
    if many:
        field = forms.MultipleChoiceField(
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=question.text,
            help_text=question.help,
            initial=ticked,
        )
    else:
        field = forms.ChoiceField(
            choices=choices,
            widget=forms.RadioSelect,
            required=False,
            label=question.text,
            help_text=question.help,
            initial=next(iter(ticked), None),
        )
    field.layout = question.layout  # type: ignore[attr-defined]
    return field
