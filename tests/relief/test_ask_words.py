"""How the floor asks: at most 40 words a screen, long lists in portions, nothing passed unseen."""

import re
from itertools import pairwise

import pytest

from backspasm.assessments.models import Assessment
from backspasm.care.check import routing
from backspasm.relief.floor import question_pages, question_screens
from tests.assessments.walking import PLAIN
from tests.relief.asked import (
    PACK,
    again,
    answers,
    finished,
    hidden,
    live,
    on,
    to_the_end,
    urgent,
)
from tests.relief.lying import lie_down, standing, tap, words

WORDS = 40
"""At most, on one screen of the floor."""
pytestmark = pytest.mark.django_db
ASKED = [
    (screen, question)
    for screen in PACK.screens[1:]
    for question in screen.questions
    if not question.at_once
]
FLAT = {
    name: value for screen in PLAIN.values() for name, value in screen.items()
}
LISTS = [question for _screen, question in ASKED if question.type == "many"]


@pytest.fixture
def only(client, monkeypatch):
    """Lets the floor ask this question, with all its lines, again and again."""
    monkeypatch.setattr(
        routing, "shown_on", lambda screen, *_: list(screen.questions)
    )
    monkeypatch.setattr(routing, "offered", lambda question, *_: live(question))
    lie_down(client)

    def ask(screen, question):
        monkeypatch.setattr(
            "backspasm.relief.views.floor.next_question",
            lambda *_: (screen, question),
        )

    return ask


def portions(client):
    """Every screen of the question, passing each."""
    page = client.get("/now/ask/").content.decode()
    while True:
        yield page
        if "More answers" in page:
            page = on(client, page, more="1").content.decode()
        elif 'name="nothing"' in page and not finished(page):
            page = on(client, page, nothing="1").content.decode()
        else:
            return


@pytest.mark.parametrize("who", ["resting", "over", "minor to be seen"])
def test_at_most_forty_words_and_every_line_once(
    client, only, monkeypatch, who
):
    if who == "minor to be seen":
        monkeypatch.setattr(
            question_screens, "tells_grown_up", lambda here: True
        )
    if who == "over":
        tap(client, "finish")
        assert standing().standing.finished
    for screen, question in ASKED:
        only(screen, question)
        shown = []
        for page in portions(client):
            assert len(words(page)) <= WORDS, (
                question.id,
                " ".join(words(page)),
            )
            shown += re.findall(
                rf'(?:checkbox"|button class="btn")\s+name="{question.id}"\s+'
                r'value="([^"]+)"',
                page,
            )
        lines = [line.id for line in live(question)]
        exclusive = [line.id for line in live(question) if line.exclusive]
        if question.type == "one":
            assert shown == lines
        elif question.type == "many":
            assert [name for name in shown if name not in exclusive] == [
                name for name in lines if name not in exclusive
            ]


def test_ticks_of_earlier_portions_count(client):
    page = urgent(client)
    assert 'value="cancer"' not in page
    second = on(client, page, nothing="1").content.decode()
    to_the_end(client, second, urgent=["fever", "old-signs"])
    assert answers("urgent") == {"fever", "old-signs"}


def test_passing_every_portion_is_none_of_these(client):
    to_the_end(client, urgent(client), nothing="1")
    assert answers("urgent") == {"none"}


def test_a_portion_without_an_answer_is_not_passed(client):
    page = urgent(client)
    answer = on(client, page)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert (
        dict(hidden(answer.content.decode()))["seen"]
        == dict(hidden(page))["seen"]
    )
    assert "urgent" not in Assessment.objects.get().answers


def test_none_in_its_own_words_ends_the_list_only(client):
    """Passing a portion says nothing about the lines that follow."""
    lie_down(client, "breath")
    page = client.get("/now/ask/").content.decode()
    own = "None: my back just hurts when I move"
    assert own not in page
    while not finished(page):
        page = on(client, page, nothing="1").content.decode()
    assert own in page


def test_half_a_list_is_no_answer(client):
    on(client, urgent(client), nothing="1")
    assert "urgent" not in Assessment.objects.get().answers


def test_a_line_that_came_in_between_is_not_passed_unseen(
    client, only, monkeypatch
):
    """Another tab may have changed which lines are offered."""
    only(PACK.screen_by_id["urgent"], PACK.questions["urgent"])

    def without_the_first(question, *_):
        lines = live(question)
        return lines[1:] if question.id == "urgent" else lines

    monkeypatch.setattr(routing, "offered", without_the_first)
    on(client, again(client), nothing="1")
    assert dict(hidden(again(client)))["after"] != ""
    monkeypatch.setattr(routing, "offered", lambda question, *_: live(question))
    assert dict(hidden(again(client)))["after"] == ""


