"""python -m tests.torture.neighbours [--engine sqlite|postgres] [--clients 200] [--seconds 8]

The real site beside stuck neighbours, one kind after the other. Meanwhile an honest visitor
asks for the pages of the danger path; longer than the limits fails the run. How ordinary
pages fare is printed, not judged: while a database is locked they may wait.
"""

import argparse
import http.client
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from tests.bench.visitor import Visitor
from tests.torture.people import address
from tests.torture.site import ROOT, Site, running
from tests.torture.stuck import (
    PROMISES,
    SAYS_NOTHING,
    TRICKLES_BODY,
    TRICKLES_HEADER,
    Habit,
    reads_slowly,
    stuck,
)

DANGER = ("/emergency/", "/now/")
ORDINARY = ("/about/", "/episodes/")
MEDIAN, WORST = 0.5, 2.0
"""Seconds: the limits of the danger path."""
PATIENCE = 15.0
ASKING = 16
"""So many people beside who want something else of the site, twice its threads of today."""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
EXPORT = "/accounts/data/export/"


@dataclass
class Waits:
    """How long a page took, each time it was asked for; and what was wrong with it."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def within(self, median: float, worst: float) -> bool:
        """Enough answers, all of them right, none too late."""
        return (
            len(self.seconds) > 2
            and not self.wrong
            and statistics.median(self.seconds) <= median
            and max(self.seconds) <= worst
        )

    def __str__(self) -> str:
        if not self.seconds:
            return "no answer"
        words = (
            f"{statistics.median(self.seconds):6.3f} {max(self.seconds):6.3f}"
        )
        return words + (f" {len(self.wrong)} wrong" if self.wrong else "")


Kind = Callable[[Site, str, int], Iterator[None]]
"""Keeps neighbours of one kind beside the site; told who has a long diary, and how many to be."""


def main() -> int:
    """0 when the danger path stayed within its limits beside every kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--engine", choices=["sqlite", "postgres"], default="sqlite"
    )
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument(
        "--kind", action="append", choices=list(KINDS), help="only these"
    )
    wish = parser.parse_args()
    print(f"{wish.engine}, {wish.clients} clients: seconds, median and worst")  # noqa: T201
    print(_row("", *DANGER, *ORDINARY))  # noqa: T201
    with (
        silent_server() as mail,
        running(
            wish.engine, quiet=True, EMAIL_URL=f"smtp://127.0.0.1:{mail}"
        ) as site,
    ):
        session = people(site)
        for path in (*DANGER, *ORDINARY) * 8:
            # The first requests of each worker read their templates.
            ask(site.port, path)
        kinds = wish.kind or KINDS
        fine = [
            _beside(kind, site, session, wish.clients, wish.seconds)
            for kind in kinds
        ]
    return 0 if all(fine) else 1


def _beside(
    kind: str, site: Site, session: str, clients: int, seconds: float
) -> bool:
    with contextmanager(KINDS[kind])(site, session, clients):
        waits = visit(site.port, session, seconds)
    right = all(waits[path].within(MEDIAN, WORST) for path in DANGER)
    row = _row(kind, *map(str, waits.values()))
    print(row, "" if right else "TOO LONG", flush=True)  # noqa: T201
    return right


def _row(name: str, *cells: str) -> str:
    return f"{name:28}" + "".join(f"{cell:22}" for cell in cells)


