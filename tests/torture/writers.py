"""One writer: a guest that logs readings as fast as the site lets it, and never gives up one."""

import http.client
import random
import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATH = "/episodes/log/"


@dataclass
class Writer:
    """What it sent, what was acknowledged, and how the site answered."""

    port: int
    number: int
    acknowledged: dict[str, int] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    bad: list[int] = field(default_factory=list)
    lost_connections: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def run(self, until: float) -> None:
        """Log until the time is up; each third reading is sent twice, as a double tap is."""
        chance = random.Random(self.number)
        connection = self._visit()
        while time.monotonic() < until:
            key, pain = str(uuid4()), chance.randint(0, 10)
            self.sent[key] = pain
            for _ in range(2 if chance.random() < 0.33 else 1):
                connection = self._insist(connection, key, pain)

    def _insist(
        self, connection: http.client.HTTPConnection, key: str, pain: int
    ) -> http.client.HTTPConnection:
        for _ in range(200):
            begun = time.perf_counter()
            try:
                status = self._post(connection, key, pain)
            except (OSError, http.client.HTTPException):
                self.lost_connections += 1
                connection.close()
                time.sleep(0.1)
                connection = self._connect()
                continue
            self.seconds.append(time.perf_counter() - begun)
            if status == 302:
                self.acknowledged[key] = pain
                return connection
            self.bad.append(status)
        return connection

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)

    def _visit(self) -> http.client.HTTPConnection:
        """Open the page once for its form token; a site that starts again is waited for."""
        while True:
            connection = self._connect()
            try:
                found = TOKEN.search(self._ask(connection, "GET", None)[1].decode())
            except (OSError, http.client.HTTPException):
                self.lost_connections += 1
                time.sleep(0.1)
                continue
            assert found
            self.token = found[1]
            return connection

    def _post(self, connection: http.client.HTTPConnection, key: str, pain: int) -> int:
        form = {"csrfmiddlewaretoken": self.token, "key": key, "pain": pain, "when": "now"}
        return self._ask(connection, "POST", urlencode(form))[0]

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, body: str | None
    ) -> tuple[int, bytes]:
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, PATH, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer.status, text
