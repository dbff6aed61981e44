"""What was noted on a phone arrives: once, with the phone's moment, in the right diary."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner, User
from backspasm.accounts.owners import owner_tag, same_person
from backspasm.episodes.actions import end_episode
from backspasm.episodes.models import Episode, Reading, TechniqueUse
from backspasm.relief.actions import forget_answers
from backspasm.relief.models import RunningSession
from tests.people import PASSWORD, a_reading

from .lying import START, at, lie_down, made_worse, standing, tap

pytestmark = pytest.mark.django_db
URL = "/offline/keep/"
MINUTE = 60_000


@pytest.fixture
def kim(client):
    user = User.objects.create_user("kim@example.org", PASSWORD)
    client.force_login(user)
    return Owner.objects.create(user=user)


def ms(moment):
    return int(moment.timestamp() * 1000)


def tag_of(client):
    return client.get("/offline/who/").json()["owner"]


def reading(client, *, ago=timedelta(hours=5), **more):
    """A reading as the phone sends it."""
    entry = {
        "kind": "reading",
        "owner": tag_of(client),
        "key": str(uuid.uuid4()),
        "noted": ms(timezone.now() - ago),
        "zone_there": "Asia/Tokyo",
        "pain": "6",
        "when": "now",
    }
    return entry | more


def session(client, *, ago=timedelta(hours=5), minutes=10, **more):
    """A position that was held, as the phone sends it."""
    end = ms(timezone.now() - ago)
    entry = {
        "kind": "session",
        "owner": tag_of(client),
        "key": str(uuid.uuid4()),
        "noted": end,
        "start": end - minutes * MINUTE,
        "zone_there": "Asia/Tokyo",
        "technique": "pos-side-pillow",
        "before": "7",
        "after": "4",
        "effect": "better",
    }
    return entry | more


# --- whose browser ------------------------------------------------------------------------------


def test_who_is_a_stranger_without_a_trace(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/offline/who/")
    assert answer.json()["owner"] == ""
    assert answer.json()["token"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert not Owner.objects.exists()
    assert client.post("/offline/who/").status_code == 405


def test_a_tag_names_nobody(client, kim):
    tag = tag_of(client)
    assert tag.startswith("u")
    assert tag == tag_of(client)
    assert str(kim.pk) not in (tag, tag[1:])
    assert tag != tag_of(Client())


def test_a_guest_has_a_tag_too(client):
    client.post(URL, reading(client))
    assert tag_of(client).startswith("g")


@pytest.mark.parametrize(
    ("whose", "now", "same"),
    [
        ("", "", True),
        ("", "g1", True),
        ("", "u1", False),
        ("g1", "g1", True),
        ("g1", "g2", False),
        ("g1", "u1", False),
        ("u1", "u1", True),
        ("u1", "u2", False),
        ("u1", "", False),
    ],
)
def test_same_person(whose, now, same):
    assert same_person(whose, now) is same


def test_pages_say_whose_they_are(client, kim, get):
    page = client.get("/").content.decode()
    assert f'data-owner="{tag_of(client)}"' in page
    assert owner_tag(get.get("/")) == ""


@pytest.mark.parametrize(
    "path", ["/emergency/", "/offline/", "/offline/positions/"]
)
def test_pages_for_everybody_name_nobody(client, kim, path):
    assert "data-owner" not in client.get(path).content.decode()


# --- readings -----------------------------------------------------------------------------------


def test_a_reading_with_the_phone_s_own_moment(client, kim):
    before = timezone.now()
    answer = client.post(URL, reading(client, note="On the train", when="15"))
    found = Reading.objects.get()
    assert answer.json()["url"] == f"/episodes/{found.episode_id}/"
    ago = before - timedelta(hours=5, minutes=15)
    assert abs(found.moment - ago) < timedelta(seconds=5)
    assert (found.pain, found.note, found.zone) == (
        6,
        "On the train",
        "Asia/Tokyo",
    )
    assert found.offline
    assert (
        "noted on the phone"
        in client.get(answer.json()["url"]).content.decode()
    )


def test_sent_twice_counts_once(client, kim):
    entry = reading(client)
    first, second = client.post(URL, entry), client.post(URL, entry)
    assert first.json() == second.json()
    assert Reading.objects.count() == 1


def test_sent_as_a_form_and_again_by_the_phone(client, kim):
    entry = reading(client)
    client.post("/episodes/log/", entry)
    assert client.post(URL, entry).status_code == 200
    assert not Reading.objects.get().offline


def test_into_the_episode_of_that_moment(client, kim):
    old = a_reading(kim, hours_ago=48).episode
    end_episode(
        episode=old,
        end=timezone.now() - timedelta(hours=24),
        zone="UTC",
        about=False,
    )
    new = a_reading(kim, hours_ago=2).episode
    client.post(URL, reading(client, ago=timedelta(hours=30)))
    assert Reading.objects.get(offline=True).episode == old
    new.refresh_from_db()
    assert timezone.now() - new.start < timedelta(hours=3)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(days=7, minutes=1), "more than 7 days old"),
        (timedelta(days=400), "more than 7 days old"),
        (-timedelta(minutes=5), "still to come"),
        (-timedelta(days=400), "still to come"),
    ],
)
def test_too_old_and_still_to_come(client, kim, ago, words):
    for entry in (reading(client, ago=ago), session(client, ago=ago)):
        answer = client.post(URL, entry)
        assert answer.status_code == 422
        assert words in answer.json()["why"]
    assert not Episode.objects.exists()


def test_just_within_the_week(client, kim):
    assert (
        client.post(
            URL, reading(client, ago=timedelta(days=6, hours=23))
        ).status_code
        == 200
    )


# --- sessions -------------------------------------------------------------------------------------


def test_a_session(client, kim):
    entry = session(client)
    first, second = client.post(URL, entry), client.post(URL, entry)
    assert first.status_code == 200
    assert first.json() == second.json()
    use = TechniqueUse.objects.get()
    assert (use.technique, use.minutes, use.zone) == (
        "pos-side-pillow",
        10,
        "Asia/Tokyo",
    )
    assert (use.pain_before, use.pain_after, use.effect) == (7, 4, "better")
    assert ms(use.start) == entry["start"]
    assert use.offline
    readings = Reading.objects.order_by("moment")
    assert [(row.pain, row.offline) for row in readings] == [
        (7, True),
        (4, True),
    ]
    page = client.get(first.json()["url"]).content.decode()
    assert page.count("(noted on the phone)") == 3


def test_a_session_that_says_little(client, kim):
    client.post(URL, session(client, before="", after="", effect="", minutes=0))
    use = TechniqueUse.objects.get()
    assert (use.minutes, use.pain_before, use.pain_after, use.effect) == (
        0,
        None,
        None,
        "",
    )
    assert not Reading.objects.exists()


# --- a session that began on the server -----------------------------------------------------------


@pytest.fixture
def lying(client, kim):
    """Two minutes into a hold of ten, when the network went."""
    with at(0):
        lie_down(client)
    return RunningSession.objects.get()


def cut(
    client,
    row,
    *,
    technique="pos-side-pillow",
    effect="better",
    after="4",
    **more,
):
    """What the phone sends: the session's own start, and when Finish was tapped."""
    told = {
        "noted": ms(START + timedelta(seconds=200)),
        "start": ms(START),
        "before": "",
    }
    told |= {"technique": technique, "effect": effect, "after": after}
    return session(client, session=str(row.key), **(told | more))


