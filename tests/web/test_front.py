"""The front: bodies are read before a thread is taken, answers sent after it is free again."""

import asyncio
import logging
import sys
import threading
from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIRequest

from backspasm.web import front as module
from backspasm.web.front import Front
from backspasm.web.logs import Impersonal
from backspasm.web.wsgi_call import IN_MEMORY, WITHOUT_ROWS, build_environ
from tests.looping import run

PERSON = "kim@example.org"


def scope(path="/about/", *, method="GET", query=b"", headers=()):
    return {
        "type": "http",
        "method": method,
        "scheme": "http",
        "http_version": "1.1",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": list(headers),
        "server": ("127.0.0.1", "8000"),
        "client": ("203.0.113.9", "40000"),
    }


class Line:
    """The server's side of a request: parts of a body to hand out, messages that were sent."""

    def __init__(self, *parts, ends="whole"):
        self.parts = list(parts)
        self.ends = ends
        self.sent = []

    async def receive(self):
        if self.parts:
            more = len(self.parts) > 1 or self.ends != "whole"
            return {
                "type": "http.request",
                "body": self.parts.pop(0),
                "more_body": more,
            }
        if self.ends == "gone":
            return {"type": "http.disconnect"}
        await asyncio.Event().wait()  # a client that says no more
        raise AssertionError

    async def send(self, message):
        self.sent.append(message)

    @property
    def status(self):
        return self.sent[0]["status"]

    @property
    def headers(self):
        return {
            name.decode(): value.decode()
            for name, value in self.sent[0]["headers"]
        }

    @property
    def body(self):
        return b"".join(message.get("body", b"") for message in self.sent[1:])


class Echo:
    """A WSGI application that answers the body it got, and remembers the environment."""

    def __init__(self, *parts, status="200 OK", headers=()):
        self.parts = parts
        self.answer = (status, list(headers))
        self.environs = []
        self.closed = 0

    def __call__(self, environ, start_response):
        self.environs.append(environ)
        start_response(*self.answer)
        self.body = environ["wsgi.input"].read()
        return self

    def __iter__(self):
        yield from self.parts or (self.body,)

    def close(self):
        self.closed += 1


def make(application, danger=("/now/",), number="999"):
    return Front(
        application,
        is_on_danger_path=lambda path: path in danger,
        emergency_number=lambda environ: number,
    )


def ask(front, line=None, **request):
    line = line or Line()
    run(front(scope(**request), line.receive, line.send))
    return line


def sized(number):
    return [(b"content-length", str(number).encode())]


# --- What the application sees --------------------------------------------------------


def environ_of(**request):
    return build_environ(scope(**request), BytesIO(), 0)


def test_environ_tells_who_asks_what_and_how():
    headers = [(b"host", b"back.example.org"), (b"content-type", b"text/plain")]
    environ = environ_of(path="/now/", query=b"a=1&b=%C3%A4", headers=headers)
    assert environ["PATH_INFO"] == "/now/"
    assert environ["QUERY_STRING"] == "a=1&b=%C3%A4"
    assert environ["REMOTE_ADDR"] == "203.0.113.9"
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == (
        "127.0.0.1",
        "8000",
    )
    assert environ["wsgi.url_scheme"] == "http"
    assert environ["HTTP_HOST"] == "back.example.org"
    assert environ["CONTENT_TYPE"] == "text/plain"
    request = WSGIRequest(environ)
    assert request.GET["b"] == "ä"


def test_headers_of_one_name_are_one_list():
    headers = [
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"accept", b"x"),
        (b"accept", b"y"),
    ]
    environ = environ_of(headers=headers)
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT"] == "x,y"


def test_a_header_with_an_underscore_cannot_pass_for_another():
    headers = [
        (b"x_forwarded_for", b"10.0.0.1"),
        (b"x-forwarded-for", b"203.0.113.9"),
    ]
    assert environ_of(headers=headers)["HTTP_X_FORWARDED_FOR"] == "203.0.113.9"
    assert "HTTP_X_FORWARDED_PROTO" not in environ_of(
        headers=[(b"x_forwarded_proto", b"https")]
    )


@pytest.mark.parametrize(
    "path", ["/%ff%fe/", "/%00/", "/%/", "/%zz/", "/a%2fb/", "/%F0%9F%98%80/"]
)
def test_odd_bytes_in_a_path_are_no_error(path):
    assert WSGIRequest(environ_of(path=path)).path.startswith("/")


def test_body_is_there_before_the_application_begins():
    echo = Echo()
    line = ask(
        make(echo), Line(b"pain", b"=", b"7"), method="POST", headers=sized(6)
    )
    assert (line.status, line.body) == (200, b"pain=7")
    assert echo.environs[0]["CONTENT_LENGTH"] == "6"


def test_chunked_body_gets_its_length():
    echo = Echo()
    headers = [(b"transfer-encoding", b"chunked")]
    line = ask(
        make(echo), Line(b"pain", b"=7", b""), method="POST", headers=headers
    )
    assert line.body == b"pain=7"
    assert echo.environs[0]["CONTENT_LENGTH"] == "6"
    assert "HTTP_TRANSFER_ENCODING" not in echo.environs[0]


