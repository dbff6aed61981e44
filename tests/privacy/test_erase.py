"""Erasing an account leaves nothing of the person in any table."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import connection
from django.test import Client

from backspasm.accounts.models import Owner, Session, User
from tests.people import (
    PASSWORD,
    a_check,
    a_reading,
    fill,
    make_guest,
    sign_in,
    sign_up,
)

pytestmark = pytest.mark.django_db
PAGE = "/accounts/data/erase/"


def rows_everywhere():
    """How many rows each table holds, but for those that Django itself fills."""
    own = {"contenttypes.ContentType", "auth.Permission"}
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label not in own
    }


def confirm(client, password=PASSWORD):
    """Show that it is you."""
    return client.post(
        f"/accounts/reauthenticate/?next={PAGE}", {"password": password}
    )


def fill_everything(client, user):
    owner = Owner.objects.get(user=user)
    fill(owner)
    fill(Owner.objects.create(claimed_by=user))
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})


def test_nothing_is_left(visitor):
    before = rows_everywhere()
    assert not any(before.values())
    sign_up(visitor)
    user = User.objects.get()
    phone = Client()
    sign_in(phone)
    fill_everything(visitor, user)
    EmailAddress.objects.get_or_create(user=user, email=user.email)
    assert UserSession.objects.count() == 2
    untouched = {
        name for name, number in rows_everywhere().items() if not number
    }
    assert untouched <= {"account.EmailConfirmation", "auth.Group"}
    confirm(visitor)
    answer = visitor.post(PAGE)
    assert answer.headers["Location"] == "/"
    assert rows_everywhere() == before
    assert phone.get("/accounts/").status_code == 302
    assert visitor.get("/accounts/").status_code == 302


def test_no_trace_in_the_whole_database(visitor):
    """Not even in a column that no model knows of."""
    sign_up(visitor, email="very-odd-name@example.org")
    confirm(visitor)
    visitor.post(PAGE)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "very-odd-name" not in str(cursor.fetchall()), table


def test_others_lose_nothing(visitor, user):
    other = Client()
    sign_up(other, email="other@example.org")
    neighbour = Owner.objects.get(user__email="other@example.org")
    fill(neighbour)
    guest = make_guest(Client())
    a_check(Owner.objects.get_or_create(user=user)[0])
    sign_in(visitor)
    confirm(visitor)
    visitor.post(PAGE)
    assert neighbour.assessments.count() == 1
    assert guest.assessments.count() == 1
    assert other.get("/accounts/").status_code == 200


def test_says_what_will_go(visitor, user):
    owner = Owner.objects.create(user=user)
    a_reading(owner, hours_ago=3)
    a_reading(owner)
    sign_in(visitor)
    confirm(visitor)
    page = visitor.get(PAGE).content.decode()
    assert "1 episode" in page
    assert "2 readings" in page
    assert User.objects.exists()


def test_asks_who_it_is(visitor, user):
    sign_in(visitor)
    for answer in (visitor.get(PAGE), visitor.post(PAGE)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(
            "/accounts/reauthenticate/"
        )
    assert User.objects.exists()


def test_wrong_password_erases_nothing(visitor, user):
    sign_in(visitor)
    visitor.post(PAGE)
    assert confirm(visitor, "wrong").status_code == 200
    assert User.objects.exists()


def test_confirmation_does_not_last(visitor, user):
    sign_in(visitor)
    confirm(visitor)
    session = visitor.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 301
    session.save()
    assert visitor.post(PAGE).status_code == 302
    assert User.objects.exists()


def test_guest_is_sent_to_sign_in(visitor):
    make_guest(visitor)
    assert visitor.post(PAGE).headers["Location"].startswith("/accounts/login/")
    assert Owner.objects.guests().exists()


def test_twice(visitor, user):
    sign_in(visitor)
    confirm(visitor)
    visitor.post(PAGE)
    assert visitor.post(PAGE).headers["Location"].startswith("/accounts/login/")


def test_sign_in_row_names_its_user(visitor, user):
    sign_in(visitor)
    assert (
        Session.objects.get(session_key=visitor.session.session_key).user
        == user
    )
    visitor.post("/accounts/logout/")
    assert not Session.objects.filter(user=user).exists()
