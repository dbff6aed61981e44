"""Ways in: password, code, and what keeps others out."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from backspasm.accounts.models import Owner
from tests.people import code_in, make_guest, sign_in, signed_in_as

pytestmark = pytest.mark.django_db


def test_works(visitor, user):
    assert sign_in(visitor).headers["Location"] == "/"
    assert signed_in_as(visitor) == user


def test_capitals_do_not_matter(visitor, user):
    sign_in(visitor, "KIM@Example.ORG")
    assert signed_in_as(visitor) == user


@pytest.mark.parametrize(
    ("email", "password"),
    [("kim@example.org", "wrong"), ("nobody@example.org", "wrong")],
)
def test_refused_in_the_same_words(visitor, user, email, password):
    """Nobody learns from the answer who has an account."""
    answer = sign_in(visitor, email, password)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "is not right" in page
    assert "That did not work" in page
    assert "wrong" not in page


def test_goes_back_to_where_it_was_asked(visitor, user):
    answer = visitor.get("/accounts/profile/")
    answer = visitor.post(
        answer.headers["Location"],
        {
            "login": user.email,
            "password": "a-long-enough-word",
            "next": "/accounts/profile/",
        },
    )
    assert answer.headers["Location"] == "/accounts/profile/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:x"]
)
def test_never_to_another_site(visitor, user, target):
    answer = visitor.post(
        "/accounts/login/",
        {"login": user.email, "password": "a-long-enough-word", "next": target},
    )
    assert "evil" not in answer.headers["Location"]
    assert not answer.headers["Location"].startswith("javascript")


def test_too_many_wrong_passwords(visitor, user):
    for _ in range(5):
        sign_in(visitor, password="wrong")
    answer = sign_in(visitor)
    assert "Too many wrong tries" in answer.content.decode()
    assert signed_in_as(visitor) is None


def test_too_many_tries_from_one_place(visitor, user):
    codes = {
        sign_in(visitor, f"kim{n}@example.org", "wrong").status_code
        for n in range(31)
    }
    answer = sign_in(visitor, "last@example.org", "wrong")
    assert codes <= {200, 429}
    assert answer.status_code == 429
    assert "tel:" in answer.content.decode()
    cache.clear()


def test_limits_are_shared_by_all_workers(settings):
    from backspasm.settings import CACHES

    assert CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    assert CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000


def test_form_needs_its_token(user):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403


def test_pages_are_not_kept(visitor):
    for path in ("/accounts/login/", "/accounts/signup/"):
        assert "no-store" in visitor.get(path).headers["Cache-Control"]


def test_sign_out(member):
    assert (
        "Sign out of this device?"
        in member.get("/accounts/logout/").content.decode()
    )
    assert signed_in_as(member) is not None
    assert member.post("/accounts/logout/").headers["Location"] == "/"
    assert signed_in_as(member) is None


def test_code_by_mail(visitor, user, with_mail, mailoutbox):
    guest = make_guest(visitor)
    user.emailaddress_set.create(email=user.email, primary=True, verified=True)
    visitor.post("/accounts/login/code/", {"email": user.email})
    code = code_in(mailoutbox[0])
    page = visitor.get("/accounts/login/code/confirm/").content.decode()
    assert user.email in page
    visitor.post("/accounts/login/code/confirm/", {"code": code})
    assert signed_in_as(visitor) == user
    assert not Owner.objects.filter(pk=guest.pk).exists()
    assert Owner.objects.get(user=user).assessments.exists()


def test_code_for_a_stranger_is_not_sent(visitor, with_mail, mailoutbox):
    answer = visitor.post(
        "/accounts/login/code/", {"email": "nobody@example.org"}
    )
    assert answer.status_code == 302
    assert mailoutbox == []


def test_without_mail_nothing_offers_a_letter(visitor):
    page = visitor.get("/accounts/login/").content.decode()
    assert "code by e-mail" not in page
    assert visitor.get("/accounts/login/code/").status_code == 404


def test_second_step(visitor, user):
    """With a code app the password alone neither signs in nor carries anything over."""
    guest = make_guest(visitor)
    app = TOTP.activate(user, "A" * 32)
    RecoveryCodes.activate(user)
    assert sign_in(visitor).headers["Location"] == "/accounts/2fa/authenticate/"
    assert signed_in_as(visitor) is None
    assert guest.assessments.exists()
    assert (
        visitor.post(
            "/accounts/2fa/authenticate/", {"code": "000000"}
        ).status_code
        == 200
    )
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value("A" * 32, counter))
    visitor.post("/accounts/2fa/authenticate/", {"code": code})
    assert signed_in_as(visitor) == user
    assert Owner.objects.get(user=user).assessments.exists()
    assert app.instance.type == Authenticator.Type.TOTP


def test_spare_code_works_once(visitor, user):
    TOTP.activate(user, "A" * 32)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    sign_in(visitor)
    visitor.post("/accounts/2fa/authenticate/", {"code": code})
    assert signed_in_as(visitor) == user
    again = Client()
    sign_in(again)
    again.post("/accounts/2fa/authenticate/", {"code": code})
    assert signed_in_as(again) is None
