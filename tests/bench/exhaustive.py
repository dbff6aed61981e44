"""`make exhaustive`: the rules and the plan against every small combination of choices.

Not random samples: every subset of a screen's choices, every pair of danger choices and
their triples, every pair of facts a plan reads, in each phase and region. Each part walks
its cases in a fixed shuffled order and has its share of the time; a part that does not
finish says how far it came. `python -m tests.bench.exhaustive 60` gives it a minute.
"""

import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from itertools import combinations, product

from backspasm.care.catalogue import Choice, Level, Question, Valence
from backspasm.care.check import routing, triage
from backspasm.care.check.answers import Answers, Value
from backspasm.care.check.evaluation import Facts
from backspasm.care.check.triage import Outcome, Scope
from backspasm.care.plan.builder import build_plan
from tests.care.generate import NOW, catalogue, random_answers
from tests.care.promises import check_day, check_plan
from tests.care.sample import PLAIN, fill

TIME = 840.0
CONTEXTS = 3
"""People on whom each screen is tried: the plain adult and others who are asked it."""
MOST_PER_SCREEN = 4000
HOURS = (0, 4, 8, 11, 14)
"""After half past nine in the morning: the plans take turns."""
PHASES: dict[str, dict[str, Value]] = {
    "A": {"duration": "lt-24h", "trend": "same"},
    "E": {
        "duration": "d4-7",
        "pain-now": 5,
        "pain-worst": 7,
        "trend": "better",
    },
    "R": {
        "duration": "d15-42",
        "pain-now": 4,
        "pain-worst": 7,
        "trend": "better-more",
    },
    "P": {"duration": "over-now", "pain-now": 0},
    "C": {
        "duration": "gt-12w",
        "pain-now": 2,
        "before": "weekly",
        "usual": "usual",
    },
}
REGIONS = ("region-lower", "region-mid", "region-upper", "region-neck")
AT_HAND = [
    "pillow",
    "chair",
    "cold-pack",
    "heat-pack",
    "heat-wrap",
    "bath",
    "roller",
    "ball",
    "mat",
]

Line = tuple[str, str]


@dataclass
class Tally:
    """What one part did: cases, plans among them, levels seen, and what went wrong."""

    cases: int = 0
    plans: int = 0
    levels: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    total: int = 0

    def add(self, other: "Tally") -> None:
        self.cases += other.cases
        self.plans += other.plans
        self.faults += other.faults
        self.total = other.total
        for level, count in other.levels.items():
            self.levels[level] = self.levels.get(level, 0) + count


# --- What must hold for anyone -----------------------------------------------------


def examine(answers: Answers, tally: Tally, *, care: bool = True) -> Outcome:
    """Judge and (``care``) plan and lay out the day; AssertionError where a promise breaks."""
    outcome = triage.assess(answers, catalogue(), NOW)
    clearance = outcome.clearance
    tally.levels[outcome.level.slug] = (
        tally.levels.get(outcome.level.slug, 0) + 1
    )
    routing.next_screen(outcome, answers, catalogue())
    if outcome.level is Level.EMERGENCY:
        assert clearance is None, "care is shown in an EMERGENCY"
    if clearance is None:
        return outcome
    if outcome.level is Level.URGENT:
        assert clearance.scope is Scope.COMFORT, (
            "more than comfort is shown in URGENT"
        )
    if not care:
        return outcome
    tally.plans += 1
    plan = build_plan(clearance, answers, catalogue())
    check_plan(plan, Facts(answers, catalogue(), fired=clearance.fired))
    check_day(plan, NOW + timedelta(hours=HOURS[tally.plans % len(HOURS)]))
    return outcome


def only_worse(choice: Choice) -> bool:
    """Whether all that a line says is marked `worse`."""
    factors = catalogue().factors
    return bool(choice.facts) and all(
        factors[f].valence is Valence.WORSE for f in choice.facts
    )


# --- Ways to tick --------------------------------------------------------------------


