"""What an entry changed beside itself: handed back by the action, kept by the browser for Undo."""

from datetime import timedelta
from uuid import uuid4

import pytest

from backspasm.episodes import actions
from backspasm.episodes.models import Episode
from backspasm.episodes.side_effects import NONE, SideEffects

ZONE = "Europe/London"


@pytest.fixture
def going(owner, now):
    """Still going since three days ago, about."""
    start = {
        "start": now - timedelta(days=3),
        "start_zone": ZONE,
        "start_about": True,
    }
    return actions.log_episode(owner=owner, key=uuid4(), details=start)


@pytest.fixture
def log(owner, now):
    """Log a reading of so many days ago, and say what that changed."""

    def log(days, key=None, **more):
        return actions.log_reading_with_side_effects(
            owner=owner,
            key=key or uuid4(),
            pain=6,
            moment=now - timedelta(days=days),
            zone="UTC",
            **more,
        )

    return log


def test_a_reading_inside_changes_nothing_else(going, log):
    logged = log(1)
    assert logged.row.episode == going
    assert logged.side_effects == NONE
    assert not logged.side_effects


def test_a_reading_before_the_start_says_where_that_was(going, log):
    logged = log(5)
    assert logged.side_effects == SideEffects(
        start=going.start,
        zone=ZONE,
        about=True,
    )


def test_another_spell_says_which_one_it_ended(going, log):
    logged = log(0, another=True)
    assert logged.row.episode != going
    assert logged.side_effects == SideEffects(ended=going.pk)


def test_sent_twice_it_changes_nothing_more(going, log):
    key = uuid4()
    first = log(5, key=key)
    again = log(5, key=key)
    assert again.row == first.row
    assert again.side_effects == NONE


def test_an_episode_says_which_one_it_ended(owner, going, now):
    logged = actions.log_episode_with_side_effects(
        owner=owner,
        key=uuid4(),
        details={"start": now, "start_zone": ZONE},
        clash="end_open",
    )
    assert logged.side_effects == SideEffects(ended=going.pk)


def test_moved_again_the_way_back_is_to_the_first_start(going, log, now):
    logged = log(5)
    moved = actions.edit_reading_with_side_effects(
        reading=logged.row,
        details={"moment": now - timedelta(days=7)},
        before=logged.side_effects,
    )
    assert moved.row.episode.start == now - timedelta(days=7)
    assert moved.side_effects == logged.side_effects


def test_moved_inside_the_start_goes_back(going, log, now):
    logged = log(5)
    moved = actions.edit_reading_with_side_effects(
        reading=logged.row,
        details={"moment": now - timedelta(days=1)},
        before=logged.side_effects,
    )
    assert moved.row.episode.start == going.start
    assert moved.side_effects == NONE


@pytest.mark.parametrize("start", [True, False])
def test_a_session_keeps_them_as_plain_data(now, start):
    kept = SideEffects(
        start=now if start else None,
        zone=ZONE,
        about=True,
        ended=7,
    )
    assert SideEffects.restore(kept.to_data()) == kept


def test_what_browsers_hold_already_is_still_read(member, going, log):
    """The names in a session are those that were written before there was this class."""
    reading = log(5).row
    session = member.session
    session["trails"] = {
        f"reading-{reading.pk}": {
            "start": going.start.isoformat(),
            "zone": ZONE,
            "about": True,
            "ended": None,
        }
    }
    session.save()
    member.post(f"/episodes/reading/{reading.pk}/delete/")
    back = Episode.objects.get()
    assert (back.start, back.start_zone, back.start_about) == (
        going.start,
        ZONE,
        True,
    )
