"""The player: the same step on every device, and every deed that moves it."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.care.session.replay import Kind, Step
from backspasm.episodes.actions import UseEntry, record_session
from backspasm.relief.models import RunningSession
from backspasm.relief.player import diary_entry
from tests.relief.lying import (
    at,
    check_calmly,
    lie_down,
    other_browser,
    standing,
    tap,
    words,
)

pytestmark = pytest.mark.django_db


def text(client) -> str:
    return client.get("/session/").content.decode()


@pytest.fixture
def lying(client):
    """Twenty seconds into the first position."""
    with at(0):
        lie_down(client)
    return client


# --- where it stands ----------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0:10"),
        (10, "10:00"),
        (310, "5:00"),
        (609, "0:01"),
        (611, "How does it feel now?"),
    ],
)
def test_it_is_computed_from_the_clock(lying, seconds, shown):
    with at(seconds):
        assert shown in text(lying)
        assert shown in text(other_browser(lying))


def test_without_a_script_it_says_until_when(lying):
    lying.cookies["tz"] = "Europe/London"
    with at(20):
        page = text(lying)
    assert "until 13:10" in page
    assert (
        '<noscript><meta http-equiv="refresh" content="591"></noscript>'
        in page.replace("\n", "").replace("  ", "")
    )


def test_an_unknown_zone_is_called_utc(lying):
    with at(20):
        assert "until 12:10 UTC" in text(lying)


@pytest.mark.parametrize(
    "zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe"]
)
@pytest.mark.parametrize(
    "night", ["2026-03-29T00:55", "2026-10-25T00:55", "2026-11-01T05:55"]
)
def test_clock_change_nights(client, zone, night):
    import time_machine

    client.cookies["tz"] = zone
    with time_machine.travel(f"{night}:00+00:00", tick=False) as traveller:
        lie_down(client)
        traveller.shift(310)
        assert "5:00" in text(client)
        traveller.shift(301)
        assert "How does it feel now?" in text(client)


def test_nobody_elses(lying, visitor, member):
    for client in (visitor, member):
        assert client.get("/session/")["Location"] == "/now/"
        assert client.get("/session/done/")["Location"] == "/now/"
        assert tap(client, "next").status_code == 404


# --- deeds --------------------------------------------------------------------


def test_pause_and_go_on(lying):
    with at(70):
        tap(lying, "pause")
    with at(1000):
        assert "9:00" in text(lying)
        assert "Go on" in text(lying)
        tap(lying, "resume")
    with at(1060):
        assert "8:00" in text(lying)


def test_a_double_tap_skips_one_step(lying):
    with at(5):
        tap(lying, "next", step=0)
        tap(lying, "next", step=0)
        assert standing().standing.index == 1


def test_again(lying):
    with at(300):
        tap(lying, "again")
        assert "10:00" in text(lying)


def test_started_earlier(lying):
    with at(20):
        tap(lying, "earlier", minutes=5)
        assert "4:50" in text(lying)


@pytest.mark.parametrize(
    ("deed", "data"),
    [
        ("earlier", {"minutes": 500}),
        ("earlier", {}),
        ("pain", {"pain": 11}),
        ("pain", {"pain": "x"}),
        ("felt", {"felt": "great"}),
        ("next", {"step": "x"}),
        ("swap", {}),
    ],
)
def test_nonsense(lying, deed, data):
    assert tap(lying, deed, **data).status_code == 404


@pytest.mark.parametrize(
    "deed", ["next", "again", "pause", "felt", "finish", "start"]
)
def test_deeds_are_posts(lying, deed):
    assert lying.get(f"/session/{deed}/")["Location"] == "/session/"


def test_cannot_tries_the_next_position(lying):
    found = []
    for number in range(7):
        with at(number):
            found.append(standing().step.technique)
            tap(lying, "cannot")
    assert found[:3] == ["pos-side-pillow", "pos-side-bare", "relax-breathing"]
    assert found[3:] == ["pos-recline", "pos-lean-sit", "pos-lean-stand", ""]
    assert standing().performed == ()


def test_worse_is_left_out_and_says_why(lying):
    with at(700):
        tap(lying, "felt", felt="worse")
        page = text(lying)
    assert "worse, so left out" in page
    assert standing().step.technique == "relax-breathing", (
        "not the same side without a pillow"
    )
    with at(800):
        lying.post("/session/finish/", {"step": standing().standing.index})
        tap(lying, "next")
    with at(900):
        lie_down(lying)
        assert standing().step.technique == "relax-breathing"


def test_two_worse_ask_the_danger_signs(lying):
    with at(700):
        tap(lying, "felt", felt="worse")
    with at(3000):
        tap(lying, "felt", felt="worse")
        assert standing().standing.paused
        assert lying.get("/session/")["Location"] == "/now/"
        assert lying.get("/now/").status_code == 200
    with at(3100):
        assert lie_down(lying) == "/session/"
        assert not standing().standing.paused
        assert standing().step.technique == "pos-recline"


def test_a_stop_sign_asks_the_danger_signs(lying):
    with at(100):
        tap(lying, "stop")
        assert lying.get("/session/")["Location"] == "/now/"
    with at(400):
        assert lie_down(lying) == "/session/"
        page = text(lying)
    # Not the position that the sign belongs to.
    assert "Slow belly breathing" in page
    # No clock ran while the signs were asked.
    assert "data-left>0:10<" in page or "0:10" in page


def test_rest_after_a_pack_does_not_keep_anyone_from_the_danger_signs(lying):
    with at(100):
        RunningSession.objects.update(
            steps=[Step(Kind.OFF, "temp-cold", 7200).to_data()]
        )
        assert lying.get("/now/").status_code == 200


def test_an_emergency_follows_to_every_page_of_the_floor(lying):
    with at(100):
        lying.post("/check/danger-now/", {"danger-now": ["chest"]})
        for path in ("/now/", "/now/stuck/", "/session/"):
            assert lying.get(path)["Location"] == "/check/outcome/", path
        helper = lying.get("/now/helper/").content.decode()
    assert "I have danger signs. Please call" in helper


def test_finish_early_keeps_all(lying):
    with at(310):
        tap(lying, "finish")
        assert "How bad is the pain now?" in text(lying)
        tap(lying, "pain", pain=4)
        assert lying.get("/session/")["Location"] == "/session/done/"
        page = lying.get("/session/done/").content.decode()
    assert "5 min" in page
    row = RunningSession.objects.get()
    assert row.recorded
    assert row.ended is not None


# --- from the plan ------------------------------------------------------------


@pytest.fixture
def planned(client):
    """Someone with a whole plan."""
    with at(0):
        check_calmly(client)
    return client


def start(client, **data) -> str:
    return client.post("/session/start/", data)["Location"]


def through(client, seconds: float, stop_at: str) -> float:
    """Tap on until a kind of step is reached; the second at which it was."""
    for _ in range(80):
        with at(seconds):
            run = standing()
            if run.step is None or run.step.kind == stop_at:
                return seconds
            deed, data = (
                ("felt", {"felt": "better"})
                if run.step.kind == "ask"
                else ("next", {})
            )
            tap(client, deed, **data)
        seconds += 1
    raise AssertionError(stop_at)


def test_a_session_from_the_plan(planned):
    with at(10):
        assert start(planned) == "/session/"
        assert "How bad is the pain now?" in text(planned)
        tap(planned, "pain", pain=6)
    last = through(planned, 20, "pain")
    with at(last):
        tap(planned, "pain", pain=3)
    run = standing()
    assert [entry.pain for entry in diary_entry.readings_of(run)] == [6, 3]
    uses = diary_entry.uses_of(run)
    assert uses[0].pain_before == 6
    assert uses[-1].pain_after == 3
    assert RunningSession.objects.get().recorded


def test_one_technique(planned):
    with at(10):
        assert start(planned, technique="relax-breathing") == "/session/"
    assert {step.technique for step in standing().steps} == {
        "",
        "relax-breathing",
    }


def test_what_is_not_in_the_plan_is_not_started(planned):
    with at(10):
        assert start(planned, technique="ex-superman") == "/check/plan/"
        assert start(planned, technique="no-such") == "/check/plan/"
    assert not RunningSession.objects.exists()


def test_no_plan_no_session(client):
    assert start(client) == "/check/"
    with at(0):
        check_calmly(client)
    with at(13 * 3600):
        assert start(client) == "/check/"


def test_twice_is_once(planned):
    key = "6a9b1b1e-6f3c-4d6a-8d52-6a5b5f3a0d11"
    with at(10):
        start(planned, key=key)
        start(planned, key=key)
    assert RunningSession.objects.count() == 1


def test_another_session_ends_the_first_and_keeps_it(planned):
    with at(10):
        start(planned, technique="relax-breathing")
        tap(planned, "pain", pain=6)
    with at(200):
        start(planned, technique="pos-curl-side")
    first = RunningSession.objects.order_by("started").first()
    assert first.recorded
    assert first.ended is not None


# --- heat and cold ------------------------------------------------------------


@pytest.fixture
def warm(planned):
    """At the question whether the heat is wrapped."""
    with at(10):
        start(planned, technique="temp-heat")
        tap(planned, "next")
    return planned


def test_it_asks_for_a_cloth(warm):
    with at(20):
        assert "Is it wrapped in a cloth?" in text(warm)
    with at(2000):
        assert "Is it wrapped in a cloth?" in text(warm)


def test_heat_cannot_be_paused_or_repeated(warm):
    with at(20):
        tap(warm, "next")
        page = text(warm)
        assert "Pause" not in page
        tap(warm, "pause")
        tap(warm, "again")
    with at(21):
        assert not standing().standing.paused
        assert standing().standing.seconds_left == 299
    with at(20 + 300):
        assert "Look at your skin" in text(warm)


def test_heat_rests_and_does_not_start_early(warm):
    with at(20):
        tap(warm, "next")
    with at(140):
        tap(warm, "next")
        tap(warm, "felt", felt="better")
        tap(warm, "pain", pain=3)
        page = text(warm)
        assert "Let your skin rest" in page
        assert "until 13:02" in page
        assert RunningSession.objects.get().recorded
    with at(200):
        answer = warm.post("/session/start/", {"technique": "temp-heat"})
        assert answer.status_code == 200
        assert "13:02" in answer.content.decode()
    with at(140 + 3600):
        assert start(warm, technique="temp-heat") == "/session/"


def test_leaving_heat_out(warm):
    with at(20):
        tap(warm, "cannot")
        assert "How bad is the pain now?" in text(warm)
        tap(warm, "next")
    with at(25):
        assert warm.get("/session/")["Location"] == "/session/done/"
        assert start(warm, technique="temp-heat") == "/session/"


def test_swapping_needs_the_other_at_hand(warm):
    with at(20):
        assert "Rather:" not in text(warm)
        assert tap(warm, "swap").status_code == 404


@pytest.fixture
def both(client):
    """At the question whether it is wrapped, with cold and heat at hand."""
    with at(0):
        check_calmly(
            client,
            hand={"at-hand": ["pillow", "chair", "heat-pack", "cold-pack"]},
        )
    with at(10):
        start(client, technique="temp-heat")
        if not RunningSession.objects.exists():
            start(client, technique="temp-cold")
        tap(client, "next")
    return client


def test_swap_before_it_is_on(both):
    with at(20):
        first = standing().step.technique
        assert "Rather:" in text(both)
        tap(both, "swap")
        page = text(both)
    assert "Is it wrapped in a cloth?" in page
    assert standing().step.technique != first


def test_swap_takes_the_first_one_off_and_never_puts_it_back(both):
    with at(20):
        first = standing().step.technique
        tap(both, "next")
    with at(200):
        tap(both, "swap")
        second = standing().step.technique
        assert "Rather:" not in text(both)
        assert tap(both, "swap").status_code == 404
        tap(both, "next")
    with at(500):
        tap(both, "next")
        tap(both, "felt", felt="better")
        tap(both, "pain", pain=2)
    with at(600):
        for name in (first, second):
            assert both.post(
                "/session/start/", {"technique": name}
            ).status_code in (200, 302)
        assert RunningSession.objects.count() == 1
    run = standing()
    assert {use.technique: use.felt for use in run.performed} == {
        first: "",
        second: "better",
    }


def test_it_remembers_which_felt_better(both):
    with at(20):
        first = standing().step.technique
        tap(both, "next")
    with at(330):
        tap(both, "next")
        tap(both, "felt", felt="better")
        tap(both, "finish")
    with at(4 * 3600):
        start(both, technique=first)
        tap(both, "next")
        assert "Last time this felt better" in text(both)


def log_by_hand(seconds: float, technique: str, minutes: int) -> None:
    """A go of heat or cold that no session led through."""
    owner = Owner.objects.get()
    with at(seconds):
        start = timezone.now()
        use = UseEntry(technique=technique, start=start, minutes=minutes)
        record_session(
            owner=owner, key=uuid4(), zone="UTC", readings=[], uses=[use]
        )


def test_heat_that_was_logged_by_hand_rests_too(planned):
    log_by_hand(60, "temp-wrap", 10)
    with at(1200):
        answer = planned.post("/session/start/", {"technique": "temp-heat"})
        assert answer.status_code == 200
        assert "No heat or cold of this kind until" in answer.content.decode()


def test_deleted_answers_do_not_put_heat_on_early(warm):
    with at(20):
        tap(warm, "next")
    with at(140):
        tap(warm, "next")
        tap(warm, "felt", felt="better")
        tap(warm, "pain", pain=3)
        warm.post("/check/delete/")
        check_calmly(warm)
    with at(200):
        assert (
            warm.post("/session/start/", {"technique": "temp-heat"}).status_code
            == 200
        )
    with at(140 + 3600):
        assert start(warm, technique="temp-heat") == "/session/"


# --- getting up ---------------------------------------------------------------


def test_get_up_step_by_step(lying):
    with at(100):
        assert lying.post("/now/up/")["Location"] == "/session/"
        assert "Roll onto your side and rest." in text(lying)
        assert "I’m stuck" in text(lying)
    for number in range(6):
        with at(110 + 10 * number):
            tap(lying, "next")
    with at(180):
        tap(lying, "next")
        lying.cookies["tz"] = "Europe/London"
        page = lying.get("/session/done/").content.decode()
    assert "You stood up at 13:02" in page


def test_each_sentence_of_getting_up_has_its_own_drawing(lying):
    """The one that is shown, and those that stand ready for a lost network."""
    with at(100):
        lying.post("/now/up/")
        page = lying.get("/session/").content.decode()
    ids = re.findall(r' id="(f[0-9a-f]+t)"', page)
    assert len(ids) == len(set(ids)) == 6


def test_get_up_without_a_session(client):
    assert client.post("/now/up/")["Location"] == "/now/"
    lie_down(client)
    tap(client, "finish")
    assert client.post("/now/up/")["Location"] == "/session/"


def test_stuck_leads_to_help(lying):
    page = lying.get("/now/stuck/").content.decode()
    assert "Call for help" in page
    assert "tel:" in page


def test_the_helper_card_keeps_nothing(lying):
    before = RunningSession.objects.values()[0]
    page = lying.get("/now/helper/").content.decode()
    assert "sms:?&amp;body=My%20back%20has%20locked" in page
    assert "No danger signs now." not in page  # they were answered long ago
    assert RunningSession.objects.values()[0] == before


def test_few_words_on_each_screen(lying):
    def count(url: str) -> int:
        return len(words(lying.get(url).content.decode()))

    with at(20):
        assert count("/session/") <= 40
        assert count("/now/stuck/") <= 40
        assert count("/now/helper/") <= 40
    with at(700):
        assert count("/session/") <= 40
        tap(lying, "felt", felt="worse")
        assert count("/session/") <= 40
        lying.post("/now/up/")
        assert count("/session/") <= 40
        tap(lying, "finish")
        assert count("/session/") <= 40
        tap(lying, "next")
        assert count("/session/done/") <= 40
