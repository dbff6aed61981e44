"""The first start, for real: prepare, serve, answer, stop."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


FEW = 500
"""Open files that a system allows, fewer than a worker takes connections."""


def open_files(pid: int) -> int:
    """How many files a process may open, and those that it starts."""
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    (line,) = (line for line in limits if line.startswith("Max open files"))
    return int(line.split()[3])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_first_start(tmp_path):
    port = free_port()
    env = {
        name: value
        for name, value in os.environ.items()
        if name
        not in (
            "SECRET_KEY",
            "DJANGO_SETTINGS_MODULE",
            "DATABASE_URL",
            "SITE_URL",
        )
    } | {"VAR_DIR": str(tmp_path / "var")}
    few_files = ["sh", "-c", f'ulimit -S -n {FEW}; exec "$@"', "sh"]
    command = [
        *few_files,
        sys.executable,
        "manage.py",
        "serve",
        "--port",
        str(port),
    ]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
    ) as site:
        try:
            assert site.stdout is not None
            assert (
                site.stdout.readline()
                == f"Backspasm answers at http://localhost:{port}\n"
            )
            with urllib.request.urlopen(
                f"http://localhost:{port}/", timeout=10
            ) as home:
                page = home.read().decode()
            assert "/static/css/site." in page
            assert open_files(site.pid) > FEW
            assert (
                tmp_path / "var" / "secret_key"
            ).stat().st_mode & 0o777 == 0o600
        finally:
            site.send_signal(signal.SIGTERM)
            site.wait(20)


def test_start_without_a_database(tmp_path):
    """The way out of danger is served; once the database can be read, so is the rest."""
    port = free_port()
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SITE_URL")
    } | {"VAR_DIR": str(tmp_path)}
    database = tmp_path / "backspasm.sqlite3"
    database.write_bytes(b"no database" * 1000)
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True
    ) as site:
        try:
            assert "only the pages for danger work" in first_line(site)
            sign = urllib.request.Request(
                f"http://localhost:{port}/now/",
                data=b"danger-now=chest",
                headers={"Cookie": "tz=America/Chicago"},
            )
            page = answer_of(sign)
            assert "tel:911" in page
            assert "Chest pain" in page.split("<main", 1)[1]
            database.unlink()
            assert answer_of(f"http://localhost:{port}/healthz/") == "ok"
        finally:
            site.send_signal(signal.SIGTERM)
            site.wait(20)


def first_line(site):
    assert site.stderr is not None
    return site.stderr.readline()


def answer_of(asked, seconds=30):
    """The page, as soon as the site answers with one."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return answer.read().decode().strip()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def test_taken_port_is_said():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "manage.py", "serve", "--port", port]
        env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        answer = subprocess.run(
            command,
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
    assert answer.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in answer.stderr


@pytest.mark.slow
def test_a_frozen_worker_is_replaced(tmp_path):
    """It would be handed every other connection, and answer none."""
    port = free_port()
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SITE_URL")
    } | {"VAR_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True
    ) as site:
        try:
            assert answer_of(f"http://localhost:{port}/healthz/") == "ok"
            frozen = workers_of(site.pid)[0]
            os.kill(frozen, signal.SIGSTOP)
            assert "silent for too long" in first_line(site)
            for _ in range(20):
                page = answer_of(f"http://localhost:{port}/now/")
                assert "danger-now" in page
            assert frozen not in workers_of(site.pid)
        finally:
            site.send_signal(signal.SIGTERM)
            site.wait(20)


def workers_of(pid):
    """The processes that take connections: children of the server's own process."""
    return [
        worker for server in children_of(pid) for worker in children_of(server)
    ]


def children_of(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(one) for one in (task / "children").read_text().split()]
    return found
