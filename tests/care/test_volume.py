"""50,000 made-up people through triage, plan and timetable, by a quick seeded generator.

Every question gets an answer, whether it applies or not: what does not apply must change
nothing. `make test` meets the first 1,000 of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from backspasm.care.catalogue import Catalogue, Level, Question, Valence
from backspasm.care.check import triage
from backspasm.care.check.answers import Answer, Answers
from backspasm.care.check.evaluation import Facts, facts_of
from backspasm.care.plan.builder import build_plan
from backspasm.care.plan.frequency import Done
from tests.volume import TIMES

from .generate import NOW, PLAIN
from .promises import check_day, check_plan

CHUNKS, IN_A_CHUNK = 10, 5_000 * TIMES
CALM = frozenset(
    {
        "danger-now",
        "urgent",
        "neck-extras",
        "cramps",
        "conditions",
        "medicines",
        "habits",
    }
)
PACKS = ("temp-cold", "temp-heat", "temp-ice-massage", "temp-wrap")
LONDON = ZoneInfo("Europe/London")


def person(rng: Random, questions: Sequence[Asked]) -> Answers:
    """An answer to every question; two in three are calm where it counts.

    What nobody asks is told by one in ten.
    """
    calm = rng.random() < 0.66
    asked = (one for one in questions if not one.unasked or rng.random() < 0.1)
    return Answers(
        {question.id: answer(rng, question, calm) for question in asked}
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the generator reads it, 50,000 times."""

    id: str
    type: str
    choices: tuple[str, ...]
    lines: tuple[str, ...]
    """The choices that stand beside others."""
    alone: tuple[str, ...]
    unsure_lines: bool
    unasked: bool

    @classmethod
    def of(cls, question: Question) -> Asked:
        choices = question.choices
        return cls(
            question.id,
            question.type,
            tuple(choice.id for choice in choices),
            tuple(choice.id for choice in choices if not choice.exclusive),
            tuple(
                choice.id
                for choice in choices
                if choice.exclusive and not choice.unsure
            ),
            question.unsure_lines,
            question.unasked,
        )


def answer(rng: Random, question: Asked, calm: bool) -> Answer:
    """One random answer that fits its question."""
    if question.type == "scale":
        return Answer(at=NOW, number=rng.randint(0, 6 if calm else 10))
    if calm and question.id in PLAIN:
        return Answer(
            at=NOW, ticked=frozenset([rng.choice(PLAIN[question.id])])
        )
    if question.type == "one":
        return Answer(at=NOW, ticked=frozenset([rng.choice(question.choices)]))
    often = (0.97 if calm else 0.7) if question.id in CALM else 0.25
    if question.alone and rng.random() < often:
        return Answer(at=NOW, ticked=frozenset([question.alone[0]]))
    able = question.id in ("can", "at-hand")
    most = min(
        len(question.lines), rng.randint(4, 8) if able else rng.randint(1, 3)
    )
    picked = rng.sample(question.lines, most)
    unsure = picked[:1] if question.unsure_lines and rng.random() < 0.2 else []
    return Answer(
        at=NOW, ticked=frozenset(picked) - set(unsure), unsure=frozenset(unsure)
    )


def done_before(rng: Random, now: datetime) -> list[Done]:
    """Up to three packs of the last day."""
    return [
        Done(
            rng.choice(PACKS),
            now - timedelta(minutes=rng.randint(0, 1500)),
            rng.randint(0, 40),
        )
        for _ in range(rng.randint(0, 3))
    ]


def check_worse(
    rng: Random, answers: Answers, catalogue: Catalogue, level: Level
) -> None:
    """One more line that carries only worse facts never lowers the level."""
    question = rng.choice(
        [q for q in catalogue.questions.values() if q.type == "many"]
    )
    given = answers.by_question.get(question.id, Answer(at=NOW))
    worse = [
        choice.id
        for choice in question.choices
        if not choice.exclusive
        and choice.facts
        and all(
            catalogue.factors[fact].valence is Valence.WORSE
            for fact in choice.facts
        )
    ]
    if not worse or any(question.by_id[line].unsure for line in given.ticked):
        return
    kept = {line for line in given.ticked if not question.by_id[line].exclusive}
    more = Answer(
        at=NOW,
        ticked=frozenset({*kept, rng.choice(worse)}),
        unsure=given.unsure,
    )
    raised = Answers({**answers.by_question, question.id: more})
    assert triage.assess(raised, catalogue, NOW, final=True).level >= level


def test_a_thousand_people(catalogue: Catalogue) -> None:
    meet(1_000, Random(0), catalogue)


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_fifty_thousand_people(chunk: int, catalogue: Catalogue) -> None:
    meet(IN_A_CHUNK, Random(chunk), catalogue)


def meet(people: int, rng: Random, catalogue: Catalogue) -> None:
    """Make up so many people; what every plan promises holds for each."""
    questions = [
        Asked.of(question) for question in catalogue.questions.values()
    ]
    levels = dict.fromkeys(Level, 0)
    for number in range(people):
        answers = person(rng, questions)
        outcome = triage.assess(answers, catalogue, NOW, final=True)
        levels[outcome.level] += 1
        assert outcome.level is not Level.EMERGENCY or outcome.clearance is None
        if outcome.clearance is not None:
            plan = build_plan(outcome.clearance, answers, catalogue)
            # Now and then by a judge of their own: what is shared might be shared wrongly.
            judge = facts_of if number % 5 else Facts
            check_plan(plan, judge(answers, catalogue, fired=outcome.fired))
            if number % 10 == 0:
                now = datetime(
                    2026, 3, 11, rng.randint(0, 23), 20, tzinfo=LONDON
                )
                check_day(plan, now, done_before(rng, now))
        if number % 5 == 0:
            check_worse(rng, answers, catalogue, outcome.level)
    assert all(levels.values()), levels
