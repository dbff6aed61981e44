"""The core alone: answers -> outcome -> plan, without Django, database or clock."""

import gc
import random
import statistics
import sys
import time

from backspasm.care.catalogue import Catalogue
from backspasm.care.check.answers import Answers
from backspasm.care.check.triage import assess
from backspasm.care.plan.builder import build_plan
from tests.care.generate import NOW, catalogue, random_answers

COUNT = 1500
REPEATS = 3
AIM = 2.0


def main() -> None:
    """Print median and 99th percentile in milliseconds."""
    pack = catalogue()
    sets = [random_answers(random.Random(seed), pack) for seed in range(COUNT)]
    gc.freeze()
    for name, with_plan in (
        ("answers -> outcome", False),
        ("answers -> outcome -> plan", True),
    ):
        times = sorted(time_of(answers, pack, with_plan) for answers in sets)
        high = times[int(len(times) * 0.99)]
        miss = "  above the aim" if high > AIM else ""
        sys.stdout.write(
            f"{name:<28} median {statistics.median(times):.2f} ms, "
            f"99th percentile {high:.2f} ms (aim {AIM:g} ms), {len(times)} answer sets{miss}\n"
        )
    assert "django.db" not in sys.modules
    sys.stdout.write("queries: 0 (Django is not loaded)\n")


def time_of(given: Answers, pack: Catalogue, with_plan: bool) -> float:
    """Milliseconds of CPU time; the best of a few runs, so that a neighbour does not count."""
    best = float("inf")
    for _ in range(REPEATS):
        # Nothing worked out yet, as in a request.
        answers = Answers(given.by_question)
        begun = time.thread_time()
        outcome = assess(answers, pack, NOW)
        if with_plan and outcome.clearance:
            build_plan(outcome.clearance, answers, pack)
        best = min(best, time.thread_time() - begun)
    return best * 1e3


if __name__ == "__main__":
    main()
