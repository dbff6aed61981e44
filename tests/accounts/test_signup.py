"""Making an account: one screen, explicit consent."""

import pytest
from django.utils import timezone

from backspasm.accounts.models import Owner, User
from tests.people import SIGN_UP, code_in, make_guest, sign_up, signed_in_as

pytestmark = pytest.mark.django_db


def test_works(visitor):
    before = timezone.now()
    assert sign_up(visitor).headers["Location"] == "/"
    user = signed_in_as(visitor)
    assert user.email == SIGN_UP["email"]
    assert user.consented >= before
    assert Owner.objects.get(user=user)


def test_one_screen_with_three_fields(visitor):
    page = visitor.get("/accounts/signup/").content.decode()
    assert [
        name
        for name in ("email", "password1", "consent")
        if f'name="{name}"' in page
    ] == [
        "email",
        "password1",
        "consent",
    ]
    assert "password2" not in page
    assert "16 or older" in page
    assert "placeholder" not in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consent": ""}, "only keep health data when you agree"),
        ({"email": "kim"}, "valid email"),
        ({"email": ""}, "required"),
        ({"password1": "short"}, "too short"),
        ({"password1": "password1"}, "too common"),
        ({"password1": "kim@example.org"}, "too similar"),
    ],
)
def test_invalid(visitor, changes, words):
    answer = sign_up(visitor, **changes)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not User.objects.exists()


def test_consent_is_never_ticked_beforehand(visitor):
    page = visitor.get("/accounts/signup/").content.decode()
    box = page[page.index('name="consent"') :]
    assert "checked" not in box[: box.index(">")]


def test_typed_address_survives_an_error(visitor):
    answer = sign_up(visitor, consent="")
    assert 'value="kim@example.org"' in answer.content.decode()


@pytest.mark.parametrize("email", ["kim@example.org", "KIM@Example.org"])
def test_address_of_another(visitor, user, email):
    answer = sign_up(visitor, email=email)
    assert answer.status_code == 200
    assert User.objects.count() == 1


def test_signed_in_already(member):
    assert member.get("/accounts/signup/").status_code == 302


def test_sent_twice(visitor):
    sign_up(visitor)
    assert sign_up(visitor).status_code == 302
    assert User.objects.count() == 1


def test_strangers_next_is_not_followed(visitor):
    answer = sign_up(visitor, next="https://evil.example/")
    assert answer.headers["Location"] == "/"


def test_code_by_mail_keeps_the_guest(visitor, with_mail, mailoutbox):
    """With mail the address is proven first, in the browser that holds the guest's work."""
    guest = make_guest(visitor)
    assert (
        sign_up(visitor)
        .headers["Location"]
        .startswith("/accounts/confirm-email/")
    )
    assert signed_in_as(visitor) is None
    assert guest.assessments.exists()
    page = visitor.get("/accounts/confirm-email/").content.decode()
    assert "Type the code" in page
    code = code_in(mailoutbox[0])
    assert mailoutbox[0].to == ["kim@example.org"]
    answer = visitor.post("/accounts/confirm-email/", {"code": code})
    assert answer.status_code == 302
    owner = Owner.objects.get(user=signed_in_as(visitor))
    assert owner.assessments.count() == 1
    assert not Owner.objects.guests().exists()


def test_wrong_code(visitor, with_mail, mailoutbox):
    sign_up(visitor)
    answer = visitor.post("/accounts/confirm-email/", {"code": "nothing"})
    assert answer.status_code == 200
    assert signed_in_as(visitor) is None


def test_with_mail_nobody_learns_who_has_an_account(
    visitor, user, with_mail, mailoutbox
):
    """A taken address looks like a free one; its owner gets a letter."""
    answer = sign_up(visitor)
    assert answer.headers["Location"].startswith("/accounts/confirm-email/")
    assert "already" in mailoutbox[0].body
    assert User.objects.count() == 1
