"""Words are found in any script, case and normal form, and a trigger is one however it is typed."""

from __future__ import annotations

import unicodedata
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps

from backspasm.episodes import actions
from backspasm.episodes.folding import folded
from backspasm.episodes.models import Diary, Episode

pytestmark = pytest.mark.django_db
SPELT = "Überheben im Garten"
DAYS = {"start_day": "2026-01-03", "over": "yes", "end_day": "2026-01-05"}


@pytest.fixture
def gardened(member, owner):
    form = DAYS | {"key": uuid4(), "own_trigger": SPELT}
    assert member.post("/episodes/new/", form).status_code == 302
    return Episode.objects.get()


@pytest.mark.parametrize(
    "asked",
    [
        SPELT,
        SPELT.upper(),
        SPELT.lower(),
        "uberheben",
        "ÜBERHEBEN garten",
        unicodedata.normalize("NFD", "überheben"),
    ],
)
def test_a_trigger_in_own_words_is_found(member, gardened, asked):
    page = member.get("/episodes/", {"q": asked}).content.decode()
    assert f'href="/episodes/{gardened.pk}/"' in page


def test_another_word_is_not_found(member, gardened):
    page = member.get("/episodes/", {"q": "Unterheben"}).content.decode()
    assert f'href="/episodes/{gardened.pk}/"' not in page


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("STRASSE", "straße"),
        ("İstanbul", "istanbul"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("Ёлка", "ёлка"),
        ("ﬁt", "FIT"),
        ("café", "cafe\u0301"),
    ],
)
def test_the_same_word(one, other):
    assert folded(one) == folded(other)


def test_different_words_stay_different():
    assert folded("hot") != folded("hut")
    assert folded("गर्म") == folded("गर्म") != folded("ठंडा")


@pytest.mark.parametrize("typed", ["GARDENING", "gardening", " Gardening "])
def test_a_trigger_is_one_however_it_is_typed(member, owner, typed):
    for day, own in (("2026-01-03", "Gardening"), ("2026-02-03", typed)):
        form = {
            "start_day": day,
            "over": "yes",
            "end_day": day,
            "key": uuid4(),
            "own_trigger": own,
        }
        assert member.post("/episodes/new/", form).status_code == 302
    triggers = {one.triggers for one in Episode.objects.all()}
    assert triggers == {("Gardening",)}
    assert Diary.tags_of(owner) == ("Gardening",)


def test_a_name_of_the_pack_is_its_trigger(member):
    form = DAYS | {"key": uuid4(), "own_trigger": "stress"}
    member.post("/episodes/new/", form)
    assert Episode.objects.get().triggers == ("stress",)


def test_what_was_written_before_is_folded_too(owner, gardened):
    actions.log_reading(
        owner=owner,
        key=uuid4(),
        pain=3,
        moment=gardened.start,
        zone="UTC",
        episode=gardened,
        note="Älter",
    )
    Episode.objects.update(words="")
    migration = import_module(
        "backspasm.episodes.migrations.0007_words_in_any_script"
    )
    migration.fold(apps, None)
    found = Episode.objects.of(owner)
    assert found.saying("alter").count() == 1
    assert found.saying("überheben").count() == 1
