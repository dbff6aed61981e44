"""Two open episodes meet: the guest's waits until its person says where it belongs."""

import pytest
from django.test import Client

from backspasm.accounts.models import Owner, User
from backspasm.episodes.models import Diary, Episode, Reading
from backspasm.privacy import claim
from tests.people import PASSWORD, a_reading, make_guest, sign_in, signed_in_as

pytestmark = pytest.mark.django_db
PAGE = "/accounts/choose/"


@pytest.fixture
def both(visitor, user):
    """A browser that has just signed in, with an open episode on either side."""
    mine = a_reading(Owner.objects.create(user=user), hours_ago=48, pain=7)
    theirs = a_reading(make_guest(visitor), hours_ago=1, pain=4)
    answer = sign_in(visitor)
    assert answer.headers["Location"] == PAGE
    return mine, theirs


def of(user):
    return Owner.objects.get(user=user)


def test_guests_diary_waits_untouched(visitor, user, both):
    _, theirs = both
    theirs.refresh_from_db()
    waiting = claim.waiting(user)
    assert theirs.owner == waiting
    assert Reading.objects.of(of(user)).count() == 1
    page = visitor.get(PAGE).content.decode()
    assert "last pain 7" in page
    assert "last pain 4" in page


def test_the_rest_came_along(visitor, user, both):
    assert of(user).assessments.count() == 1


def test_same_episode(visitor, user, both):
    mine, theirs = both
    answer = visitor.post(PAGE, {"episode": "same"})
    assert answer.headers["Location"] == PAGE
    assert visitor.get(PAGE).headers["Location"] == "/"
    episode = Episode.objects.of(of(user)).get()
    assert set(episode.readings.values_list("pk", flat=True)) == {
        mine.pk,
        theirs.pk,
    }
    assert (episode.reading_count, episode.worst_pain, episode.last_pain) == (
        2,
        7,
        4,
    )
    assert not Owner.objects.filter(user=None).exists()


def test_another_episode(visitor, user, both):
    mine, theirs = both
    visitor.post(PAGE, {"episode": "another"})
    first, second = Episode.objects.of(of(user)).order_by("start")
    assert (first.pk, second.pk) == (mine.episode_id, theirs.episode_id)
    assert first.end is not None
    assert first.end_about
    assert second.is_open
    assert Diary.objects.get(owner=of(user)).episode_count == 2


@pytest.mark.parametrize("answer", ["", "both", "SAME"])
def test_no_choice_no_change(visitor, user, both, answer):
    response = visitor.post(PAGE, {"episode": answer})
    assert response.status_code == 422
    assert "Choose one of the two" in response.content.decode()
    assert claim.waiting(user) is not None


def test_sent_twice(visitor, user, both):
    visitor.post(PAGE, {"episode": "same"})
    assert visitor.post(PAGE, {"episode": "same"}).headers["Location"] == "/"
    assert Reading.objects.of(of(user)).count() == 2


def test_settled_twice_at_once(user, both):
    guest = claim.waiting(user)
    claim.settle(user=user, guest=guest, same=True)
    guest.pk = both[1].owner_id
    claim.settle(user=user, guest=guest, same=False)
    assert Episode.objects.of(of(user)).get().reading_count == 2


def test_open_episode_ended_meanwhile(visitor, user, both):
    Episode.objects.filter(owner=of(user)).update(end=both[0].moment)
    visitor.post(PAGE, {"episode": "same"})
    assert Episode.objects.of(of(user)).count() == 2


def test_asked_again_at_the_next_sign_in(visitor, user, both):
    visitor.post("/accounts/logout/")
    assert sign_in(Client()).headers["Location"] == PAGE


def test_two_guests_wait_one_after_the_other(visitor, user, both):
    phone = Client()
    a_reading(make_guest(phone))
    sign_in(phone)
    assert Owner.objects.waiting_for(user).count() == 2
    phone.post(PAGE, {"episode": "same"})
    assert phone.get(PAGE).status_code == 200
    phone.post(PAGE, {"episode": "same"})
    assert phone.get(PAGE).headers["Location"] == "/"
    assert Episode.objects.of(of(user)).get().reading_count == 3


def test_another_person_has_nothing_to_choose(user, both):
    User.objects.create_user("other@example.org", PASSWORD)
    stranger = Client()
    sign_in(stranger, "other@example.org")
    assert stranger.get(PAGE).headers["Location"] == "/"
    stranger.post(PAGE, {"episode": "same"})
    assert claim.waiting(user) is not None
    assert not Episode.objects.of(
        Owner.objects.get(user=signed_in_as(stranger))
    ).exists()


def test_settling_anothers_guest_does_nothing(user, both):
    other = User.objects.create_user("other@example.org", "x")
    Owner.objects.create(user=other)
    guest = claim.waiting(user)
    claim.settle(user=other, guest=guest, same=True)
    assert claim.waiting(user) == guest
    assert not Episode.objects.of(of(other)).exists()


def test_guest_may_not_choose(visitor):
    assert (
        visitor.post(PAGE, {"episode": "same"})
        .headers["Location"]
        .startswith("/accounts/login")
    )
