"""The real site beside stuck clients; all kinds of them are in `tests.torture.neighbours`."""

import socket

import pytest

from tests.torture.neighbours import DANGER, EXPORT, people, visit
from tests.torture.site import running
from tests.torture.stuck import PROMISES, reads_slowly, stuck

NUMBER = 30
SECONDS = 3.0
MEDIAN, WORST = 2.0, 8.0
"""Seconds. Generous, for other tests run beside this one; who is stuck waits for ever."""


@pytest.fixture(scope="module")
def site():
    with running("sqlite", quiet=True) as served:
        yield served


@pytest.fixture(scope="module")
def session(site):
    return people(site)


@pytest.mark.parametrize("kind", ["promises", "reads slowly"])
def test_danger_path_stays_open(site, session, kind):
    habit = PROMISES if kind == "promises" else reads_slowly(EXPORT, session)
    with stuck(site.port, habit, NUMBER):
        waits = visit(site.port, session, SECONDS)
    late = {
        path: str(waits[path])
        for path in DANGER
        if not waits[path].within(MEDIAN, WORST)
    }
    assert late == {}


def raw(site, request):
    """What the site answers to these bytes: the status line, and the rest."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as line:
        line.sendall(request)
        answer = b""
        while part := line.recv(65536):
            answer += part
    status, _, rest = answer.partition(b"\r\n")
    return int(status.split()[1]), rest


@pytest.mark.parametrize(
    "target",
    [
        b"/\xff", b"/%ff%fe/", b"/%00/", b"/now/?a=%ff%00", b"/now/?\xff=\xfe", b"/%", b"/?%",
        b"/?a=%zz&&=&;", b"//etc/passwd", b"/static/../../etc/passwd", b"/static/%2e%2e/%2e%2e/x",
        b"/\xf0\x9f\x98\x80/", b"http://example.org/", b"*", b"/a b", b"/?q=\"<>\\^`{|}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", [b"GET", b"CONNECT"])
def test_odd_requests_are_never_an_error_of_the_site(site, method, target):
    head = b"%b %b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" % (
        method,
        target,
    )
    status, _ = raw(site, head)
    assert 200 <= status < 500
    assert method == b"GET" or status >= 400


def test_upload_is_refused_before_it_is_sent(site):
    head = (
        b"POST /now/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n"
    )
    status, rest = raw(site, head + b"Cookie: country=US\r\n\r\n")
    assert status == 413
    assert b'href="tel:911"' in rest


@pytest.mark.slow
def test_stops_beside_stuck_clients():
    with running("sqlite", quiet=True) as site, stuck(site.port, PROMISES, 5):
        site.process.terminate()
        assert site.process.wait(20) == 0