def test_the_end_of_a_running_session(client, lying):
    with at(3600):
        answers = [client.post(URL, cut(client, lying)) for _ in range(2)]
    assert answers[0].status_code == 200
    use, reading = TechniqueUse.objects.get(), Reading.objects.get()
    assert answers[0].json()["url"] == f"/episodes/{use.episode_id}/"
    assert (use.technique, use.minutes, use.effect, use.pain_after) == (
        "pos-side-pillow",
        3,
        "better",
        4,
    )
    assert (reading.pain, reading.moment) == (4, START + timedelta(seconds=200))
    assert use.offline
    assert reading.offline
    lying.refresh_from_db()
    assert lying.ended == START + timedelta(seconds=200)


def test_the_same_end_twice_with_one_key(client, lying):
    with at(3600):
        entry = cut(client, lying)
        first, second = client.post(URL, entry), client.post(URL, entry)
    assert first.json() == second.json()
    assert Reading.objects.count() == TechniqueUse.objects.count() == 1


def test_an_end_that_says_nothing_more(client, lying):
    with at(3600):
        assert (
            client.post(
                URL, cut(client, lying, effect="", after="")
            ).status_code
            == 200
        )
    use = TechniqueUse.objects.get()
    assert (use.minutes, use.effect, use.pain_after) == (3, "", None)
    assert not Reading.objects.exists()


