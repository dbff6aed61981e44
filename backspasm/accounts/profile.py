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
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.routing import drop_void
from backspasm.web.catalogue import catalogue
from backspasm.web.forms import Line


def kept_answers(owner: Owner | None) -> Answers:
    """Everything the profile holds, each answer with the time it was given."""
    profile = Profile.objects.filter(owner=owner).first() if owner else None
    return (
        Answers.restore(profile.answers, catalogue()) if profile else Answers()
    )


def profile_answers(owner: Owner | None) -> Answers:
    """What may prefill this owner's next check."""
    kept = kept_answers(owner)
    asked = catalogue().questions
    return kept.without(
        name for name in kept.by_question if asked[name].passing
    )


def keepable(answers: Answers, pack: Catalogue) -> Answers:
    """The part of some answers that a profile may hold."""
    answers = drop_void(answers, pack)
    found = Answers()
    for name, answer in answers.by_question.items():
        question = pack.questions[name]
        gone = set(question.passing or ())
        ticked = [
            *(answer.ticked - gone),
            *(f"{line}?" for line in answer.unsure - gone),
        ]
        if question.profile and not question.retired and ticked:
            value = ticked if question.type == "many" else ticked[0]
            found = found.with_answer(pack, name, value, answer.at)
    return found


def asked(screen: Screen, answers: Answers, pack: Catalogue) -> list[Question]:
    """The profile's questions on a screen that are asked of this person."""
    facts = Facts(answers, pack)
    return [
        q for q in screen.questions if q.profile and facts.applies(q) is True
    ]


def screens(answers: Answers, pack: Catalogue) -> list[Screen]:
    """The screens of the profile for these answers, in the order of the check."""
    return [screen for screen in pack.screens if asked(screen, answers, pack)]


def next_open(answers: Answers, pack: Catalogue) -> Screen | None:
    """The first screen with a question that has no answer yet."""
    for screen in screens(answers, pack):
        if any(
            question.id not in answers
            for question in asked(screen, answers, pack)
        ):
            return screen
    return None


def next_after(
    screen: Screen, answers: Answers, pack: Catalogue
) -> Screen | None:
    """The next screen after this one with an open question; None: back to the overview."""
    there = screens(answers, pack)
    later = there[there.index(screen) + 1 :] if screen in there else there
    for following in later:
        if any(
            question.id not in answers
            for question in asked(following, answers, pack)
        ):
            return following
    return None


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
        return _("Change") if self.answers else _("Tell")


def told(answers: Answers, pack: Catalogue) -> list[Told]:
    """The whole profile in words."""
    return [_told(screen, answers, pack) for screen in screens(answers, pack)]


def _told(screen: Screen, answers: Answers, pack: Catalogue) -> Told:
    said: list[Said] = []
    times: list[datetime] = []
    questions = asked(screen, answers, pack)
    for question in questions:
        if answer := answers.get(question.id):
            ticked = answer.ticked | answer.unsure
            lines = tuple(
                line.named for line in question.choices if line.id in ticked
            )
            said.append(
                Said(question.text if len(questions) > 1 else "", lines)
            )
            times.append(answer.at)
    return Told(screen, tuple(said), min(times, default=None))


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
                    self.pack, question.id, value, self.now
                )
        return data

    def _take_back(self, question: Question) -> None:
        """Empty is unanswered; what could not be read leaves the old answer as it was."""
        if question.id not in self.errors:
            self.answers = self.answers.without([question.id])


def _contradicts_itself(question: Question, value: str | list[str]) -> bool:
    """Whether a line that excludes all others is ticked beside another."""
    if question.type != "many" or len({*value}) < 2:
        return False
    return any(line.exclusive and line.id in value for line in question.choices)


def _field(question: Question, answers: Answers) -> forms.Field:
    many = question.type == "many"
    lines = [
        line
        for line in question.choices
        if not line.retired and line.id not in (question.passing or ())
    ]
    answer = answers.get(question.id)
    ticked = sorted(answer.ticked) if answer else []
    kind = forms.MultipleChoiceField if many else forms.ChoiceField
    field = kind(
        choices=[Line.choice(line, many=many) for line in lines],
        widget=forms.CheckboxSelectMultiple if many else forms.RadioSelect,
        required=False,
        label=question.text,
        help_text=question.help,
        initial=ticked if many else next(iter(ticked), None),
    )
    field.layout = question.layout  # type: ignore[attr-defined]
    return field
