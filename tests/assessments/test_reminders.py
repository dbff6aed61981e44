"""Letters that say it is time to look again, and the page behind their link."""

import re
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import signing
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from backspasm.accounts.models import Owner, Profile, User
from backspasm.assessments.models import Assessment
from backspasm.assessments.reminders import token
from backspasm.episodes import actions
from backspasm.episodes.models import Episode, Medicine, Reading
from tests.assessments.conftest import open_episode, the_check, use
from tests.assessments.walking import answer_all, post

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/London"))
NONE = {"danger-now": ["none"]}
WELL = NONE | {"pain-now": "4"}
LATER = timedelta(days=3, minutes=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def mail(settings):
    settings.EMAIL_CONFIGURED = True


@pytest.fixture
def wanting(member, user, owner):
    """Someone with an episode since this morning who wants letters."""
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=True
    )
    Profile.objects.create(
        owner=owner, reminders=True, time_zone="Europe/London"
    )
    member.cookies["tz"] = "Europe/London"
    answer_all(member)
    member.post("/check/log/")
    return member


def send() -> str:
    out = StringIO()
    call_command("send_reminders", stdout=out)
    return out.getvalue().strip()


def link(letter: EmailMessage) -> str:
    found = re.search(r"http://localhost:8000(/check/letter/\S+)", letter.body)
    assert found
    return found[1]


def page_of(episode: Episode) -> str:
    return f"/check/letter/?t={token(episode)}"


# --- who gets one -----------------------------------------------------------------------


def test_when_a_recheck_is_due(wanting, clock, mailoutbox):
    clock.shift(timedelta(days=2))
    assert send() == "letters: 0"
    clock.shift(timedelta(days=1, minutes=1))
    assert send() == "letters: 1"
    letter = mailoutbox[0]
    assert letter.to == ["kim@example.org"]
    assert letter.subject == "Backspasm: how is it today?"
    assert "http://localhost:8000/accounts/preferences/" in letter.body
    text = letter.subject + letter.body + str(letter.extra_headers)
    for word in ("kim", "pain", "lower back", "lifting", "3 days"):
        assert word not in text


def test_once_for_each_point(wanting, clock, mailoutbox):
    clock.shift(LATER)
    for _ in range(30):
        send()
        clock.shift(timedelta(hours=1))
    assert len(mailoutbox) == 1
    clock.move_to(START + timedelta(days=7, minutes=1))
    assert send() == "letters: 1"


def test_at_most_one_a_day(wanting, clock, mailoutbox):
    clock.shift(LATER)
    Profile.objects.update(reminded=timezone.now() - timedelta(hours=0.5))
    assert send() == "letters: 0"


@pytest.mark.parametrize("logged", ["reading", "use", "dose"])
def test_not_when_something_was_logged_that_day(
    wanting, owner, clock, logged, mailoutbox
):
    clock.shift(LATER)
    episode = Episode.objects.get()
    if logged == "use":
        use(episode, "temp-heat", start=timezone.now() - timedelta(minutes=1))
    elif logged == "dose":
        wanting.post("/medicine/", {"name": "Pills"})
        wanting.post(
            f"/medicine/{Medicine.objects.get().pk}/take/", {"when": "now"}
        )
    else:
        wanting.post("/episodes/log/", {"pain": "4", "when": "now"})
    assert send() == "letters: 0"
    clock.shift(timedelta(days=1))
    assert send() == "letters: 1"


@pytest.mark.parametrize(
    ("hour", "zone", "sent"),
    [
        (3, "Europe/London", 0),
        (12, "Europe/London", 1),
        (12, "Pacific/Auckland", 0),
    ],
)
def test_in_the_daytime_of_the_person(wanting, clock, hour, zone, sent):
    Profile.objects.update(time_zone=zone)
    clock.move_to(datetime(2026, 3, 6, hour, tzinfo=ZoneInfo("UTC")))
    assert send() == f"letters: {sent}"


def test_not_switched_on(wanting, clock):
    Profile.objects.update(reminders=False)
    clock.shift(LATER)
    assert send() == "letters: 0"