def test_an_end_in_answer_to_how_it_was(client, lying):
    """The hold was over and "how does it feel" on the screen."""
    with at(1200):
        client.post(
            URL, cut(client, lying, noted=ms(START + timedelta(seconds=900)))
        )
    use = TechniqueUse.objects.get()
    assert (use.effect, use.pain_after) == ("better", 4)
    assert use.minutes == 10


def test_ended_elsewhere_meanwhile(client, lying):
    """Another device finished it before the phone did: only the pain is new, and once."""
    with at(100):
        tap(client, "finish")
        tap(client, "pain", pain=5)
    with at(3600):
        entry = cut(client, lying)
        for _ in range(2):
            assert client.post(URL, entry).status_code == 200
    assert TechniqueUse.objects.get().minutes == 2
    assert [row.pain for row in Reading.objects.order_by("moment")] == [5, 4]


def test_gone_on_elsewhere(client, lying):
    """What another device did later stands; the session runs on."""
    with at(400):
        tap(client, "pause")
        client.post(URL, cut(client, lying))
        assert standing().standing.paused
    assert [row.pain for row in Reading.objects.all()] == [4]
    assert not TechniqueUse.objects.exists()


def test_worse_is_kept_though_it_went_another_way(client, lying):
    """The tap "I can't get into this" arrived, its answer did not: the phone shows the first."""
    with at(100):
        tap(client, "cannot")
        other = standing().technique
    with at(3600):
        entry = cut(client, lying, effect="worse", after="")
        for _ in range(2):
            client.post(URL, entry)
        use = TechniqueUse.objects.get()
        assert (use.technique, use.effect, use.minutes) == (
            "pos-side-pillow",
            "worse",
            None,
        )
        gone = made_worse(lying.owner)
    assert gone == {"pos-side-pillow"}
    assert other != "pos-side-pillow"
    lying.refresh_from_db()
    assert lying.ended is None, (
        "what the server went on with is not ended by the phone"
    )


def test_a_night_of_pause_is_no_mistake(client, lying):
    with at(30):
        tap(client, "pause")
    with at(20 * 3600):
        told = cut(client, lying, noted=ms(START + timedelta(hours=19)))
        assert client.post(URL, told).status_code == 200
    assert TechniqueUse.objects.get().minutes == 0


def test_answers_deleted_after_it_was_sent(client, lying):
    """Its answer was lost, the answers were deleted, and it comes again: still one use."""
    with at(3600):
        entry = cut(client, lying)
        client.post(URL, entry)
        forget_answers(owner=lying.owner)
        client.post(URL, entry)
    assert Reading.objects.count() == TechniqueUse.objects.count() == 1


def test_nothing_is_left_to_say(client, lying):
    with at(5):
        tap(client, "finish")
    with at(3600):
        answer = client.post(URL, cut(client, lying, after=""))
    assert answer.json()["url"] == "/"


def test_a_session_of_another_person(client, lying):
    """Its key opens nothing for others: it counts as one the phone ran alone."""
    other = Client()
    with at(3600):
        other.force_login(User.objects.create_user("lou@example.org", PASSWORD))
        other.post("/log/", {})
        assert other.post(URL, cut(other, lying)).status_code == 200
    lying.refresh_from_db()
    assert lying.ended is None
    assert not TechniqueUse.objects.of(lying.owner).exists()


