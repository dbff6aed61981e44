"""One call of a WSGI application: the body is here before it begins, the answer is kept whole.

So the application waits for nobody's line, and a thread is taken for no longer than the page
needs, however slowly the client sends or reads.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any
from urllib.parse import unquote_to_bytes

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
ErrorInfo = tuple[type[BaseException], BaseException, TracebackType]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

WITHOUT_ROWS = "backspasm.without_rows"
"""In the environment of a request that is to be answered without the database. No client can set
it: what comes from a header begins with ``HTTP_``."""
IN_MEMORY = 2**18
"""Bytes of an answer kept in memory: every page is shorter. A long export goes to a file."""


class Answer:
    """What a WSGI application answered. Close it once it was sent."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: Headers = []
        self.size = 0
        self.body: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115

    def start_response(
        self,
        status: str,
        headers: Headers,
        exc_info: ErrorInfo | None = None,
    ) -> Callable[[bytes], None]:
        """``start_response`` of PEP 3333. Nothing was sent yet, so it may be called again."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = headers
        return self.write

    def write(self, part: bytes) -> None:
        """Keep one more part of the body."""
        self.size += len(part)
        self.body.write(part)

    def close(self) -> None:
        """Let go of the memory, or of the temporary file."""
        self.body.close()


def call(application: Application, environ: Environ) -> Answer:
    """Run the application to its end in this thread, and rewind what it wrote.

    Raises whatever it raises, and RuntimeError when it answered without a status.
    """
    answer = Answer()
    try:
        parts = application(environ, answer.start_response)
        try:
            for part in parts:
                answer.write(part)
        finally:
            if hasattr(parts, "close"):
                # Django ends the request here and gives back its connections.
                parts.close()
        if not answer.status:
            raise RuntimeError("the application answered without a status")
    except BaseException:
        answer.close()
        raise
    answer.body.seek(0)
    return answer


def build_environ(
    scope: Mapping[str, Any],
    body: IO[bytes],
    length: int,
) -> Environ:
    """The WSGI environment (PEP 3333) of an ASGI request with a body of ``length`` bytes."""
    server_name, server_port = scope["server"]
    client_address, client_port = scope["client"]
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path_of(scope),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server_name,
        "SERVER_PORT": str(server_port),
        "REMOTE_ADDR": client_address,
        "REMOTE_PORT": str(client_port),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add_header(environ, name, value)
    # Counted, not believed; and a body that came in chunks is no longer in chunks.
    environ["CONTENT_LENGTH"] = str(length)
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return environ


def path_of(scope: Mapping[str, Any]) -> str:
    """The path as WSGI has it: one letter for each byte, whether or not they are UTF-8."""
    return unquote_to_bytes(scope["raw_path"]).decode("latin-1")


def _add_header(
    environ: Environ,
    raw_name: bytes,
    raw_value: bytes,
) -> None:
    if b"_" in raw_name:
        # X_Forwarded_For would pass for the X-Forwarded-For that the proxy wrote.
        return
    name = raw_name.decode("latin-1").upper().replace("-", "_")
    if name != "CONTENT_TYPE":
        name = f"HTTP_{name}"
    value = raw_value.decode("latin-1")
    if name in environ:
        # Headers of one name are one list (RFC 9110, 5.3), of cookies with semicolons.
        separator = "; " if name == "HTTP_COOKIE" else ","
        value = f"{environ[name]}{separator}{value}"
    environ[name] = value
