"""When no position eases it: whom to call and what to say, before any question."""

import pytest

from backspasm.assessments.models import Assessment
from tests.browser.floor_states import AT_HAND
from tests.relief.lying import (
    answer_at_rest,
    at,
    check_calmly,
    lie_down,
    standing,
    tap,
    words,
)

pytestmark = pytest.mark.django_db


def text(client) -> str:
    return client.get("/session/").content.decode()


@pytest.fixture
def lying(client):
    """At the first position."""
    with at(0):
        lie_down(client)
    return client


def test_nothing_helped_is_no_dead_end(lying):
    with at(3):
        tap(lying, "finish")
        page = lying.get("/session/done/").content.decode()
    assert "No position worked?" in page
    assert 'href="/now/helper/"' in page
    assert (
        page.index("Call your doctor")
        < page.index("Worse? Call")
        < page.index("/check/")
    )


def all_in_vain(client, deed="cannot", **data):
    """Give up one position after the other; the page after the last."""
    for _ in range(12):
        if standing().step.kind == "pain":
            return text(client)
        tap(client, deed, **data)
        if client.get("/session/").headers.get("Location") == "/now/":
            client.post("/now/", {"danger-now": ["none"]})
    raise AssertionError(deed)


@pytest.mark.parametrize(
    ("country", "whom"), [("US", "Call your doctor"), ("GB", 'href="tel:111"')]
)
@pytest.mark.parametrize("deed", ["cannot", "stop"])
def test_when_no_position_is_left_help_comes_before_questions(
    lying, deed, country, whom
):
    lying.cookies["country"] = country
    with at(5):
        page = all_in_vain(lying, deed)
    assert "How bad is the pain now?" not in page
    assert "Say: “No position eases my locked back.”" in page
    number = {"US": "911", "GB": "999"}[country]
    places = [
        page.index(one)
        for one in (whom, f"Worse? Call {number}", "Finish the questions")
    ]
    assert places[0] < places[1] < places[2]
    assert len(words(page)) <= 40
    with at(6):
        assert tap(lying, "finish")["Location"] == "/check/"
        assert standing().standing.finished


def test_a_last_position_that_made_it_worse_too(lying):
    for number in range(8):
        with at(700 * number + 700):
            if standing().step.kind == "pain":
                break
            for _ in range(3):
                if standing().step.kind != "ask":
                    tap(lying, "next")
            tap(lying, "felt", felt="worse")
            lying.post("/now/", {"danger-now": ["none"]})
    with at(700 * number + 701):
        assert "No position eases it?" in text(lying)


def test_after_a_position_that_eased_the_pain_is_asked(lying):
    with at(700):
        tap(lying, "felt", felt="better")
        assert "How bad is the pain now?" in text(lying)
        assert tap(lying, "finish")["Location"] == "/session/"


def test_a_plan_whose_last_part_does_not_work_is_no_alarm(client):
    with at(0):
        check_calmly(client)
        client.post("/session/start/", {"technique": "relax-breathing"})
        tap(client, "next")
        tap(client, "cannot")
        assert "How bad is the pain now?" in text(client)


# --- it is one thing, wherever it is read ---------------------------------------


@pytest.mark.parametrize("deed", ["cannot", "stop"])
@pytest.mark.parametrize("pain", ["3", "9"])
def test_the_outcome_and_the_plan_say_the_same(lying, deed, pain):
    with at(1):
        answer_at_rest(
            lying, **{"pain-now": pain, "pain-worst": pain}, **AT_HAND
        )
        assert Assessment.objects.get().level == "SELF-CARE"
        all_in_vain(lying, deed)
        assert Assessment.objects.get().level == "URGENT"
        tap(lying, "finish")
        page = lying.get("/check/outcome/").content.decode()
        plan = lying.get("/check/plan/").content.decode()
    assert "care--urgent" in page
    assert "<h3>No position eased it</h3>" in page
    assert "My back eases in no position I tried" in page
    assert "look after this at home" not in page
    assert 'id="temp-heat"' not in plan
    assert 'id="ex-pelvic-tilt"' not in plan


def test_worse_four_times_is_enough(lying):
    for number in range(1, 5):
        with at(3000 * number):
            tap(lying, "felt", felt="worse")
            if number in (2, 4):
                page = lying.get("/now/").content.decode()
                assert f"{number} made it worse: danger signs again." in page
                assert len(words(page)) <= 90
                lie_down(lying)
            level = Assessment.objects.get().level
            assert (level == "URGENT") is (number == 4)
    with at(3000 * number + 1):
        assert "No position eases it?" in text(lying)
        assert "Try again" in text(lying), (
            "one position is left that did no harm"
        )


def test_a_position_that_eased_sets_four_worse_aside(lying):
    with at(700):
        tap(lying, "felt", felt="better")
        lying.post("/now/up/")
        tap(lying, "stop")
        lie_down(lying)
        for _ in range(6):
            if standing().step.kind != "pain":
                tap(lying, "cannot")
    assert "No position eases it?" not in text(lying)
    assert Assessment.objects.get().level != "URGENT"


def test_that_was_a_mistake(lying):
    with at(5):
        all_in_vain(lying)
    with at(1000):
        lying.post("/session/undo/")
        run = standing()
        assert run.step.technique == "pos-lean-stand"
        assert run.performed == (), "nobody held it meanwhile"
        assert Assessment.objects.get().level != "URGENT"
        assert "positions-tried" not in Assessment.objects.get().answers
        lying.post("/session/undo/")
        assert standing().step.technique == "pos-lean-stand", (
            "one tap is undone, not two"
        )
        assert "Lean forward, standing" in text(lying)
        tap(lying, "cannot")
        assert "No position eases it?" in text(lying)
        assert Assessment.objects.get().level == "URGENT"


