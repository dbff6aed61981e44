"""A worker that froze is replaced: it would still be handed connections, and answer none.

Each worker sends its number to `serve` every two seconds, from the loop that takes
connections. One that was heard and then is silent for too long is killed, and the server
starts another in its place.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ADDRESS = "BACKSPASM_PULSE"
"""The variable of the environment that tells workers where to send theirs."""
BEAT_SECONDS = 2.0
SILENT_SECONDS = 15.0
CHECK_SECONDS = 1.0
ASLEEP_SECONDS = 5.0
"""Whoever watches and wakes up so much too late was frozen too: then nobody is silent."""


def begin() -> None:
    """Send this worker's pulse for as long as its loop runs; nothing where nobody listens."""
    address = os.environ.get(ADDRESS)
    if not address:
        return
    line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    line.setblocking(False)
    loop = asyncio.get_running_loop()
    beat = str(os.getpid()).encode()

    def send() -> None:
        with suppress(OSError):
            line.sendto(beat, address)
        loop.call_later(BEAT_SECONDS, send)

    send()


class Pulses:
    """When each worker was heard last, by its number, on a clock that never jumps."""

    def __init__(self) -> None:
        self._heard: dict[int, float] = {}
        self._checked: float | None = None

    def hear(self, pid: int, now: float) -> None:
        """A worker is alive."""
        self._heard[pid] = now

    def silent(self, now: float) -> list[int]:
        """Who has not been heard for too long; each is named once."""
        checked, self._checked = self._checked, now
        if checked is not None and now - checked > ASLEEP_SECONDS:
            self._heard = dict.fromkeys(self._heard, now)
        found = [
            pid for pid, at in self._heard.items() if now - at > SILENT_SECONDS
        ]
        for pid in found:
            del self._heard[pid]
        return found


@contextmanager
def watched(tell: Callable[[str], object]) -> Iterator[dict[str, str]]:
    """Replace workers that froze. Gives what their environment must hold."""
    with tempfile.TemporaryDirectory(prefix="backspasm-") as folder:
        address = str(Path(folder) / "pulse")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.bind(address)
            line.settimeout(CHECK_SECONDS)
            watcher = threading.Thread(
                target=_watch, args=(line, tell), daemon=True
            )
            watcher.start()
            yield {ADDRESS: address}


def _watch(line: socket.socket, tell: Callable[[str], object]) -> None:
    pulses = Pulses()
    while True:
        try:
            pulses.hear(int(line.recv(32)), time.monotonic())
        except TimeoutError:
            pass
        except (OSError, ValueError):
            return
        for pid in pulses.silent(time.monotonic()):
            _replace(pid, tell)


def _replace(pid: int, tell: Callable[[str], object]) -> None:
    """Kill a worker of this server; one that ended may have left its number to another process."""
    if not _is_grandchild(pid):
        return
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL)
        tell("A worker was silent for too long and is replaced.")


def _is_grandchild(pid: int) -> bool:
    """Whether the server, which this process started, started that one."""
    server = _parent_of(pid)
    return server is not None and _parent_of(server) == os.getpid()


def _parent_of(pid: int) -> int | None:
    """The process that started another one; None where that cannot be told, or it is gone."""
    command = ["ps", "-o", "ppid=", "-p", str(pid)]
    try:
        # The name after it may hold anything, a closing bracket too.
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
        return int(stat.split()[1])
    except OSError:
        pass
    try:
        told = subprocess.run(
            command, capture_output=True, text=True, check=True
        )
        return int(told.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
