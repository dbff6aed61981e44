"""`make bench`: what each page costs, next to a floor page on the same server.

The unit is CPU time of the server's processes per request. Rounds of the floor page and
of a page take turns, so that what else the machine does falls on both alike.
`make bench WORDS="plan outcome"` measures only the pages whose names hold a word. The
diary's pages need a database of a million readings, made once and kept in var/bench.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import servers
from tests.bench.diary import measure_diary
from tests.bench.measuring import Asked, measure, row, say
from tests.bench.visitor import Page as Answer
from tests.bench.visitor import Visitor, filled, question_form
from tests.care.sample import PLAIN

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


def main() -> None:
    """Print the table, then the core's own speed."""
    words = sys.argv[1:]
    base: list[float] = []
    with servers.floor() as (server, cookie):
        visitor = Visitor(server.port, {"sessionid": cookie})
        assert "kim@example.org" in visitor.get("/").text, (
            "the floor page has no signed-in user"
        )
        floor = Asked(server, lambda: visitor.get("/"))
        say(
            f"{'page':<28}{'CPU':>10}{'ratio':>8}{'aim':>6}{'on the wire':>14}\n"
        )
        if chosen(words):
            measure_check(floor, base, chosen(words))
        measure_diary(floor, base, lambda name: wanted(name, words))
        if base:
            say(
                f"{'the floor page':<28}{statistics.median(base) * 1e3:>7.2f} ms{1:>8.2f}\n\n"
            )
    if words:
        return
    # A process of its own: there Django is not even loaded, so nothing can ask a database.
    subprocess.run(
        [sys.executable, "-m", "tests.bench.core"], check=True, cwd=servers.ROOT
    )


def measure_check(floor: Asked, base: list[float], pages: list[Page]) -> None:
    """The pages of guests, and what the workers weigh afterwards."""
    begun = time.monotonic()
    with servers.site() as site:
        person = finished(site.port)
        halfway = Visitor(site.port)
        halfway.answer_check(PLAIN, stop_at="urgent")
        for page in pages:
            ask = asker(page, Visitor(site.port), person, halfway)
            answer = ask()
            if answer.status >= 400 or not (answer.body or answer.location):
                say(
                    f"{page.name:<28}   answers {answer.status} with nothing: skipped\n"
                )
                continue
            say(
                row(page.name, measure(floor, Asked(site, ask), base), page.aim)
            )
            if time.monotonic() - begun > TIME_LIMIT:
                say("(out of time: the remaining pages were not measured)\n")
                break
        memory = ", ".join(f"{size:.0f} MB" for size in site.memory())
        say(f"memory of the workers: {memory} (aim: 75 MB each)\n")


def wanted(name: str, words: list[str]) -> bool:
    """Whether a name holds one of the words; without words, each does."""
    return not words or any(word in name for word in words)


def chosen(words: list[str]) -> list[Page]:
    """All pages, or those whose name holds one of the words."""
    return [page for page in PAGES if wanted(page.name, words)]


def finished(port: int) -> Visitor:
    """A guest with a plain spasm who answered everything."""
    person = Visitor(port)
    outcome = person.answer_check(PLAIN)
    assert "care--self-care" in outcome.text, (
        "the plain check did not end in self-care"
    )
    return person


def asker(
    page: Page, stranger: Visitor, person: Visitor, halfway: Visitor
) -> Callable[[], Answer]:
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


if __name__ == "__main__":
    main()