@pytest.mark.parametrize("deed", ["stop", "cannot"])
def test_whatever_the_last_tap_was_it_can_be_taken_back(lying, deed):
    for number in range(12):
        with at(10 * number + 5):
            if standing().step.kind == "pain":
                break
            tap(lying, deed)
        with at(10 * number + 7):
            lying.post("/now/", {"danger-now": ["none"]})
    with at(200):
        assert "That was a mistake" in text(lying)
        lying.post("/session/undo/")
        assert standing().step.technique == "pos-lean-stand"
        assert not standing().standing.paused
        assert "Lean forward, standing" in text(lying)


def test_a_mistaken_worse_is_no_harm(lying):
    for number in range(1, 5):
        with at(3000 * number):
            tap(lying, "felt", felt="worse")
        with at(3000 * number + 5):
            if number in (2, 4):
                assert lying.get("/session/")["Location"] == "/now/"
                lie_down(lying)
    with at(3000 * number + 10):
        harmed = standing().harmed
        lying.post("/session/undo/")
        assert "How does it feel now?" in text(lying)
        assert len(standing().harmed) == len(harmed) - 1
        tap(lying, "felt", felt="same")
        assert "How bad is the pain now?" in text(lying)
        assert standing().standing.index == len(standing().steps) - 1


def test_trying_again_keeps_what_was_said(lying):
    with at(5):
        all_in_vain(lying)
        lying.post("/session/afresh/")
        assert standing().step.technique == "pos-side-pillow"
        assert standing().standing.index == 0
        assert "On your side" in text(lying)
        assert Assessment.objects.get().level == "URGENT"
    with at(8):
        all_in_vain(lying)
        lying.post("/session/undo/")
        assert Assessment.objects.get().level == "URGENT", (
            "the first time was no mistake"
        )
        lying.post("/session/afresh/")
        assert standing().step.technique == "pos-lean-stand", (
            "only from the last page"
        )


def test_something_new_leads_to_the_danger_signs(lying):
    with at(5):
        page = all_in_vain(lying)
        assert 'href="/now/?signs=1"' in page
        signs = lying.get("/now/?signs=1").content.decode()
        assert 'value="saddle"' in signs
        assert 'href="/now/new/"' in signs
        assert len(words(signs)) <= 90
        assert lie_down(lying) == "/session/"
        assert "No position eases it?" in text(lying)
        assert lie_down(lying, "saddle") == "/check/outcome/"


def test_taken_back_on_the_outcome_it_is_gone_here_too(lying):
    with at(5):
        all_in_vain(lying)
        lying.post("/check/mistake/")
        assert "Be seen today" not in text(lying)


# --- one tap back -----------------------------------------------------------------


def test_a_position_given_up_by_mistake_comes_back(lying):
    with at(70):
        assert "/session/undo/" not in text(lying)
        tap(lying, "cannot")
        page = text(lying)
        assert page.count('aria-label="Go back to the last position"') == 1, (
            "of one button only"
        )
        assert len(words(page)) <= 40
    with at(400):
        lying.post("/session/undo/")
        assert standing().step.technique == "pos-side-pillow"
        assert "9:00" in text(lying), "the clock stood meanwhile"
        assert "/session/undo/" not in text(lying)
    with at(5000):
        tap(lying, "felt", felt="same")
        assert "How bad is the pain now?" in text(lying)
        tap(lying, "pain", pain=4)
        assert standing().standing.finished, (
            "the one tried meanwhile does not follow"
        )
    assert [use.technique for use in standing().performed] == [
        "pos-side-pillow"
    ]


@pytest.mark.parametrize("way", ["undo", "afresh"])
def test_nobody_elses(lying, visitor, way):
    with at(5):
        all_in_vain(lying)
        assert visitor.post(f"/session/{way}/").status_code == 404
        assert "No position eases it?" in text(lying)


@pytest.mark.parametrize("age", ["age-10-15", "age-18-39"])
def test_someone_who_comes_is_told_why(lying, age):
    lying.cookies["country"] = "US"
    with at(5):
        lying.post("/now/ask/", {"asked": "urgent", "urgent": ["none"]})
        lying.post("/now/ask/", {"asked": "age", "age": age})
        page = all_in_vain(lying)
        assert len(words(page)) <= 40
        helper = lying.get("/now/helper/").content.decode()
        stuck = lying.get("/now/stuck/").content.decode()
    assert (
        "I need a doctor today:<br>- My back eases in no position I tried"
        in helper
    )
    assert len(words(helper)) <= 40
    for shown in (page, helper, stuck):
        assert ("Tell a grown-up" in shown) is (age == "age-10-15")


def test_the_outcome_lets_one_change_it(lying):
    with at(5):
        all_in_vain(lying)
        assert (
            'href="/check/positions-tried/"'
            in lying.get("/check/outcome/").content.decode()
        )
        screen = lying.get("/check/positions-tried/").content.decode()
        assert "Did a position ease it?" in screen
        lying.post("/check/positions-tried/", {"positions-tried": "one-eased"})
        assert Assessment.objects.get().level != "URGENT"
        assert "Be seen today" not in text(lying), "nor here"