def test_not_without_a_mail_server(wanting, clock, settings):
    settings.EMAIL_CONFIGURED = False
    clock.shift(LATER)
    assert "EMAIL_URL is not set" in send()


def test_not_to_an_unproven_address(wanting, clock):
    EmailAddress.objects.update(verified=False)
    clock.shift(LATER)
    assert send() == "letters: 0"


def test_not_once_it_is_over(wanting, clock):
    clock.shift(LATER)
    actions.end_episode(
        episode=Episode.objects.get(), end=timezone.now(), zone="UTC"
    )
    assert send() == "letters: 0"


def test_not_for_an_episode_without_a_check(member, user, owner, clock):
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=True
    )
    Profile.objects.create(owner=owner, reminders=True)
    open_episode(owner, hours=100)
    assert send() == "letters: 0"


def test_two_processes_send_one(wanting, clock, mailoutbox):
    from backspasm.assessments.reminders import due_letters
    from backspasm.assessments.reminders import send as send_one

    clock.shift(LATER)
    now = timezone.now()
    first, second = list(due_letters(now)), list(due_letters(now))
    assert [send_one(letter, now) for letter in (*first, *second)] == [
        True,
        False,
    ]
    assert len(mailoutbox) == 1


def test_a_broken_mail_server_stops_nobody(wanting, clock, monkeypatch, caplog):
    def broken(self):
        raise ConnectionRefusedError("kim@example.org")

    monkeypatch.setattr(EmailMessage, "send", broken)
    clock.shift(LATER)
    assert send() == "letters: 0"
    assert "kim" not in caplog.text


# --- switched on in the preferences -------------------------------------------------------


def test_switch(member, user):
    choice = {"theme": "auto", "reminders": "on"}
    assert "E-mail me" in member.get("/accounts/preferences/").content.decode()
    member.post("/accounts/preferences/", choice)
    assert Profile.objects.get().reminders
    member.post("/accounts/preferences/", {"theme": "auto"})
    assert not Profile.objects.get().reminders


def test_no_switch_without_a_mail_server(member, owner, settings):
    Profile.objects.create(owner=owner, reminders=True)
    settings.EMAIL_CONFIGURED = False
    assert (
        "E-mail me" not in member.get("/accounts/preferences/").content.decode()
    )
    member.post("/accounts/preferences/", {"theme": "auto"})
    assert Profile.objects.get().reminders


# --- the page behind the link ---------------------------------------------------------------


@pytest.fixture
def page(wanting, clock, mailoutbox):
    """The link of a letter."""
    clock.shift(LATER)
    send()
    return link(mailoutbox[0])


def test_looking_keeps_nothing_and_shows_nothing(page, visitor):
    checks = list(Assessment.objects.values())
    for _ in range(2):
        answer = visitor.get(page)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode()
    assert "Any of these now, new or worse?" in text
    assert text.count('name="pain-now"') == 11
    for word in (" checked", "Lower back", "since", "kim", "March"):
        assert word not in text
    assert list(Assessment.objects.values()) == checks
    assert Reading.objects.count() == 2
    assert not Owner.objects.filter(user__isnull=True).exists()


def test_a_number_from_anywhere(page, visitor, owner):
    answer = visitor.post(page, WELL)
    text = answer.content.decode()
    assert "It is in your diary" in text
    assert "/accounts/login/?next=/check/" in text
    assert [
        reading.pain
        for reading in Reading.objects.of(owner).order_by("moment", "id")
    ] == [
        6,
        5,
        4,
    ]
    check = the_check(owner)
    assert check.again
    assert set(check.answers) >= {"danger-now", "pain-now"}
    assert "trend" not in check.answers


def test_signed_in_it_goes_on(page, member):
    answer = member.post(page, WELL)
    assert answer.headers["Location"] == "/check/urgent/"
    post(member, "urgent", {"urgent": ["none"]})
    shown = member.get("/check/how-now/").content.decode()
    assert re.search(r'value="4"[^>]* checked', shown)


def test_an_emergency_without_signing_in(page, visitor):
    text = visitor.post(page, {"danger-now": ["chest"]}).content.decode()
    assert "Call for help now" in text
    assert 'href="tel:' in text
    assert Reading.objects.count() == 2
    assert the_check().level == "EMERGENCY"


