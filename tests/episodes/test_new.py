"""An episode from memory."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine

from backspasm.episodes import actions, wording
from backspasm.episodes.models import Episode, Reading, TechniqueUse
from backspasm.web.catalogue import catalogue

pytestmark = pytest.mark.django_db
URL = "/episodes/new/"
FORM = {"start_day": "2026-05-01", "over": "yes", "end_day": "2026-05-04"}


def test_only_a_day_is_needed(member):
    assert (
        member.post(URL, {"start_day": "2026-05-01", "over": "no"}).status_code
        == 302
    )
    episode = Episode.objects.get()
    assert (episode.is_open, episode.start_about, episode.end_about) == (
        True,
        True,
        False,
    )
    assert not Reading.objects.exists()


def test_all_of_it(member):
    form = {
        **FORM,
        "start_time": "07:30",
        "end_time": "18:00",
        "worst": "8",
        "regions": ["region-lower", "region-side"],
        "triggers": ["lifting"],
        "own_trigger": "  pulling   weeds ",
    }
    answer = member.post(URL, form)
    episode = Episode.objects.get()
    assert episode.regions == ("region-lower", "region-side")
    assert episode.triggers == ("lifting", "pulling weeds")
    assert (episode.start_about, episode.end_about, episode.worst_pain) == (
        False,
        False,
        8,
    )
    words = "Saved in your diary: 1 to 4 May, worst pain 8."
    with time_machine.travel(datetime(2026, 11, 20, tzinfo=UTC), tick=False):
        assert words in member.get(answer.headers["Location"]).content.decode()
    assert "pulling weeds" in member.get(URL).content.decode(), (
        "own words come back to tick"
    )


def test_sent_twice_counts_once(member):
    form = {**FORM, "key": uuid4()}
    member.post(URL, form)
    member.post(URL, form)
    assert Episode.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"end_day": "2026-04-30"}, "before it began"),
        (
            {
                "start_time": "10:00",
                "end_day": "2026-05-01",
                "end_time": "09:59",
            },
            "before it began",
        ),
        ({"start_day": "2999-01-01", "end_day": "2999-01-02"}, "still to come"),
        ({"start_day": "0101-01-01"}, "too long ago"),
        ({"end_day": ""}, "Give the day"),
        ({"start_day": ""}, "Give the day"),
        ({"start_time": "25:99"}, "Give a time"),
        ({"over": ""}, "Choose one"),
        ({"regions": ["nowhere"]}, "Choose from the list"),
        ({"worst": "12"}, "Tap a number"),
    ],
)
def test_refused_at_the_field(member, change, words):
    answer = member.post(
        URL, FORM | change | {"own_trigger": "Typed text stays"}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Typed text stays" in answer.content.decode()
    assert not Episode.objects.exists()


DAYS = [
    "",
    "nonsense",
    "0001-01-01",
    "0101-01-01",
    "2026-05-01",
    "2999-01-01",
    "9999-12-31",
]
TIMES = ["", "25:99", "23:59"]


@pytest.mark.parametrize("start_time", TIMES)
@pytest.mark.parametrize("end", DAYS)
@pytest.mark.parametrize("start", DAYS)
def test_no_pair_of_days_breaks_the_page(member, start, end, start_time):
    good = start == end == "2026-05-01" and start_time != "25:99"
    form = {
        "start_day": start,
        "end_day": end,
        "start_time": start_time,
        "over": "yes",
    }
    for end_time in TIMES:
        answer = member.post(URL, form | {"end_time": end_time})
        fine = good and end_time != "25:99"
        assert answer.status_code == (302 if fine else 422), end_time


def test_same_day_without_hours_is_fine(member):
    form = {"start_day": "2026-05-01", "start_time": "18:00", "over": "yes"}
    assert member.post(URL, form | {"end_day": "2026-05-01"}).status_code == 302
    episode = Episode.objects.get()
    assert (episode.end, episode.end_about) == (episode.start, True)


def test_two_open_ask(member, read):
    opened = read(5).episode
    form = {"start_day": "2026-05-01", "over": "no"}
    answer = member.post(URL, form)
    assert answer.status_code == 422
    assert "Another episode is still going" in answer.content.decode()
    same = member.post(URL, form | {"clash": "same"})
    assert same.headers["Location"] == f"/episodes/{opened.pk}/edit/"
    assert member.post(URL, form | {"clash": "end_open"}).status_code == 302
    opened.refresh_from_db()
    assert opened.end_about


def test_guest(client):
    assert client.get(URL).status_code == 200
    answer = client.post(URL, FORM)
    assert client.get(answer.headers["Location"]).status_code == 200


def test_undo_opens_again_what_it_ended(member, read):
    opened = read(5).episode
    answer = member.post(
        URL, {"start_day": "2026-05-01", "over": "no", "clash": "end_open"}
    )
    assert (
        "is now over" in member.get(answer.headers["Location"]).content.decode()
    )
    member.post(f"/episodes/{Episode.objects.latest('id').pk}/delete/")
    opened.refresh_from_db()
    assert opened.is_open


def test_two_at_the_same_time_are_asked_about(member):
    member.post(URL, FORM | {"key": uuid4()})
    again = FORM | {
        "start_day": "2026-05-03",
        "end_day": "2026-05-09",
        "key": uuid4(),
    }
    answer = member.post(URL, again)
    assert answer.status_code == 422
    assert "You have one of that time already" in answer.content.decode()
    assert Episode.objects.count() == 1
    assert member.post(URL, again | {"overlap": "yes"}).status_code == 302
    later = FORM | {"start_day": "2026-05-09", "end_day": "2026-05-11"}
    assert member.post(URL, later).status_code == 302, (
        "one after the other on a day is none"
    )


def test_what_helped_is_ticked_and_nothing_is_made_up(member):
    form = {
        **FORM,
        "end_time": "18:00",
        "helped": ["temp-heat", "move-walk-acute"],
    }
    episode_url = member.post(URL, form).headers["Location"]
    episode = Episode.objects.get()
    assert set(episode.eased) == {"temp-heat", "move-walk-acute"}
    assert episode.use_count == 2
    for use in TechniqueUse.objects.all():
        assert use.effect == "better"
        assert (use.minutes, use.pain_before, use.pain_after) == (
            None,
            None,
            None,
        )
        assert (use.start, use.zone) == (episode.end, episode.end_zone)
    page = member.get(episode_url).content.decode()
    assert page.count("(a guess)") == 2, "no hour was told"
    assert "chart__mark" not in page


def test_what_helped_in_one_that_goes_on_keeps_heat_from_coming_too_early(
    member,
):
    began = datetime(2026, 5, 1, 6, tzinfo=UTC)
    with time_machine.travel(began.replace(hour=15), tick=False):
        form = {"start_day": "2026-05-01", "start_time": "06:00", "over": "no"}
        member.post(URL, form | {"helped": ["temp-heat"]})
    assert TechniqueUse.objects.get().start == began.replace(hour=15)


def test_in_one_that_goes_on_no_hour_is_made_up_either(member):
    form = {
        "start_day": "2026-05-01",
        "start_time": "06:00",
        "over": "no",
        "worst": "7",
    }
    with time_machine.travel(datetime(2026, 5, 1, 15, tzinfo=UTC), tick=False):
        url = member.post(URL, form | {"helped": ["temp-heat"]}).headers[
            "Location"
        ]
        page = member.get(url).content.decode()
        assert "<svg" in page
        assert "chart__mark" not in page
        member.post(f"{url}end/", {"when": "now"})
        page = member.get(url).content.decode()
    assert "chart__mark" not in page
    use = TechniqueUse.objects.get()
    told = {"technique": "temp-heat", "effect": "better"}
    edit = f"/episodes/use/{use.pk}/"
    said = {"when": "other", "at": "2026-05-01T10:00"}
    assert member.post(edit, told | said).status_code == 302
    use.refresh_from_db()
    assert not use.estimated
    assert "chart__mark" in member.get(url).content.decode(), (
        "now somebody said when"
    )


def test_what_helped_is_of_the_list_and_goes_with_its_episode(member, owner):
    assert member.post(URL, FORM | {"helped": ["no-such"]}).status_code == 422
    form = {**FORM, "helped": ["temp-heat"], "key": uuid4()}
    member.post(URL, form)
    member.post(URL, form)
    assert TechniqueUse.objects.of(owner).count() == 1
    member.post(f"/episodes/{Episode.objects.get().pk}/delete/")
    assert not TechniqueUse.objects.of(owner).exists()


def test_what_was_done_lately_is_offered_first(member, read, now):
    details = {
        "technique": "hot tub",
        "start": now,
        "zone": "UTC",
        "effect": "same",
    }
    actions.log_use(episode=read(5).episode, key=uuid4(), details=details)
    page = member.get(URL).content.decode()
    assert 0 < page.index('value="hot tub"') < page.index('value="temp-heat"')


def test_what_is_offered_stands_in_the_pack():
    assert set(catalogue().often_tried) <= set(wording.techniques())
