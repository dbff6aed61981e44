"""Writes on SQLite: one at a time, in the order they came."""

import fcntl
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache

from django.db import OperationalError, connection, transaction

from backspasm.web import timeouts

WAITERS = 32
"""More requests than a worker has threads; each waits in one of these at most."""


@contextmanager
def write_transaction() -> Iterator[None]:
    """An atomic block that queues behind other writers of the same SQLite file.

    SQLite lets writers poll for its lock, and with many threads some wait far too long.
    A file lock in front makes them a queue. On other databases, and inside a transaction
    that already runs, this is `transaction.atomic()`.

    Raises OperationalError when the turn does not come in time.
    """
    with _writers_queue(), transaction.atomic():
        yield


@contextmanager
def _writers_queue() -> Iterator[None]:
    file = _lock_file()
    if file is None or connection.in_atomic_block:
        yield
        return
    # Opened anew each time: a lock belongs to the opening, so threads exclude each other.
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as problem:
        raise OperationalError(
            "the queue of writers cannot be opened"
        ) from problem
    _lock(descriptor)
    try:
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Lock a file for this writer; closes it and raises OperationalError when others take long."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pass
    else:
        return
    # Trying again and again would let some starve, and a wait in the kernel has no end of its
    # own: a thread waits there, in the kernel's queue, and we wait for the thread.
    turn = _waiters().submit(fcntl.flock, descriptor, fcntl.LOCK_EX)
    try:
        turn.result(timeouts.left())
    except TimeoutError as late:
        turn.add_done_callback(lambda _turn: os.close(descriptor))
        turn.cancel()
        raise OperationalError("other writers took too long") from late


@cache
def _waiters() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(WAITERS, thread_name_prefix="writers-queue")


def _lock_file() -> str | None:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or "memory" in name:
        return None
    return f"{name}.lock"
