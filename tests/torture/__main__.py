"""python -m tests.torture [--engine sqlite|postgres] [--seconds 20] [--kill]

Sixteen writers through the real server. Lost, doubled or torn entries and answers of 500
fail the run; speeds are printed. CPU for each answer is what can be compared between runs:
writes a second also depend on what else the machine does, and on the writers themselves.
"""

import argparse
import json
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.bench.servers import cpu_seconds
from tests.torture.site import ROOT, Site, running
from tests.torture.writers import Writer

WRITERS = 16
AIM = "aims: 200 writes/s, p99 150 ms"
KILL_EVERY = 3.0


def main() -> int:
    """0 when nothing was lost, doubled, torn or answered with 500."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--engine", choices=["sqlite", "postgres"], default="sqlite"
    )
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument(
        "--kill", action="store_true", help="kill -9 a worker every 3 s"
    )
    wish = parser.parse_args()
    with running(wish.engine) as site:
        writers = [Writer(site.port, number) for number in range(WRITERS)]
        for writer in writers:
            writer.visit()
        before = cpu_seconds(site.process.pid)
        took = _write(site, writers, wish.seconds, kill=wish.kill)
        cpu = 0.0 if wish.kill else cpu_seconds(site.process.pid) - before
        found = _verdict(site, writers)
    return _report(wish.engine, writers, found, took, cpu)


def _write(
    site: Site, writers: list[Writer], seconds: float, *, kill: bool
) -> float:
    begun = time.monotonic()
    until = begun + seconds
    threads = [
        threading.Thread(target=writer.run, args=[until]) for writer in writers
    ]
    for thread in threads:
        thread.start()
    while kill and time.monotonic() < until - KILL_EVERY:
        time.sleep(KILL_EVERY)
        site.kill_a_worker()
    for thread in threads:
        thread.join()
    return time.monotonic() - begun


def _verdict(site: Site, writers: list[Writer]) -> dict[str, int]:
    told = {
        "acknowledged": {
            k: v for writer in writers for k, v in writer.acknowledged.items()
        },
        "sent": {k: v for writer in writers for k, v in writer.sent.items()},
        "opened": [key for writer in writers for key in writer.opened],
    }
    file = Path(site.env["VAR_DIR"]) / "told.json"
    file.write_text(json.dumps(told))
    answer = subprocess.run(
        [sys.executable, "-m", "tests.torture.verdict", str(file)],
        cwd=ROOT,
        env=site.env | {"DJANGO_SETTINGS_MODULE": "backspasm.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, int] = json.loads(answer.stdout.splitlines()[-1])
    return found


def _report(
    engine: str,
    writers: list[Writer],
    found: dict[str, int],
    took: float,
    cpu: float,
) -> int:
    seconds = sorted(value for writer in writers for value in writer.seconds)
    bad = [status for writer in writers for status in writer.bad]
    kept = sum(len(writer.acknowledged) for writer in writers)
    p99 = (
        statistics.quantiles(seconds, n=100)[-1] * 1000
        if len(seconds) > 1
        else 0
    )
    each = (
        f"{cpu / max(len(seconds), 1) * 1000:.1f} ms"
        if cpu
        else "not known (workers died)"
    )
    print(  # noqa: T201
        f"{engine}: {kept} entries acknowledged in {len(seconds)} answers, "
        f"{len(seconds) / took:.0f} writes/s, p99 {p99:.0f} ms ({AIM}); "
        f"server CPU an answer {each}, writers' own {time.process_time():.1f} s; "
        f"connections lost {sum(writer.lost_connections for writer in writers)}; "
        f"other answers {sorted(set(bad))} × {len(bad)}; {found}"
    )
    fine = not bad and not any(
        value for name, value in found.items() if name != "rows"
    )
    return 0 if fine and kept else 1


if __name__ == "__main__":
    sys.exit(main())
