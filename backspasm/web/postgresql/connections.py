"""Connections that do not wait for ever for a server that has stopped answering."""

from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout

from backspasm.web import timeouts

Result = TypeVar("Result")
SLACK = 0.1
"""Seconds that the server's own limit, which ends a statement cleanly, comes before ours."""


class LimitedConnection(psycopg.Connection[Any]):
    """Gives up on a server that neither answers nor hangs up, and is closed then."""

    def wait(
        self,
        gen: PQGen[Result],
        interval: float = 0.1,
        timeout: float | None = None,
    ) -> Result:
        """Raises OperationalError once the time of :func:`timeouts.left` is over."""
        seconds = timeouts.left()
        if timeout is None and seconds is not None:
            timeout = seconds + SLACK
        try:
            return super().wait(gen, interval, timeout)
        except _WaitTimeout:
            # A statement may still be running on it: nobody can use it any more.
            self.pgconn.finish()
            raise
