"""What a guest did moves into the account: all of it, once, and to nobody else."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner, Profile, User
from backspasm.accounts.owners import GUEST_KEY
from backspasm.assessments.models import Assessment
from backspasm.episodes.models import Diary, Episode, Reading
from backspasm.privacy import claim
from backspasm.privacy.rows import OWNED, rows_of
from tests.people import (
    PASSWORD,
    a_check,
    a_reading,
    fill,
    guest_of,
    make_guest,
    sign_in,
    sign_up,
    signed_in_as,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(visitor):
    return make_guest(visitor)


def owner_of(user):
    return Owner.objects.get(user=user)


def plant(client, key):
    """Put somebody else's session id into a browser."""
    client.cookies["sessionid"] = key


def test_sign_up_keeps_everything(visitor, guest):
    a_reading(guest)
    answer = sign_up(visitor)
    assert answer.status_code == 302
    user = signed_in_as(visitor)
    assert Assessment.objects.of(owner_of(user)).current() is not None
    assert Reading.objects.of(owner_of(user)).count() == 1
    assert not Owner.objects.guests().exists()
    page = visitor.get("/accounts/data/").content.decode()
    assert "Now kept in your account: 1 check, 1 episode, 1 reading." in page


def test_sign_in_keeps_everything(visitor, guest, user):
    a_reading(guest)
    sign_in(visitor)
    assert Assessment.objects.of(owner_of(user)).count() == 1
    assert Reading.objects.of(owner_of(user)).count() == 1
    assert not Owner.objects.filter(pk=guest.pk).exists()


def test_every_kind_moves(user):
    guest, target = Owner.objects.create(), Owner.objects.create(user=user)
    fill(guest)
    before = {label: rows_of(label, guest).count() for label in OWNED}
    assert all(before.values())
    number = guest.pk
    claim.claim(guest=guest, target=target)
    assert {label: rows_of(label, target).count() for label in OWNED} == before
    assert not Owner.objects.filter(pk=number).exists()
    diary = Diary.objects.get(owner=target)
    assert diary.episode_count == Episode.objects.of(target).count()


def test_what_the_account_had_stays(visitor, guest, user):
    target = Owner.objects.create(user=user)
    old = a_check(target, closed=timezone.now() + timedelta(seconds=1))
    sign_in(visitor)
    assert set(Assessment.objects.of(target)) > {old}


def test_nothing_to_keep_says_nothing(visitor, user):
    sign_in(visitor)
    assert "Now kept" not in visitor.get("/accounts/data/").content.decode()


def test_all_or_nothing(visitor, guest, user, monkeypatch):
    a_reading(guest)

    def broken(**kwargs):
        raise RuntimeError("no")

    monkeypatch.setattr(claim, "move_diary", broken)
    with pytest.raises(RuntimeError):
        sign_in(visitor)
    assert Assessment.objects.of(guest).exists()
    assert Reading.objects.of(guest).exists()
    assert guest_of(visitor) == guest
    monkeypatch.undo()
    sign_in(visitor)
    assert Reading.objects.of(owner_of(user)).exists()


# --- checks and profiles that meet -------------------------------------------------


@pytest.mark.parametrize("guest_is_newer", [True, False])
def test_newer_check_stays_open(user, guest_is_newer):
    now = timezone.now()
    guest, target = Owner.objects.create(), Owner.objects.create(user=user)
    theirs = a_check(guest, started=now, changed=now)
    shift = timedelta(hours=-1 if guest_is_newer else 1)
    mine = a_check(target, started=now - timedelta(days=1), changed=now + shift)
    claim.claim(guest=guest, target=target)
    stays, goes = (theirs, mine) if guest_is_newer else (mine, theirs)
    assert Assessment.objects.of(target).current() == stays
    goes.refresh_from_db()
    assert goes.closed is not None
    assert goes.owner == target


@pytest.mark.parametrize("guest_is_newer", [True, False])
def test_newer_profile_stays(user, guest_is_newer):
    now = timezone.now()
    guest, target = Owner.objects.create(), Owner.objects.create(user=user)
    Profile.objects.create(owner=guest, country="FR", changed=now)
    shift = timedelta(hours=-1 if guest_is_newer else 1)
    Profile.objects.create(owner=target, country="GB", changed=now + shift)
    claim.claim(guest=guest, target=target)
    assert Profile.objects.get(owner=target).country == (
        "FR" if guest_is_newer else "GB"
    )


def test_same_form_sent_signed_out_and_signed_in(user):
    guest, target = Owner.objects.create(), Owner.objects.create(user=user)
    theirs, mine = a_reading(guest), a_reading(target)
    for reading in (theirs, mine):
        Reading.objects.filter(pk=reading.pk).update(key=uuid.UUID(int=7))
    Episode.objects.filter(owner=target).update(
        end=timezone.now() + timedelta(hours=1)
    )
    claim.claim(guest=guest, target=target)
    assert Reading.objects.of(target).count() == 2


# --- someone else wants it ---------------------------------------------------------


def test_planted_session_does_not_let_the_planter_in(user, visitor):
    """An attacker gives a victim the id of a session of theirs, and waits for the sign-in."""
    attacker = Client()
    make_guest(attacker)
    key = attacker.session.session_key
    plant(visitor, key)
    sign_in(visitor)
    assert visitor.session.session_key != key
    assert signed_in_as(visitor) == user
    plant(attacker, key)
    assert signed_in_as(attacker) is None
    assert guest_of(attacker) is None
    assert attacker.get("/accounts/").status_code == 302


