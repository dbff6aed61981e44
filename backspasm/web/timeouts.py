"""How long a request waits for the database: every wait has an end.

A request waits for a connection of the pool, for a lock, for the queue of writers, or for a
server that has stopped answering. Each of these asks :func:`left` how long it may take.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Limit:
    """Seconds: for each single wait, and for all waits of one request together."""

    each: float
    together: float


USUAL = Limit(each=4, together=8)
"""A page that only has a person's rows to show is worth a wait, but not a worker's thread."""
DANGER_PATH = Limit(each=0.3, together=0.6)
"""Whoever ticks a danger sign is answered within a second, kept or not."""
SHORTEST = 0.02


@dataclass(slots=True)
class _Spent:
    limit: Limit
    until: float


_now: ContextVar[_Spent | None] = ContextVar("database_waits", default=None)


@contextmanager
def limited(limit: Limit = USUAL) -> Iterator[None]:
    """Within this block waits for the database keep to `limit`."""
    token = _now.set(_Spent(limit, time.monotonic() + limit.together))
    _tell_open_connection()
    try:
        yield
    finally:
        _now.reset(token)
        _tell_open_connection()


def shorten(limit: Limit) -> None:
    """From here on this request keeps to `limit`: it turned out to be on the danger path."""
    spent = _now.get()
    if spent is not None:
        spent.limit = limit
        spent.until = min(spent.until, time.monotonic() + limit.together)
    _tell_open_connection()


def left() -> float | None:
    """Seconds that the wait which begins now may take; never nought, so that a try is made.

    ``None`` outside a request: a command may take as long as it needs.
    """
    spent = _now.get()
    if spent is None:
        return None
    return max(SHORTEST, min(spent.limit.each, spent.until - time.monotonic()))


def _tell_open_connection() -> None:
    """Tell a connection that outlives its request how long it may wait for a lock.

    SQLite keeps one for each thread. Those of PostgreSQL come from the pool, request by
    request, and are told when they are handed out. Between requests nothing waits.
    """
    seconds = left()
    if (
        seconds is None
        or connection.vendor != "sqlite"
        or connection.connection is None
    ):
        return
    connection.connection.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")
