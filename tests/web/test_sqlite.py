"""Writers queue."""

import threading
import time

import pytest
from django.db import connection

from backspasm.accounts.models import Owner
from backspasm.web.sqlite import write_transaction


@pytest.mark.django_db(transaction=True)
def test_one_writer_at_a_time():
    inside = 0
    most = 0
    failures: list[Exception] = []

    def write() -> None:
        nonlocal inside, most
        try:
            for _ in range(5):
                with write_transaction():
                    inside += 1
                    most = max(most, inside)
                    Owner.objects.create()
                    time.sleep(0.002)
                    inside -= 1
        except Exception as problem:  # noqa: BLE001 - shown by the assertion below
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failures
    assert Owner.objects.count() == 30
    if connection.vendor == "sqlite":
        assert most == 1


@pytest.mark.django_db(transaction=True)
def test_nested_does_not_wait_for_itself():
    with write_transaction(), write_transaction():
        Owner.objects.create()
    assert Owner.objects.count() == 1


def fail_halfway():
    with write_transaction():
        Owner.objects.create()
        _ = 1 / 0


@pytest.mark.django_db(transaction=True)
def test_failure_rolls_back_and_lets_go():
    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    with write_transaction():
        assert not Owner.objects.exists()


@pytest.mark.django_db
def test_pragmas():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    with connection.cursor() as cursor:
        found = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]
