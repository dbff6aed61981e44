"""CPU time of one request, next to another request of the same minute."""

import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.servers import Server
from tests.bench.visitor import Page

ROUNDS = 7
REQUESTS = 60


@dataclass(frozen=True)
class Asked:
    """A server and how it is asked for one page; dear pages are asked less often."""

    server: Server
    ask: Callable[[], Page]
    requests: int = REQUESTS

    def cpu(self) -> float:
        """Seconds of the server's CPU for one request, over one round."""
        before = self.server.cpu()
        for _ in range(self.requests):
            answer = self.ask()
            assert answer.status < 400, answer.status
        return (self.server.cpu() - before) / self.requests


@dataclass(frozen=True)
class Cost:
    """Medians over the rounds: milliseconds of CPU, ratio to the floor, bytes as sent."""

    cpu: float
    ratio: float
    size: int


def measure(floor: Asked, page: Asked, base: list[float]) -> Cost:
    """Rounds of the floor and the page in turn; the floor's seconds are added to `base`."""
    size = len(page.ask().body)
    costs: list[float] = []
    ratios: list[float] = []
    for number in range(ROUNDS + 1):
        low, high = floor.cpu(), page.cpu()
        if number:  # the first round warms both up
            base.append(low)
            costs.append(high)
            ratios.append(high / low)
    return Cost(statistics.median(costs) * 1e3, statistics.median(ratios), size)


def row(name: str, cost: Cost, aim: float | None) -> str:
    """One line of the table."""
    goal = f"{aim:.1f}" if aim else ""
    miss = "  above the aim" if aim and cost.ratio > aim else ""
    figures = f"{cost.cpu:>7.2f} ms{cost.ratio:>8.2f}{goal:>6}{cost.size / 1024:>11.1f} KB"
    return f"{name:<28}{figures}{miss}\n"


def say(words: str) -> None:
    """Print at once: a row can take seconds."""
    sys.stdout.write(words)
    sys.stdout.flush()
