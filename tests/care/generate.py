"""Made-up people: a seeded plain generator of answer sets, a third of them plain spasms."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

from backspasm.care.catalogue import Catalogue, Choice, Question
from backspasm.care.check import routing, triage
from backspasm.care.check.answers import Answers, Value
from backspasm.care.check.evaluation import Facts
from backspasm.care.content.loading import load_catalogue

NOW = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
PLAIN_SHARE = 1 / 3
CALM = {
    "danger-now": 0.97,
    "urgent": 0.8,
    "neck-extras": 0.9,
    "cramps": 0.6,
    "conditions": 0.45,
    "medicines": 0.55,
    "at-hand": 0.05,
}
"""How often "None of these" is the answer of an ordinary (not plain) person; else 0.25."""


@cache
def catalogue() -> Catalogue:
    """The pack of this repository."""
    return load_catalogue(Path(__file__).parents[2] / "fixtures" / "content")


def random_answers(
    rng: Random,
    catalogue: Catalogue,
    complete: bool = True,
    now: datetime = NOW,
) -> Answers:
    """Answer screen by screen as the site asks. Not ``complete``: stop somewhere on the way."""
    plain = rng.random() < PLAIN_SHARE
    stop = rng.randint(1, 14) if not complete else 10_000
    answers = Answers()
    for _ in range(stop):
        outcome = triage.assess(answers, catalogue, now)
        screen = routing.next_screen(outcome, answers, catalogue)
        if screen is None:
            return answers
        for question in screen.questions:
            applies = Facts(answers, catalogue).applies(question)
            skipped = question.optional and rng.random() < 0.5
            if question.id not in answers and applies is True and not skipped:
                value = random_value(rng, question, answers, catalogue, plain)
                answers = answers.with_answer(
                    catalogue, question.id, value, now
                )
    return answers


def random_value(
    rng: Random,
    question: Question,
    answers: Answers,
    catalogue: Catalogue,
    plain: bool,
) -> Value:
    """One answer; a plain spasm says "none" to danger and health, and is easy to place."""
    if question.type == "scale":
        if question.id == "pain-worst":
            return rng.randint(answers.number("pain-now") or 0, 10)
        return rng.randint(0, 7 if plain else 10)
    offered = routing.offered(question, answers, catalogue)
    if plain and question.id in PLAIN:
        allowed = [
            choice for choice in offered if choice.id in PLAIN[question.id]
        ] or offered
        return _pick(rng, question, allowed, plain)
    alone = [
        choice for choice in offered if choice.exclusive and not choice.unsure
    ]
    likely = CALM.get(question.id, 0.25)
    if alone and rng.random() < (
        1.0 if plain and question.id in CALM_WHEN_PLAIN else likely
    ):
        return _as_value(question, [rng.choice(alone)])
    return _pick(rng, question, offered, plain)


CALM_WHEN_PLAIN = frozenset(
    {"danger-now", "urgent", "neck-extras", "conditions", "medicines"}
)
PLAIN_CAN = ("toilet", "comfortable", "dress")
PLAIN = {
    "age": ("age-18-39", "age-40-44", "age-45-49", "age-50-54", "age-55-59"),
    "region": (
        "region-lower",
        "region-mid",
        "region-upper",
        "region-neck",
        "region-buttock",
    ),
    "spread": ("stays",),
    "trend": ("better", "better-more", "same", "comes-goes"),
    "bone": ("beside",),
    "night": ("eases", "turning"),
    "usual": ("usual",),
    "eases": (
        "flexion-eases",
        "extension-eases",
        "walking-eases",
        "rest-eases",
        "flexion-worse",
        "extension-worse",
        "none",
    ),
}


def _pick(
    rng: Random, question: Question, offered: list[Choice], plain: bool
) -> Value:
    free = [choice for choice in offered if not choice.exclusive] or offered
    if question.type == "one":
        return rng.choice(offered).id
    if question.id in ("can", "at-hand"):
        sure = PLAIN_CAN if plain else ()
        some = [
            choice
            for choice in free
            if choice.id in sure or rng.random() < 0.75
        ]
        return _as_value(question, some or free[:1])
    count = min(len(free), rng.choice((1, 1, 1, 2, 2, 3)))
    return _as_value(question, rng.sample(free, count))


def _as_value(question: Question, choices: list[Choice]) -> Value:
    if question.type == "one":
        return choices[0].id
    return [choice.id for choice in choices]
