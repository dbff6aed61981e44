"""What nobody uses any more goes by itself."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner, Session, User
from backspasm.assessments.models import Assessment
from backspasm.episodes.models import Reading
from backspasm.privacy import erase
from backspasm.privacy.erase import purge
from tests.people import a_check, a_reading, guest_of, make_guest

pytestmark = pytest.mark.django_db


def aged(days, **fields):
    moment = timezone.now() - timedelta(days=days)
    return Owner.objects.create(created=moment, last_active=moment, **fields)


def test_idle_guests_go(monkeypatch):
    monkeypatch.setattr(erase, "BATCH", 2)
    for _ in range(5):
        a_check(aged(31))
    fresh = aged(29)
    a_check(fresh)
    assert purge()["guests"] == 5
    assert Assessment.objects.get().owner == fresh


def test_people_with_an_account_stay(user):
    a_check(aged(400, user=user))
    waits = aged(
        400, claimed_by=User.objects.create_user("other@example.org", "x")
    )
    assert purge()["guests"] == 0
    assert Owner.objects.filter(pk=waits.pk).exists()


def test_coming_back_starts_the_days_again(visitor):
    guest = make_guest(visitor)
    long_ago = timezone.now() - timedelta(days=29)
    Owner.objects.update(created=long_ago, last_active=long_ago)
    visitor.get("/check/danger-now/")
    assert purge(now=timezone.now() + timedelta(days=2))["guests"] == 0
    assert Owner.objects.filter(pk=guest.pk).exists()


def test_old_bins_go(user):
    owner = Owner.objects.create(user=user)
    old, new = a_reading(owner), a_reading(owner)
    for reading, days in ((old, 31), (new, 29)):
        reading.deleted_at = timezone.now() - timedelta(days=days)
        reading.save()
    assert purge()["binned rows"] == 1
    assert Reading.objects.get() == new


def test_sign_ups_never_confirmed_go():
    long_ago = timezone.now() - timedelta(days=31)
    never = User.objects.create_user(
        "never@example.org", "x", date_joined=long_ago
    )
    EmailAddress.objects.create(
        user=never, email=never.email, primary=True, verified=False
    )
    made_up = User.objects.create_user(
        "demo@example.org", None, date_joined=long_ago
    )
    seen = User.objects.create_user(
        "seen@example.org", "x", date_joined=long_ago, last_login=long_ago
    )
    EmailAddress.objects.create(
        user=seen, email=seen.email, primary=True, verified=False
    )
    assert purge()["accounts never confirmed"] == 1
    assert set(User.objects.all()) == {made_up, seen}


def test_ended_sign_ins_go(user):
    Client().force_login(user)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    Client().force_login(user)
    assert purge()["ended sign-ins"] == 1
    assert Session.objects.count() == 1


def test_what_waited_for_a_sign_in_goes_after_its_hour(user):
    reading = a_reading(Owner.objects.create(user=user))
    browser, late = Client(), Client()
    for one in (browser, late):
        make_guest(one)
        one.post(f"/episodes/reading/{reading.pk}/", {"note": "in the car"})
    assert purge()["entries that waited for a sign-in"] == 0
    assert browser.session["waiting"]["fields"] == {"note": ["in the car"]}
    in_time = timezone.now() + timedelta(hours=2)
    assert purge(now=in_time)["entries that waited for a sign-in"] == 2
    for one in (browser, late):
        assert "waiting" not in one.session
        assert guest_of(one) is not None, "the rest of the session stays"


def test_command_says_numbers_only(capsys):
    a_check(aged(31))
    call_command("purge")
    said = capsys.readouterr().out
    assert "guests: 1" in said
    assert "@" not in said


def test_half_a_list_of_the_floor_goes_after_its_hour(client):
    client.post("/now/", {"danger-now": "none"})
    client.post("/now/ask/", {"asked": "age", "age": "age-18-39"})
    seen = {"asked": "urgent", "seen": "weak-limb", "urgent": ["fever"]}
    client.post("/now/ask/", seen)
    assert purge()["entries that waited for a sign-in"] == 0
    assert client.session["portions"]["urgent"]["ticked"] == ["fever"]
    assert (
        purge(now=timezone.now() + timedelta(hours=2))[
            "entries that waited for a sign-in"
        ]
        == 1
    )
    assert "portions" not in client.session
