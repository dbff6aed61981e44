"""`make torture`: many people answering at once. Nothing is lost, nothing breaks.

Guests on real connections answer the check at random for a while; one of them now and
then changes an answer. What the server acknowledged must be in the database afterwards.
Speeds are printed; a 500, a lost or a doubled answer is a failure.
"""

import json
import random
import sqlite3
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import Facts
from tests.bench import servers
from tests.bench.visitor import Visitor, filled, question_form
from tests.care.generate import catalogue

SECONDS = 20.0
THREADS = 16
CALM = {"danger-now": ["none"], "urgent": ["none"]}
"""Most guests have no danger sign, or no check would last."""


@dataclass
class Writer:
    """One thread: guest after guest, and what the server said it kept of each."""

    port: int
    seed: int
    times: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def run(self, end: float) -> None:
        rng = random.Random(self.seed)
        while time.monotonic() < end:
            try:
                self._one_guest(rng, end)
            except Exception as problem:  # noqa: BLE001 - any of it is a finding
                self.broken.append(f"{type(problem).__name__}: {problem}")

    def _one_guest(self, rng: random.Random, end: float) -> None:
        guest = Visitor(self.port)
        kept: dict[str, Any] = {}
        path = guest.get("/check/").location
        while time.monotonic() < end and path and "/outcome/" not in path:
            page = guest.get(path)
            self._count(page.status)
            if page.status != 200:
                break
            form = question_form(page.text)
            data = filled(form, CALM if rng.random() < 0.8 else {}, rng)
            begun = time.monotonic()
            answer = guest.post(form.action, data)
            self.times.append(time.monotonic() - begun)
            self._count(answer.status)
            if answer.status == 302:
                # Not what the form says about itself.
                known = catalogue().questions
                kept |= {
                    name: value for name, value in data.items() if name in known
                }
                path = answer.location
            elif answer.status >= 500:
                break
        if "sessionid" in guest.cookies:
            self.kept[guest.cookies["sessionid"]] = kept

    def _count(self, status: int) -> None:
        self.statuses[status] = self.statuses.get(status, 0) + 1


def main() -> None:
    """Run the writers, compare, print; exit code 1 when anything was lost or broke."""
    with servers.site() as site:
        writers = [Writer(site.port, seed) for seed in range(THREADS)]
        before = site.cpu()
        end = time.monotonic() + SECONDS
        threads = [
            threading.Thread(target=writer.run, args=(end,))
            for writer in writers
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        cpu = site.cpu() - before
        lost, doubled, guests = compare(writers, site)
    report(writers, cpu, lost, doubled, guests)


def compare(
    writers: list[Writer], site: servers.Server
) -> tuple[int, int, int]:
    """Acknowledged answers that are not in the database, open checks too many, guests seen.

    A value that was sent either stands as it was sent, or its question does not apply to
    this person after all (another answer of the same screen said so).
    """
    database = sqlite3.connect(
        f"file:{site.var / 'backspasm.sqlite3'}?mode=ro", uri=True
    )
    owners = dict(
        database.execute("SELECT owner_id, answers FROM assessments_assessment")
    )
    doubled = database.execute(
        "SELECT COUNT(*) - COUNT(DISTINCT owner_id) FROM assessments_assessment"
        " WHERE closed IS NULL"
    ).fetchone()[0]
    known = _sessions(site)
    lost = guests = 0
    for writer in writers:
        for session, kept in writer.kept.items():
            guests += 1
            stored = json.loads(owners.get(known.get(session, -1), "{}"))
            lost += len(_gone(stored, kept))
    database.close()
    return lost, doubled, guests


def _gone(stored: dict[str, Any], kept: dict[str, Any]) -> list[str]:
    """The questions whose acknowledged answer is missing or another one."""
    facts = Facts(Answers.restore(stored, catalogue()), catalogue())
    return [
        name
        for name, value in kept.items()
        if not _stands(stored, name, value)
        and facts.applies(catalogue().questions[name]) is not False
    ]


def _stands(stored: dict[str, Any], name: str, value: Any) -> bool:
    answer = stored.get(name)
    if answer is None:
        return False
    sent = [value] if isinstance(value, str) else list(value)
    return (
        answer.get("ticked") == sorted(sent)
        or [str(answer.get("number"))] == sent
    )


def _sessions(site: servers.Server) -> dict[str, int]:
    """Which guest each session belongs to: read with the site's own code, in a process of
    its own, because a session is signed with the site's key."""
    import os
    import subprocess

    code = (
        "import django, json; django.setup()\n"
        "from backspasm.accounts.models import Session\n"
        "rows = {row.pk: row.get_decoded().get('guest_owner') for row in Session.objects.all()}\n"
        "print(json.dumps({key: owner for key, owner in rows.items() if owner}))"
    )
    own = {
        "VAR_DIR": str(site.var),
        "DJANGO_SETTINGS_MODULE": "backspasm.settings",
    }
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=servers.ROOT,
        env=os.environ | own,
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(said.stdout))


def report(
    writers: list[Writer], cpu: float, lost: int, doubled: int, guests: int
) -> None:
    """The figures, and the verdict."""
    times = sorted(moment for writer in writers for moment in writer.times)
    statuses: dict[int, int] = {}
    for writer in writers:
        for status, count in writer.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    broken = [words for writer in writers for words in writer.broken]
    errors = sum(count for status, count in statuses.items() if status >= 500)
    answers = ", ".join(
        f"{count:,} x {status}" for status, count in sorted(statuses.items())
    )
    sys.stdout.write(
        f"{THREADS} writers, {SECONDS:.0f} s: {guests:,} guests, {len(times):,} answers posted "
        f"({len(times) / SECONDS:.0f}/s), {cpu:.1f} s of server CPU\n"
        f"time of a post: median {_at(times, 0.5):.0f} ms, "
        f"99th percentile {_at(times, 0.99):.0f} ms (aim 150 ms), longest {_at(times, 1):.0f} ms\n"
        f"server answers: {answers}\n"
        f"{errors} x 500, {lost} answers lost, {doubled} checks doubled, "
        f"{len(broken)} connections broken\n"
    )
    for words in sorted(set(broken))[:5]:
        sys.stdout.write(f"  {words}\n")
    if errors or lost or doubled or broken or not times:
        raise SystemExit("something was lost or broke")


def _at(times: list[float], share: float) -> float:
    """A percentile in milliseconds."""
    return (
        times[min(int(len(times) * share), len(times) - 1)] * 1e3
        if times
        else 0.0
    )


if __name__ == "__main__":
    main()
