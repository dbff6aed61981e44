"""Writes on SQLite: one at a time, in the order they came."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def write_transaction() -> Iterator[None]:
    """An atomic block that queues behind other writers of the same SQLite file.

    SQLite lets writers poll for its lock, and with many threads some wait far too long.
    A file lock in front makes them a queue. On other databases, and inside a transaction
    that already runs, this is `transaction.atomic()`.
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
    descriptor = os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _lock_file() -> str | None:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or "memory" in name:
        return None
    return f"{name}.lock"
