"""python -m tests.torture.faults [--engine sqlite|postgres]

The real site with its database in trouble, one fault after the other. Every page of the danger
path, and every way to tell a danger sign, is tried by somebody new, a guest with answers and
somebody on the floor. Prints a table; an answer that is wrong or takes longer than a second
fails the run.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.visitor import Page, Visitor
from tests.care.generate import catalogue
from tests.torture.site import ROOT, Site, running

LIMIT = 1.0
"""Seconds, for each answer."""
SIGN = "saddle"
SIGN_WORDS = "Numb between legs"
HTMX = {"HX-Request": "true", "HX-Target": "screen"}
ON_THE_FLOOR = {"HX-Request": "true", "HX-Target": "main"}
PAGES = {
    "/": "Back in spasm?",
    "/now/?signs=1": SIGN_WORDS,
    "/check/danger-now/": SIGN_WORDS,
    "/check/danger-now/?lines=1": SIGN_WORDS,
    "/emergency/": SIGN_WORDS,
    "/offline/": SIGN_WORDS,
    "/offline/positions/": "Start the clock",
}


def main() -> int:
    """0 when every answer was right and in time."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--engine", choices=["sqlite", "postgres"], default="sqlite"
    )
    wish = parser.parse_args()
    faults = ON_SQLITE if wish.engine == "sqlite" else ON_POSTGRES
    sys.stdout.write(
        f"{wish.engine:<28}{'answers':>8}{'wrong':>7}{'median':>9}{'longest':>9}\n"
    )
    fine = [_try(wish.engine, name, fault) for name, fault in faults.items()]
    return 0 if all(fine) else 1


@dataclass
class Found:
    """What was answered, how fast, and what was wrong."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def ask(
        self, name: str, send: Callable[[], Page], right: Callable[[Page], bool]
    ) -> None:
        """One request, judged."""
        begun = time.monotonic()
        try:
            page = send()
        except OSError as problem:
            self.wrong.append(f"{name}: {type(problem).__name__}")
            return
        self.seconds.append(time.monotonic() - begun)
        if not right(page):
            self.wrong.append(
                f"{name}: {page.status}, not the page it should be"
            )
        elif self.seconds[-1] > LIMIT:
            self.wrong.append(f"{name}: {self.seconds[-1]:.2f} s")


def _try(engine: str, name: str, fault: Fault) -> bool:
    with running(engine, quiet=True) as site:
        people = _people(site)
        letter = _letter(site)
        found = Found()
        with fault(site) as possible:
            if not possible:
                sys.stdout.write(
                    f"{name:<28}{'not possible on this machine':>33}\n"
                )
                return True
            for who, visitor in people.items():
                # Its worker may be gone; a browser opens a new line.
                visitor.connection.close()
                _walk(found, who, visitor, letter)
    times = sorted(found.seconds)
    sys.stdout.write(
        f"{name:<28}{len(times):>8}{len(found.wrong):>7}"
        f"{times[len(times) // 2]:>8.3f}s{times[-1]:>8.3f}s\n"
    )
    for words in found.wrong[:8]:
        sys.stdout.write(f"    {words}\n")
    sys.stdout.flush()
    return not found.wrong


def _people(site: Site) -> dict[str, Visitor]:
    guest, lying = Visitor(site.port), Visitor(site.port)
    _answer(guest, "/check/danger-now/")
    _answer(lying, "/now/")
    return {"new": Visitor(site.port), "guest": guest, "lying": lying}


def _answer(visitor: Visitor, path: str) -> None:
    visitor.get(path)
    page = visitor.post(
        path, {"danger-now": "none", "csrfmiddlewaretoken": _token(visitor)}
    )
    assert page.status == 302, page.status


def _token(visitor: Visitor) -> str:
    return visitor.cookies["csrftoken"]


def _letter(site: Site) -> str:
    """The address behind the link of a letter, made with the site's own key."""
    code = (
        "import django; django.setup()\n"
        "from datetime import timedelta; from uuid import uuid4\n"
        "from django.utils import timezone\n"
        "from backspasm.accounts.models import Owner\n"
        "from backspasm.assessments import reminders\n"
        "from backspasm.assessments.models import Assessment\n"
        "from backspasm.episodes.actions import log_reading\n"
        "owner = Owner.objects.create()\n"
        "moment = timezone.now() - timedelta(hours=1)\n"
        "made = log_reading(owner=owner, key=uuid4(), pain=5, moment=moment, zone='UTC')\n"
        "Assessment.objects.create(owner=owner, episode=made.episode)\n"
        "print('/check/letter/?t=' + reminders.token(made.episode))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=site.env | {"DJANGO_SETTINGS_MODULE": "backspasm.settings"},
        check=True,
        capture_output=True,
        text=True,
    )
    return said.stdout.strip()


