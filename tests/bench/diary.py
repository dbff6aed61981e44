"""The diary's rows of `make bench`: its pages, and whether they cost more for a long one."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

from tests.bench import servers
from tests.bench.measuring import Asked, measure, row, say
from tests.bench.visitor import Page as Answer
from tests.bench.visitor import Visitor

GROWTH = 1.2
"""Of what a page costs at 100 episodes, alone in the table, at most this share at 10,000
of one person, with a million readings of others beside them."""
LONG, SHORT, EXPORTED = 10_000, 100, 500
AN_EPISODE = 20
LOG = "/episodes/log/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
GZIP = {"Accept-Encoding": "gzip"}


@dataclass
class Person:
    """Someone signed in, with a diary."""

    server: servers.Server
    known: dict[str, Any]
    browser: Visitor = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Visitor(
            self.server.port, {"sessionid": self.known["session"]}
        )
        found = TOKEN.search(self.browser.get(LOG).text)
        assert found, "the form has no token"
        self.token = found[1]
        self.turns = count(1)

    def get(self, url: str) -> Answer:
        """A page as a browser gets it."""
        return self.browser.get(url, **GZIP)

    def log(self) -> Answer:
        """One more reading; after twenty a new episode begins, as the people have them."""
        form = {
            "csrfmiddlewaretoken": self.token,
            "key": str(uuid4()),
            "pain": "4",
            "when": "now",
        }
        if next(self.turns) % AN_EPISODE == 0:
            form["which"] = "another"
        answer = self.browser.post(LOG, form)
        assert "did=kept-reading" in answer.location, answer.status
        return answer


@dataclass(frozen=True)
class Row:
    """A page of the diary; `grows` when its cost is compared between the two people."""

    name: str
    aim: float
    ask: Callable[[Person], Answer]
    grows: bool = True
    episodes: int = LONG
    requests: int = 60


ROWS = [
    Row("home, signed in", 1.6, lambda person: person.get("/")),
    Row("history, first page", 2.0, lambda person: person.get("/episodes/")),
    Row(
        "history, deepest page",
        2.0,
        lambda person: person.get(person.known["deepest"]),
    ),
    Row(
        "episode",
        2.0,
        lambda person: person.get(f"/episodes/{person.known['episode']}/"),
    ),
    Row("log a reading (POST)", 1.8, lambda person: person.log()),
    Row(
        "export of 10,000 readings",
        30.0,
        lambda person: person.get("/accounts/data/export/"),
        grows=False,
        episodes=EXPORTED,
        requests=3,
    ),
]


def measure_diary(
    floor: Asked, base: list[float], wanted: Callable[[str], bool]
) -> None:
    """Each page of the long diary against the floor page, then against the short one."""
    rows = [line for line in ROWS if wanted(line.name)]
    growing = [
        line for line in ROWS if line.grows and wanted(f"growth of {line.name}")
    ]
    if not rows and not growing:
        return
    with _people("crowd", 2) as crowd:
        for line in rows:
            page = _asked(line, crowd[line.episodes])
            say(row(line.name, measure(floor, page, base), line.aim))
        if growing:
            with _people("alone", 3) as alone:
                for line in growing:
                    few, many = (
                        _asked(line, alone[SHORT]),
                        _asked(line, crowd[LONG]),
                    )
                    say(
                        row(
                            f"  growth of {line.name}"[:28],
                            measure(few, many, []),
                            GROWTH,
                        )
                    )


def _asked(line: Row, person: Person) -> Asked:
    return Asked(person.server, lambda: line.ask(person), line.requests)


@contextmanager
def _people(size: str, number: int) -> Iterator[dict[int, Person]]:
    with servers.diaries(size, servers.SITE_PORT + number) as (server, known):
        yield {episodes: Person(server, one) for episodes, one in known.items()}
