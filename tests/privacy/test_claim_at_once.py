"""Two sign-ins at the very same moment, with real transactions."""

import threading

import pytest
from django.db import connection

from backspasm.accounts.models import Owner, User
from backspasm.accounts.owners import GUEST_KEY
from backspasm.episodes.models import Reading
from backspasm.privacy import claim
from tests.people import a_check, a_reading


@pytest.mark.django_db(transaction=True)
def test_one_of_many_gets_it_all():
    guest = Owner.objects.create()
    a_check(guest)
    a_reading(guest)
    number = guest.pk
    users = [User.objects.create_user(f"kim{n}@example.org") for n in range(6)]
    kept, failed = [], []
    start = threading.Barrier(len(users))

    class Request:
        def __init__(self):
            self.session = {GUEST_KEY: number}

    def run(user):
        try:
            start.wait()
            kept.append(claim.carry_over(Request(), user))
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert [bool(one) for one in kept].count(True) == 1
    owner = Reading.objects.get().owner
    assert owner.user in users
    assert owner.assessments.count() == 1
    assert not Owner.objects.guests().exists()
