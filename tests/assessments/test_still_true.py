"""What a person told once: asked "still true?" in a new check, kept at the end of one."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from backspasm.accounts.actions import keep_answers
from backspasm.accounts.models import Profile
from backspasm.accounts.profile import kept_answers
from backspasm.care.check.answers import Answers
from backspasm.web.catalogue import catalogue
from tests.assessments.conftest import the_check
from tests.assessments.walking import PLAIN, answer_all, post
from tests.people import guest_of

pytestmark = pytest.mark.django_db
PAGE = "/check/still-true/"
KEEP = "/check/keep/"
TOLD = {
    "age": "age-60-64",
    "conditions": ["heart", "other"],
    "medicines": ["thinners", "hormones"],
    "heart-which": ["high-bp"],
    "other-which": ["hernia"],
    "thinners-which": ["anticoagulant"],
    "hormones-which": ["ssri"],
}


@pytest.fixture
def kept(owner):
    """A profile of a year ago."""
    answers = Answers()
    for name, value in TOLD.items():
        at = timezone.now() - timedelta(days=365)
        answers = answers.with_answer(catalogue(), name, value, at)
    return keep_answers(owner=owner, answers=answers, catalogue=catalogue())


def begin(client):
    return post(client, "danger-now", PLAIN["danger-now"]).headers["Location"]


def test_asked_in_place_of_the_age(member, kept):
    assert begin(member) == PAGE
    page = member.get(PAGE).content.decode()
    for words in (
        "60–64",
        "High blood pressure",
        "A blood thinner such as",
        "All still true",
    ):
        assert words in page
    assert 'href="/check/age/"' in page
    assert 'href="/check/health/"' in page


def test_what_may_have_passed_is_never_prefilled(member, kept):
    """An operation or a new medicine would be a "no" that nobody gave."""
    begin(member)
    page = member.get(PAGE).content.decode()
    assert "A hernia" not in page
    assert "Antidepressants" not in page


def test_all_still_true(member, kept):
    begin(member)
    assert member.post(PAGE).headers["Location"] == "/check/urgent/"
    answers = the_check().answers
    assert answers["conditions"]["ticked"] == ["heart", "other"]
    assert answers["thinners-which"]["ticked"] == ["anticoagulant"]
    assert (
        answers["age"]["at"]
        > (timezone.now() - timedelta(minutes=1)).isoformat()
    )
    assert "other-which" not in answers


def test_one_screen_in_place_of_all(member, kept):
    begin(member)
    member.post(PAGE)
    rest = {
        "other": {"other-which": ["hernia"]},
        "hormones": {"hormones-which": ["ssri"]},
    }
    seen = answer_all(member, rest)
    assert not {"age", "health", "heart", "thinners"} & set(seen)
    assert {"other", "hormones"} <= set(seen)


def test_htmx_goes_to_the_page(member, kept):
    answer = post(
        member,
        "danger-now",
        PLAIN["danger-now"],
        headers={"HX-Request": "true"},
    )
    assert answer.headers["HX-Redirect"] == PAGE


def test_changed_begins_empty_and_the_rest_is_asked_again(member, kept):
    begin(member)
    page = member.get("/check/age/").content.decode()
    assert "checked" not in page
    post(member, "age", {"age": "age-65-74"})
    for screen in ("urgent", "where", "since", "pain", "can", "eases"):
        where = post(member, screen, PLAIN[screen])
    assert "health" not in the_check().answers
    where = post(member, "trigger", PLAIN["trigger"])
    assert where.headers["Location"] == PAGE
    page = member.get(PAGE).content.decode()
    assert "60–64" not in page
    assert "High blood pressure" in page


def test_a_changed_list_leaves_its_details_to_confirm(member, kept):
    begin(member)
    member.get("/check/health/")
    post(member, "health", {"conditions": ["heart"], "medicines": ["none"]})
    page = member.get(PAGE).content.decode()
    assert "High blood pressure" in page
    assert "A blood thinner" not in page
    assert 'href="/check/heart/"' in page


def test_unconfirmed_is_unanswered(member, kept):
    begin(member)
    assert set(the_check().answers) == {"danger-now"}
    assert member.get("/check/plan/").headers["Location"] == "/check/"
    assert member.get("/check/").headers["Location"] == PAGE


def test_danger_first(member, kept):
    assert member.get(PAGE).headers["Location"] == "/check/"
    post(member, "danger-now", {"danger-now": ["saddle"]})
    assert member.get(PAGE).headers["Location"] == "/check/"
    assert member.post(PAGE).headers["Location"] == "/check/"
    assert "age" not in the_check().answers


def test_sent_twice(member, kept):
    begin(member)
    member.post(PAGE)
    assert member.post(PAGE).headers["Location"] == "/check/"


def test_nothing_kept_asks_as_ever(member, owner):
    assert begin(member) == "/check/age/"
    assert member.get(PAGE).headers["Location"] == "/check/"


def test_of_another_and_of_a_guest(kept, stranger, visitor):
    for client in (stranger, visitor):
        assert begin(client) == "/check/age/"
        assert client.get(PAGE).headers["Location"] == "/check/"
        assert client.post(PAGE).headers["Location"] == "/check/"


def test_queries_of_the_page(member, kept, django_assert_num_queries):
    begin(member)
    # Session, user, check with owner, profile.
    with django_assert_num_queries(4):
        member.get(PAGE)


# --- kept for next time ---------------------------------------------------------------


@pytest.fixture
def pregnant_with_fever(member, owner):
    """Someone with answers that stay and answers that pass."""
    answer_all(
        member,
        {
            "age": {"age": "age-18-39"},
            "urgent": {"urgent": ["pregnant", "fever"]},
            "fever": {
                "temperature": "temp-normal",
                "fever-with": ["cold-only"],
            },
            "pregnancy": {"pregnancy": "birth-12wk"},
            "pregnancy-signs": {"breastfeeding": "no"},
            "health": {"conditions": ["other"], "medicines": ["none"]},
            "other": {"other-which": ["hernia", "recent-operation"]},
        },
    )
    return member


def test_offered_and_kept(checked, owner):
    assert (
        "Keep these for next time"
        in checked.get("/check/outcome/").content.decode()
    )
    assert checked.post(KEEP).headers["Location"] == "/check/outcome/"
    held = kept_answers(owner).by_question
    assert set(held) == {"age", "conditions", "medicines"}
    page = checked.get("/check/outcome/").content.decode()
    assert "Keep these for next time" not in page
    assert "Kept. Next time" in page


def test_offered_again_when_something_is_new(checked, owner):
    checked.post(KEEP)
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        post(checked, "age", {"age": "age-40-44"})
        assert "Keep these" in checked.get("/check/outcome/").content.decode()
        checked.post(KEEP)
    assert kept_answers(owner).by_question["age"].ticked == {"age-40-44"}


def test_what_passes_is_never_kept(pregnant_with_fever, owner):
    pregnant_with_fever.post(KEEP)
    held = kept_answers(owner).by_question
    assert set(held) == {"age", "conditions", "medicines", "other-which"}
    assert held["other-which"].ticked == {"hernia"}
    text = str(Profile.objects.get().answers)
    for passing in (
        "pregnan",
        "birth",
        "fever",
        "temp",
        "operation",
        "procedure",
    ):
        assert passing not in text


def test_not_before_the_end(member, owner):
    for screen in ("danger-now", "age"):
        post(member, screen, PLAIN[screen])
    post(member, "urgent", {"urgent": ["fever"]})
    post(member, "fever", {"temperature": "fever-38", "fever-with": ["chills"]})
    assert the_check().level == "URGENT"
    assert "Keep these" not in member.get("/check/outcome/").content.decode()


def test_a_guest_is_not_asked(visitor):
    answer_all(visitor)
    assert "Keep these" not in visitor.get("/check/outcome/").content.decode()
    assert visitor.post(KEEP).status_code == 404
    assert not Profile.objects.filter(owner=guest_of(visitor)).exists()


def test_nothing_to_keep(member, stranger, visitor):
    for client in (member, stranger, visitor):
        assert client.post(KEEP).status_code == 404
        assert client.get(KEEP).status_code == 302


def test_kept_twice_is_kept_once(checked):
    for _ in range(2):
        checked.post(KEEP)
    assert Profile.objects.count() == 1


def test_kept_then_confirmed_next_time(checked):
    checked.post(KEEP)
    checked.post("/check/restart/")
    assert begin(checked) == PAGE
    checked.post(PAGE)
    assert not {"age", "health"} & set(answer_all(checked))
