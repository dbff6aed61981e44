"""The outcome page: one action for each level, and the reasons."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from backspasm.assessments.models import Assessment
from backspasm.web.catalogue import catalogue
from tests.assessments.walking import PLAIN, answer_all, post

pytestmark = pytest.mark.django_db


def outcome(client: Client) -> str:
    """The outcome page as text."""
    response = client.get("/check/outcome/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def test_emergency_is_shown_at_once_and_never_a_plan(visitor: Client) -> None:
    visitor.cookies["country"] = "US"
    assert (
        post(visitor, "danger-now", {"danger-now": ["chest"]})["Location"]
        == "/check/outcome/"
    )
    page = outcome(visitor)
    assert 'href="tel:911"' in page
    assert "Do not drive yourself" in page
    assert "Show my plan" not in page
    assert visitor.get("/check/plan/")["Location"] == "/check/"
    assert visitor.get("/check/")["Location"] == "/check/outcome/"


def test_the_emergency_says_all_that_the_page_without_a_network_says(
    visitor: Client,
) -> None:
    post(visitor, "danger-now", {"danger-now": ["chest"]})
    page = outcome(visitor)
    for words in (
        "Where you are: street, floor, door.",
        "When it began",
        "After a crash or fall, keep still",
        "have someone stay with you",
        "Do not wait for it to pass.",
        "Do not let anyone pull you up.",
    ):
        assert words in page
        assert words in visitor.get("/emergency/").content.decode()
    assert 'href="/now/helper/"' in page
    helper = visitor.get("/now/helper/").content.decode()
    assert "I have danger signs." in helper
    assert 'href="/check/outcome/"' in helper


def test_after_an_injury_keeping_still_needs_no_if(visitor: Client) -> None:
    post(visitor, "danger-now", {"danger-now": ["accident"]})
    page = outcome(visitor)
    assert "Keep still, your neck above all." in page
    assert "After a crash" not in page


def test_answered_by_mistake_becomes_unanswered_never_no(
    visitor: Client,
) -> None:
    post(visitor, "danger-now", {"danger-now": ["weak-legs"]})
    assert visitor.post("/check/mistake/")["Location"] == "/check/"
    assert visitor.get("/check/")["Location"] == "/check/danger-now/"
    assert "danger-now" not in Assessment.objects.get().answers


@pytest.mark.parametrize("level", ["emergency", "urgent"])
def test_the_way_back_stands_near_the_top(visitor: Client, level: str) -> None:
    """Below the one action, above everything that may grow long, and only once."""
    visitor.cookies["country"] = "GB"
    if level == "emergency":
        post(visitor, "danger-now", {"danger-now": ["chest", "cola"]})
    else:
        post(visitor, "danger-now", PLAIN["danger-now"])
        post(visitor, "age", PLAIN["age"])
        post(visitor, "urgent", {"urgent": ["skin"]})
        post(visitor, "skin", {"skin": ["blister-rash"]})
    page = outcome(visitor)
    assert f"care--{level}" in page
    assert page.count("I answered by mistake") == 1
    assert (
        page.index("btn--call")
        < page.index("I answered by mistake")
        < page.index("Say this")
    )


def test_of_several_signs_one_link_leads_on(visitor: Client) -> None:
    post(visitor, "danger-now", {"danger-now": ["saddle", "weak-legs", "cola"]})
    assert outcome(visitor).count("Say which sign") == 1


def test_the_detail_says_which_sign_it_is(visitor: Client) -> None:
    post(visitor, "danger-now", {"danger-now": ["saddle"]})
    assert "/check/saddle-which/" in outcome(visitor)
    response = post(visitor, "saddle-which", {"saddle-which": ["bladder-hard"]})
    assert response["Location"] == "/check/outcome/"
    page = outcome(visitor)
    assert "#E06" in page
    assert "#E05" not in page


def test_urgent_asks_only_what_could_be_an_emergency_and_shows_comfort_only(
    visitor: Client,
) -> None:
    post(visitor, "danger-now", PLAIN["danger-now"])
    post(visitor, "age", PLAIN["age"])
    post(visitor, "urgent", {"urgent": ["skin"]})
    post(visitor, "skin", {"skin": ["blister-rash"]})
    page = outcome(visitor)
    assert "Be seen today" in page
    assert "tel:111" not in page
    following = visitor.get("/check/")["Location"]
    assert following not in ("/check/hand/", "/check/day/")
    plan = visitor.get("/check/plan/").content.decode()
    assert "temp-" not in plan
    assert 'id="ex-' not in plan


def test_the_advice_line_of_the_country_is_the_action(visitor: Client) -> None:
    visitor.cookies["country"] = "GB"
    post(visitor, "danger-now", PLAIN["danger-now"])
    post(visitor, "age", PLAIN["age"])
    post(visitor, "urgent", {"urgent": ["skin"]})
    post(visitor, "skin", {"skin": ["blister-rash"]})
    assert 'href="tel:111"' in outcome(visitor)


def test_soon_names_the_days_and_self_care_leads_to_the_plan(
    visitor: Client,
) -> None:
    answer_all(
        visitor,
        {
            "where": {"region": ["region-lower"], "spread": ["below-knee"]},
            "tingling": {"tingling": "none"},
        },
    )
    assert "within 14 days" in outcome(visitor)
    visitor.post("/check/restart/")
    answer_all(visitor)
    assert "You can look after this at home" in outcome(visitor)


def test_each_reason_has_the_answer_and_a_way_to_change_it(
    visitor: Client,
) -> None:
    post(visitor, "danger-now", {"danger-now": ["weak-legs"]})
    page = outcome(visitor)
    line = catalogue().questions["danger-now"].by_id["weak-legs"]
    assert line.text in page
    assert 'href="/check/danger-now/"' in page


def test_what_was_shown_is_kept_with_the_rules(visitor: Client) -> None:
    answer_all(visitor)
    kept = Assessment.objects.get()
    assert kept.level == "SELF-CARE"
    assert kept.outcome is not None
    assert kept.outcome["content_version"] == kept.content_version


def test_old_danger_answers_are_asked_again(visitor: Client) -> None:
    answer_all(visitor)
    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=False):
        assert visitor.get("/check/")["Location"] == "/check/danger-now/"
        assert visitor.get("/check/plan/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=13), tick=False):
        assert visitor.get("/check/plan/")["Location"] == "/check/"


def test_low_mood_leads_to_the_crisis_line(visitor: Client) -> None:
    visitor.cookies["country"] = "US"
    answer_all(
        visitor,
        {
            "day": {"day": "day-desk", "habits": ["low-mood"]},
            "mood": {"dark-thoughts": "yes"},
        },
    )
    assert 'href="tel:988"' in outcome(visitor)


@pytest.mark.parametrize(
    ("age", "told"), [("age-10-15", 1), ("age-16-17", 1), ("age-18-39", 0)]
)
def test_under_18_a_grown_up_is_asked_for(
    visitor: Client, age: str, told: int
) -> None:
    words = "Under 18: have a grown-up with you"
    post(visitor, "danger-now", {"danger-now": ["chest"]})
    assert words not in outcome(visitor)  # an age that nobody said is no age
    visitor.post("/check/restart/")
    answer_all(visitor, {"age": {"age": age}})
    assert outcome(visitor).count(words) == told
    assert visitor.get("/check/plan/").content.decode().count(words) == told
    post(visitor, "danger-now", {"danger-now": ["chest"]})
    assert outcome(visitor).count(words) == told


def test_the_reason_does_not_frighten_a_child(visitor: Client) -> None:
    answer_all(visitor, {"age": {"age": "age-10-15"}})
    page = outcome(visitor)
    assert "stress break of the spine is possible" not in page
    assert "A doctor can look for it calmly." in page
