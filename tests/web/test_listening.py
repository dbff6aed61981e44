"""Who reads nothing is dropped by the system: the server itself would wait for ever."""

import asyncio
import socket
import sys

import pytest

from backspasm.web import listening
from backspasm.web.listening import drop_who_does_not_read
from tests.looping import run

linux = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux has the option"
)


def limit_of(line):
    return line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)


@linux
def test_connections_inherit_the_limit():
    with socket.create_server(("127.0.0.1", 0)) as server:
        run(drop_who_does_not_read(7))
        assert limit_of(server) == 7000
        with socket.create_connection(server.getsockname()) as client:
            line, _ = server.accept()
            with line:
                assert limit_of(line) == 7000
            assert limit_of(client) == 0


@linux
def test_waits_until_something_listens(monkeypatch):
    monkeypatch.setattr(listening, "PAUSE", 0.01)

    async def server_comes_later():
        looking = asyncio.create_task(drop_who_does_not_read(7))
        await asyncio.sleep(0)
        with socket.create_server(("127.0.0.1", 0)) as server:
            await looking
            return limit_of(server)

    # Another test's server may listen too.
    assert run(server_comes_later()) in (0, 7000)


def test_does_nothing_where_the_system_tells_no_open_files(
    monkeypatch, tmp_path
):
    monkeypatch.setattr(listening, "OPEN_FILES", tmp_path / "none")
    with socket.create_server(("127.0.0.1", 0)) as server:
        run(drop_who_does_not_read(7))
        assert limit_of(server) == 0
