"""A site that fails in a chosen way: a proxy before the live server, for page and worker alike."""

from __future__ import annotations

import http.client
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

FAULTS = ("403", "404", "429", "500", "502", "503", "abort", "hang", "sign-in")
"""A status with an empty page, a line that drops, no answer at all, or the sign-in page.
There is also "late", an answer that waits until it is let go, and "page", one that is given."""
SIGN_IN = "/accounts/login/?next=/check/"
LONGEST = 60


class Faulty(ThreadingHTTPServer):
    """Passes requests on, except those that are to fail."""

    def __init__(self, target: str) -> None:
        super().__init__(("localhost", 0), _Handler)
        self.target = target.removeprefix("http://")
        self.url = f"http://localhost:{self.server_port}"
        self.fault = ""
        self.methods: tuple[str, ...] = ()
        self.paths: tuple[str, ...] = ()
        self.page = (200, "")
        self.arrived: list[tuple[str, str]] = []
        self.over = Event()
        Thread(target=self.serve_forever, daemon=True).start()

    def fail(
        self, fault: str, *paths: str, methods: tuple[str, ...] = ("POST",)
    ) -> None:
        """From now on; on all paths unless some are named. Whoever waited is let go."""
        self.fault, self.paths, self.methods = fault, paths, methods
        self.arrived = []
        self.over.set()
        self.over = Event()

    def heal(self) -> None:
        """Well again."""
        self.fail("")

    def answer_with(self, status: int, page: str) -> None:
        """From now on each form is answered by this page."""
        self.page = (status, page)
        self.fail("page")

    def close(self) -> None:
        """Let go of whoever still waits."""
        self.heal()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hung up is nothing to report."""


class _Handler(BaseHTTPRequestHandler):
    server: Faulty

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing to the screen."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.partition("?")[0]
        here, over, fault = self.server, self.server.over, self.server.fault
        if (
            not fault
            or self.command not in here.methods
            or path not in (here.paths or (path,))
        ):
            self._pass_on(body)
            return
        here.arrived.append((self.command, path))
        if fault in ("hang", "late"):
            over.wait(LONGEST)
        if fault == "late":
            self._pass_on(body)
        elif fault == "page":
            status, page = here.page
            self._reply(
                status, {"Content-Type": "text/html; charset=utf-8"}, page
            )
        elif fault == "sign-in" and "HX-Request" in self.headers:
            self._reply(200, {"HX-Redirect": SIGN_IN})
        elif fault == "sign-in":
            self._reply(302, {"Location": SIGN_IN})
        elif fault.isdigit():
            self._reply(int(fault), {})

    def _pass_on(self, body: bytes) -> None:
        headers = {
            name: value
            for name, value in self.headers.items()
            if name != "Connection"
        }
        with closing(
            http.client.HTTPConnection(self.server.target, timeout=LONGEST)
        ) as there:
            there.request(self.command, self.path, body, headers)
            answer = there.getresponse()
            content = answer.read()
        kept = [
            (name, value)
            for name, value in answer.getheaders()
            if name.lower()
            not in ("connection", "transfer-encoding", "content-length")
        ]
        self._send(answer.status, kept, content)

    def _reply(
        self, status: int, headers: dict[str, str], page: str = ""
    ) -> None:
        self._send(status, [*headers.items()], page.encode())

    def _send(
        self, status: int, headers: list[tuple[str, str]], content: bytes
    ) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
