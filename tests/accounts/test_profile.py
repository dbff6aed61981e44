"""What a person tells once: their own, only what stays true, and easily deleted."""

from datetime import UTC, datetime

import pytest

from backspasm.accounts import actions
from backspasm.accounts.models import Owner, Profile, User
from backspasm.accounts.profile import (
    keepable,
    profile_answers,
    screens,
)
from backspasm.care.check.answers import Answers
from backspasm.web.catalogue import catalogue

pytestmark = pytest.mark.django_db
PAGE = "/accounts/profile/"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def said(**values):
    answers = Answers()
    for name, value in values.items():
        answers = answers.with_answer(
            catalogue(), name.replace("_", "-"), value, NOW
        )
    return answers


@pytest.fixture
def owner(user):
    return Owner.objects.create(user=user)


def kept(owner):
    return Answers.restore(
        Profile.objects.get(owner=owner).answers, catalogue()
    )


def test_empty(member):
    page = member.get(PAGE).content.decode()
    assert "How old are you?" in page
    assert "Not told yet" in page
    assert "Delete these answers" not in page
    assert not Profile.objects.exists()


def test_tells_and_goes_on(member, owner):
    answer = member.post(f"{PAGE}age/", {"age": "age-40-44"})
    assert answer.headers["Location"] == f"{PAGE}health/"
    assert kept(owner).get("age").ticked == {"age-40-44"}
    page = member.get(PAGE).content.decode()
    assert "40–44" in page


def test_ticked_line_opens_its_detail(member, owner):
    answer = member.post(
        f"{PAGE}health/", {"conditions": ["organs"], "medicines": ["none"]}
    )
    assert answer.headers["Location"] == f"{PAGE}organs/"
    answer = member.post(f"{PAGE}organs/", {"organs-which": ["kidney-disease"]})
    assert answer.headers["Location"] == PAGE
    member.post(
        f"{PAGE}health/", {"conditions": ["none"], "medicines": ["none"]}
    )
    assert "organs-which" not in kept(owner)


def test_taken_back(member, owner):
    member.post(f"{PAGE}age/", {"age": "age-40-44"})
    member.post(f"{PAGE}age/", {})
    assert "age" not in kept(owner)


def test_line_that_stands_alone(member, owner):
    answer = member.post(f"{PAGE}health/", {"conditions": ["organs", "none"]})
    assert answer.status_code == 422
    assert "stands alone" in answer.content.decode()
    assert not Profile.objects.exists()


@pytest.mark.parametrize("screen", ["nothing", "danger-now", "organs"])
def test_no_such_topic(member, screen):
    """An unknown one, one that is no part of a profile, one that is not asked of this person."""
    assert member.get(f"{PAGE}{screen}/").status_code == 404


def test_unknown_choice(member):
    assert member.post(f"{PAGE}age/", {"age": "old"}).status_code == 422


def test_sent_twice(member, owner):
    for _ in range(2):
        member.post(f"{PAGE}age/", {"age": "age-40-44"})
    assert Profile.objects.count() == 1


def test_forget(member, owner):
    member.post(f"{PAGE}age/", {"age": "age-40-44"})
    Profile.objects.update(country="FR")
    assert member.get(f"{PAGE}forget/")["Location"] == PAGE
    member.post(f"{PAGE}forget/")
    assert Profile.objects.get().answers == {}
    assert Profile.objects.get().country == "FR"


def test_forget_nothing(member):
    assert member.post(f"{PAGE}forget/").status_code == 302


def test_of_another(member, owner):
    other = Owner.objects.create(
        user=User.objects.create_user("other@example.org", "x")
    )
    actions.keep_answers(
        owner=other, answers=said(age="age-75plus"), catalogue=catalogue()
    )
    assert (
        "75 or older" not in member.get(PAGE).content.decode().split("<main")[1]
    )
    member.post(f"{PAGE}forget/")
    assert "age" in kept(other)


@pytest.mark.parametrize("path", ["", "age/", "forget/"])
def test_stranger(visitor, path):
    for answer in (
        visitor.get(PAGE + path),
        visitor.post(PAGE + path, {"age": "age-40-44"}),
    ):
        assert answer.headers["Location"].startswith("/accounts/login/")


def test_queries_do_not_grow(member, owner, django_assert_max_num_queries):
    actions.keep_answers(
        owner=owner,
        answers=said(
            age="age-40-44",
            conditions=["organs", "bones"],
            medicines=["thinners"],
        ),
        catalogue=catalogue(),
    )
    with django_assert_max_num_queries(5):
        member.get(PAGE)


# --- what the check asks for ---------------------------------------------------------


def test_nobody_has_no_answers(owner):
    assert profile_answers(None) == profile_answers(owner) == Answers()


def test_check_adds_to_what_was_kept(owner):
    pack = catalogue()
    actions.keep_answers(
        owner=owner, answers=said(age="age-40-44"), catalogue=pack
    )
    actions.keep_answers(
        owner=owner, answers=said(conditions=["none"]), catalogue=pack
    )
    assert set(profile_answers(owner).by_question) == {"age", "conditions"}
    assert profile_answers(owner).get("age").at == NOW


def test_only_what_stays_the_same_is_kept(owner):
    answers = said(age="age-40-44", **{"danger-now": ["none"]})
    assert set(keepable(answers, catalogue()).by_question) == {"age"}


def test_what_passes_is_neither_kept_nor_prefilled(owner):
    """An operation of last month is no fact next year; and its absence is not a "no"."""
    answers = said(
        conditions=["other"], other_which=["glaucoma", "recent-operation"]
    )
    actions.keep_answers(owner=owner, answers=answers, catalogue=catalogue())
    assert kept(owner).get("other-which").ticked == {"glaucoma"}
    assert "other-which" not in profile_answers(owner)
    only = said(conditions=["other"], other_which=["recent-operation"])
    assert "other-which" not in keepable(only, catalogue())


def test_passing_lines_are_not_offered(member):
    member.post(
        f"{PAGE}health/", {"conditions": ["other"], "medicines": ["none"]}
    )
    page = member.get(f"{PAGE}other/").content.decode()
    assert "Glaucoma" in page
    assert "An operation in the last" not in page


def test_every_line_that_passes_says_so():
    passing = {"operation-12wk", "new-medicine", "statin-new"}
    assert set(catalogue().factors) >= passing
    for question in catalogue().questions.values():
        if question.profile:
            lines = [
                line.id
                for line in question.choices
                if passing & set(line.facts)
            ]
            assert question.passing == tuple(lines), question.id


def test_every_topic_can_be_reached():
    pack = catalogue()
    everything = Answers()
    for question in pack.questions.values():
        if question.profile:
            lines = [line.id for line in question.choices if not line.exclusive]
            value = (
                lines if question.type == "many" else question.choices[-1].id
            )
            everything = everything.with_answer(pack, question.id, value, NOW)
    asked = {
        q.screen for q in pack.questions.values() if q.profile and not q.retired
    }
    assert {screen.id for screen in screens(everything, pack)} == asked
