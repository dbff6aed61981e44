"""What was told as new, and what was ticked last time, is still there when one looks again."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from backspasm.assessments.models import Assessment
from backspasm.care.check import triage
from backspasm.care.check.answers import Answers
from backspasm.care.plan.builder import build_plan
from backspasm.web.catalogue import catalogue
from tests.assessments.conftest import the_check
from tests.assessments.looking import AGAIN, NONE, SCREENS, START, begin, post
from tests.relief.asked import checked, on
from tests.relief.lying import lie_down, tap

pytestmark = pytest.mark.django_db
PREGNANT = {
    "pregnancy": {"pregnancy": "pregnant-mid"},
    "pregnancy-signs": {"pregnancy-signs": ["none"]},
}
OLD_LIMB = {
    "weak-limb": {"weak-limb-which": ["arm-weak"], "weak-limb-since": "months"},
    "checked": {"old-checked": "yes"},
}
DETAILS = {"pregnant": PREGNANT, "weak-limb": OLD_LIMB}
CANCER = {"cancer": {"cancer-when": "past", "cancer-place": "elsewhere"}}
EXTENSION = {
    "eases": {"eases": ["extension-eases"]},
    "can": {
        "can": [
            "toilet",
            "dress",
            "walk",
            "comfortable",
            "flat",
            "prone",
            "floor",
            "kneel",
        ]
    },
}
BETTER = {"how-now": {"pain-now": "4", "trend": "better", "night": "turning"}}
THREE_DAYS = timedelta(days=3, hours=1)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def tell(client, line):
    """Tap a line of what is new, and give its details, whatever is asked between."""
    flat = {
        name: value
        for screen in DETAILS[line].values()
        for name, value in screen.items()
    }
    client.post("/session/start/", {})
    tap(client, "stop")
    client.post("/now/new/", {"new-sign": line})
    while (answer := client.get("/now/ask/")).status_code == 200:
        page = answer.content.decode()
        name = page.partition('name="asked" value="')[2].partition('"')[0]
        value = flat[name]
        if isinstance(value, list):
            shown = [one for one in value if f'value="{one}"' in page]
            on(client, page, **({name: shown} if shown else {"nothing": "1"}))
        else:
            on(client, page, **{name: value})
    lie_down(client)


def plan():
    """The plan as it is now: which medicines and which items."""
    answers = Answers.restore(the_check().answers, catalogue())
    outcome = triage.assess(answers, catalogue(), timezone.now())
    found = build_plan(outcome.clearance, answers, catalogue())
    medicines = {one.advice.id for one in found.medicines}
    return medicines, {one.id for one in (*found.today, *found.next_days)}


def look_again(client, ticked, details):
    """A check-in that sends the second list as it is shown."""
    url = post(client, "urgent", {"urgent": ticked})["Location"]
    while "outcome" not in url:
        screen = url.rstrip("/").rpartition("/")[2]
        given = {**SCREENS, **details, **BETTER, **EXTENSION}[screen]
        url = post(client, screen, given)["Location"]


@pytest.mark.parametrize("line", sorted(DETAILS))
@pytest.mark.parametrize("told", ["in the check", "as new"])
def test_it_is_ticked_at_the_next_check_in_and_the_plan_knows(
    member, clock, line, told
):
    if told == "as new":
        begin(member, **EXTENSION)
        tell(member, line)
    else:
        begin(member, urgent={"urgent": [line]}, **DETAILS[line], **EXTENSION)
    clock.shift(THREE_DAYS)
    member.post(AGAIN, NONE)
    page = member.get("/check/urgent/").content.decode()
    ticked = re.findall(r'<input[^>]*value="([^"]*)"[^>]* checked', page)
    assert ticked == [line]
    look_again(member, ticked, DETAILS[line])
    medicines, items = plan()
    if line == "pregnant":
        assert "med-nsaid" not in medicines
        assert not items & {
            "pos-prone-pillow",
            "pos-prone-elbows",
            "ex-press-up",
        }
    else:
        assert "weak-limb-since" in the_check().answers


def test_a_check_in_that_was_broken_off_loses_no_tick(member, clock):
    begin(member, urgent={"urgent": ["pregnant"]}, **PREGNANT)
    clock.shift(THREE_DAYS)
    member.post(AGAIN, NONE)
    clock.shift(timedelta(hours=13))
    member.post(AGAIN, NONE)
    assert Assessment.objects.filter(again=True).count() == 2
    assert " checked" in member.get("/check/urgent/").content.decode()


def test_a_check_in_on_the_floor_begins_with_the_same_ticks(member, clock):
    """One list, wherever it is answered; each tick comes along with its portion."""
    begin(
        member, urgent={"urgent": ["pregnant", "cancer"]}, **PREGNANT, **CANCER
    )
    clock.shift(THREE_DAYS)
    member.post(AGAIN, NONE)
    lie_down(member)
    page = member.get("/now/ask/").content.decode()
    assert checked(page) == ["pregnant"]
    assert "urgent" not in the_check().answers
    while 'name="asked" value="urgent"' in page:
        ticks = checked(page)
        answer = on(
            member, page, **({"urgent": ticks} if ticks else {"nothing": "1"})
        )
        page = answer.content.decode()
    assert the_check().answers["urgent"]["ticked"] == ["cancer", "pregnant"]


def test_a_first_check_on_the_floor_begins_with_no_tick(client):
    lie_down(client)
    assert checked(client.get("/now/ask/").content.decode()) == []
