"""An entry from the phone that moved the start of its episode: the page says so."""

import pytest

pytestmark = pytest.mark.django_db
WORDS = "the start moved back to this entry"


def page(member, reading):
    return member.get(f"/episodes/{reading.episode.pk}/").content.decode()


def test_a_start_that_was_moved_back_is_marked_with_the_way_to_change_it(
    member, read
):
    read(6, hours=2)
    late = read(8, hours=90, offline=True)
    found = page(member, late)
    assert WORDS in found
    assert (
        f"/episodes/reading/{late.pk}/"
        in found.partition(WORDS)[2].partition("</p>")[0]
    )


def test_one_that_opened_its_episode_moved_nothing(member, read):
    first = read(6, hours=90, offline=True)
    read(5, hours=2)
    assert WORDS not in page(member, first)


def test_neither_did_one_that_was_typed_nor_one_within(member, read):
    read(6, hours=2)
    read(8, hours=20)
    assert WORDS not in page(member, read(7, hours=10, offline=True))
