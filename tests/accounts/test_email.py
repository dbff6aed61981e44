"""Another e-mail address."""

import pytest

from backspasm.accounts.models import User
from tests.people import PASSWORD, code_in, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/email/"


@pytest.fixture
def sure(visitor, user):
    """Signed in, and just now confirmed to be the one."""
    sign_in(visitor)
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return visitor


def change(client, email="new@example.org"):
    return client.post(PAGE, {"email": email, "action_add": "1"})


def test_without_mail_it_counts_at_once(sure, user, mailoutbox):
    assert change(sure).status_code == 302
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert list(user.emailaddress_set.values_list("email", "primary")) == [
        (user.email, True)
    ]
    assert mailoutbox == []
    assert "new@example.org" in sure.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "email", ["other@example.org", "OTHER@example.org", "", "no"]
)
def test_refused(sure, user, email):
    User.objects.create_user("other@example.org", "x")
    assert change(sure, email).status_code == 200
    user.refresh_from_db()
    assert user.email == "kim@example.org"


def test_asks_who_it_is(visitor, user):
    sign_in(visitor)
    assert (
        change(visitor)
        .headers["Location"]
        .startswith("/accounts/reauthenticate/")
    )
    user.refresh_from_db()
    assert user.email == "kim@example.org"


def test_with_mail_only_after_the_code(sure, user, with_mail, mailoutbox):
    change(sure)
    user.refresh_from_db()
    assert user.email == "kim@example.org"
    code = code_in(mailoutbox[0])
    assert mailoutbox[0].to == ["new@example.org"]
    sure.post("/accounts/confirm-email/", {"code": code})
    user.refresh_from_db()
    assert user.email == "new@example.org"


def test_stranger(visitor):
    assert change(visitor).headers["Location"].startswith("/accounts/login/")
