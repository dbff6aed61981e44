"""Every wait for the database has an end. The limits are the requirement, not the machine's."""

import fcntl
import sqlite3
import time
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection

from backspasm.accounts.models import Owner
from backspasm.web import timeouts
from backspasm.web.sqlite import write_transaction

SOON = 0.9
"""Seconds: what the danger path has for all of an answer."""

pytestmark = pytest.mark.django_db(transaction=True)


def name() -> str:
    return str(connection.settings_dict["NAME"])


def write() -> None:
    with write_transaction():
        Owner.objects.create()


def test_no_limit_outside_a_request():
    assert timeouts.left() is None


def test_a_request_that_turns_out_to_be_on_the_danger_path():
    with timeouts.limited():
        assert timeouts.left() == timeouts.USUAL.each
        timeouts.shorten(timeouts.DANGER_PATH)
        assert timeouts.left() <= timeouts.DANGER_PATH.each
        with timeouts.limited(timeouts.USUAL):
            assert timeouts.left() == timeouts.USUAL.each
        assert timeouts.left() <= timeouts.DANGER_PATH.each
    assert timeouts.left() is None


def test_all_waits_together_have_a_limit():
    with timeouts.limited(timeouts.Limit(each=5, together=0)):
        assert timeouts.left() == timeouts.SHORTEST


@pytest.fixture
def sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")


@pytest.fixture
def other(sqlite: None) -> Iterator[sqlite3.Connection]:
    """Another program that has the file open."""
    found = sqlite3.connect(name())
    yield found
    found.rollback()
    found.close()


def test_the_queue_of_writers(sqlite):
    with open(f"{name()}.lock", "w") as held:  # noqa: PTH123
        fcntl.flock(held, fcntl.LOCK_EX)
        begun = time.monotonic()
        with (
            timeouts.limited(timeouts.DANGER_PATH),
            pytest.raises(OperationalError),
        ):
            write()
        assert time.monotonic() - begun < SOON
    write()  # whoever gave up holds no place in the queue
    assert Owner.objects.count() == 1


def test_a_queue_that_cannot_be_opened_is_a_fault_of_the_database(
    sqlite, monkeypatch
):
    monkeypatch.setattr(
        "backspasm.web.sqlite._lock_file", lambda: "/no/such/folder/x.lock"
    )
    with pytest.raises(OperationalError):
        write()


@pytest.mark.parametrize("held", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_another_program_holds_the_file(other, held):
    Owner.objects.count()  # the connection is open, as on a site that runs
    other.execute(held)
    begun = time.monotonic()
    with timeouts.limited():
        timeouts.shorten(timeouts.DANGER_PATH)
        with pytest.raises(OperationalError):
            write()
    assert time.monotonic() - begun < SOON
    other.rollback()
    write()


def test_a_connection_opened_on_the_danger_path_knows_its_limit(other):
    other.execute("BEGIN EXCLUSIVE")
    connection.close()
    begun = time.monotonic()
    with timeouts.limited():
        timeouts.shorten(timeouts.DANGER_PATH)
        with pytest.raises(OperationalError):
            write()
    assert time.monotonic() - begun < SOON
    other.rollback()
    # The next request of this thread has its own limit.
    with timeouts.limited():
        limit = connection.connection.execute("PRAGMA busy_timeout").fetchone()[
            0
        ]
        assert limit == timeouts.USUAL.each * 1000