def test_an_emergency_says_nothing_of_before(wanting, visitor, clock):
    post(wanting, "health", {"conditions": ["none"], "medicines": ["thinners"]})
    post(wanting, "thinners", {"thinners-which": ["anticoagulant"]})
    clock.shift(LATER)
    page = page_of(Episode.objects.get())
    text = visitor.post(page, {"danger-now": ["saddle"]}).content.decode()
    assert "Call for help now" in text
    # What everyone is told names no medicine.
    assert "warfarin" not in text.lower()


def test_a_sign_that_asks_more(page, visitor):
    text = visitor.post(page, {"danger-now": ["breath"]}).content.decode()
    assert "You ticked a danger sign" in text
    assert the_check().level == "SELF-CARE"


def test_a_number_is_wanted_unless_there_is_danger(page, visitor):
    answer = visitor.post(page, NONE)
    assert answer.status_code == 422
    assert "Tap a number." in answer.content.decode()
    assert visitor.post(page, {"pain-now": "4"}).status_code == 422
    assert visitor.post(page, NONE | {"pain-now": "11"}).status_code == 422
    assert Reading.objects.count() == 2


def test_sent_twice(page, visitor, owner):
    for _ in range(2):
        assert visitor.post(page, WELL).status_code == 200
    assert Reading.objects.of(owner).count() == 3
    assert Assessment.objects.filter(again=True).count() == 1


def test_it_lapses(page, visitor, clock):
    clock.shift(timedelta(hours=47))
    assert visitor.get(page).status_code == 200
    clock.shift(timedelta(hours=2))
    for answer in (visitor.get(page), visitor.post(page, WELL)):
        assert answer.status_code == 410
        assert "This link has ended" in answer.content.decode()
    assert Reading.objects.count() == 2


def test_it_ends_with_the_episode(page, visitor):
    actions.end_episode(
        episode=Episode.objects.get(), end=timezone.now(), zone="UTC"
    )
    assert visitor.get(page).status_code == 410
    actions.delete_episode(episode=Episode.objects.get())
    assert visitor.post(page, WELL).status_code == 410


def test_it_ends_with_the_account(page, visitor, user):
    user.delete()
    for answer in (visitor.get(page), visitor.post(page, WELL)):
        assert answer.status_code == 410
    assert not Reading.objects.exists()


def test_it_lets_nobody_in(page, visitor, owner):
    visitor.post(page, WELL)
    assert "sessionid" not in visitor.cookies
    assert visitor.get("/accounts/data/").status_code == 302
    number = Episode.objects.get().pk
    assert visitor.get(f"/episodes/{number}/").status_code == 404
    for path in ("/", "/check/outcome/", "/episodes/"):
        assert "pain 4" not in visitor.get(path, follow=True).content.decode()


def test_used_once_more_the_next_day_it_is_a_new_check_in(page, visitor, clock):
    visitor.post(page, WELL)
    clock.shift(timedelta(hours=20))
    visitor.post(page, NONE | {"pain-now": "2"})
    assert [row.pain for row in Reading.objects.order_by("moment", "id")] == [
        6,
        5,
        4,
        2,
    ]


def test_signed_for_something_else(visitor, wanting):
    other = signing.dumps(
        {"episode": Episode.objects.get().pk}, salt="something-else"
    )
    assert visitor.get("/check/letter/", {"t": other}).status_code == 404


@pytest.mark.parametrize("text", ["", "x", "eyJlcGlzb2RlIjoxfQ:1w0000:forged"])
def test_forged(visitor, text):
    assert visitor.get("/check/letter/", {"t": text}).status_code == 404
    assert visitor.post(f"/check/letter/?t={text}", WELL).status_code == 404


def test_somebody_else_signed_in_writes_into_the_letters_diary_alone(
    page, stranger, owner
):
    other = Owner.objects.get_or_create(
        user=User.objects.get(email="lee@example.org")
    )[0]
    text = stranger.post(page, WELL).content.decode()
    assert "It is in your diary" in text
    assert Reading.objects.of(owner).count() == 3
    assert Reading.objects.of(other).count() == 0
    assert not Assessment.objects.of(other).exists()