@cache
def plain() -> Answers:
    """An adult with a plain spasm, who has everything at hand."""
    return fill(catalogue(), {**PLAIN, "at-hand": AT_HAND}, NOW)


def tick(answers: Answers, line: Line) -> Answers:
    """Tick one more line, and the line that opens its question; "none" goes."""
    question = catalogue().questions[line[0]]
    for opener in question.line[:1]:
        name, _, choice = opener.partition(".")
        parent = answers.get(name)
        if parent is None or choice.removesuffix("?") not in parent.ticked:
            answers = tick(answers, (name, choice.removesuffix("?")))
    old = answers.get(question.id)
    kept = (
        [c for c in old.ticked if not question.by_id[c].exclusive]
        if old
        else []
    )
    ticked = (
        [line[1]]
        if question.type == "one" or question.by_id[line[1]].exclusive
        else []
    )
    return set_lines(answers, question, ticked or [*kept, line[1]])


def set_lines(
    answers: Answers, question: Question, lines: list[str]
) -> Answers:
    value: Value = (
        lines[0] if question.type == "one" else list(dict.fromkeys(lines))
    )
    return answers.with_answer(catalogue(), question.id, value, NOW)


def lines_of(question: Question, answers: Answers) -> list[Choice]:
    return routing.offered(question, answers, catalogue())


def values(question: Question, answers: Answers) -> list[Value]:
    """Every answer tried: numbers, each line, subsets of up to three, all where danger lies."""
    if question.type == "scale":
        return list(range(11))
    offered = lines_of(question, answers)
    if question.type == "one":
        return [choice.id for choice in offered]
    free = [choice.id for choice in offered if not choice.exclusive]
    danger = question.id in catalogue().danger_questions and len(free) <= 11
    most = len(free) if danger else min(3, len(free))
    subsets = [
        list(some)
        for size in range(1, most + 1)
        for some in combinations(free, size)
    ]
    return [*subsets, *([choice.id] for choice in offered if choice.exclusive)]


# --- The parts -------------------------------------------------------------------------


@cache
def contexts() -> dict[str, list[Answers]]:
    """For each question some people who are asked it, from the seeded generator."""
    found: dict[str, list[Answers]] = {
        question: [] for question in catalogue().questions
    }
    people = [plain()]
    people += [
        random_answers(random.Random(seed), catalogue()) for seed in range(600)
    ]
    for answers in people:
        for question in answers.by_question:
            if len(found[question]) < CONTEXTS:
                found[question].append(answers)
    return found


def subsets() -> list[tuple[Answers, str, Value]]:
    """Subsets of the choices of each question, for each of the people who are asked it."""
    cases: list[tuple[Answers, str, Value]] = []
    for question in catalogue().questions.values():
        for answers in contexts()[question.id]:
            cases += [
                (answers, question.id, value)
                for value in values(question, answers)
            ]
    return cases


def try_subset(case: tuple[Answers, str, Value], tally: Tally) -> None:
    answers, name, value = case
    changed = answers.with_answer(catalogue(), name, value, NOW)
    after = examine(routing.drop_void(changed, catalogue()), tally).level
    question = catalogue().questions[name]
    if (
        isinstance(value, list)
        and len(value) > 1
        and only_worse(question.by_id[value[-1]])
    ):
        fewer = answers.with_answer(catalogue(), name, value[:-1], NOW)
        assert after >= level_of(fewer), f"{value[-1]} lowered the level"


