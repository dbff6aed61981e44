"""What the player says besides the step: what follows, another way, how long, the way back."""

import re
from datetime import timedelta

import pytest

from backspasm.episodes.models import Episode, TechniqueUse
from backspasm.relief.player import summary
from tests.assessments.walking import PLAIN
from tests.browser.floor_states import answered, lifted
from tests.care.handling import ON_THE_FLOOR, WHERE_ONE_LIES
from tests.relief.lying import at, check_calmly, lie_down, standing, tap, words

pytestmark = pytest.mark.django_db
UPRIGHT = [one for one in ON_THE_FLOOR if one not in WHERE_ONE_LIES]


def text(client) -> str:
    return client.get("/session/").content.decode()


def test_getting_ready_says_how_long_it_will_be(client):
    with at(0):
        lie_down(client)
        assert "then 10 minutes" in text(client)
    with at(15):
        page = text(client)
        assert "then 10 minutes" not in page
        assert "until 12:10" in page


def test_repetitions_too(client):
    check_calmly(client)
    client.post("/session/start/", {"technique": "relax-breathing"})
    tap(client, "next")
    assert re.search(r"then \d+ minutes?", text(client))


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "a moment"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 min"),
        (150, "2 min"),
    ],
)
def test_below_a_minute_it_says_seconds_and_never_none(seconds, shown):
    assert summary.length(timedelta(seconds=seconds)) == shown


def test_the_last_page_does_not_round_seconds_up(client):
    with at(0):
        lie_down(client)
        tap(client, "next")
    with at(20):
        tap(client, "finish")
        tap(client, "pain", pain=4)
        page = client.get("/session/done/").content.decode()
    assert "20 seconds" in page
    assert standing().performed[0].active == timedelta(seconds=20)


def test_another_way_is_named_before_it_begins(client):
    lie_down(client)
    assert "Do it another way" not in text(client)
    while standing().step.technique != "pos-lean-sit":
        tap(client, "cannot")
    page = text(client)
    assert "Glaucoma? Do it another way" in page
    assert "keep your head up" in page
    assert len(words(page)) + 5 <= 40
    tap(client, "next")
    assert "Do it another way" not in text(client)


def test_another_way_of_getting_up_stands_on_the_first_step_only(client):
    lie_down(client)
    client.post("/now/up/")
    page = text(client)
    assert "You cannot kneel? Do it another way" in page
    tap(client, "next")
    assert "Do it another way" not in text(client)


def test_who_surely_has_it_is_not_asked_whether(client):
    answered(client)
    client.post("/now/up/")
    assert "Do it another way" not in text(client)


def test_the_outcome_leads_back_to_what_runs(client):
    client.cookies["tz"] = "Europe/London"
    answered(client)
    page = client.get("/check/outcome/").content.decode()
    assert re.search(r"Back to your position \(until \d\d:\d\d\)", page)
    tap(client, "pause")
    page = client.get("/check/outcome/").content.decode()
    assert "Back to your position" in page
    assert "(until" not in page
    tap(client, "finish")
    tap(client, "pain", pain=4)
    assert (
        "Back to your position"
        not in client.get("/check/outcome/").content.decode()
    )


def test_nobody_else_is_led_there(client, visitor):
    answered(client)
    check_calmly(visitor)
    assert "Back to your" not in visitor.get("/check/outcome/").content.decode()


def test_a_session_of_the_plan_is_called_one(client):
    check_calmly(client)
    client.post("/session/start/", {"technique": "relax-breathing"})
    tap(client, "next")
    assert (
        "Back to your session" in client.get("/check/outcome/").content.decode()
    )


NOT_FLAT = [line for line in PLAIN["can"]["can"] if line != "flat"]
STRONG = {**PLAIN["pain"], "pain-now": "7", "pain-worst": "7"}


def place_and_words(page: str) -> tuple[str, str]:
    place = re.search(r"<span>\s*(\d of \d)\s*</span>", page)
    return place[1] if place else "", re.search(r"<h1[^>]*>([^<]+)</h1>", page)[
        1
    ]


