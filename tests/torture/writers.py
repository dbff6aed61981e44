"""One writer: a guest that logs readings as fast as the site lets it, and never gives up one.

It talks through a bare socket: a client that thinks would measure itself on a small machine.
"""

import random
import re
import socket
import time
from dataclasses import dataclass, field
from uuid import uuid4

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"set-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE)
PATH = "/episodes/log/"
AN_EPISODE = 20
"""So many readings, then the person says that it is a new spell."""


@dataclass
class Writer:
    """What it sent, what was acknowledged, and how the site answered."""

    port: int
    number: int
    acknowledged: dict[str, int] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    """The keys of readings that begin a new episode."""
    seconds: list[float] = field(default_factory=list)
    bad: list[int] = field(default_factory=list)
    lost_connections: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.number)

    def run(self, until: float) -> None:
        """Log until the time is up; each third reading is sent twice, as a double tap is."""
        chance = self.chance
        while time.monotonic() < until:
            key, pain = str(uuid4()), chance.randint(0, 10)
            another = len(self.sent) % AN_EPISODE == AN_EPISODE - 1
            self.sent[key] = pain
            if another:
                self.opened.append(key)
            for _ in range(2 if chance.random() < 0.33 else 1):
                self._insist(key, pain, another=another)
        self.line.close()

    def _insist(self, key: str, pain: int, *, another: bool) -> None:
        form = (
            f"csrfmiddlewaretoken={self.token}&key={key}&pain={pain}&when=now"
        )
        body = form + ("&which=another" if another else "")
        for _ in range(200):
            begun = time.perf_counter()
            try:
                status = self._ask("POST", body)[0]
            except OSError:
                self._connect_again()
                continue
            self.seconds.append(time.perf_counter() - begun)
            if status == 302:
                self.acknowledged[key] = pain
                return
            self.bad.append(status)

    def _connect_again(self) -> None:
        self.lost_connections += 1
        time.sleep(0.1)
        try:
            self._connect()
        except OSError:
            # The next attempt to send finds a closed line and comes here again.
            return

    def _connect(self) -> None:
        self.line = socket.create_connection(
            ("127.0.0.1", self.port), timeout=15
        )
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def visit(self) -> None:
        """Open the page for its token. Even the first entry, which makes a guest, may be lost."""
        self._connect()
        found = TOKEN.search(self._ask("GET", "")[1])
        assert found
        self.token = found[1].decode()

    def _ask(self, method: str, body: str) -> tuple[int, bytes]:
        cookies = "; ".join(
            f"{name}={value}" for name, value in self.cookies.items()
        )
        self.line.sendall(
            f"{method} {PATH} HTTP/1.1\r\nHost: localhost:{self.port}\r\nCookie: {cookies}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, text = answer.partition(b"\r\n\r\n")
        found = LENGTH.search(head)
        while found and len(text) < int(found[1]):
            text += self._more()
        for name, value in COOKIE.findall(head):
            self.cookies[name.decode()] = value.decode()
        return int(head.split(b" ", 2)[1]), text

    def _more(self) -> bytes:
        part = self.line.recv(65536)
        if not part:
            raise ConnectionResetError
        return part