def test_long_body_is_whole():
    body = bytes(range(256)) * 2048
    line = ask(
        make(Echo()),
        Line(body[:9], body[9:]),
        method="POST",
        headers=sized(len(body)),
    )
    assert line.body == body


# --- What it never sees ---------------------------------------------------------------


def refused(line, status, number="999"):
    page = line.body.decode()
    assert line.status == status
    assert f'href="tel:{number}"' in page
    assert line.headers["cache-control"] == "no-store"
    return page


def test_announced_too_long_is_refused_before_a_byte_is_read():
    echo, line = Echo(), Line(b"a")
    ask(make(echo), line, method="POST", headers=sized(module.BODY_LIMIT + 1))
    refused(line, 413)
    assert line.parts == [b"a"]
    assert not echo.environs


def test_chunks_are_counted():
    echo, line = Echo(), Line(*[b"a" * 2**18] * 6)
    ask(
        make(echo),
        line,
        method="POST",
        headers=[(b"transfer-encoding", b"chunked")],
    )
    refused(line, 413)
    assert len(line.parts) == 1
    assert not echo.environs


def test_as_long_as_may_be_is_taken():
    line = Line(b"a" * module.BODY_LIMIT)
    ask(
        make(Echo(b"ok")), line, method="POST", headers=sized(module.BODY_LIMIT)
    )
    assert line.body == b"ok"


def test_too_slow_is_refused(monkeypatch):
    monkeypatch.setattr(module, "BODY_SECONDS", 0.05)
    echo = Echo()
    line = ask(
        make(echo), Line(b"a", ends="never"), method="POST", headers=sized(10)
    )
    refused(line, 408)
    assert line.headers["connection"] == "close"
    assert not echo.environs


def test_trickling_does_not_make_it_longer(monkeypatch):
    monkeypatch.setattr(module, "BODY_SECONDS", 0.05)

    class Trickle(Line):
        async def receive(self):
            await asyncio.sleep(0.01)
            return {"type": "http.request", "body": b"a", "more_body": True}

    refused(
        ask(make(Echo()), Trickle(), method="POST", headers=sized(1000)), 408
    )


def test_who_left_half_way_is_not_served():
    echo = Echo()
    line = ask(
        make(echo), Line(b"a", ends="gone"), method="POST", headers=sized(10)
    )
    refused(line, 400)
    assert not echo.environs


@pytest.mark.parametrize("path", ["*", "", "example.org:443"])
def test_what_is_meant_for_a_proxy_is_refused(path):
    echo = Echo()
    refused(ask(make(echo), path=path, method="OPTIONS"), 400)
    assert not echo.environs


@pytest.mark.parametrize("length", [b"ten", b"-1", b"+1", b""])
def test_a_length_that_is_none_is_refused(length):
    refused(
        ask(make(Echo()), method="POST", headers=[(b"content-length", length)]),
        400,
    )


# --- The answer -----------------------------------------------------------------------


def test_long_answer_is_sent_in_pieces():
    text = bytes(range(256)) * 4096
    echo = Echo(text[:100], text[100:])
    line = ask(make(echo))
    assert line.body == text
    assert line.headers["content-length"] == str(len(text))
    pieces = line.sent[1:]
    assert len(pieces) > 10
    assert [piece["more_body"] for piece in pieces] == [True] * (
        len(pieces) - 1
    ) + [False]


def test_short_answer_is_sent_at_once():
    line = ask(make(Echo(b"a" * IN_MEMORY)))
    assert len(line.sent) == 2


def test_length_is_not_said_twice():
    line = ask(make(Echo(b"abc", headers=[("Content-Length", "3")])))
    assert [name for name, _ in line.sent[0]["headers"]] == [b"content-length"]


@pytest.mark.parametrize(
    ("method", "status"), [("HEAD", "200 OK"), ("GET", "304 Not Modified")]
)
def test_answers_without_a_body(method, status):
    line = ask(make(Echo(b"abc", status=status)), method=method)
    assert line.body == b""
    assert "content-length" not in line.headers


def test_request_is_closed_once_however_it_ends():
    echo = Echo()
    ask(make(echo))
    assert echo.closed == 1

    class Breaks(Echo):
        def __iter__(self):
            yield b"half of it"
            raise ValueError(PERSON)

    breaks = Breaks()
    refused(ask(make(breaks)), 500)
    assert breaks.closed == 1


def test_an_error_says_nothing_of_a_person(caplog):
    def fails(environ, start_response):
        raise ValueError(PERSON)

    page = refused(ask(make(fails), query=PERSON.encode()), 500)
    assert PERSON not in page
    assert caplog.records
    for record in caplog.records:
        Impersonal().filter(record)  # as the handler of the settings does
        assert PERSON not in logging.Formatter().format(record)


def test_application_without_a_status_is_an_error():
    refused(ask(make(lambda environ, start_response: [b"abc"])), 500)


# --- Rooms ----------------------------------------------------------------------------


