"""The site and the floor page as servers of their own, and what they cost in CPU time."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backspasm.web.management.commands.serve import SERVER_OPTIONS

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "bench" / "1"
"""Databases that take minutes to make; a change of what is in them takes another number."""
SITE_PORT = int(os.environ.get("BENCH_PORT", "8051"))
FLOOR_PORT = SITE_PORT + 1
OURS = (
    "DATABASE_URL",
    "SITE_URL",
    "DEBUG",
    "CACHE_URL",
    "EMAIL_URL",
    "SECRET_KEY",
    "LOG_LEVEL",
)


@dataclass(frozen=True)
class Server:
    """A server on this machine; ``var`` is the folder it keeps its state in."""

    process: "subprocess.Popen[bytes]"
    port: int
    var: Path

    def cpu(self) -> float:
        """Seconds of CPU, user and system, that it and all its processes have used."""
        return cpu_seconds(self.process.pid)

    def memory(self) -> list[float]:
        """Resident MB of each process that serves pages: those that have no child of their own."""
        family = {pid: _family(pid) for pid in _family(self.process.pid)}
        return sorted(
            _memory(pid) for pid, below in family.items() if len(below) == 1
        )


@contextmanager
def site(port: int = SITE_PORT) -> Iterator[Server]:
    """The site as `make run` starts it, with an empty folder for its state."""
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with (
        tempfile.TemporaryDirectory(prefix="backspasm-bench-") as folder,
        _running(command, port, Path(folder), {}) as server,
    ):
        yield server


@contextmanager
def diaries(
    size: str, port: int
) -> Iterator[tuple[Server, dict[int, dict[str, Any]]]]:
    """The site with the people of `tests.bench.people`, and how to visit them.

    Their database is made once and kept; a run works on a copy of it.
    """
    kept = KEPT / size
    if not kept.is_dir():
        shutil.rmtree(KEPT.with_name("making"), ignore_errors=True)
        making = KEPT.with_name("making") / size
        making.mkdir(parents=True)
        _people(making, size)
        kept.parent.mkdir(parents=True, exist_ok=True)
        making.rename(kept)
    with tempfile.TemporaryDirectory(prefix="backspasm-bench-") as folder:
        var = Path(shutil.copytree(kept, Path(folder) / "var"))
        known = _people(var, size)
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        with _running(command, port, var, {}) as server:
            yield server, known


def _people(var: Path, size: str) -> dict[int, dict[str, Any]]:
    said = subprocess.run(
        [sys.executable, "-m", "tests.bench.people", size],
        env=_environment(var, {"DJANGO_SETTINGS_MODULE": "backspasm.settings"}),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return {
        int(number): known for number, known in json.loads(said.stdout).items()
    }


@contextmanager
def floor(port: int = FLOOR_PORT) -> Iterator[tuple[Server, str]]:
    """The floor page and the session cookie of its user."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.bench.floor"}
    with tempfile.TemporaryDirectory(prefix="backspasm-floor-") as folder:
        prepared = subprocess.run(
            [sys.executable, "-m", "tests.bench.floor"],
            env=_environment(Path(folder), settings),
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        where = ["--host", "127.0.0.1", "--port", str(port)]
        command = [sys.executable, "-m", "granian", *SERVER_OPTIONS, *where]
        command.append("tests.bench.floor:application")
        with _running(command, port, Path(folder), settings) as server:
            yield server, prepared.stdout.strip()


@contextmanager
def _running(
    command: list[str], port: int, var: Path, more: dict[str, str]
) -> Iterator[Server]:
    with (var / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(var, more),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(process, port, var / "server.log")
        yield Server(process, port, var)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _environment(var: Path, more: dict[str, str]) -> dict[str, str]:
    clean = {
        name: value for name, value in os.environ.items() if name not in OURS
    }
    clean.pop("DJANGO_SETTINGS_MODULE", None)
    return clean | {"VAR_DIR": str(var), "LOG_LEVEL": "ERROR"} | more


def _wait_for(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    from tests.bench.visitor import Visitor

    end = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < end:
        try:
            Visitor(port).get("/healthz/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(
        f"The server on port {port} did not start:\n{log.read_text()}"
    )


def cpu_seconds(root: int) -> float:
    """Seconds of CPU that a process and all its living children have used."""
    return sum(_cpu(pid) for pid in _family(root))


def _family(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (
                    (folder / "stat").read_text().rpartition(")")[2].split()
                )
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def _cpu(pid: int) -> float:
    """In nanoseconds per thread where the kernel counts them, else in ticks of 10 ms."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return (
            sum(
                int((one / "schedstat").read_text().split()[0])
                for one in threads
            )
            / 1e9
        )
    except (OSError, IndexError):
        try:
            fields = (
                Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            )
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
