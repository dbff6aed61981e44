"""`make bench`: what each page costs, next to a floor page on the same server.

The unit is CPU time of the server's processes per request. Rounds of the floor page and
of a page take turns, so that what else the machine does falls on both alike.
`python -m tests.bench.run plan outcome` measures only the pages whose names hold a word.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import servers
from tests.bench.visitor import Page as Answer
from tests.bench.visitor import Visitor, filled, question_form
from tests.care.sample import PLAIN

ROUNDS = 7
REQUESTS = 60
TIME_LIMIT = 150.0


@dataclass(frozen=True)
class Page:
    """A row of the table. ``aim`` is the ratio to the floor page, where one is set.

    ``step`` names the screen whose answer is posted instead; ``stranger`` has no cookies.
    """

    name: str
    url: str
    aim: float | None = None
    step: bool = False
    stranger: bool = False


PAGES = [
    Page("home", "/", stranger=True),
    Page("first question", "/check/danger-now/", stranger=True),
    Page("question step (POST)", "/check/age/", 1.2, step=True),
    Page("outcome", "/check/outcome/", 1.3),
    Page("plan", "/check/plan/", 1.6),
    Page("learn", "/learn/"),
    Page("learn page", "/learn/questions/"),
    Page("how we decide", "/how-we-decide/"),
]


@dataclass(frozen=True)
class Cost:
    """Medians over the rounds: milliseconds of CPU, ratio to the floor, bytes as sent."""

    cpu: float
    ratio: float
    size: int


def main() -> None:
    """Print the table, then the core's own speed."""
    begun = time.monotonic()
    with servers.floor() as (floor_server, cookie), servers.site() as site_server:
        floor = Visitor(floor_server.port, {"sessionid": cookie})
        assert "kim@example.org" in floor.get("/").text, "the floor page has no signed-in user"
        person = finished(site_server.port)
        halfway = Visitor(site_server.port)
        halfway.answer_check(PLAIN, stop_at="urgent")
        say(f"{'page':<24}{'CPU':>10}{'ratio':>8}{'aim':>6}{'on the wire':>14}\n")
        base: list[float] = []
        for page in chosen(sys.argv[1:]):
            ask = asker(page, Visitor(site_server.port), person, halfway)
            answer = ask()
            if answer.status >= 400 or not (answer.body or answer.location):
                say(f"{page.name:<24}   answers {answer.status} with nothing: skipped\n")
                continue
            cost = measure(
                floor_server, lambda: floor.get("/"), site_server, ask, base, len(answer.body)
            )
            say(row(page, cost))
            if time.monotonic() - begun > TIME_LIMIT:
                say("(out of time: the remaining pages were not measured)\n")
                break
        say(f"{'the floor page':<24}{statistics.median(base) * 1e3:>7.2f} ms{1:>8.2f}\n")
        memory = ", ".join(f"{size:.0f} MB" for size in site_server.memory())
        say(f"memory of the workers: {memory} (aim: 75 MB each)\n\n")
    if sys.argv[1:]:
        return
    # A process of its own: there Django is not even loaded, so nothing can ask a database.
    subprocess.run([sys.executable, "-m", "tests.bench.core"], check=True, cwd=servers.ROOT)


def chosen(words: list[str]) -> list[Page]:
    """All pages, or those whose name holds one of the words."""
    return [page for page in PAGES if not words or any(word in page.name for word in words)]


def finished(port: int) -> Visitor:
    """A guest with a plain spasm who answered everything."""
    person = Visitor(port)
    outcome = person.answer_check(PLAIN)
    assert "care--self-care" in outcome.text, "the plain check did not end in self-care"
    return person


def asker(page: Page, stranger: Visitor, person: Visitor, halfway: Visitor) -> Callable[[], Answer]:
    """How one request for a page is made."""
    if page.step:
        form = question_form(halfway.get(page.url).text)
        data = filled(form, PLAIN)
        return lambda: halfway.post(
            page.url, data, **{"HX-Request": "true", "Accept-Encoding": "gzip"}
        )
    if page.stranger:

        def fresh() -> Answer:
            stranger.cookies.clear()
            return stranger.get(page.url, **{"Accept-Encoding": "gzip"})

        return fresh
    return lambda: person.get(page.url, **{"Accept-Encoding": "gzip"})


def measure(
    floor_server: servers.Server,
    ask_floor: Callable[[], Answer],
    site_server: servers.Server,
    ask: Callable[[], Answer],
    base: list[float],
    size: int,
) -> Cost:
    """Rounds of the floor page and the page in turn; medians of the rounds."""
    costs: list[float] = []
    ratios: list[float] = []
    for number in range(ROUNDS + 1):
        low = cpu_of(floor_server, ask_floor)
        high = cpu_of(site_server, ask)
        if number:  # the first round warms both up
            base.append(low)
            costs.append(high)
            ratios.append(high / low)
    return Cost(statistics.median(costs) * 1e3, statistics.median(ratios), size)


def cpu_of(server: servers.Server, ask: Callable[[], Answer]) -> float:
    """Seconds of the server's CPU for one request, over one round."""
    before = server.cpu()
    for _ in range(REQUESTS):
        answer = ask()
        assert answer.status < 400, answer.status
    return (server.cpu() - before) / REQUESTS


def row(page: Page, cost: Cost) -> str:
    """One line of the table."""
    aim = f"{page.aim:.1f}" if page.aim else ""
    miss = "  above the aim" if page.aim and cost.ratio > page.aim else ""
    figures = f"{cost.cpu:>7.2f} ms{cost.ratio:>8.2f}{aim:>6}{cost.size / 1024:>11.1f} KB"
    return f"{page.name:<24}{figures}{miss}\n"


def say(words: str) -> None:
    """Print at once: a row can take seconds."""
    sys.stdout.write(words)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