def together() -> list[tuple[Answers, tuple[tuple[str, Value], ...]]]:
    """Screens with several questions: one choice of each, all combinations (evenly thinned)."""
    cases: list[tuple[Answers, tuple[tuple[str, Value], ...]]] = []
    for screen in catalogue().screens:
        asked = [q for q in screen.questions if contexts()[q.id]]
        if len(asked) < 2:
            continue
        person = contexts()[asked[0].id][0]
        single = [
            [
                (q.id, v)
                for v in values(q, person)
                if not isinstance(v, list) or len(v) == 1
            ]
            for q in asked
        ]
        every = (
            list(product(*single))
            if _size(single) <= 10**6
            else _thinned(single)
        )
        step = -(-len(every) // MOST_PER_SCREEN)
        cases += [(person, case) for case in every[::step]]
    return cases


def try_together(
    case: tuple[Answers, tuple[tuple[str, Value], ...]], tally: Tally
) -> None:
    answers, given = case
    for name, value in given:
        answers = answers.with_answer(catalogue(), name, value, NOW)
    examine(routing.drop_void(answers, catalogue()), tally)


def danger_lines() -> list[Line]:
    """Every line of a question that an E or U rule reads."""
    return [
        (name, choice.id)
        for name in catalogue().danger_questions
        for choice in catalogue().questions[name].choices
        if not choice.exclusive and not choice.retired
    ]


def pairs_of_danger() -> list[tuple[Line, ...]]:
    return list(combinations(danger_lines(), 2))


def triples_of_danger() -> list[tuple[Line, ...]]:
    """Triples of lines none of which is an EMERGENCY by itself (pairs cover the others).

    They are only judged: which care a level allows does not depend on how it came about.
    """
    quiet = [
        line
        for line in danger_lines()
        if level_of(tick(plain(), line)) < Level.EMERGENCY
    ]
    return list(combinations([line for line in quiet if is_worse(line)], 3))


def try_danger(case: tuple[Line, ...], tally: Tally) -> None:
    answers = plain()
    for line in case[:-1]:
        answers = tick(answers, line)
    more = tick(answers, case[-1])
    after = examine(more, tally, care=len(case) < 3).level
    if is_worse(case[-1]) and set(answers.by_question) <= set(more.by_question):
        assert after >= level_of_lines(case[:-1]), (
            f"{case[-1]} lowered the level"
        )


def is_worse(line: Line) -> bool:
    """Whether ticking a line only adds: a line of a list, with worse facts alone."""
    question = catalogue().questions[line[0]]
    return question.type == "many" and only_worse(question.by_id[line[1]])


def pairs_for_plans() -> list[tuple[Line, Line, str, str]]:
    """Every two lines that say something a technique or advice reads, by phase and region."""
    lines = plan_lines()
    return [
        (a, b, p, r)
        for a, b in combinations(lines, 2)
        for p in PHASES
        for r in REGIONS
    ]


def try_plan(case: tuple[Line, Line, str, str], tally: Tally) -> None:
    first, second, phase, region = case
    answers = person_in(phase, region)
    examine(
        routing.drop_void(tick(tick(answers, first), second), catalogue()),
        tally,
    )


@cache
def person_in(phase: str, region: str) -> Answers:
    given = {**PLAIN, "at-hand": AT_HAND, **PHASES[phase], "region": [region]}
    return fill(catalogue(), given, NOW)


def plan_lines() -> list[Line]:
    """The lines behind every factor that decides about a technique or advice."""
    pack = catalogue()
    todo: list[str] = []
    for technique in pack.techniques.values():
        todo += [
            row.factor
            for row in (*technique.excludes, *technique.modifications)
        ]
        todo += (*technique.needs, *technique.answers)
    for advice in pack.advice.values():
        todo += [row.factor for row in (*advice.excludes, *advice.ask_first)]
        todo += advice.answers
    factors: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in factors:
            factors.add(name)
            factor = pack.factors[name]
            todo += (*factor.any_of, *factor.all_of, *factor.among)
    found = {
        (question.id, choice.id)
        for name in factors
        for question, choice in pack.producers.get(name, ())
        if choice and question.id not in ("region", "duration", "danger-now")
    }
    return sorted(found)


def level_of(answers: Answers) -> Level:
    return triage.assess(answers, catalogue(), NOW).level


@cache
def level_of_lines(lines: tuple[Line, ...]) -> Level:
    answers = plain()
    for line in lines:
        answers = tick(answers, line)
    return level_of(answers)


def _size(parts: list[list[tuple[str, Value]]]) -> int:
    count = 1
    for part in parts:
        count *= len(part)
    return count


def _thinned(
    parts: list[list[tuple[str, Value]]],
) -> list[tuple[tuple[str, Value], ...]]:
    rng = random.Random(len(parts))
    return [
        tuple(rng.choice(part) for part in parts)
        for _ in range(MOST_PER_SCREEN)
    ]


PARTS: list[tuple[str, Callable[[], list], Callable[..., None], float]] = [
    ("subsets of a question", subsets, try_subset, 0.15),
    ("one choice of each question of a screen", together, try_together, 0.04),
    ("pairs of danger choices", pairs_of_danger, try_danger, 0.11),
    ("triples of danger choices", triples_of_danger, try_danger, 0.35),
    ("pairs of facts, each phase and region", pairs_for_plans, try_plan, 0.35),
]


# --- Running ---------------------------------------------------------------------------


def work(job: tuple[int, int, int, float]) -> Tally:
    """One worker's share of a part, until its time is over."""
    number, worker, workers, seconds = job
    _, cases_of, try_one, _ = PARTS[number]
    cases = cases_of()
    random.Random(number).shuffle(cases)
    end = time.monotonic() + seconds
    tally = Tally(total=len(cases))
    for case in cases[worker::workers]:
        if time.monotonic() > end or len(tally.faults) >= 20:
            break
        tally.cases += 1
        try:
            try_one(case, tally)
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is a finding
            tally.faults.append(
                f"{type(problem).__name__}: {problem}: {_short(case)}"
            )
    return tally


def main() -> None:
    """All parts; exit code 1 when a promise is broken."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else TIME
    workers = os.cpu_count() or 1
    broken = 0
    end = time.monotonic() + seconds
    contexts()  # before the workers start, so that they have it from here
    with multiprocessing.Pool(workers) as pool:
        for number, (name, _, _, share) in enumerate(PARTS):
            begun = time.monotonic()
            whole = Tally()
            # What a part leaves over, the next ones get.
            left = (
                max(1.0, end - begun)
                * share
                / sum(part[3] for part in PARTS[number:])
            )
            for tally in pool.map(work, list(_jobs(number, workers, left)), 1):
                whole.add(tally)
            broken += len(whole.faults)
            sys.stdout.write(report(name, whole, time.monotonic() - begun))
            sys.stdout.flush()
    if broken:
        raise SystemExit(f"{broken} broken promises")


def _jobs(
    number: int, workers: int, seconds: float
) -> Iterator[tuple[int, int, int, float]]:
    for worker in range(workers):
        yield number, worker, workers, seconds


def report(name: str, tally: Tally, seconds: float) -> str:
    """The figures of a part, and its first faults."""
    levels = ", ".join(
        f"{count:,} {level}" for level, count in sorted(tally.levels.items())
    )
    done = (
        "all"
        if tally.cases >= tally.total
        else f"out of time: {tally.cases:,} of"
    )
    lines = [
        f"{name}: {done} {tally.total:,} cases, {tally.plans:,} plans, {seconds:.0f} s"
    ]
    lines.append(f"  {levels}; {len(tally.faults)} broken promises")
    lines += [f"  {fault}" for fault in sorted(tally.faults)[:10]]
    return "\n".join(lines) + "\n"


def _short(case: object) -> str:
    parts = case if isinstance(case, tuple) else (case,)
    return ", ".join(
        str(part)
        if not isinstance(part, Answers)
        else f"someone ({_person(part)})"
        for part in parts
    )


def _person(answers: Answers) -> str:
    return "; ".join(
        f"{name}={','.join(sorted(answer.ticked)) or answer.number}"
        for name, answer in answers.by_question.items()
    )[:400]


if __name__ == "__main__":
    main()
