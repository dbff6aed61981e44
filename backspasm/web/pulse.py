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
    """Kill a worker of this server; another process may have its number by now."""
    with suppress(OSError):
        if os.getpgid(pid) == os.getpgid(0):
            os.kill(pid, signal.SIGKILL)
            tell("A worker was silent for too long and is replaced.")