def _walk(found: Found, who: str, visitor: Visitor, letter: str) -> None:
    for path, words in PAGES.items():
        found.ask(
            f"{who}: {path}", lambda path=path: visitor.get(path), _shows(words)
        )
    found.ask(
        f"{who}: /check/", lambda: visitor.get("/check/"), _leads_to("/check/")
    )
    found.ask(f"{who}: letter", lambda: visitor.get(letter), _shows(SIGN_WORDS))
    token = {"csrfmiddlewaretoken": visitor.cookies.get("csrftoken", "")}
    sign = {"danger-now": SIGN} | token
    line_by_line = {"lines": "1"} | {
        f"danger-now.{line}": "yes" if line == SIGN else "no"
        for line in _lines()
    }
    ways: dict[str, Callable[[], Page]] = {
        "floor": lambda: visitor.post("/now/", sign),
        "desk": lambda: visitor.post("/check/danger-now/", sign),
        "desk, htmx": lambda: visitor.post("/check/danger-now/", sign, **HTMX),
        "floor, htmx": lambda: visitor.post("/now/", sign, **ON_THE_FLOOR),
        "line by line": lambda: visitor.post(
            "/check/danger-now/", line_by_line | token
        ),
        "check-in": lambda: visitor.post("/check/again/", sign),
        "letter": lambda: visitor.post(letter, sign),
        "no token": lambda: visitor.post("/now/", {"danger-now": SIGN}),
    }
    for name, send in ways.items():
        found.ask(f"{who}: sign, {name}", send, _is_help)
    new = {"new-sign": "weak-limb"} | token
    found.ask(
        f"{who}: new sign",
        lambda: visitor.post("/now/new/", new),
        _is_for_today,
    )


def _lines() -> list[str]:
    choices = catalogue().questions["danger-now"].choices
    return [line.id for line in choices if not line.exclusive]


def _shows(words: str) -> Callable[[Page], bool]:
    return lambda page: (
        page.status == 200 and words in page.text and "999" in page.text
    )


def _leads_to(path: str) -> Callable[[Page], bool]:
    return lambda page: page.status == 302 and page.location.startswith(path)


def _is_help(page: Page) -> bool:
    """Either the emergency page at once, or what was told is kept and the outcome says so."""
    if page.location == "/check/outcome/":
        return page.status in (200, 302)
    shown = re.sub(r"<template.*?</template>", "", page.text, flags=re.DOTALL)
    return (
        page.status == 200 and "Call for help now" in shown and "999" in shown
    )


def _is_for_today(page: Page) -> bool:
    if page.status == 302:
        return True  # kept, and its details are asked
    return page.status == 200 and "999" in page.text


# --- the faults: each says whether it is possible here ------------------------------------------

Fault = Callable[[Site], AbstractContextManager[bool]]


def _database(site: Site) -> Path:
    return Path(site.env["VAR_DIR"]) / "backspasm.sqlite3"


@contextmanager
def disk_full(site: Site) -> Iterator[bool]:
    """No file of the site may grow any more."""
    for worker in site.workers():
        resource.prlimit(
            worker, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY)
        )
    yield True


@contextmanager
def locked(site: Site) -> Iterator[bool]:
    """Another program writes and does not end."""
    other = sqlite3.connect(_database(site))
    other.execute("BEGIN EXCLUSIVE")
    yield True
    other.close()


