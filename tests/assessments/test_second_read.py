"""What a second read for safety found: each case once, as it was found."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.assessments.actions import open_check, save_answers
from backspasm.assessments.models import Assessment
from backspasm.care.catalogue import Level
from backspasm.care.check.answers import Answers
from backspasm.episodes.actions import edit_reading, log_use
from backspasm.episodes.models import Reading
from backspasm.relief.player.state import on_skin
from backspasm.web.catalogue import catalogue
from tests.assessments.conftest import open_episode, the_check
from tests.assessments.looking import START, begin, look
from tests.assessments.walking import PLAIN, answer_all, post

pytestmark = pytest.mark.django_db
NONE = {"danger-now": ["none"]}


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def form_of(client: Client, screen: str) -> dict[str, str]:
    """The hidden field that says which state of the check a page was drawn from."""
    field = (
        client.get(f"/check/{screen}/")
        .content.decode()
        .split('name="seen"')[1]
        .split(">")[0]
    )
    return {"seen": field.partition('value="')[2].rstrip('"')}


def test_a_page_from_before_the_emergency_takes_no_sign_back(visitor):
    old = form_of(visitor, "danger-now")
    post(visitor, "danger-now", {"danger-now": ["chest"]})
    assert (
        post(visitor, "danger-now", NONE | old)["Location"] == "/check/outcome/"
    )
    assert the_check().level == "EMERGENCY"


def test_the_page_opened_since_may_change_it(visitor):
    post(visitor, "danger-now", {"danger-now": ["chest"]})
    post(visitor, "danger-now", NONE | form_of(visitor, "danger-now"))
    assert the_check().level != "EMERGENCY"


def test_the_floor_leads_back_to_the_emergency_until_it_was_a_mistake(visitor):
    post(visitor, "danger-now", {"danger-now": ["chest"]})
    assert visitor.get("/now/")["Location"] == "/check/outcome/"
    assert visitor.post("/now/", NONE)["Location"] == "/check/outcome/"
    assert the_check().level == "EMERGENCY"
    visitor.post("/check/mistake/")
    assert visitor.get("/now/").status_code == 200


def test_an_emergency_outlives_the_end_of_its_episode(member, owner):
    answer_all(member)
    member.post("/check/log/", {"key": str(uuid4())})
    post(member, "danger-now", {"danger-now": ["chest"]})
    member.post(f"/episodes/{the_check().episode_id}/end/", {"when": "now"})
    assert member.get("/check/outcome/").status_code == 200
    assert the_check().level == "EMERGENCY"


def test_pain_of_months_makes_no_plan_weeks_later(visitor, clock):
    months = {
        "since": PLAIN["since"]
        | {"duration": "gt-12w", "trend": "better-more"},
        "stiff": {"stiff": ["none"], "began": "no"},
        "hand": PLAIN["hand"] | {"since-then": ["seen-doctor"]},
        "pain": PLAIN["pain"] | {"usual": "usual"},
    }
    answer_all(visitor, months)
    clock.shift(timedelta(days=8))
    post(visitor, "danger-now", NONE)
    assert visitor.get("/check/plan/").status_code == 302


def test_a_number_put_right_is_no_longer_the_worst(member, clock):
    begin(member)
    member.post(
        "/episodes/log/", {"pain": "10", "when": "now", "key": str(uuid4())}
    )
    clock.shift(timedelta(days=3, hours=1))
    look(member)
    assert the_check().answers["pain-worst"]["number"] == 10
    edit_reading(reading=Reading.objects.get(pain=10), details={"pain": 1})
    clock.shift(timedelta(days=11))
    look(member)
    assert the_check().answers["pain-worst"]["number"] == int(
        PLAIN["pain"]["pain-worst"]
    )


def test_cold_of_unknown_length_counts_twenty_minutes(member, owner):
    now = timezone.now()
    details = {
        "technique": "temp-cold",
        "start": now - timedelta(hours=1),
        "zone": "UTC",
    }
    log_use(episode=open_episode(owner, hours=2), key=uuid4(), details=details)
    (used,) = on_skin(owner, now)
    assert used.end - used.start == timedelta(minutes=20)


def test_two_first_answers_at_once_are_both_kept(member, owner):
    pack, now = catalogue(), timezone.now()
    one = open_check(owner=owner, catalogue=pack, now=now)
    first = Answers().with_answer(pack, "danger-now", ["chest"], now)
    save_answers(check=one, answers=first, catalogue=pack, now=now)
    two = open_check(owner=owner, catalogue=pack, now=now)
    second = Answers().with_answer(pack, "age", "age-18-39", now)
    save_answers(
        check=two, answers=second, catalogue=pack, now=now, read=Answers()
    )
    assert set(Assessment.objects.get().answers) == {"danger-now", "age"}
    assert the_check().level == "EMERGENCY"
    assert Owner.objects.count() == 1


@pytest.mark.parametrize("order", [("none", "chest"), ("chest", "none")])
def test_none_and_then_a_sign_sent_at_once(member, owner, order):
    """Both began before either was kept: whichever is written last, the sign stands."""
    pack, now = catalogue(), timezone.now()
    check = open_check(owner=owner, catalogue=pack, now=now)
    for line in order:
        tab = Assessment.objects.get(pk=check.pk)
        outcome = save_answers(
            check=tab,
            answers=Answers().with_answer(pack, "danger-now", [line], now),
            catalogue=pack,
            now=now,
            read=Answers(),
        )
    assert outcome.level is Level.EMERGENCY
    assert Assessment.objects.get().level == Level.EMERGENCY.slug
