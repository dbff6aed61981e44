"""Where one is signed in, and how to end it."""

import pytest
from django.test import Client

from backspasm.accounts.devices import device_words
from backspasm.accounts.models import User
from tests.people import PASSWORD, sign_in, sign_up, signed_in_as

pytestmark = pytest.mark.django_db
PAGE = "/accounts/sessions/"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def phone(user):
    client = Client(headers={"User-Agent": PHONE})
    sign_in(client)
    return client


def test_lists_all(visitor, user, phone):
    sign_in(visitor)
    page = visitor.get(PAGE).content.decode()
    assert "Safari on iPhone" in page
    assert page.count("this one") == 1


def test_signs_out_others(visitor, user, phone):
    sign_in(visitor)
    visitor.post(PAGE)
    assert signed_in_as(visitor) == user
    assert phone.get("/accounts/").status_code == 302
    assert "nowhere else" in visitor.get(PAGE).content.decode()


def test_another_person_stays_signed_in(visitor, phone):
    sign_up(visitor, email="other@example.org")
    assert "iPhone" not in visitor.get(PAGE).content.decode()
    visitor.post(PAGE)
    assert phone.get("/accounts/").status_code == 200
    assert User.objects.get(email="kim@example.org").check_password(PASSWORD)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Safari on iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/130 Safari/537 Edg/130",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko Firefox/132.0",
            "Firefox on Android",
        ),
        ("curl/8", "A device we do not know"),
        ("<script>Linux", "Linux"),
        ("", "A device we do not know"),
    ],
)
def test_words(agent, words):
    assert device_words(agent) == words
