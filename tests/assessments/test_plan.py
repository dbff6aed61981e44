"""The plan page: what to do now, today and next, with every reason."""

import re
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.test import Client

from backspasm.relief.models import RunningSession
from tests.assessments.walking import PLAIN, answer_all, post

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def noon() -> object:
    """A working day, so that the timetable is the day's."""
    with time_machine.travel(NOON, tick=False):
        yield


def plan(client: Client) -> str:
    """The plan page as text."""
    response = client.get("/check/plan/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def test_no_two_parts_share_an_id(visitor: Client) -> None:
    """What begins the plan is shown again among what is for today."""
    visitor.cookies["tz"] = "Europe/London"
    answer_all(visitor)
    page = plan(visitor)
    ids = Counter(re.findall(r' id="([^"]+)"', page))
    assert [name for name, count in ids.items() if count > 1] == []
    titles = Counter(re.findall(r'<svg class="fig.*?<title[^>]*>(.*?)<', page))
    assert max(titles.values()) == 2


def test_a_plain_spasm_sees_every_part(visitor: Client) -> None:
    visitor.cookies["tz"] = "Europe/London"
    answer_all(visitor)
    page = plan(visitor)
    for part in (
        "now",
        "today",
        "how",
        "next",
        "left-out",
        "medicines",
        "help",
        "prevention",
    ):
        assert f'id="{part}"' in page, part
    assert "Why this for you" in page
    assert "awaiting clinical review" in page
    assert "<svg" in page


def test_hours_follow_the_browsers_zone(visitor: Client) -> None:
    visitor.cookies["tz"] = "Europe/London"
    answer_all(visitor)
    assert ">12:0" in plan(visitor)
    visitor.cookies["tz"] = "Asia/Tokyo"
    assert ">21:0" in plan(visitor)


def test_without_a_zone_there_are_no_clock_times(visitor: Client) -> None:
    answer_all(visitor)
    page = plan(visitor)
    assert ">12:0" not in page
    assert re.search(r">in \d+ (minute|hour)s?<", page)
    assert visitor.get("/check/plan.ics")["Location"] == "/check/plan/"


def test_bedtime_can_be_changed(visitor: Client) -> None:
    visitor.cookies["tz"] = "Europe/London"
    answer_all(visitor)
    assert (
        visitor.post("/check/bedtime/", {"bedtime": "20:00"})["Location"]
        == "/check/plan/"
    )
    assert "<option selected>20:00</option>" in plan(visitor)
    assert (
        visitor.post("/check/bedtime/", {"bedtime": "12:34"}).status_code == 400
    )


def test_late_at_night_the_plan_is_for_the_night(visitor: Client) -> None:
    visitor.cookies["tz"] = "Europe/London"
    with time_machine.travel(NOON.replace(hour=23, minute=45), tick=False):
        answer_all(visitor)
        page = plan(visitor)
    assert "Tonight" in page
    assert "The next 40 minutes" not in page
    assert "To get up, roll onto your side" in page


def test_at_three_in_the_morning_nobody_begins_with_a_chair_or_a_walk(
    visitor: Client,
) -> None:
    visitor.cookies["tz"] = "Europe/London"
    seen = ["toilet", "dress", "walk", "floor", "kneel"]
    with time_machine.travel(NOON.replace(hour=3), tick=False):
        answer_all(visitor, {"can": {"can": [*seen, "comfortable"]}})
        page = plan(visitor)
    now = page[page.index('id="now"') :].partition("</section>")[0]
    tonight = page[page.index('id="today"') :].partition("</ol>")[0]
    for part in (now, tonight):
        assert "pillow between" in part.lower()
        assert "chair" not in part
        assert "walk" not in part.lower()
    assert "Start a guided session" in now
    with time_machine.travel(NOON.replace(hour=3), tick=False):
        assert visitor.post("/session/start/")["Location"] == "/session/"
        steps = RunningSession.objects.get().steps
    assert {step[1] for step in steps} == {
        "",
        "relax-breathing",
        "pos-side-pillow",
    }


def test_a_chair_at_night_has_no_dose_of_the_day(visitor: Client) -> None:
    visitor.cookies["tz"] = "Europe/London"
    with time_machine.travel(NOON.replace(hour=3), tick=False):
        answer_all(visitor, {"can": {"can": ["toilet", "dress", "walk"]}})
        page = plan(visitor)
    now = page[page.index('id="now"') :].partition("</section>")[0]
    assert "Stay no longer than 20 to 30 minutes" not in now
    assert "Stay as long as it eases you." in now


def test_the_hour_of_a_recheck_is_said_only_on_its_day(visitor: Client) -> None:
    visitor.cookies["tz"] = "Europe/London"
    bad = {
        "pain-now": "8",
        "pain-worst": "8",
        "onset": "sudden-heavy",
        "bone": "beside",
    }
    answer_all(visitor, {"pain": {**bad, "night": "eases"}})
    again = plan(visitor).partition('id="again"')[2].partition("</ul>")[0]
    dates = re.findall(r"<time[^>]*>([^<]+)</time>", again)
    assert dates[0] == "Wed 4 Mar, 12:00"
    assert len(dates) > 2
    assert all(
        re.fullmatch(r"[A-Z][a-z]{2} \d+ [A-Z][a-z]{2}", date)
        for date in dates[1:]
    )


def test_what_the_outcome_asks_for_stands_in_the_plan_too(
    visitor: Client,
) -> None:
    answer_all(visitor, {"age": {"age": "age-10-15"}})
    words = "Pause the sport and the movement that hurts until seen."
    page = plan(visitor)
    assert words in visitor.get("/check/outcome/").content.decode()
    assert words in page[: page.index('id="now"')]


def test_the_calendar_file_holds_the_day_and_the_rechecks(
    visitor: Client,
) -> None:
    visitor.cookies["tz"] = "Europe/London"
    answer_all(visitor)
    response = visitor.get("/check/plan.ics")
    assert response["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(response.content)
    events = calendar.walk("VEVENT")
    starts = [event.decoded("dtstart") for event in events]
    assert len(events) > 5
    assert all(start >= NOON for start in starts)
    assert max(starts) > NOON + timedelta(days=2)
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_under_sixteen_there_is_comfort_and_never_a_plan(
    visitor: Client,
) -> None:
    post(visitor, "danger-now", PLAIN["danger-now"])
    answer_all(visitor, {"age": {"age": "age-10-15"}})
    page = plan(visitor)
    assert 'id="medicines"' not in page
    assert 'id="ex-' not in page
    assert 'id="pos-' in page


def test_a_caution_leaves_out_and_says_why(visitor: Client) -> None:
    visitor.cookies["tz"] = "Europe/London"
    answer_all(
        visitor,
        {
            "health": {"conditions": ["sugar"], "medicines": ["none"]},
            "sugar": {"sugar-which": ["diabetes-neuropathy"]},
        },
    )
    page = plan(visitor)
    assert 'id="temp-heat"' not in page
    assert "left out because" in page


LATE = {
    "urgent": {"urgent": ["pregnant"]},
    "pregnancy": {"pregnancy": "pregnant-mid"},
    "pregnancy-signs": {"pregnancy-signs": ["none"]},
}


def test_the_midwife_is_named_at_the_top_of_the_outcome_and_the_plan(
    visitor: Client,
) -> None:
    answer_all(visitor, LATE)
    words = "Tell your midwife about it at your next contact."
    outcome = visitor.get("/check/outcome/").content.decode()
    assert words in outcome[: outcome.index("What we looked at")]
    page = plan(visitor)
    assert words in page[: page.index('id="now"')]


def test_a_medicine_that_is_not_for_someone_comes_before_those_that_may_be(
    visitor: Client,
) -> None:
    answer_all(visitor, LATE)
    medicines = plan(visitor).partition('id="medicines"')[2]
    assert medicines.index("not for you, because") < medicines.index("<details")


def test_steps_that_were_replaced_are_nowhere_in_the_page(
    visitor: Client,
) -> None:
    """Not hidden by a style: whoever hears, prints or reads without styles never meets them."""
    answer_all(visitor, {**LATE, "eases": {"eases": ["rest-eases"]}})
    page = plan(visitor)
    assert "Stand with your back against a wall" in page
    assert "Lie on your back with both knees bent" not in page
    assert "press your waist down towards the surface" not in page


def test_what_a_technique_is_good_for_is_said_once(visitor: Client) -> None:
    answer_all(visitor)
    assert plan(visitor).count("Long, slow breaths out may tell your body") == 1


def test_each_change_stands_beside_its_item_on_paper_too(
    visitor: Client,
) -> None:
    answer_all(
        visitor,
        {
            "health": {"conditions": ["heart"], "medicines": ["none"]},
            "heart": {"heart-which": ["heart-disease"]},
            "hand": {"at-hand": ["pillow", "chair", "cold-pack"]},
        },
    )
    page = plan(visitor)
    cold = page[page.index('id="temp-cold"') :].partition("</article>")[0]
    assert "Ask your doctor or pharmacist before you use cold." in cold
    paper = re.search(
        r'<ul class="on-paper names"[^>]*>.*?</ul>', page, re.DOTALL
    )
    assert paper is not None
    assert "ask your doctor before you add more" in paper[0]


def test_a_stranger_and_a_half_done_check_get_no_plan(visitor: Client) -> None:
    assert visitor.get("/check/plan/")["Location"] == "/check/"
    post(visitor, "danger-now", PLAIN["danger-now"])
    assert visitor.get("/check/plan/")["Location"] == "/check/"


def test_a_plan_too_old_to_show_says_what_comes_first(visitor: Client) -> None:
    words = "Your plan is from 3 March. First the danger signs again, then it is back."
    assert (
        words not in visitor.get("/check/plan/", follow=True).content.decode()
    )
    answer_all(visitor)
    with time_machine.travel(NOON + timedelta(hours=13), tick=False):
        answer = visitor.get("/check/plan/", follow=True)
        assert answer.redirect_chain[-1][0] == "/check/danger-now/"
        assert words in answer.content.decode()
        post(visitor, "danger-now", PLAIN["danger-now"])
        assert 'id="how"' in plan(visitor)
