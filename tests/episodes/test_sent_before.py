"""The same form once more: with the same contents one row; with others the person is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from backspasm.episodes import actions
from backspasm.episodes.models import (
    Episode,
    Medicine,
    MedicineDose,
    Reading,
    TechniqueUse,
)

pytestmark = pytest.mark.django_db
ASKED = "You sent this before"


@dataclass(frozen=True)
class Form:
    """A form with a key: where it is, two contents of it, and what they leave."""

    url: Callable[[Episode, Medicine], str]
    first: dict[str, Any]
    other: dict[str, Any]
    model: type[Any]
    told: Callable[[Any], Any]
    may_correct: bool = True


FORMS = {
    "reading": Form(
        url=lambda episode, medicine: "/episodes/log/",
        first={"pain": "6", "when": "now"},
        other={"pain": "3", "when": "now"},
        model=Reading,
        told=lambda row: row.pain,
    ),
    "episode": Form(
        url=lambda episode, medicine: "/episodes/new/",
        first={
            "start_day": "2026-01-03",
            "over": "yes",
            "end_day": "2026-01-05",
        },
        other={
            "start_day": "2026-02-13",
            "over": "yes",
            "end_day": "2026-02-15",
        },
        model=Episode,
        told=lambda row: row.start.month,
    ),
    "use": Form(
        url=lambda episode, medicine: f"/episodes/{episode.pk}/use/",
        first={"technique": "temp-heat", "minutes": "10", "when": "now"},
        other={"technique": "temp-cold", "minutes": "10", "when": "now"},
        model=TechniqueUse,
        told=lambda row: row.technique,
    ),
    "medicine": Form(
        url=lambda episode, medicine: "/medicine/",
        first={"name": "Pills", "hours_apart": "4", "most_a_day": "3"},
        other={"name": "Pills", "hours_apart": "6", "most_a_day": "3"},
        model=Medicine,
        told=lambda row: row.hours_apart,
    ),
    "dose": Form(
        url=lambda episode, medicine: f"/medicine/{medicine.pk}/take/",
        first={"when": "now", "anyway": "1"},
        other={"when": "60", "anyway": "1"},
        model=MedicineDose,
        told=lambda row: row.moment.hour,
        may_correct=False,
    ),
}


@pytest.fixture
def sent(member: Client, owner: Any, now: Any) -> Callable[..., Any]:
    """Sends one of the forms, again and again with the same key."""
    episode = actions.log_reading(
        owner=owner,
        key=uuid4(),
        pain=5,
        moment=now - timedelta(hours=5),
        zone="UTC",
    ).episode
    medicine = actions.add_medicine(
        owner=owner, key=uuid4(), details={"name": "Blue"}
    )
    key = uuid4()

    def send(form: Form, contents: dict[str, Any], **more: str) -> Any:
        url = form.url(episode, medicine)
        return member.post(url, contents | {"key": key} | more)

    return send


def rows(form: Form) -> list[Any]:
    """What it left, without what stood there before."""
    return list(form.model.objects.filter(deleted_at=None).order_by("pk"))


@pytest.mark.parametrize("name", FORMS)
def test_the_same_contents_count_once(sent, name):
    form = FORMS[name]
    before = len(rows(form))
    first = sent(form, form.first)
    again = sent(form, form.first)
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    assert len(rows(form)) == before + 1


@pytest.mark.parametrize("name", FORMS)
def test_other_contents_are_asked_about_and_nothing_is_lost(sent, name):
    form = FORMS[name]
    sent(form, form.first)
    before = [form.told(row) for row in rows(form)]
    answer = sent(form, form.other)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ASKED in page
    assert 'name="again" value="both"' in page
    assert ('name="again" value="change"' in page) is form.may_correct
    assert [form.told(row) for row in rows(form)] == before
    for field, value in form.other.items():
        if field in (
            "pain",
            "start_day",
            "minutes",
            "hours_apart",
            "technique",
        ):
            assert re.search(rf'value="{value}"', page), field


@pytest.mark.parametrize(
    "name", [name for name, form in FORMS.items() if form.may_correct]
)
def test_it_corrects_it(sent, name):
    form = FORMS[name]
    sent(form, form.first)
    count = len(rows(form))
    answer = sent(form, form.other, again="change")
    assert answer.status_code == 302
    assert len(rows(form)) == count
    kept = {str(form.told(row)) for row in rows(form)}
    sent(form, form.other)
    assert {str(form.told(row)) for row in rows(form)} == kept


@pytest.mark.parametrize("name", FORMS)
def test_it_is_another_one(sent, name):
    form = FORMS[name]
    sent(form, form.first)
    count = len(rows(form))
    other = form.other
    if name == "medicine":
        other = other | {"name": "Pills 500"}
    answer = sent(form, other, again="both")
    assert answer.status_code == 302
    assert len(rows(form)) == count + 1


def test_what_was_deleted_since_does_not_come_back_by_itself(sent):
    form = FORMS["reading"]
    sent(form, form.first)
    reading = Reading.objects.order_by("-pk").first()
    actions.delete_reading(reading=reading)
    count = len(rows(form))
    answer = sent(form, form.first)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "deleted it since" in page
    assert 'value="change"' not in page
    assert len(rows(form)) == count
    assert sent(form, form.first, again="both").status_code == 302
    assert len(rows(form)) == count + 1
