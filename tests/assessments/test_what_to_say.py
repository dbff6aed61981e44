"""What an emergency says to whoever answers: the words of what was ticked, everywhere alike."""

import re
from html import unescape

import pytest
from django.utils import timezone

from backspasm.assessments.wording import what_to_say
from backspasm.care.check import triage
from backspasm.care.check.answers import Answers
from backspasm.web.catalogue import catalogue
from tests.assessments.walking import post

pytestmark = pytest.mark.django_db
TOLD = "If you are pregnant, have cancer or take blood thinners."


def said(**given):
    """What to say after these answers."""
    pack, now, answers = catalogue(), timezone.now(), Answers()
    for name, value in given.items():
        answers = answers.with_answer(pack, name.replace("_", "-"), value, now)
    return what_to_say(triage.assess(answers, pack, now), answers, pack)


def test_the_line_then_the_detail_that_was_ticked(visitor):
    post(visitor, "danger-now", {"danger-now": ["chest"]})
    assert listed(visitor) == ["Chest pain, cold sweat, heavy arm or jaw"]
    post(visitor, "chest-which", {"chest-which": ["cold-sweat"]})
    assert listed(visitor) == ["A cold sweat"]
    assert "chest pain" not in visitor.get("/now/helper/").content.decode()


def listed(client):
    page = unescape(client.get("/check/outcome/").content.decode())
    part = page.partition("and also:</p>")[2].partition("</ul>")[0]
    helper = unescape(client.get("/now/helper/").content.decode())
    lines = [line.rstrip("”") for line in re.findall(r"<li>(.*?)</li>", part)]
    for line in lines:
        assert line in helper
    return lines


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {
                "urgent": ["pregnant"],
                "pregnancy": "pregnant-mid",
                "pregnancy-signs": ["preg-waters"],
            },
            ["Pregnant, 16–36 weeks", "Waters breaking"],
        ),
        (
            {
                "urgent": ["weak-limb"],
                "weak-limb-which": ["foot-drop"],
                "weak-limb-since": "48h",
            },
            [
                "I cannot lift one foot at all",
                "It began less than 48 hours ago",
            ],
        ),
        (
            {
                "urgent": ["weak-limb"],
                "weak-limb-which": ["arm-weak", "clumsy-hands"],
                "weak-limb-since": "hours",
            },
            [
                "One arm or hand is weak",
                "Clumsy hands, I drop things",
                "The weakness grows by the hour or day",
            ],
        ),
        (
            {
                "danger-now": ["both-legs"],
                "both-legs-kind": "legs-on-walking",
                "both-legs-since": "new",
            },
            [
                "Both legs are heavy or painful when I walk or stand",
                "It began in the last two weeks, or gets worse",
            ],
        ),
        (
            {
                "urgent": ["pregnant"],
                "pregnancy": "pregnant-maybe",
                "pregnancy-signs": ["preg-bleeding"],
            },
            ["I might be pregnant", "Bleeding"],
        ),
        (
            {
                "danger-now": ["breath"],
                "breath-which": ["sharp-breathing"],
                "clot-risk": ["sharp-with-calf"],
            },
            ["A sharp pain on breathing in", "One calf is swollen or sore"],
        ),
    ],
)
def test_the_detail_comes_after_what_it_belongs_to(given, words):
    assert said(**given) == words


def test_a_combination_says_each_of_its_parts():
    found = said(
        urgent=["fever", "infection-risk"],
        temperature="fever-38",
        infection_risk=["dialysis"],
    )
    assert found == ["A temperature of 38 °C (100.4 °F) or more", "Dialysis"]


def test_not_sure_is_said_in_the_words_of_the_rule():
    found = said(
        **{
            "urgent": ["belly"],
            "belly-which": ["colic"],
            "colic-more": "unsure",
        }
    )
    assert found == [catalogue().rules["E18"].say]


def test_the_limb_is_not_lost_where_nobody_is_sure_since_when():
    found = said(
        urgent=["weak-limb"],
        weak_limb_which=["leg-weak"],
        weak_limb_since="unsure",
    )
    assert (
        "One leg or foot is weak: hard to lift, or the knee gives way" in found
    )


@pytest.mark.parametrize(
    "name", ["chest", "saddle", "weak", "ill", "cola", "faint", "blood"]
)
def test_every_detail_of_a_danger_line_is_said_in_its_own_words(name):
    line = {"weak": "weak-legs", "ill": "very-ill"}.get(name, name)
    question = catalogue().questions[f"{name}-which"]
    for choice in question.choices:
        found = said(**{"danger-now": [line], question.id: [choice.id]})
        assert found == [choice.say or choice.text]


def test_what_they_must_know_stands_on_both_pages(visitor):
    post(visitor, "danger-now", {"danger-now": ["saddle"]})
    for path in ("/check/outcome/", "/emergency/"):
        assert visitor.get(path).content.decode().count(TOLD) == 1


def test_nobody_is_told_of_a_chair_in_an_emergency(visitor):
    post(visitor, "danger-now", {"danger-now": ["saddle"]})
    helper = visitor.get("/now/helper/").content.decode()
    assert "Do not pull me up." in helper
    assert "chair" not in helper
    assert "chair" in visitor_without_signs(visitor)


def visitor_without_signs(visitor):
    visitor.post("/check/mistake/")
    return visitor.get("/now/helper/").content.decode()
