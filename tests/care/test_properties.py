"""What must hold for anyone: a seeded plain generator for numbers, Hypothesis for shrinking.

They answer screen by screen; test_volume.py makes up 50,000 at once.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backspasm.care.catalogue import Catalogue, Choice, Level, Question, Valence
from backspasm.care.check import routing, triage
from backspasm.care.check.answers import Answers
from backspasm.care.check.triage import Outcome, Scope
from backspasm.care.plan.builder import build_plan
from tests.volume import some_and_many

from . import generate
from .generate import random_answers
from .sample import NOW

COMFORT_KINDS = ("pos-", "relax-breathing", "move-log-roll", "move-floor-up")


def assess(answers: Answers, catalogue: Catalogue) -> Outcome:
    return triage.assess(answers, catalogue, generate.NOW)


def carries_only_worse(choice: Choice, catalogue: Catalogue) -> bool:
    return bool(choice.facts) and all(
        catalogue.factors[name].valence is Valence.WORSE
        for name in choice.facts
    )


def added(
    answers: Answers, catalogue: Catalogue
) -> Iterator[tuple[str, str, Answers]]:
    """Each way to tick one more line that carries only worse facts."""
    for name, answer in answers.by_question.items():
        question = catalogue.questions[name]
        if question.type != "many" or any(
            question.by_id[c].unsure for c in answer.ticked
        ):
            continue
        for choice in routing.offered(question, answers, catalogue):
            if choice.exclusive or choice.id in answer.ticked | answer.unsure:
                continue
            if carries_only_worse(choice, catalogue):
                yield (
                    name,
                    choice.id,
                    with_line(answers, question, choice, catalogue),
                )


def with_line(
    answers: Answers, question: Question, choice: Choice, catalogue: Catalogue
) -> Answers:
    answer = answers.by_question[question.id]
    kept = [c for c in answer.ticked if not question.by_id[c].exclusive]
    unsure = [f"{c}?" for c in answer.unsure]
    return answers.with_answer(
        catalogue, question.id, [*kept, *unsure, choice.id], generate.NOW
    )


def check_outcome(answers: Answers, catalogue: Catalogue) -> Outcome:
    """What holds for every set of answers; gives back its outcome."""
    outcome = assess(answers, catalogue)
    clearance = outcome.clearance
    assert (outcome.within_days is not None) == (outcome.level is Level.SOON)
    assert outcome.level is max(
        (r.rule.level for r in outcome.reasons), default=Level.SELF_CARE
    )
    for reason in outcome.reasons:
        assert reason.answers, reason.rule.id
    if outcome.level is Level.EMERGENCY or outcome.open_details:
        assert clearance is None
    if clearance is not None:
        most = {Level.SELF_CARE: Scope.FULL, Level.SOON: Scope.FILTERED}
        assert clearance.scope <= most.get(outcome.level, Scope.COMFORT)
        if outcome.unanswered or outcome.pending:
            assert clearance.scope is Scope.COMFORT
        check_plan(build_plan(clearance, answers, catalogue), clearance.scope)
    return outcome


def check_plan(plan: Any, scope: Scope) -> None:
    if scope is Scope.COMFORT:
        assert not plan.medicines
        assert not plan.prevention
        for item in (*plan.today, *plan.next_days):
            assert item.id.startswith(COMFORT_KINDS), item.id


def check_worse_never_lowers(
    answers: Answers, catalogue: Catalogue, rng: Random
) -> None:
    before = assess(answers, catalogue).level
    ways = list(added(answers, catalogue))
    for name, choice, changed in rng.sample(ways, min(len(ways), 2)):
        after = assess(changed, catalogue)
        assert after.level >= before, (name, choice)
        final = triage.assess(changed, catalogue, generate.NOW, final=True)
        assert final.level >= before, (name, choice)


@pytest.mark.parametrize("people", some_and_many(120, 600))
def test_complete_answers(catalogue, people):
    rng = Random(20260301)
    levels = set()
    for _ in range(people):
        answers = random_answers(rng, catalogue, complete=True)
        outcome = check_outcome(answers, catalogue)
        assert routing.next_screen(outcome, answers, catalogue) is None
        if outcome.level < Level.URGENT:
            assert not outcome.pending
            assert outcome.clearance is not None
        check_worse_never_lowers(answers, catalogue, rng)
        levels.add(outcome.level)
    assert levels == set(Level)


@pytest.mark.parametrize("people", some_and_many(60, 200))
def test_half_done_answers(catalogue, people):
    rng = Random(20260302)
    for _ in range(people):
        answers = random_answers(rng, catalogue, complete=False)
        outcome = check_outcome(answers, catalogue)
        final = triage.assess(answers, catalogue, generate.NOW, final=True)
        assert final.level >= outcome.level
        assert final.fired >= outcome.fired
        check_worse_never_lowers(answers, catalogue, rng)


def test_taking_an_answer_away_never_gives_more_care(catalogue):
    rng = Random(20260303)
    for _ in range(60):
        answers = random_answers(rng, catalogue)
        read = [
            name
            for name in answers.by_question
            if name in catalogue.danger_questions
        ]
        fewer = assess(answers.without([rng.choice(read)]), catalogue)
        assert fewer.clearance is None or fewer.clearance.scope is Scope.COMFORT


@pytest.mark.parametrize("people", some_and_many(120, 600))
def test_telling_a_new_sign_never_lowers_the_level(catalogue, people):
    """Nor does it take back any reason to be seen."""
    rng = Random(20260304)
    kept = 0
    for number in range(people):
        answers = random_answers(rng, catalogue, complete=number % 3 > 0)
        if number % 2 and "urgent" in answers:
            answers = with_details(rng, answers, catalogue)
        before = assess(answers, catalogue)
        for line in ("weak-limb", "pregnant"):
            told = routing.with_new_sign(answers, catalogue, line, generate.NOW)
            after = assess(routing.drop_void(told, catalogue), catalogue)
            assert after.level >= before.level, line
            seen = {
                row.rule.id
                for row in before.reasons
                if row.rule.level > Level.SELF_CARE
            }
            assert after.fired >= seen, line
            kept += routing.to_add_to(told, catalogue, line) is not None
    assert kept > people // 50


def with_details(
    rng: Random, answers: Answers, catalogue: Catalogue
) -> Answers:
    """The same person with the details of both lines, however bad."""
    answers = answers.with_answer(
        catalogue, "urgent", ["weak-limb", "pregnant"], generate.NOW
    )
    for name in (
        "weak-limb-which",
        "weak-limb-since",
        "pregnancy",
        "pregnancy-signs",
    ):
        value = generate.random_value(
            rng, catalogue.questions[name], answers, catalogue, False
        )
        answers = answers.with_answer(catalogue, name, value, generate.NOW)
    return answers


@st.composite
def anything(draw: st.DrawFn, catalogue: Catalogue) -> Answers:
    """Any well-formed answers, in any order, whether or not their question applies."""
    names = draw(
        st.lists(st.sampled_from(sorted(catalogue.questions)), unique=True)
    )
    answers = Answers()
    for name in names:
        answers = answers.with_answer(
            catalogue,
            name,
            draw(value_for(catalogue.questions[name])),
            generate.NOW,
        )
    return answers


def value_for(question: Question) -> st.SearchStrategy[Any]:
    if question.type == "scale":
        return st.integers(0, 10)
    choices = st.sampled_from(
        [choice.id for choice in question.choices if not choice.retired]
    )
    if question.type == "one":
        return choices
    free = [c.id for c in question.choices if not (c.exclusive or c.retired)]
    alone = [[c.id] for c in question.choices if c.exclusive and not c.retired]
    some = st.lists(st.sampled_from(free), min_size=1, unique=True)
    return st.one_of(some, st.sampled_from(alone)) if alone else some


KIND = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


@KIND
@given(data=st.data())
def test_any_answers_give_an_outcome(data, catalogue):
    answers = data.draw(anything(catalogue))
    check_outcome(answers, catalogue)
    routing.drop_void(answers, catalogue)
    outcome = assess(answers, catalogue)
    screen = routing.next_screen(outcome, answers, catalogue)
    if screen is not None:
        assert routing.shown_on(screen, answers, catalogue)
    assert Answers.restore(answers.to_data(), catalogue) == answers


@KIND
@given(data=st.data())
def test_one_more_worse_line_never_lowers_the_level(data, catalogue):
    answers = data.draw(anything(catalogue))
    ways = list(added(answers, catalogue))
    if ways:
        _, _, changed = data.draw(st.sampled_from(ways))
        assert (
            assess(changed, catalogue).level >= assess(answers, catalogue).level
        )


@KIND
@given(
    data=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["age", "at", "ticked", "unsure", "number", "danger-now"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_restore_never_raises(data, catalogue):
    assert isinstance(Answers.restore(data, catalogue), Answers)


@pytest.mark.parametrize(
    "line",
    [
        "chest",
        "faint",
        "blood",
        "saddle",
        "weak-legs",
        "accident",
        "very-ill",
        "cola",
    ],
)
def test_no_other_answer_takes_an_at_once_sign_back(line, catalogue):
    rng = Random(line)
    for _ in range(20):
        answers = random_answers(rng, catalogue)
        spoilt = answers.with_answer(catalogue, "danger-now", [line], NOW)
        outcome = triage.assess(spoilt, catalogue, NOW)
        assert outcome.level is Level.EMERGENCY
        assert outcome.clearance is None