@pytest.mark.parametrize(
    ("can", "first", "count"),
    [
        (PLAIN["can"]["can"], "Lie on your back and bend both knees.", 5),
        (
            NOT_FLAT,
            "Start on your side, near the edge of the bed, with your knees bent.",
            4,
        ),
    ],
)
def test_the_log_roll_goes_sentence_by_sentence_either_way(
    client, can, first, count
):
    check_calmly(client, can={"can": can}, pain=STRONG)
    client.post("/session/start/", {"technique": "move-log-roll"})
    tap(client, "next")
    seen, pictures = [], set()
    while standing().step.technique == "move-log-roll":
        page = text(client)
        if "How does it feel now?" in page:
            break
        seen.append(place_and_words(page))
        pictures.add(
            re.search(
                r"<svg.*?</svg>", page[page.index('class="frame"') :], re.DOTALL
            )[0]
        )
        tap(client, "next")
    assert [place for place, _words in seen] == [
        f"{n} of {count}" for n in range(1, count + 1)
    ]
    assert seen[0][1] == first
    assert [words for _place, words in seen[-3:]] == [
        "Let your legs slide over the edge of the bed.",
        "As they go down, push yourself up with your arms.",
        "Sit a moment, then stand up.",
    ]
    assert len(pictures) == count


def test_steps_of_the_other_way_fit_no_more_once_it_applies(client):
    check_calmly(client, pain=STRONG)
    client.post("/session/start/", {"technique": "move-log-roll"})
    tap(client, "next")
    assert "1 of 5" in text(client)
    client.post("/check/can/", {"can": NOT_FLAT})
    assert "Your answers changed" in text(client)


def test_who_cannot_kneel_is_lifted_in_one_step(client):
    lifted(client)
    assert place_and_words(text(client))[0] == ""
    assert "call someone to help you up" in text(client)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(9, "less than a minute"), (58, "less than a minute"), (62, "1 minute")],
)
def test_the_diary_does_not_round_seconds_up(member, seconds, said):
    with at(0):
        lie_down(member)
        tap(member, "next")
    with at(seconds):
        tap(member, "finish")
        tap(member, "pain", pain=4)
    with at(3 * 3600):
        page = member.get(
            f"/episodes/{Episode.objects.get().pk}/"
        ).content.decode()
        use = TechniqueUse.objects.get()
        edit = member.get(f"/episodes/use/{use.pk}/").content.decode()
    assert said in page
    assert ("1 minute" in page) is (said == "1 minute")
    assert f'name="minutes" value="{use.minutes}"' in edit


def test_getting_up_and_telling_someone_are_in_sight_within_forty_words(client):
    """In every position of the floor, while getting ready and while it is held."""
    lie_down(client)
    tried = set()
    while (technique := standing().step.technique) and technique not in tried:
        tried.add(technique)
        for kind in ("ready", "hold"):
            page = re.sub(
                r"<template.*?</template>", "", text(client), flags=re.DOTALL
            )
            shown = " ".join(words(page))
            assert len(words(page)) <= 40, shown
            assert (
                page.count("Get up safely") == page.count("Tell someone") == 1
            )
            upright = technique in UPRIGHT
            if upright or "Do it another way" not in page:  # else under "More"
                assert "Get up safely" in shown
                assert "Tell someone" in shown or "Do it another way" in page
            assert ("Go back" in shown) == (kind == "ready" and len(tried) > 1)
            tap(client, "next")
        client.post("/session/cannot/", {"step": standing().standing.index})
    assert len(tried) >= 4


def test_a_bed_is_drawn_and_the_floor_will_do(client):
    lie_down(client)
    calm = "On the floor? Knees bent, head on arm."
    assert calm in " ".join(words(text(client)))
    tap(client, "next")
    assert calm not in text(client)


def test_the_call_stands_beside_you_cannot_kneel(client):
    lie_down(client)
    client.post("/now/up/")
    page = " ".join(words(text(client)))
    assert "Call 112" in page
    tap(client, "next")
    assert "Call 112" not in " ".join(words(text(client)))


def test_after_worse_the_next_one_says_what_to_do_and_why_it_comes(client):
    with at(0):
        lie_down(client)
    with at(700):
        tap(client, "felt", felt="worse")
        page = " ".join(words(text(client)))
    assert "Sitting or lying, as you are: in for 4 seconds" in page
    assert "Last one: worse, so left out." in page
    assert len(page.split()) <= 40