class Held:
    """An application whose pages stay in their thread until they are let go."""

    def __init__(self):
        self.go = threading.Event()

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] != "/quick/":
            assert self.go.wait(20)
        start_response("200 OK", [])
        return [b"ok"]


async def beside_held(front, held, *, path, asks):
    """Hold threads by ``path`` from all sides, then ask for other pages; those are returned."""
    crowd = [Line() for _ in range(20)]
    tasks = [
        asyncio.create_task(front(scope(path), line.receive, line.send))
        for line in crowd
    ]
    await asyncio.sleep(0)
    lines = {}
    try:
        for one in asks:
            lines[one] = Line()
            await front(scope(one), lines[one].receive, lines[one].send)
    finally:
        held.go.set()
        await asyncio.gather(*tasks)
    return lines, crowd


@pytest.fixture
def little_patience(monkeypatch):
    monkeypatch.setattr(module, "OTHER_PATIENCE", 0.3)


def test_full_site_leaves_the_danger_path_free():
    held = Held()
    front = make(held, danger=("/quick/",))
    lines, _ = run(beside_held(front, held, path="/slow/", asks=["/quick/"]))
    assert lines["/quick/"].status == 200


class Stalled(Held):
    """A disk that stands still under whatever asks it; what asks nothing is answered."""

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read()
        if not environ.get(WITHOUT_ROWS):
            assert self.go.wait(20)
        start_response("200 OK", [])
        return [b"told: " + body]


def test_danger_is_answered_beside_a_disk_that_stalls(monkeypatch):
    monkeypatch.setattr(module, "DANGER_SECONDS", 0.2)
    monkeypatch.setattr(module, "DANGER_PATIENCE", 0.2)
    stalled = Stalled()
    front = make(stalled)

    async def tell_many():
        """More than there are threads, all of which stay taken."""
        lines = [Line(b"chest") for _ in range(8)]
        asked = scope(
            "/now/", method="POST", headers=[(b"content-length", b"5")]
        )
        try:
            async with asyncio.timeout(10):
                for line in lines:
                    await front(asked, line.receive, line.send)
        finally:
            stalled.go.set()
        # Those that were given up end too, and are closed.
        await asyncio.sleep(0.2)
        return lines

    for line in run(tell_many()):
        assert (line.status, line.body) == (200, b"told: chest")


def test_full_room_says_so_with_the_number_to_call(little_patience):
    held = Held()
    lines, crowd = run(
        beside_held(make(held), held, path="/slow/", asks=["/quick/"])
    )
    page = refused(lines["/quick/"], 503)
    assert "Wait a few seconds" in page
    assert int(lines["/quick/"].headers["retry-after"]) > 0
    assert {line.status for line in crowd} == {200, 503}


def test_a_slow_reader_holds_no_thread(monkeypatch):
    """More slow readers of a long answer than there are threads: the next one is served."""
    monkeypatch.setattr(module, "SEND_SECONDS", 0.5)
    front = make(Echo(b"a" * 2**20))

    class Stuck(Line):
        async def send(self, message):
            if len(self.sent) > 3:
                await asyncio.Event().wait()
            await super().send(message)

    async def several():
        stuck = [Stuck() for _ in range(20)]
        tasks = [
            asyncio.create_task(front(scope(), one.receive, one.send))
            for one in stuck
        ]
        honest = Line()
        await front(scope(), honest.receive, honest.send)
        assert not any(task.done() for task in tasks)
        # The limit of time ends them all, without an error.
        await asyncio.gather(*tasks)
        return honest

    assert len(run(several()).body) == 2**20


@pytest.fixture
def emergency_number():
    """The site's own; importing it also changes how often threads take turns."""
    before = sys.getswitchinterval()
    from backspasm import asgi

    sys.setswitchinterval(before)
    return asgi.emergency_number


@pytest.mark.parametrize(
    ("cookie", "number"),
    [("country=US", "911"), ("tz=Europe/London", "999"), ("", "112")],
)
def test_number_to_call_is_that_of_the_country(
    emergency_number, cookie, number
):
    assert (
        emergency_number(environ_of(headers=[(b"cookie", cookie.encode())]))
        == number
    )


def test_number_is_112_where_it_cannot_be_told():
    def fails(environ):
        raise OSError

    front = Front(
        Echo(), is_on_danger_path=lambda path: False, emergency_number=fails
    )
    line = ask(front, method="POST", headers=sized(10**9))
    refused(line, 413, "112")


def test_life_of_a_worker(monkeypatch):
    """It says that it is ready, and looks for the socket it listens on only after that."""
    started = []

    async def look(seconds):
        started.append(seconds)

    monkeypatch.setattr(module, "drop_who_does_not_read", look)

    async def live():
        messages = iter(
            [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
        )
        sent = []

        async def receive():
            await asyncio.sleep(0)
            return next(messages)

        async def send(message):
            sent.append(message["type"])

        await make(Echo())({"type": "lifespan"}, receive, send)
        return sent

    assert run(live()) == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
    assert started == [module.SEND_SECONDS]