def visit(port: int, session: str, seconds: float) -> dict[str, Waits]:
    """Ask for each page in turn, at the pace of a person, on a new connection each time."""
    waits = {path: Waits() for path in (*DANGER, *ORDINARY)}
    threads = [
        threading.Thread(
            target=_ask_again_and_again,
            args=(port, session, pages, waits, seconds),
        )
        for pages in (DANGER, ORDINARY)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def _ask_again_and_again(
    port: int,
    session: str,
    pages: tuple[str, ...],
    waits: dict[str, Waits],
    seconds: float,
) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for path in pages:
            # Who is in danger comes as a stranger, who looks into a diary is signed in.
            begun = time.monotonic()
            said = ask(port, path, "" if path in DANGER else session)
            waits[path].seconds.append(time.monotonic() - begun)
            if said != "200":
                waits[path].wrong.append(said)
        time.sleep(0.05)


def ask(port: int, path: str, session: str = "") -> str:
    """The status of a page, or the name of what went wrong instead."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(
            "GET",
            path,
            headers={"Cookie": f"sessionid={session}"} if session else {},
        )
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as problem:
        return type(problem).__name__
    finally:
        connection.close()
    return str(answer.status)


def people(site: Site) -> str:
    """Fill the database; the cookie of somebody with a long diary."""
    env = site.env | {"DJANGO_SETTINGS_MODULE": "backspasm.settings"}
    command = [sys.executable, "-m", "tests.torture.people", str(ASKING)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


# --- The kinds ----------------------------------------------------------------------


def _nobody(site: Site, session: str, clients: int) -> Iterator[None]:
    yield


def _stuck(habit: Habit) -> Kind:
    def kind(site: Site, session: str, clients: int) -> Iterator[None]:
        with stuck(site.port, habit, clients):
            yield

    return kind


def _slow_readers(site: Site, session: str, clients: int) -> Iterator[None]:
    with stuck(site.port, reads_slowly(EXPORT, session), clients):
        yield


def _locked_database(site: Site, session: str, clients: int) -> Iterator[None]:
    """Another program holds the lock, and people look into a diary and write into theirs."""
    writers = [Visitor(site.port) for _ in range(ASKING)]
    tokens = [_token(writer.get("/episodes/log/").text) for writer in writers]
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            ask(site.port, "/episodes/", session)

    def write(writer: Visitor, token: str) -> None:
        while not over.is_set():
            form = {
                "csrfmiddlewaretoken": token,
                "key": str(uuid4()),
                "pain": "5",
                "when": "now",
            }
            with suppress(OSError, http.client.HTTPException):
                writer.post("/episodes/log/", form)

    threads = [threading.Thread(target=read) for _ in range(ASKING)]
    threads += [
        threading.Thread(target=write, args=pair)
        for pair in zip(writers, tokens, strict=True)
    ]
    with locked(site):
        for thread in threads:
            thread.start()
        time.sleep(1)  # until each of them waits
        try:
            yield
        finally:
            over.set()
    for thread in threads:
        thread.join()


@contextmanager
def locked(site: Site) -> Iterator[None]:
    """Nobody else can write to SQLite, nor even read sessions and owners of PostgreSQL."""
    if address := site.env.get("DATABASE_URL"):
        import psycopg

        with psycopg.connect(address) as database:
            database.execute(
                "LOCK TABLE accounts_session, accounts_owner IN ACCESS EXCLUSIVE MODE"
            )
            yield
            database.rollback()
        return
    file = sqlite3.connect(
        Path(site.env["VAR_DIR"]) / "backspasm.sqlite3", isolation_level=None
    )
    file.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        file.close()


def _silent_mail(site: Site, session: str, clients: int) -> Iterator[None]:
    """People who forgot their passwords, each at an address of their own, ask for a link."""

    def wish(number: int) -> None:
        with suppress(OSError, http.client.HTTPException):
            ask_for_link(site.port, number)

    threads = [
        threading.Thread(target=wish, args=(number,))
        for number in range(ASKING)
    ]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join()


def ask_for_link(port: int, number: int) -> float:
    """Seconds until the page said that a letter was sent. Raises when it says anything else."""
    visitor = Visitor(port)
    # Else there is a rate limit.
    visitor.connection.source_address = (f"127.0.1.{number + 1}", 0)
    path = "/accounts/password/reset/"
    token = _token(visitor.get(path).text)
    begun = time.monotonic()
    answer = visitor.post(
        path, {"csrfmiddlewaretoken": token, "email": address(number)}
    )
    assert answer.status == 302, answer.status
    return time.monotonic() - begun


def _token(page: str) -> str:
    found = TOKEN.search(page)
    assert found, "no form on this page"
    return found[1]


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of a server that takes every connection and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(256)
        yield server.getsockname()[1]


KINDS: dict[str, Kind] = {
    "nobody": _nobody,
    "promises ten, sends one": _stuck(PROMISES),
    "trickles its body": _stuck(TRICKLES_BODY),
    "trickles its header": _stuck(TRICKLES_HEADER),
    "reads an export slowly": _slow_readers,
    "says nothing": _stuck(SAYS_NOTHING),
    "locked database": _locked_database,
    "silent mail server": _silent_mail,
}


if __name__ == "__main__":
    sys.exit(main())
