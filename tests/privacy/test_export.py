"""Everything in one file: readable, complete, only one's own, streamed."""

import json

import pytest
from django.test import Client

from backspasm.accounts.models import Owner, User
from backspasm.privacy.export import SCHEMA_VERSION, everything
from backspasm.privacy.rows import OWNED
from tests.people import PASSWORD, a_reading, fill, make_guest, sign_in

pytestmark = pytest.mark.django_db
FILE = "/accounts/data/export/"


def fetched(client):
    answer = client.get(FILE)
    assert answer.status_code == 200
    return json.loads(b"".join(answer.streaming_content))


def test_one_of_each(visitor, user):
    fill(Owner.objects.create(user=user))
    sign_in(visitor)
    found = fetched(visitor)
    assert found["schema_version"] == SCHEMA_VERSION
    assert found["account"]["email"] == user.email
    assert list(found["rows"]) == list(OWNED)
    assert all(found["rows"].values())
    reading = found["rows"]["episodes.Reading"][0]
    assert reading["episode_id"] in {
        row["id"] for row in found["rows"]["episodes.Episode"]
    }
    assert "owner_id" not in reading


def test_headers(member):
    answer = member.get(FILE)
    assert answer.streaming
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"].startswith(
        'attachment; filename="backspasm-'
    )
    assert "no-store" in answer.headers["Cache-Control"]


def test_empty_account(member):
    found = fetched(member)
    assert not any(found["rows"].values())


def test_without_secrets(visitor, user):
    sign_in(visitor)
    text = "".join(everything(user))
    assert user.password not in text
    assert visitor.session.session_key not in text


def test_without_the_bin(member, user):
    reading = a_reading(Owner.objects.create(user=user))
    reading.deleted_at = reading.moment
    reading.save()
    found = fetched(member)
    assert found["rows"]["episodes.Reading"] == []
    assert "deleted_at" not in found["rows"]["episodes.Episode"][0]


def test_with_what_waits(member, user):
    a_reading(Owner.objects.create(claimed_by=user))
    assert len(fetched(member)["rows"]["episodes.Reading"]) == 1


def test_nothing_of_others(member):
    other = User.objects.create_user("other@example.org", "x")
    fill(Owner.objects.create(user=other))
    make_guest(Client())
    assert not any(fetched(member)["rows"].values())


def test_guest_signs_in_first(visitor):
    make_guest(visitor)
    assert visitor.get(FILE).status_code == 302


def test_post_is_refused(member):
    assert member.post(FILE).status_code == 405


def test_same_number_of_queries_at_any_size(
    user, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("backspasm.privacy.export.CHUNK", 10)
    owner = Owner.objects.create(user=user)
    for number in range(30):
        a_reading(owner, hours_ago=number)
    with django_assert_max_num_queries(len(OWNED) + 4):
        pieces = list(everything(user))
    assert sum('"pain"' in piece for piece in pieces) == 3, (
        "a few rows at a time"
    )
    assert PASSWORD not in "".join(pieces)
