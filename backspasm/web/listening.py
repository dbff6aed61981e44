"""The sockets that a worker listens on, and what the system shall do for their connections."""

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

OPEN_FILES = Path("/proc/self/fd")
ATTEMPTS, PAUSE = 200, 0.05


async def drop_who_does_not_read(seconds: float) -> None:
    """Let the system end connections whose client takes nothing for so long.

    The server itself waits for ever for a client that does not read. Connections inherit the
    limit from the socket that the worker listens on, and the server opens that one only after
    the worker has started: so look until it is there. Without effect where it cannot be set.
    """
    for _ in range(ATTEMPTS):
        found = list(_listening())
        for one in found:
            with one:
                one.setsockopt(
                    socket.IPPROTO_TCP,
                    socket.TCP_USER_TIMEOUT,
                    round(seconds * 1000),
                )
        if found or not OPEN_FILES.is_dir():
            return
        await asyncio.sleep(PAUSE)


def _listening() -> Iterator[socket.socket]:
    """Own handles of the TCP sockets of this process that wait for connections."""
    for file in OPEN_FILES.iterdir() if OPEN_FILES.is_dir() else ():
        with suppress(OSError):  # no socket, or closed since
            one = socket.socket(fileno=os.dup(int(file.name)))
            internet = one.family in (socket.AF_INET, socket.AF_INET6)
            if internet and one.getsockopt(
                socket.SOL_SOCKET, socket.SO_ACCEPTCONN
            ):
                yield one
            else:
                one.close()