@contextmanager
def queue_held(site: Site) -> Iterator[bool]:
    """A writer of ours stands still inside its turn."""
    with open(f"{_database(site)}.lock", "w") as held:  # noqa: PTH123
        fcntl.flock(held, fcntl.LOCK_EX)
        yield True


@contextmanager
def read_only(site: Site) -> Iterator[bool]:
    """The files may not be written, by workers that find them so."""
    files = [
        str(file) for file in _database(site).parent.glob("backspasm.sqlite3*")
    ]
    program = shutil.which("chattr")
    if (
        program is None
        or subprocess.run([program, "+i", *files], check=False).returncode
    ):
        yield False
        return
    try:
        _restart_workers(site)
        yield True
    finally:
        subprocess.run([program, "-i", *files], check=True)


@contextmanager
def moved_away(site: Site) -> Iterator[bool]:
    """The file is not where it was; the workers still hold the old one open."""
    _move(site)
    yield True


@contextmanager
def moved_before_a_restart(site: Site) -> Iterator[bool]:
    """The same, found by new workers."""
    _move(site)
    _restart_workers(site)
    yield True


@contextmanager
def tables_missing(site: Site) -> Iterator[bool]:
    """A file that somebody emptied."""
    other = sqlite3.connect(_database(site))
    other.execute("PRAGMA foreign_keys = OFF")
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for (name,) in other.execute(query).fetchall():
        other.execute(f'DROP TABLE "{name}"')
    other.commit()
    other.close()
    yield True


def _move(site: Site) -> None:
    place = _database(site).parent / "elsewhere"
    place.mkdir()
    for file in _database(site).parent.glob("backspasm.sqlite3*"):
        file.rename(place / file.name)


def _restart_workers(site: Site) -> None:
    for _ in site.workers():
        site.kill_a_worker()
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if Visitor(site.port).get("/offline/").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)


@contextmanager
def stopped(site: Site) -> Iterator[bool]:
    """PostgreSQL ended at once."""
    os.kill(_postmaster(site), signal.SIGQUIT)
    yield True


@contextmanager
def hung(site: Site) -> Iterator[bool]:
    """PostgreSQL neither answers nor hangs up."""
    family = [_postmaster(site), *_children_of(_postmaster(site))]
    for pid in family:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield True
    finally:
        for pid in family:
            os.kill(pid, signal.SIGCONT)


@contextmanager
def tables_locked(site: Site) -> Iterator[bool]:
    """Another program holds every table for itself."""
    import psycopg

    with psycopg.connect(site.env["DATABASE_URL"]) as other:
        for name in _tables(other):
            other.execute(f'LOCK TABLE "{name}" IN ACCESS EXCLUSIVE MODE')
        yield True


@contextmanager
def tables_dropped(site: Site) -> Iterator[bool]:
    """Somebody emptied the database."""
    import psycopg

    with psycopg.connect(site.env["DATABASE_URL"], autocommit=True) as other:
        for name in _tables(other):
            other.execute(f'DROP TABLE "{name}" CASCADE')
    yield True


def _tables(connection: object) -> list[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return [name for (name,) in connection.execute(query).fetchall()]  # type: ignore[attr-defined]


def _postmaster(site: Site) -> int:
    import psycopg

    with psycopg.connect(site.env["DATABASE_URL"]) as other:
        row = other.execute("SHOW data_directory").fetchone()
    assert row is not None
    return int((Path(row[0]) / "postmaster.pid").read_text().splitlines()[0])


def _children_of(pid: int) -> list[int]:
    return [
        int(text)
        for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ]


ON_SQLITE: dict[str, Fault] = {
    "disk full": disk_full,
    "locked by another program": locked,
    "a writer stands still": queue_held,
    "read-only": read_only,
    "moved away": moved_away,
    "moved away, new workers": moved_before_a_restart,
    "tables missing": tables_missing,
}
ON_POSTGRES: dict[str, Fault] = {
    "stopped": stopped,
    "hung": hung,
    "tables locked": tables_locked,
    "tables missing": tables_dropped,
}

if __name__ == "__main__":
    sys.exit(main())