def test_planted_session_does_not_show_a_new_guest(visitor):
    """The session changes its id when a guest's first answer is kept in it."""
    attacker = Client()
    session = attacker.session
    session["planted"] = True
    session.save()
    plant(visitor, session.session_key)
    guest = make_guest(visitor)
    assert visitor.session.session_key != session.session_key
    plant(attacker, session.session_key)
    assert guest_of(attacker) != guest


def test_invented_session_id_is_not_taken(visitor):
    plant(visitor, "a" * 32)
    make_guest(visitor)
    assert visitor.session.session_key != "a" * 32


@pytest.mark.parametrize(
    "field", ["guest_owner", "owner", "owner_id", "guest", "claimed_by"]
)
def test_forged_owner_id_is_ignored(guest, user, field):
    """Neither the form nor a cookie can name a guest: only the session can."""
    thief = Client()
    thief.cookies[field] = str(guest.pk)
    thief.post(
        f"/accounts/login/?{field}={guest.pk}",
        {"login": user.email, "password": PASSWORD, field: guest.pk},
        headers={"X-Guest-Owner": str(guest.pk)},
    )
    assert signed_in_as(thief) == user
    assert Owner.objects.guests().get() == guest
    assert not Assessment.objects.of(owner_of(user)).exists()


@pytest.mark.parametrize("forged", ["1", [1], {"pk": 1}, -1, 10**12, True])
def test_nonsense_in_a_session_claims_nothing(visitor, user, forged):
    session = visitor.session
    session[GUEST_KEY] = forged
    session.save()
    assert sign_in(visitor).status_code == 302
    assert GUEST_KEY not in visitor.session


def test_account_of_another_is_no_guest(visitor, user):
    """Even a session that names another user's owner claims nothing."""
    other = Owner.objects.create(
        user=User.objects.create_user("other@example.org", "x")
    )
    a_check(other)
    session = visitor.session
    session[GUEST_KEY] = other.pk
    session.save()
    sign_in(visitor)
    assert Assessment.objects.of(other).count() == 1
    assert not Assessment.objects.of(owner_of(user)).exists()


def test_guest_that_waits_for_another_is_no_guest(visitor, user):
    other = User.objects.create_user("other@example.org", "x")
    waits = Owner.objects.create(claimed_by=other)
    a_reading(waits)
    session = visitor.session
    session[GUEST_KEY] = waits.pk
    session.save()
    sign_in(visitor)
    assert Reading.objects.of(waits).count() == 1
    assert not Reading.objects.of(owner_of(user)).exists()


def test_next_person_in_the_same_browser_gets_nothing(visitor, guest, user):
    other = User.objects.create_user("other@example.org", PASSWORD)
    sign_in(visitor)
    visitor.post("/accounts/logout/")
    assert guest_of(visitor) is None
    sign_in(visitor, "other@example.org")
    assert signed_in_as(visitor) == other
    assert not Assessment.objects.of(owner_of(other)).exists()
    assert Assessment.objects.of(owner_of(user)).count() == 1


def test_after_sign_out_the_check_is_not_shown(visitor, guest, user):
    sign_in(visitor)
    visitor.post("/accounts/logout/")
    assert (
        "Delete now" not in visitor.get("/check/danger-now/").content.decode()
    )


def test_copied_cookie_after_the_claim_is_worth_nothing(visitor, guest, user):
    old = visitor.session.session_key
    sign_in(visitor)
    thief = Client()
    plant(thief, old)
    assert guest_of(thief) is None
    assert sign_up(thief, email="thief@example.org").status_code == 302
    assert not Assessment.objects.of(owner_of(signed_in_as(thief))).exists()


def test_wrong_password_claims_nothing(visitor, guest, user):
    sign_in(visitor, password="wrong")
    assert guest_of(visitor) == guest
    assert Assessment.objects.of(guest).count() == 1


def test_claimed_once_by_whoever_came_first(visitor, guest, user):
    """Two sign-ins at once from one browser: the second finds no guest any more."""
    other = User.objects.create_user("other@example.org", "x")

    class Request:
        def __init__(self):
            self.session = {GUEST_KEY: guest.pk}

    assert claim.carry_over(Request(), user)
    assert not claim.carry_over(Request(), other)
    assert not claim.carry_over(Request(), user)
    assert Assessment.objects.of(owner_of(user)).count() == 1
    assert not Assessment.objects.of(owner_of(other)).exists()


def test_taken_address_shows_nothing_of_its_owner(visitor, guest, user):
    """Signing up with somebody's address neither signs in nor moves a row."""
    a_check(Owner.objects.create(user=user))
    answer = sign_up(visitor)
    assert answer.status_code == 200
    assert signed_in_as(visitor) is None
    assert guest_of(visitor) == guest


def test_guest_used_while_signed_in_is_impossible(visitor, guest, user):
    sign_in(visitor)
    visitor.post("/check/danger-now/", {"danger-now": "none"})
    assert GUEST_KEY not in visitor.session
    assert not Owner.objects.guests().exists()
