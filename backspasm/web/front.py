"""What stands between the server and the site, so that one stuck client never holds a thread.

An ASGI application around a WSGI one. It reads the body of a request whole, within a limit of
size and time, before a thread is taken; the thread works the page out; then the answer is
sent while the thread already serves somebody else. The pages of the danger path have threads
of their own. Measured against other ways in docs/adr/0001-server.md.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from functools import partial
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from backspasm.web import pulse
from backspasm.web.listening import drop_who_does_not_read
from backspasm.web.plain_page import ANYWHERE, plain_page
from backspasm.web.rooms import Room, RoomFullError, TooSlowError
from backspasm.web.wsgi_call import (
    IN_MEMORY,
    WITHOUT_ROWS,
    Answer,
    Application,
    Environ,
    build_environ,
    call,
)

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

BODY_LIMIT = 2**20
"""Bytes: the longest form is a hundredth of it."""
BODY_SECONDS = 10.0
"""For the whole body, so that trickling it in does not help."""
BODY_IN_MEMORY = 2**16
SEND_SECONDS = 30.0
"""For each piece of an answer; and for whatever the client's system has not acknowledged."""
SEND_ALL_SECONDS = 600.0
"""For all pieces together: a long export over a very slow line."""
PIECE = 2**14
"""Bytes; the server holds up to 32 pieces for a client that reads slowly."""
WITHOUT_BODY = (204, 304)
RETRY_SECONDS = 5
"""What a browser or a proxy is told to wait when all threads are taken."""

DANGER_THREADS, OTHER_THREADS = 3, 4
DANGER_PATIENCE, OTHER_PATIENCE = 4.0, 2.0
"""Seconds that a request waits for a thread. The phone shows its own copy of a page of the
danger path after four; longer would help nobody."""

DANGER_SECONDS = 2.0
"""For a page of the danger path, in its thread: after that it is answered without the database.
A disk that stalls holds a thread in the kernel, where no limit of a lock or a query ends it."""
SPARE_PATIENCE = 1.0

logger = logging.getLogger(__name__)


class RefusedError(Exception):
    """The request is answered with this status, without asking the site."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Front:
    """The ASGI application: one in each worker process."""

    def __init__(
        self,
        application: Application,
        *,
        is_on_danger_path: Callable[[str], bool],
        emergency_number: Callable[[Environ], str],
    ) -> None:
        """Both functions are also called where the database does not answer."""
        self._application = application
        self._is_on_danger_path = is_on_danger_path
        self._emergency_number = emergency_number
        self._danger_room = Room(
            "danger", threads=DANGER_THREADS, patience=DANGER_PATIENCE
        )
        self._other_room = Room(
            "other", threads=OTHER_THREADS, patience=OTHER_PATIENCE
        )
        # What is answered in it asks no disk, so one thread is enough.
        self._spare_room = Room("spare", threads=1, patience=SPARE_PATIENCE)
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        """One request, or the life of the worker (ASGI 3)."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        try:
            answer = await self._answer(scope, receive)
        except RefusedError as refused:
            answer = self._refusal(scope, refused.status)
        except Exception:
            # The log's filter keeps the frames and drops the words, which may be a person's.
            logger.exception("the front could not answer")
            answer = self._refusal(scope, 500)
        with closing(answer):
            await _send_answer(
                answer, send, with_body=scope["method"] != "HEAD"
            )

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                pulse.begin()
                # The server opens its socket only after this answer.
                task = asyncio.create_task(drop_who_does_not_read(SEND_SECONDS))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        if not scope["raw_path"].startswith(b"/"):
            raise RefusedError(400)  # CONNECT and OPTIONS * are for proxies
        body = await _read_body(scope, receive)
        with closing(body):
            length = body.tell()
            body.seek(0)
            environ = build_environ(scope, body, length)
            try:
                if self._is_on_danger_path(environ["PATH_INFO"]):
                    return await self._answer_in_danger(environ, body.read())
                return await self._other_room.run(self._call(environ))
            except RoomFullError:
                logger.warning("no thread became free for a request")
                raise RefusedError(503) from None

    async def _answer_in_danger(self, environ: Environ, body: bytes) -> Answer:
        """As usual, or within the limit without the database."""
        # Each call has a body of its own: the first may still read when the second begins.
        usual = environ | {"wsgi.input": BytesIO(body)}
        try:
            return await self._danger_room.run(
                self._call(usual),
                seconds=DANGER_SECONDS,
                discard=Answer.close,
            )
        except (RoomFullError, TooSlowError) as late:
            logger.warning(
                "a page of the danger path is late: %s", type(late).__name__
            )
        without = environ | {"wsgi.input": BytesIO(body), WITHOUT_ROWS: True}
        return await self._spare_room.run(self._call(without))

    def _call(self, environ: Environ) -> Callable[[], Answer]:
        return partial(call, self._application, environ)

    def _refusal(self, scope: Scope, status: int) -> Answer:
        answer = Answer()
        answer.write(plain_page(status, self._number(scope)))
        answer.body.seek(0)
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            (
                "Content-Security-Policy",
                "default-src 'none'; frame-ancestors 'none'",
            ),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        if status == 503:
            headers.append(("Retry-After", str(RETRY_SECONDS)))
        elif status < 500:
            # The rest of its body is not waited for.
            headers.append(("Connection", "close"))
        answer.start_response(str(status), headers)
        return answer

    def _number(self, scope: Scope) -> str:
        try:
            return self._emergency_number(build_environ(scope, BytesIO(), 0))
        except Exception:
            logger.exception("no emergency number for a refused request")
            return ANYWHERE


