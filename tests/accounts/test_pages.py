"""Every page of the account: our look, no inline style or script, one heading, never kept."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from tests.people import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
OUTSIDE = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/password/reset/key/1-x-y/",
    "/accounts/inactive/",
    "/accounts/confirm-email/",
]
INSIDE = [
    "/accounts/",
    "/accounts/profile/",
    "/accounts/profile/health/",
    "/accounts/preferences/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/sessions/",
    "/accounts/data/",
    "/accounts/data/erase/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/totp/activate/",
]
WITH_APP = [
    "/accounts/2fa/",
    "/accounts/2fa/reauthenticate/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
]


def assert_ours(answer):
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("<h1") == 1
    assert '<html lang="en"' in page
    assert 'href="tel:' in page
    assert "style=" not in page
    assert "placeholder" not in page
    for script in re.findall(r"<script[^>]*>", page):
        assert "src=" in script or 'type="application/json"' in script
    assert (
        "example.org"
        not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]
    )


@pytest.mark.parametrize("path", OUTSIDE)
def test_signed_out(visitor, path):
    assert_ours(visitor.get(path, follow=True))


@pytest.fixture
def sure(visitor, user):
    sign_in(visitor)
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return visitor


@pytest.mark.parametrize("path", INSIDE)
def test_signed_in(sure, path):
    answer = sure.get(path)
    assert_ours(answer)
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "ours", "theirs"),
    [
        ("/accounts/password/change/", "Your password now", "Current Password"),
        ("/accounts/password/change/", "Three odd words", "too similar"),
        ("/accounts/reauthenticate/", "Is it you?", "Forgot your password?"),
        ("/accounts/email/", "E-mail address", ">Email<"),
        ("/accounts/preferences/", "Spoken by your phone", "come later"),
    ],
)
def test_in_our_words(sure, path, ours, theirs):
    page = sure.get(path).content.decode()
    assert ours in page
    assert theirs not in page


@pytest.mark.parametrize("path", WITH_APP)
def test_with_code_app(sure, user, path):
    TOTP.activate(user, "A" * 32)
    RecoveryCodes.activate(user)
    assert_ours(sure.get(path))


def test_second_step(visitor, user):
    TOTP.activate(user, "A" * 32)
    assert_ours(sign_in(visitor) and visitor.get("/accounts/2fa/authenticate/"))


@pytest.mark.parametrize(
    "path", ["/accounts/login/code/", "/accounts/password/reset/"]
)
def test_with_mail(visitor, with_mail, path):
    assert_ours(visitor.get(path))
    assert "code by e-mail" in visitor.get("/accounts/login/").content.decode()


def test_head_names_the_way_in_or_the_account(visitor, user):
    page = visitor.get("/").content.decode()
    assert "Sign in" in page
    assert "Your account" not in page
    sign_in(visitor)
    page = visitor.get("/").content.decode()
    assert "Your account" in page
    assert "Sign in" not in page
