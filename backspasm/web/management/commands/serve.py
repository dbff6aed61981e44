"""`manage.py serve`: everything a first start needs, then the server."""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from contextlib import ExitStack
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from backspasm.web.pulse import watched

SERVER_OPTIONS = [
    *("--interface", "asgi", "--loop", "asyncio", "--http", "1", "--no-ws"),
    # A worker that is killed, for its memory say, is replaced; without this all of the site ends.
    *("--workers", "2", "--respawn-failed-workers"),
    # Backpressure counts connections: a low value would let slow clients lock others out.
    *("--backlog", "2048", "--backpressure", "1000"),
    # Headers: whole within ten seconds, and no more memory for a client than they may need.
    *("--http1-header-read-timeout", "10000", "--http1-buffer-size", "65536"),
    # A stuck client must not keep the site from being stopped.
    *("--workers-kill-timeout", "8"),
    *("--log-level", "warning"),
]
FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""Else glibc keeps freed memory of every thread for that thread alone."""
OPEN_FILES = 4096
"""For a worker: its connections, and what it opens to answer them."""
UNUSED_STATIC = ["htmx-4*", "htmax-4*", "htmx-2.js", "ext"]
PATIENCE = 60.0
RETRY_SECONDS = 10.0
"""Between two tries to prepare what could not be reached at the start."""
REACHED_AS_LOCALHOST = ("127.0.0.1", "0.0.0.0", "::1")  # noqa: S104


class Command(BaseCommand):
    """Prepare the database and the static files, then serve until stopped."""

    help = "Prepare everything (database, static files) and serve the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen; behind a proxy leave the host as it is."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(
        self,
        *,
        host: str,
        port: int,
        **options: Any,
    ) -> None:
        """Prepare, serve, and leave with the server's own exit code."""
        _refuse_taken(host, port)
        prepared = self._prepare()
        _allow_open_files()
        with ExitStack() as stack:
            environment = FEW_ARENAS | os.environ
            try:
                pulse = stack.enter_context(watched(self.stderr.write))
                environment |= pulse
            except OSError as problem:
                self.stderr.write(f"Frozen workers stay: {problem}")
            server = subprocess.Popen(
                _server_command(host, port), env=environment
            )
            _pass_on_signals(server)
            if _answers(server, host, port):
                self._say_where(host, port)
            while not prepared and _runs_on(server):
                prepared = self._prepare()
            code = server.wait()
        sys.exit(code)

    def _say_where(self, host: str, port: int) -> None:
        shown = "localhost" if host in REACHED_AS_LOCALHOST else host
        self.stdout.write(f"Backspasm answers at http://{shown}:{port}")
        if not settings.SITE.https:
            self.stdout.write(
                "Plain http: for this machine only."
                " See SITE_URL in docs/operating.md."
            )
        self.stdout.flush()

    def _prepare(self) -> bool:
        """Whether database and files are ready.

        Where they cannot be reached, the way out of danger is served all the same. A migration
        that goes wrong still ends the start.
        """
        try:
            settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
            if not settings.DEBUG:
                self._collect_static()
            connection.ensure_connection()
        except (DatabaseError, OSError) as problem:
            self.stderr.write(
                f"Not ready, only the pages for danger work: {problem}"
            )
            return False
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        return True

    def _collect_static(self) -> None:
        call_command(
            "collectstatic",
            interactive=False,
            verbosity=0,
            ignore_patterns=UNUSED_STATIC,
        )


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CommandError(
                f"Cannot listen on {host}:{port}: {problem.strerror}."
            ) from problem


def _allow_open_files() -> None:
    """Each connection is an open file; many systems allow a process 1,024 unless it asks."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = (
        OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    )
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _server_command(host: str, port: int) -> list[str]:
    where = ["--host", host, "--port", str(port)]
    return [
        sys.executable,
        "-m",
        "granian",
        *SERVER_OPTIONS,
        *where,
        "backspasm.asgi:application",
    ]


def _runs_on(server: "subprocess.Popen[bytes]") -> bool:
    """Wait a little; False once the server has ended."""
    try:
        server.wait(RETRY_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return False


def _pass_on_signals(server: "subprocess.Popen[bytes]") -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _answers(
    server: "subprocess.Popen[bytes]",
    host: str,
    port: int,
) -> bool:
    """True once the health page answers; False when the server ends or never answers."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    url = (
        f"http://[{name}]:{port}/healthz/"
        if ":" in name
        else f"http://{name}:{port}/healthz/"
    )
    local = urllib.request.Request(url, headers={"Host": "localhost"})  # noqa: S310
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(local, timeout=2) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