def test_more_answers_leads_back_to_the_first(client, only):
    only(PACK.screen_by_id["injury"], PACK.questions["injury"])
    first = again(client)
    page = on(client, first, more="1").content.decode()
    assert hidden(page) != hidden(first)
    assert hidden(again(client)) == hidden(first)
    assert hidden(on(client, page, back="1").content.decode()) == hidden(first)


def title(page):
    return re.search(r"<title>(.*?) –", page)[1]


def test_no_two_portions_have_the_same_title(client, only):
    for screen, question in ASKED:
        only(screen, question)
        titles = [title(page) for page in portions(client)]
        if len(titles) > 1:
            ends = [f"{n} of {len(titles)}" for n in range(1, len(titles) + 1)]
            assert all(
                one.endswith(end) for one, end in zip(titles, ends, strict=True)
            ), titles
        else:
            assert not re.search(r"\d of \d", titles[0])


def test_the_screens_that_are_left_are_counted_truly(client, monkeypatch):
    """It falls by one or more with every screen, and is never less than what comes."""
    monkeypatch.setattr(question_pages, "MANY_LEFT", 99)
    lie_down(client)
    told = []
    page = client.get("/now/ask/")
    while page.status_code == 200:
        text = page.content.decode()
        found = re.search(r"About (\d+) left", text)
        told.append(int(found[1]) if found else 1)
        name = text.partition('name="asked" value="')[2].partition('"')[0]
        given = FLAT[name]
        if PACK.questions[name].type == "many":
            ticks = [
                one
                for one in given
                if f'value="{one}"' in text and one != "none"
            ]
            page = on(
                client, text, **({name: ticks} if ticks else {"nothing": "1"})
            )
        elif f'class="btn" name="{name}" value="{given}"' in text:
            page = on(client, text, **{name: given})
        else:
            page = on(client, text, more="1")
        if page.status_code == 302:
            page = client.get(page["Location"])
    total = len(told)
    assert total > 25
    for seen, number in enumerate(told):
        assert number >= total - seen, told
    assert all(after < before for before, after in pairwise(told)), told
    assert told[0] <= total * 1.25, told


def test_a_line_that_never_was_on_the_list_starts_again(client):
    page = urgent(client)
    data = {
        "asked": "urgent",
        "after": "x",
        "seen": "x",
        "nothing": "1",
        "before": ["x"],
    }
    again = client.post("/now/ask/", data).content.decode()
    assert hidden(again) == hidden(page)


def test_an_emergency_does_not_wait_for_the_rest_of_the_list(client):
    lie_down(client, "breath")
    page = client.get("/now/ask/").content.decode()
    assert not finished(page)
    answer = on(client, page, **{"breath-which": ["breathless-rest"]})
    assert answer["Location"] == "/check/outcome/"
    assert Assessment.objects.get().level == "EMERGENCY"


def test_not_sure_beside_a_tick_counts_as_yes(client, only):
    only(PACK.screen_by_id["bones"], PACK.questions["bones-which"])
    found = question_screens.answer_of(
        PACK.questions["bones-which"], ["hip-problem", "unsure"]
    )
    assert {
        "hip-problem",
        "osteoporosis",
        "fragility",
        "spine-fracture",
    } <= set(found)
    assert "unsure" not in found
    assert question_screens.answer_of(
        PACK.questions["bones-which"], ["unsure"]
    ) == ["unsure"]


@pytest.mark.parametrize("question", LISTS, ids=lambda one: one.id)
def test_not_sure_is_never_lost_beside_a_tick(question):
    """Each fact that "not sure" stands for is that of a line which can be ticked as well."""
    unsure = next((line for line in live(question) if line.unsure), None)
    if unsure is not None and unsure.facts != ("no-trigger",):
        lines = [line for line in live(question) if not line.exclusive]
        found = question_screens.answer_of(question, [lines[-1].id, unsure.id])
        facts = {fact for name in found for fact in question.by_id[name].facts}
        assert {*unsure.facts, *question.assume} <= facts


def test_a_stranger_to_the_list_is_asked_from_the_start(visitor, client):
    page = urgent(client)
    assert on(visitor, page)["Location"] == "/now/ask/"
    assert visitor.get("/now/ask/")["Location"] == "/now/"
