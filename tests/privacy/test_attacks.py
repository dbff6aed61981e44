"""Somebody who wants another person's diary, and knows its numbers, keys and words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner, User
from backspasm.assessments.models import Assessment
from backspasm.episodes.models import (
    Episode,
    Medicine,
    MedicineDose,
    Reading,
    TechniqueUse,
)
from backspasm.relief.models import RunningSession
from tests.one_of_all import SECRET, one_of_all
from tests.people import PASSWORD, guest_of, make_guest, sign_in, sign_up

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
]


@pytest.fixture
def victim(user):
    browser = Client()
    sign_in(browser)
    return one_of_all(browser, user)


@pytest.fixture
def thief(db):
    User.objects.create_user("thief@example.org", PASSWORD)
    browser = Client()
    sign_in(browser, "thief@example.org")
    return browser


def owners():
    kim = Owner.objects.get(user__email="kim@example.org")
    return kim, Owner.objects.get(user__email="thief@example.org")


# --- numbers of somebody else's rows in a form ------------------------------------------


def test_a_form_cannot_name_an_episode_or_an_owner(victim, thief):
    kim, mine = owners()
    names = {
        "episode": victim["episode"],
        "episode_id": victim["episode"],
        "owner": kim.pk,
    }
    thief.post(
        "/episodes/log/",
        {"pain": "9", "when": "now", "owner_id": kim.pk, **names},
    )
    assert Reading.objects.of(mine).get().episode.owner == mine
    home = Episode.objects.of(mine).get().pk
    thief.post(f"/episodes/{home}/use/", {"own": "x", "when": "now", **names})
    thief.post("/medicine/", {"name": "Mine", **names})
    pills = Medicine.objects.of(mine).get().pk
    thief.post(
        f"/medicine/{pills}/take/",
        {"when": "now", "medicine": victim["medicine"], **names},
    )
    for model in (Reading, TechniqueUse, MedicineDose):
        assert model.objects.of(kim).count() == 1
        assert model.objects.of(mine).count() == 1


def test_the_key_of_somebody_elses_row_opens_nothing(victim, thief):
    kim, mine = owners()
    key = Reading.objects.get(pk=victim["reading"]).key
    answer = thief.post(
        "/episodes/log/", {"pain": "1", "when": "now", "key": key}
    )
    assert f"/{victim['episode']}/" not in answer.headers["Location"]
    assert Reading.objects.of(mine).get().key == key
    assert Reading.objects.of(kim).get().pain == 6


@pytest.mark.parametrize("kind", ["episode", "medicine"])
def test_nor_do_the_keys_of_other_kinds(victim, thief, kind):
    _, mine = owners()
    model = {"episode": Episode, "medicine": Medicine}[kind]
    key = model.objects.get(pk=victim[kind]).key
    form = {
        "start_day": "2025-03-01",
        "over": "yes",
        "end_day": "2025-03-02",
        "name": "Mine",
    }
    path = {"episode": "/episodes/new/", "medicine": "/medicine/"}[kind]
    assert thief.post(path, form | {"key": key}).status_code == 302
    assert model.objects.of(mine).get().pk != victim[kind]


def test_the_key_of_a_running_session(victim, thief):
    kim, mine = owners()
    key = RunningSession.objects.of(kim).get().key
    thief.post("/now/", {"danger-now": "none", "key": key})
    assert RunningSession.objects.of(mine).get().owner == mine
    assert RunningSession.objects.of(kim).get().ended is None


def test_own_words_of_somebody_else_are_no_choice(victim, thief):
    kim, mine = owners()
    page = thief.get("/episodes/new/").content.decode()
    Episode.objects.filter(owner=kim).update(triggers=("her mother",))
    form = {"start_day": "2025-03-01", "over": "no", "triggers": ["her mother"]}
    assert thief.post("/episodes/new/", form).status_code == 422
    assert "her mother" not in page
    assert not Episode.objects.of(mine).exists()


def test_searching_finds_nothing_of_others(victim, thief):
    for data in (
        {"words": SECRET},
        {"words": "%"},
        {"trigger": "|"},
        {"before": "9999999"},
    ):
        page = thief.post("/episodes/", data).content.decode()
        assert f"/episodes/{victim['episode']}/" not in page


@pytest.mark.parametrize("episode", ["same", "another"])
def test_the_choice_of_another_person(victim, thief, user, episode):
    waits = Owner.objects.create(claimed_by=user)
    Episode.objects.create(owner=waits, start=timezone.now(), start_zone="UTC")
    thief.post(
        "/accounts/choose/",
        {"episode": episode, "guest": waits.pk, "user": user.pk},
    )
    assert Episode.objects.of(waits).count() == 1


def test_the_passkeys_and_devices_of_another(victim, thief):
    thief.post("/accounts/reauthenticate/", {"password": PASSWORD})
    number = victim["passkey"]
    assert (
        thief.post(f"/accounts/2fa/webauthn/keys/{number}/remove/").status_code
        == 404
    )
    thief.post("/accounts/sessions/", {"sessions": "1"})
    assert Client().get("/accounts/").status_code == 302
    assert (
        User.objects.get(email="kim@example.org").authenticator_set.count() == 3
    )


# --- cookies ----------------------------------------------------------------------------


def test_a_number_in_a_cookie_is_nobody(victim):
    kim = Owner.objects.get(user__email="kim@example.org")
    for value in (
        str(kim.pk),
        f'{{"guest_owner": {kim.pk}}}',
        "a" * 32,
        "' OR 1=1 --",
    ):
        guess = Client()
        guess.cookies["sessionid"] = value
        assert SECRET not in guess.get("/medicine/").content.decode()
        assert guess.get(f"/episodes/{victim['episode']}/").status_code == 404


def test_a_guests_cookie_after_sign_out_and_erase_is_worth_nothing(visitor):
    make_guest(visitor)
    before = visitor.cookies["sessionid"].value
    sign_up(visitor)
    inside = visitor.cookies["sessionid"].value
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    sure = visitor.cookies["sessionid"].value
    visitor.post("/accounts/data/erase/")
    for stolen in (before, inside, sure):
        old = Client()
        old.cookies["sessionid"] = stolen
        assert old.get("/accounts/").status_code == 302
        assert guest_of(old) is None
    assert not Assessment.objects.exists()


def test_the_cookie_is_for_the_server_alone(visitor):
    make_guest(visitor)
    cookie = visitor.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == timedelta(days=30).total_seconds()


def test_an_attackers_sign_in_form_needs_the_victims_token(user):
    """Signing a victim in as somebody else would collect the victim's entries."""
    thief, target = Client(), Client(enforce_csrf_checks=True)
    token = thief.get("/accounts/login/").context["csrf_token"]
    form = {
        "login": user.email,
        "password": PASSWORD,
        "csrfmiddlewaretoken": str(token),
    }
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/logout/"):
        assert target.post(path, form).status_code == 403
    assert "_auth_user_id" not in target.session


# --- away from here ---------------------------------------------------------------------


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize(
    ("path", "form"),
    [
        (
            "/accounts/login/",
            {"login": "kim@example.org", "password": PASSWORD},
        ),
        (
            "/accounts/signup/",
            {"email": "n@example.org", "password1": PASSWORD, "consent": "on"},
        ),
        ("/accounts/logout/", {}),
        ("/accounts/reauthenticate/", {"password": PASSWORD}),
        ("/country/", {"country": "GB"}),
        ("/theme/", {"theme": "dark"}),
    ],
)
def test_no_page_sends_anyone_elsewhere(visitor, user, path, form, target):
    if path in ("/accounts/logout/", "/accounts/reauthenticate/"):
        sign_in(visitor)
    for where in (f"{path}?next={target}", path):
        answer = visitor.post(where, {**form, "next": target})
        assert answer.headers.get("Location", "/").startswith("/")
        assert not answer.headers.get("Location", "/").startswith(("//", "/\\"))
    inside = visitor.get(f"/accounts/login/?next={target}")
    assert "evil" not in inside.headers.get("Location", "")


def test_a_page_of_another_site_cannot_hold_ours(victim, thief):
    answer = thief.get("/episodes/")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
