"""Place, hours and look: the same on every device."""

import pytest
from django.test import Client

from backspasm.accounts.models import Owner, Profile, User
from backspasm.web.place import zone_of
from tests.people import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/preferences/"
CHOICE = {
    "country": "FR",
    "time_zone": "Asia/Tokyo",
    "theme": "dark",
    "voice": "on",
}


def test_kept_and_shown(member, user):
    assert member.post(PAGE, CHOICE).headers["Location"] == "/accounts/"
    kept = Profile.objects.get(owner__user=user)
    assert (kept.country, kept.time_zone, kept.theme, kept.voice) == (
        "FR",
        "Asia/Tokyo",
        "dark",
        True,
    )
    page = member.get(PAGE).content.decode()
    assert 'value="Asia/Tokyo" selected' in page
    assert 'data-theme="dark"' in page


def test_follow_to_another_device(member, user):
    member.post(PAGE, CHOICE)
    phone = Client()
    sign_in(phone)
    assert phone.cookies["zone"].value == "Asia/Tokyo"
    assert 'data-theme="dark"' in phone.get("/about/").content.decode()
    assert phone.cookies["zone"]["httponly"]


def test_back_to_guessing(member, user):
    member.post(PAGE, CHOICE)
    member.post(PAGE, {"theme": "auto"})
    kept = Profile.objects.get(owner__user=user)
    assert (kept.country, kept.time_zone, kept.voice) == ("", "", False)
    assert member.cookies["zone"].value == ""
    assert "data-theme" not in member.get("/about/").content.decode()


def test_chosen_zone_beats_the_browsers(rf):
    rf.cookies["tz"] = "Europe/London"
    assert zone_of(rf.get("/")) == "Europe/London"
    rf.cookies["zone"] = "Asia/Tokyo"
    assert zone_of(rf.get("/")) == "Asia/Tokyo"
    rf.cookies["zone"] = "No/Where"
    assert zone_of(rf.get("/")) == "Europe/London"


@pytest.mark.parametrize("field", ["country", "time_zone", "theme"])
def test_unknown(member, field):
    answer = member.post(PAGE, CHOICE | {field: "<x>"})
    assert answer.status_code == 422
    assert not Profile.objects.exists()


def test_sent_twice(member):
    for _ in range(2):
        member.post(PAGE, CHOICE)
    assert Profile.objects.count() == 1


def test_health_answers_stay(member, user):
    Profile.objects.create(
        owner=Owner.objects.create(user=user),
        answers={"age": {"ticked": ["age-40-44"]}},
    )
    member.post(PAGE, CHOICE)
    assert Profile.objects.get().answers


def test_of_another(member):
    other = User.objects.create_user("other@example.org", PASSWORD)
    Profile.objects.create(owner=Owner.objects.create(user=other), country="GB")
    member.post(PAGE, CHOICE)
    assert Profile.objects.get(owner__user=other).country == "GB"


def test_stranger(visitor):
    assert (
        visitor.post(PAGE, CHOICE)
        .headers["Location"]
        .startswith("/accounts/login/")
    )
    assert not Profile.objects.exists()


def test_a_session_is_silent_where_the_person_wants_it(member):
    member.post(PAGE, CHOICE)
    assert member.cookies["voice"].value == ""
    member.post(PAGE, {"theme": "auto"})
    phone = Client()
    sign_in(phone)
    assert phone.cookies["voice"].value == "off"
    # The player's script reads it.
    assert not phone.cookies["voice"]["httponly"]
