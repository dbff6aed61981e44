"""What was sent after the sign-in had run out waits, and comes back into its form."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from backspasm.episodes import actions
from backspasm.episodes.held_post import LONGEST, WAITING
from backspasm.episodes.models import Reading, TechniqueUse

pytestmark = pytest.mark.django_db
NOTE = "Sat in the car for three hours"
BACK = "You are signed in again."


@pytest.fixture
def signed_out(member):
    member.logout()
    return member


@pytest.fixture
def change(read, now):
    """A reading of the member, the address of its form, and what is typed there."""
    reading = read(6, hours=3)
    form = {"pain": "8", "when": "15", "note": NOTE}
    return reading, f"/episodes/reading/{reading.pk}/", form


def test_it_waits_comes_back_until_it_is_saved_by_hand(
    signed_out, user, change
):
    reading, url, form = change
    answer = signed_out.post(url, form)
    assert answer.status_code == 404
    assert "Nothing is saved yet." in answer.content.decode()
    assert f'href="/accounts/login/?next={url}"' in answer.content.decode()
    assert NOTE not in answer.content.decode()
    signed_out.force_login(user)
    page = signed_out.get(url)
    assert page.status_code == 200
    assert BACK in page.content.decode()
    assert NOTE in page.content.decode()
    reading.refresh_from_db()
    assert (reading.pain, reading.note) == (6, ""), "looking saves nothing"
    assert NOTE in signed_out.get(url).content.decode(), "after a reload too"
    assert signed_out.post(url, form | {"pain": "eleven"}).status_code == 422
    assert NOTE in signed_out.get(url).content.decode(), (
        "what was refused is not saved"
    )
    assert signed_out.post(url, form).status_code == 302
    reading.refresh_from_db()
    assert (reading.pain, reading.note) == (8, NOTE)
    assert WAITING not in signed_out.session


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("edit/", {"start_day": "2026-05-01", "over": "no", "notes": NOTE}),
        ("use/", {"own": NOTE, "when": "now"}),
        ("end/", {"when": "other", "at": "2026-05-01T10:00", "about": "on"}),
    ],
)
def test_every_form_of_an_episode(signed_out, user, read, name, form):
    url = f"/episodes/{read(6, hours=3).episode.pk}/{name}"
    assert signed_out.post(url, form).status_code == 404
    signed_out.force_login(user)
    page = signed_out.get(url).content.decode()
    assert BACK in page
    assert form.get("notes", form.get("own", form.get("at"))) in page
    assert not TechniqueUse.objects.exists()


def test_several_ticks_come_back(signed_out, user, read):
    url = f"/episodes/{read(6, hours=3).episode.pk}/edit/"
    ticked = ["lifting", "twist"]
    signed_out.post(
        url, {"start_day": "2026-05-01", "over": "no", "triggers": ticked}
    )
    signed_out.force_login(user)
    page = signed_out.get(url).content.decode()
    boxes = [
        re.search(f'<input[^>]*value="{tag}"[^>]*>', page) for tag in ticked
    ]
    assert all(box and "checked" in box[0] for box in boxes)


def test_through_the_sign_in_page(signed_out, user, change):
    _reading, url, form = change
    user.set_password("a-long-enough-word")
    user.save()
    signed_out.post(url, form)
    sent = {"login": user.email, "password": "a-long-enough-word", "next": url}
    answer = signed_out.post("/accounts/login/", sent)
    assert answer.headers["Location"] == url
    assert NOTE in signed_out.get(url).content.decode()


def test_a_stranger_is_told_the_same_whether_there_is_such_a_row_or_not(
    signed_out, change, read
):
    reading, url, form = change
    binned = read(5)
    actions.delete_reading(reading=binned)
    there, gone, never, huge = (
        (browser := Client(), browser.post(address, form))
        for address in (
            url,
            f"/episodes/reading/{binned.pk}/",
            f"/episodes/reading/{reading.pk + 999}/",
            f"/episodes/reading/{2**70}/",
        )
    )
    assert NOTE in str(dict(there[0].session))
    for browser, answer in (gone, never, huge):
        assert answer.status_code == there[1].status_code
        assert set(answer.cookies) == set(there[1].cookies)
        assert (
            "Nothing is saved yet. Sign in: if this was yours"
            in answer.content.decode()
        )
        assert words_of(answer) == words_of(there[1])
        assert NOTE not in str(dict(browser.session)), "nothing is kept"


def words_of(answer):
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def test_a_row_that_never_was_takes_nothing_out(signed_out, user, change):
    reading, url, form = change
    signed_out.post(url, form)
    signed_out.post(
        f"/episodes/reading/{reading.pk + 999}/", form | {"note": "x"}
    )
    signed_out.force_login(user)
    assert NOTE in signed_out.get(url).content.decode()


def test_a_row_of_a_guest_keeps_nothing(signed_out, visitor, change):
    _reading, _url, form = change
    visitor.post("/episodes/log/", {"key": uuid4(), "pain": "4", "when": "now"})
    theirs = Reading.objects.latest("pk")
    signed_out.post(f"/episodes/reading/{theirs.pk}/", form)
    assert NOTE not in str(dict(signed_out.session)), "nobody can sign in to it"


def test_whose_it_is_stands_there_without_their_number(
    signed_out, user, change
):
    _reading, url, form = change
    signed_out.post(url, form)
    whose = signed_out.session[WAITING]["whose"]
    assert re.fullmatch("u[0-9a-f]{20}", whose)


def test_someone_else_who_signs_in_takes_it_out(signed_out, other, change):
    _reading, url, form = change
    signed_out.post(url, form)
    sign_in_by_hand(signed_out, other.user)
    assert WAITING not in signed_out.session


def test_an_hour_takes_it_out_at_the_sign_in(signed_out, user, change):
    _reading, url, form = change
    signed_out.post(url, form)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61)):
        sign_in_by_hand(signed_out, user)
    assert WAITING not in signed_out.session


def sign_in_by_hand(browser, user):
    user.set_password("a-long-enough-word")
    user.save()
    sent = {"login": user.email, "password": "a-long-enough-word"}
    assert browser.post("/accounts/login/", sent).status_code == 302


def test_forgetting_the_answers_takes_it_out(signed_out, change):
    _reading, url, form = change
    signed_out.post(url, form)
    signed_out.post("/data/answers/")
    assert WAITING not in signed_out.session


def test_another_form_that_is_saved_leaves_it(signed_out, user, change, read):
    _reading, url, form = change
    signed_out.post(url, form)
    signed_out.force_login(user)
    signed_out.post(
        f"/episodes/reading/{read(5).pk}/", {"pain": "3", "when": "now"}
    )
    assert NOTE in signed_out.get(url).content.decode()


def test_nobody_else_gets_it(signed_out, other, change, user):
    _reading, url, form = change
    signed_out.post(url, form)
    signed_out.force_login(other.user)
    answer = signed_out.get(url)
    assert answer.status_code == 404
    assert NOTE not in answer.content.decode()
    mine = Client()
    mine.force_login(user)
    assert NOTE not in mine.get(url).content.decode(), (
        "another browser of the person"
    )


def test_not_for_another_form_and_not_for_longer_than_an_hour(
    signed_out, user, change, read
):
    _reading, url, form = change
    start = datetime.now(UTC)
    signed_out.post(url, form)
    signed_out.force_login(user)
    assert (
        NOTE
        not in signed_out.get(
            f"/episodes/reading/{read(5).pk}/"
        ).content.decode()
    )
    with time_machine.travel(start + timedelta(minutes=61)):
        page = signed_out.get(url).content.decode()
    assert NOTE not in page
    assert BACK not in page
    assert WAITING not in signed_out.session


def test_too_much_is_not_kept(signed_out, change):
    _reading, url, form = change
    answer = signed_out.post(url, form | {"note": "x" * (LONGEST + 1)})
    assert answer.status_code == 404
    assert "too long to keep" in answer.content.decode()
    assert WAITING not in signed_out.session


def test_without_its_token_nothing_is_held(change, user):
    _reading, url, form = change
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(url, form).status_code == 403
    assert WAITING not in browser.session


def test_a_deed_and_a_look_and_someone_signed_in_get_the_plain_page(
    signed_out, stranger, change
):
    reading, url, form = change
    assert WAITING not in signed_out.session
    for answer in (
        signed_out.get(url),
        signed_out.post(f"{url}delete/"),
        stranger.post(url, form),
    ):
        assert answer.status_code == 404
        assert "There is no such page" in answer.content.decode()
    assert WAITING not in stranger.session
    assert Reading.objects.get(pk=reading.pk).deleted_at is None


def test_a_guest_who_has_signed_out_of_nothing_can_still_log(client):
    """The forms of new entries never ask for a sign-in, so nothing has to wait."""
    form = {"key": uuid4(), "pain": "4", "when": "now", "note": NOTE}
    assert client.post("/episodes/log/", form).status_code == 302
    assert Reading.objects.get().note == NOTE
