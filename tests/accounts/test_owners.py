"""Whose rows a request means."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner, User
from backspasm.accounts.owners import (
    CUT_OFF,
    GUEST_KEY,
    TOUCH_AFTER,
    current_owner,
    ensure_owner,
)
from backspasm.accounts.sessions import SessionStore
from backspasm.episodes.models import Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(rf):
    def build(method="get", user=None, session=None):
        request = getattr(rf, method)("/")
        request.user = user or AnonymousUser()
        request.session = session if session is not None else SessionStore()
        return request

    return build


def test_looking_makes_nobody(ask):
    request = ask()
    assert current_owner(request) is None
    assert not request.session.modified
    with pytest.raises(RuntimeError, match="POST"):
        ensure_owner(request)
    assert not Owner.objects.exists()


def test_first_post_makes_a_guest(ask):
    request = ask("post")
    owner = ensure_owner(request)
    assert owner.is_guest
    assert request.session[GUEST_KEY] == owner.pk
    assert (
        ensure_owner(request)
        == owner
        == current_owner(ask(session=request.session))
    )
    assert list(Owner.objects.guests()) == [owner]


def test_user_has_one_owner(ask, user):
    first = ensure_owner(ask("post", user))
    assert ensure_owner(ask("post", user)) == first
    assert not first.is_guest
    with pytest.raises(IntegrityError), transaction.atomic():
        Owner.objects.create(user=user)


def test_a_session_cannot_name_a_user_s_owner(ask, user):
    owner = Owner.objects.create(user=user)
    session = SessionStore()
    session[GUEST_KEY] = owner.pk
    assert current_owner(ask(session=session)) is None


def test_signed_in_does_not_see_the_guest(ask, user):
    guest = ensure_owner(request := ask("post"))
    assert current_owner(ask(user=user, session=request.session)) is None
    assert ensure_owner(ask("post", user, request.session)) != guest


def test_use_is_noted_once_an_hour(ask, django_assert_num_queries):
    request = ask("post")
    owner = ensure_owner(request)
    with django_assert_num_queries(1):
        current_owner(request)
    long_ago = timezone.now() - TOUCH_AFTER - timedelta(seconds=1)
    Owner.objects.update(created=long_ago, last_active=long_ago)
    request.session.modified = False
    assert current_owner(request).last_active > long_ago
    assert request.session.modified
    owner.refresh_from_db()
    assert owner.last_active > long_ago


def test_idle_since():
    now = timezone.now()
    old = Owner.objects.create(
        created=now - timedelta(40), last_active=now - timedelta(31)
    )
    Owner.objects.create()
    assert list(Owner.objects.all().idle_since(now - timedelta(30))) == [old]


def test_not_active_before_it_was_made():
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Owner.objects.create(created=now, last_active=now - timedelta(1))


def test_address_is_kept_in_lower_case():
    user = User.objects.create_user(" Kim@Example.ORG ", "x")
    assert user.email == "kim@example.org"
    assert User.objects.get_by_natural_key("KIM@example.org") == user
    assert "kim" not in str(user)
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


# --- the same first post twice --------------------------------------------------------


READING = {
    "key": "6f1d6c4e-5f0a-4a65-9c4b-0123456789ab",
    "pain": "4",
    "when": "now",
}


def first_post(token_of):
    """A reading from a browser that has the form's cookie, and not yet that of a session."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["csrftoken"] = token_of
    return browser.post(
        "/episodes/log/", READING | {"csrfmiddlewaretoken": token_of}
    ), browser


def test_a_first_post_sent_twice_is_one_guest_and_one_entry():
    (_, one), (answer, two) = first_post("a" * 32), first_post("a" * 32)
    assert answer.status_code == 302
    assert Owner.objects.count() == Reading.objects.count() == 1
    assert (
        one.session[GUEST_KEY]
        == two.session[GUEST_KEY]
        == Owner.objects.get().pk
    )


def test_another_browser_is_another_guest():
    first_post("a" * 32), first_post("b" * 32)
    assert Owner.objects.count() == Reading.objects.count() == 2


def test_after_two_minutes_it_is_somebody_new():
    with time_machine.travel("2026-03-03 12:00", tick=False) as clock:
        first_post("a" * 32)
        clock.shift(CUT_OFF + timedelta(seconds=1))
        first_post("a" * 32)
    assert Owner.objects.count() == 2


def test_who_has_an_account_by_now_is_no_guest_to_find(user):
    first_post("a" * 32)
    Owner.objects.update(user=user)
    first_post("a" * 32)
    assert Owner.objects.guests().count() == 1
    assert Reading.objects.filter(owner__user=user).count() == 1