async def _read_body(scope: Scope, receive: Receive) -> IO[bytes]:
    """All of the body, the position behind its last byte.

    Raises RefusedError: 413 when it is or says it is too long, 408 when it comes too slowly,
    400 when the client left.
    """
    body = SpooledTemporaryFile(max_size=BODY_IN_MEMORY)  # noqa: SIM115
    try:
        if _announces_body(scope):
            async with asyncio.timeout(BODY_SECONDS):
                await _read_parts(receive, body)
    except TimeoutError:
        body.close()
        raise RefusedError(408) from None
    except BaseException:
        body.close()
        raise
    return body


def _announces_body(scope: Scope) -> bool:
    """Raises RefusedError when what is announced is too long."""
    announced = False
    for name, value in scope["headers"]:
        if name == b"content-length":
            if not value.isdigit():
                raise RefusedError(400)
            if int(value) > BODY_LIMIT:
                raise RefusedError(413)
        announced = announced or name in (
            b"content-length",
            b"transfer-encoding",
        )
    return announced


async def _read_parts(receive: Receive, body: IO[bytes]) -> None:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RefusedError(400)
        body.write(message.get("body", b""))
        if body.tell() > BODY_LIMIT:
            raise RefusedError(413)
        more = message.get("more_body", False)


async def _send_answer(
    answer: Answer,
    send: Send,
    *,
    with_body: bool,
) -> None:
    """Send it within the limits of time; a client that left or does not read is given up."""
    headers = [
        (n.lower().encode("latin-1"), v.encode("latin-1"))
        for n, v in answer.headers
    ]
    with_body = with_body and answer.status not in WITHOUT_BODY
    if with_body and not any(name == b"content-length" for name, _ in headers):
        headers.append((b"content-length", str(answer.size).encode()))
    await send(
        {
            "type": "http.response.start",
            "status": answer.status,
            "headers": headers,
        }
    )
    if not with_body:
        await send({"type": "http.response.body"})
    elif answer.size <= IN_MEMORY:
        await send({"type": "http.response.body", "body": answer.body.read()})
    else:
        await _send_pieces(answer, send)


async def _send_pieces(answer: Answer, send: Send) -> None:
    try:
        async with asyncio.timeout(SEND_ALL_SECONDS):
            while piece := answer.body.read(PIECE):
                more = answer.body.tell() < answer.size
                async with asyncio.timeout(SEND_SECONDS):
                    await send(
                        {
                            "type": "http.response.body",
                            "body": piece,
                            "more_body": more,
                        }
                    )
    except TimeoutError:
        logger.info("a client did not read a long answer in time")