def test_a_session_that_was_forgotten(client, lying):
    key = lying.key
    lying.delete()
    lying.key = key
    with at(3600):
        client.post(URL, cut(client, lying, technique="temp-heat"))
    assert TechniqueUse.objects.get().technique == "temp-heat"


def test_worse_without_a_network_is_left_out_too(client, lying):
    with at(3600):
        client.post(URL, cut(client, lying, effect="worse"))
        lie_down(client)
    assert standing().technique != "pos-side-pillow"


def test_taken_along_in_the_export(client, kim):
    client.post(URL, session(client))
    rows = json.loads(
        b"".join(client.get("/accounts/data/export/").streaming_content)
    )["rows"]
    assert rows["episodes.TechniqueUse"][0]["offline"] is True
    assert [row["offline"] for row in rows["episodes.Reading"]] == [True, True]


# --- what does not belong here -------------------------------------------------------------------


def test_never_into_another_diary(client, kim):
    entry = reading(client)
    other = Client()
    other.force_login(User.objects.create_user("lee@example.org", PASSWORD))
    for stranger in (other, Client()):
        answer = stranger.post(URL, entry)
        assert answer.status_code == 409
        assert "why" not in answer.json()
    assert not Reading.objects.exists()
    assert Owner.objects.count() == 1


def test_nobody_s_entry_is_not_a_user_s(client, kim):
    assert client.post(URL, reading(client, owner="")).status_code == 409


HOSTILE = [
    {"key": ""},
    {"key": "1"},
    {"noted": ""},
    {"noted": "NaN"},
    {"noted": "-1"},
    {"noted": str(2**52)},
    {"noted": str(10**400)},
    {"noted": "1e3"},
    {"noted": "\x00"},
]
OF_READINGS = [
    {"pain": ""},
    {"pain": "11"},
    {"when": "never"},
    {"when": "other", "at": "x"},
]
OF_SESSIONS = [
    {"start": ""},
    {"start": "x"},
    {"start": "0"},
    {"start": str(2**52)},
    {"technique": ""},
    {"technique": "no-such"},
    {"before": "11"},
    {"after": "-1"},
    {"effect": "cured"},
    {"minutes": 13 * 60},
    {"minutes": -5},
]


@pytest.mark.parametrize("wrong", HOSTILE + OF_READINGS)
def test_hostile_readings(client, kim, wrong):
    answer = client.post(URL, reading(client) | wrong)
    assert answer.status_code == 422
    assert answer.json()["why"]
    assert not Reading.objects.exists()


@pytest.mark.parametrize("wrong", HOSTILE + OF_SESSIONS)
def test_hostile_sessions(client, kim, wrong):
    minutes = wrong.get("minutes", 10)
    rest = {name: value for name, value in wrong.items() if name != "minutes"}
    answer = client.post(URL, session(client, minutes=minutes) | rest)
    assert answer.status_code == 422
    assert not TechniqueUse.objects.exists()


@pytest.mark.parametrize("owner", ["x", "u", "g" * 5000, "\x00", "ü"])
def test_hostile_tags(client, kim, owner):
    assert client.post(URL, reading(client, owner=owner)).status_code == 409


def test_a_place_that_does_not_exist(client, kim):
    client.cookies["tz"] = "Europe/Paris"
    client.post(URL, reading(client, zone_there="Mars/Base"))
    assert Reading.objects.get().zone == "Europe/Paris"


def test_nothing_at_all(client):
    assert client.post(URL).status_code == 422
    assert client.get(URL)["Location"] == "/offline/"
    assert not Owner.objects.exists()


def test_needs_a_form_token(kim):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(kim.user)
    told = strict.get("/offline/who/").json()
    entry = {
        "key": str(uuid.uuid4()),
        "noted": ms(timezone.now()),
        "pain": "6",
        "when": "now",
    }
    entry["owner"] = told["owner"]
    assert strict.post(URL, entry).status_code == 403
    assert (
        strict.post(
            URL, entry | {"csrfmiddlewaretoken": told["token"]}
        ).status_code
        == 200
    )
