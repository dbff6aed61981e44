"""Nothing that belongs to a person is forgotten."""

import pytest
from django.apps import apps

from backspasm.accounts.models import Owner, User
from backspasm.privacy.rows import (
    OWNED,
    columns,
    live_rows_of,
    owned_model,
    rows_of,
)
from tests.people import ONE_OF_EACH, a_reading

# What points to a user: an owner, the sign-ins and their means. All of it goes with the user.
OF_A_USER = {
    "accounts.Owner",
    "accounts.Session",
    "account.EmailAddress",
    "mfa.Authenticator",
    "usersessions.UserSession",
}


def pointing_to(target):
    return {
        model._meta.label: field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is target
    }


def test_every_kind_with_an_owner_is_listed():
    assert set(pointing_to(Owner)) == set(OWNED) == set(ONE_OF_EACH)


def test_every_kind_names_its_owner_alike():
    assert {field.name for field in pointing_to(Owner).values()} == {"owner"}


def test_whatever_names_a_user_goes_with_the_user():
    found = pointing_to(User)
    assert set(found) == OF_A_USER
    assert all(
        field.remote_field.on_delete.__name__ == "CASCADE"
        for field in found.values()
    )


def test_what_others_point_to_comes_first():
    for label in OWNED:
        for field in owned_model(label)._meta.concrete_fields:
            other = (
                field.related_model._meta.label if field.related_model else ""
            )
            if other in OWNED:
                assert OWNED.index(other) < OWNED.index(label)


@pytest.mark.django_db
def test_rows_of_some_owners():
    one, other, stranger = (Owner.objects.create() for _ in range(3))
    mine = a_reading(one)
    a_reading(other)
    a_reading(stranger)
    assert rows_of("episodes.Reading", one, other).count() == 2
    mine.deleted_at = mine.moment
    mine.save()
    assert live_rows_of("episodes.Reading", one, other).count() == 1
    assert "owner_id" in columns("episodes.Reading")
