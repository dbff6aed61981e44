"""The panel on the home page."""

import pytest

pytestmark = pytest.mark.django_db


def test_nobody_without_an_open_episode_sees_it(client, member, remember):
    remember()
    for browser in (client, member):
        assert 'class="panel"' not in browser.get("/").content.decode()


def test_two_taps_from_home(member, read):
    episode = read(5, hours=30).episode
    page = member.get("/").content.decode()
    assert "Day 2 of this episode" in page or "Day 3 of this episode" in page
    assert 'action="/episodes/log/"' in page
    assert f"/episodes/{episode.pk}/end/" in page
    assert page.count('name="pain"') == 11


def test_quiet_for_long_asks(member, read):
    read(5, hours=24 * 9)
    page = member.get("/").content.decode()
    assert "Is it still going?" in page
    assert 'name="which"' in page


def test_guest_sees_their_own(client):
    client.post("/episodes/log/", {"pain": "4", "when": "now"})
    assert 'class="panel"' in client.get("/").content.decode()


def test_few_queries(member, read, django_assert_max_num_queries):
    read(5)
    # Session, user, open check, owner, episode, and its latest check: time to look again?
    with django_assert_max_num_queries(6):
        member.get("/")
