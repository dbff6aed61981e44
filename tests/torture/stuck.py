"""Clients that hold a connection and never get on: the neighbours nobody wants."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

TICK = 0.5
"""Seconds between two things that a stuck client does."""
TINY = 1024
"""Bytes that the system of a slow reader keeps for it, as near to nothing as it allows."""
COOKIE = "csrftoken=" + "x" * 32
"""Without one the site answers a form before it has read it."""
POST = (
    f"POST /now/ HTTP/1.1\r\nHost: localhost\r\nCookie: {COOKIE}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
).encode()


@dataclass(frozen=True)
class Habit:
    """What a stuck client sends at once, what it adds at each tick, how much it reads then."""

    first: bytes = b""
    drip: bytes = b""
    reads: int = 0


PROMISES = Habit(first=POST + b"Content-Length: 10\r\n\r\na")
TRICKLES_BODY = Habit(first=POST + b"Content-Length: 1000\r\n\r\n", drip=b"a")
TRICKLES_HEADER = Habit(
    first=b"GET /now/ HTTP/1.1\r\nHost: localhost\r\nX-Long: ", drip=b"a"
)
SAYS_NOTHING = Habit()


def reads_slowly(path: str, session: str) -> Habit:
    """Asks for a page of someone who is signed in, and reads it two bytes a second."""
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={session}\r\n\r\n"
    return Habit(first=head.encode(), reads=1)


class Stuck:
    """One of them. Whenever the server ends its connection it comes back with a new one."""

    def __init__(self, port: int, habit: Habit) -> None:
        self.port, self.habit = port, habit
        self.line = self._connect()
        self.ended = 0
        """So often the server ended the connection."""

    def _connect(self) -> socket.socket:
        line = socket.socket()
        if self.habit.reads:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, TINY)
        try:
            line.settimeout(10)
            line.connect(("127.0.0.1", self.port))
            line.sendall(self.habit.first)
            line.setblocking(False)
        except OSError:
            line.close()
            raise
        return line

    def tick(self) -> None:
        """Send or read the little that it does, or come back."""
        try:
            if self.habit.drip:
                self.line.send(self.habit.drip)
            # Who only sends looks for an answer too: a refusal, or the end of the line.
            if self.line.recv(self.habit.reads or TINY) and self.habit.reads:
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self.ended += 1
        self.line.close()
        with contextlib.suppress(OSError):
            self.line = self._connect()


@contextmanager
def stuck(port: int, habit: Habit, number: int) -> Iterator[list[Stuck]]:
    """So many of them at once, all connected before this begins, until it ends."""
    clients = [Stuck(port, habit) for _ in range(number)]
    over = threading.Event()
    thread = threading.Thread(target=_keep_on, args=(clients, over))
    thread.start()
    try:
        yield clients
    finally:
        over.set()
        thread.join()
        for client in clients:
            client.line.close()


def _keep_on(clients: list[Stuck], over: threading.Event) -> None:
    while not over.wait(TICK):
        for client in clients:
            client.tick()
