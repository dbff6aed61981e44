"""A new password: by letter where there is mail, by the site's keeper where there is none."""

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from backspasm.accounts.models import User
from tests.people import PASSWORD, sign_in, signed_in_as

pytestmark = pytest.mark.django_db
NEW = "three odd horses"


def link(capsys, email="kim@example.org"):
    call_command("reset_link", email)
    said = capsys.readouterr()
    assert "one hour" in said.err
    assert said.out.startswith(
        "http://localhost:8000/accounts/password/reset/key/"
    )
    return said.out.strip().removeprefix("http://localhost:8000")


def choose(client, path, password=NEW):
    page = client.get(path).headers["Location"]
    return client.post(page, {"password1": password, "password2": password})


def test_link_of_the_keeper(visitor, user, capsys):
    answer = choose(visitor, link(capsys))
    assert answer.status_code == 302
    assert (
        "is changed" in visitor.get(answer.headers["Location"]).content.decode()
    )
    assert signed_in_as(visitor) is None
    sign_in(visitor, password=NEW)
    assert signed_in_as(visitor) == user


def test_link_works_once(visitor, user, capsys):
    path = link(capsys)
    choose(visitor, path)
    page = Client().get(path)
    assert "This link has ended" in page.content.decode()


def test_link_ends_after_an_hour(visitor, user, capsys):
    path = link(capsys)
    with time_machine.travel(user.date_joined.timestamp() + 3700):
        assert "This link has ended" in visitor.get(path).content.decode()


def test_link_for_a_stranger(db):
    with pytest.raises(CommandError):
        call_command("reset_link", "nobody@example.org")


def test_new_password_signs_out_everywhere(visitor, user, capsys):
    phone = Client()
    sign_in(phone)
    choose(visitor, link(capsys))
    assert phone.get("/accounts/").status_code == 302


def test_without_mail_the_page_says_whom_to_ask(visitor):
    page = visitor.get("/accounts/password/reset/").content.decode()
    assert "cannot send e-mail" in page
    assert (
        visitor.post(
            "/accounts/password/reset/", {"email": "x@example.org"}
        ).status_code
        == 405
    )


def test_letter(visitor, user, with_mail, mailoutbox):
    visitor.post("/accounts/password/reset/", {"email": user.email})
    assert "/accounts/password/reset/key/" in mailoutbox[0].body


def test_no_letter_to_strangers(visitor, with_mail, mailoutbox):
    answer = visitor.post(
        "/accounts/password/reset/", {"email": "nobody@example.org"}
    )
    assert answer.status_code == 302
    assert mailoutbox == []


def test_change(visitor, user):
    sign_in(visitor)
    answer = visitor.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )
    assert answer.status_code == 302
    assert User.objects.get().check_password(NEW)
    assert signed_in_as(visitor) == user


def test_change_needs_the_old_one(visitor, user):
    sign_in(visitor)
    answer = visitor.post(
        "/accounts/password/change/",
        {"oldpassword": "wrong", "password1": NEW, "password2": NEW},
    )
    assert answer.status_code == 200
    assert User.objects.get().check_password(PASSWORD)
