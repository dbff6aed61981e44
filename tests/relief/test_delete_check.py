"""Delete now: the check in progress goes, nothing else, and Undo brings it back."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.assessments.models import Assessment
from backspasm.episodes.models import Episode
from backspasm.relief.models import RunningSession
from tests.assessments.walking import answer_all
from tests.relief.lying import lie_down

pytestmark = pytest.mark.django_db
DELETE = "/check/delete/"
SAID = "Deleted: the answers of this check."


def undo_of(page: str) -> str:
    return page.partition('action="/check/restore/')[2].partition('"')[0]


def delete(client: Client) -> str:
    return client.post(DELETE, follow=True).content.decode()


def test_only_the_check_in_progress(client):
    answer_all(client)
    client.post("/check/log/")
    client.post("/check/restart/")
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    assert Assessment.objects.count() == 2
    page = delete(client)
    assert SAID in page
    left = Assessment.objects.of(Owner.objects.get()).get()
    assert left.closed is not None
    assert left.episode == Episode.objects.get()


def test_undo(client):
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    before = Assessment.objects.get()
    page = delete(client)
    assert client.get("/check/")["Location"] == "/check/danger-now/"
    assert (
        client.post(f"/check/restore/{undo_of(page)}")["Location"] == "/check/"
    )
    after = Assessment.objects.get()
    assert after.deleted_at is None
    assert (after.answers, after.changed) == (before.answers, before.changed)
    assert (
        client.get("/check/", follow=True).redirect_chain[-1][0]
        == "/check/age/"
    )


def test_undo_twice_is_undo_once(client):
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    url = f"/check/restore/{undo_of(delete(client))}"
    assert client.post(url).status_code == client.post(url).status_code == 302
    assert Assessment.objects.of(Owner.objects.get()).count() == 1


def test_another_check_was_begun_since(client):
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    url = f"/check/restore/{undo_of(delete(client))}"
    client.post("/check/danger-now/", {"danger-now": ["chest"]})
    page = client.post(url, follow=True).content.decode()
    assert "You have begun another check since." in page
    assert Assessment.objects.of(Owner.objects.get()).get().level == "EMERGENCY"


def test_the_position_goes_on(client):
    lie_down(client)
    delete(client)
    assert RunningSession.objects.get().ended is None
    # The danger signs come first again.
    assert client.get("/session/")["Location"] == "/now/"


def test_nothing_to_delete(client):
    assert "There was no check to delete." in delete(client)


def test_nobody_elses(client, visitor, member):
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    number = Assessment.objects.get().pk
    for other in (visitor, member):
        delete(other)
        assert other.post(f"/check/restore/{number}/").status_code == 404
        assert SAID not in other.get(f"/?deleted={number}").content.decode()
    delete(client)
    for other in (visitor, member):
        assert other.post(f"/check/restore/{number}/").status_code == 404
        assert SAID not in other.get(f"/?deleted={number}").content.decode()


def test_after_a_day_it_is_gone(client):
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    page = delete(client)
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        call_command("purge", verbosity=0)
        assert Assessment.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert client.post(f"/check/restore/{undo_of(page)}").status_code == 404
        call_command("purge", verbosity=0)
        assert not Assessment.objects.exists()


def test_what_was_deleted_takes_no_answer_from_another_tab(client):
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    delete(client)
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    assert Assessment.objects.filter(deleted_at=None).count() == 1


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "", "1e3"])
def test_an_address_that_names_no_check(client, number):
    assert client.get(f"/?deleted={number}").status_code == 200


def test_it_is_a_post(client):
    assert client.get(DELETE)["Location"] == "/check/"
