# ruff: noqa: DTZ001 - wall clocks are what is tested
"""Clock changes, travel, midnight: the moment is right and so are the words."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from backspasm.care.insight import Point
from backspasm.episodes import actions
from backspasm.episodes.models import Episode, Reading
from backspasm.episodes.rows import episode_row
from backspasm.episodes.times import (
    dated_span,
    length_words,
    moment_words,
    place_words,
    span_words,
    this_morning,
    to_local,
    to_utc,
)

# zone, the wall hour that is skipped, what it means, the wall hour that comes twice
NIGHTS = [
    ("Europe/London", "2026-03-29T01:30", "2026-10-25T01:30"),
    ("America/New_York", "2026-03-08T02:30", "2026-11-01T01:30"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-04-05T01:45"),
]


@pytest.mark.parametrize(("zone", "skipped", "_twice"), NIGHTS)
def test_the_hour_that_is_skipped_counts_as_the_one_after(
    zone, skipped, _twice
):
    wall = datetime.fromisoformat(skipped)
    shown = to_local(to_utc(wall, zone), zone)
    assert wall < shown <= wall + timedelta(hours=1)
    assert shown.date() == wall.date()


@pytest.mark.parametrize(("zone", "_skipped", "twice"), NIGHTS)
def test_the_hour_that_comes_twice_is_the_first(zone, _skipped, twice):
    wall = datetime.fromisoformat(twice)
    first = to_utc(wall, zone)
    later = [first + timedelta(minutes=m) for m in (30, 60)]
    assert to_local(first, zone) == wall
    second = next(moment for moment in later if to_local(moment, zone) == wall)
    assert to_utc(wall, zone, was=second) == second, "an edit does not move it"
    assert to_utc(wall + timedelta(hours=3), zone, was=second) > second


@pytest.mark.parametrize(("zone", "skipped", "twice"), NIGHTS)
def test_lengths_are_real_hours(zone, skipped, twice):
    for wall, real in ((skipped, -1), (twice, 1)):
        night = datetime.fromisoformat(wall).replace(hour=0, minute=0)
        start, end = (
            to_utc(night, zone),
            to_utc(night + timedelta(hours=8), zone),
        )
        step = timedelta(minutes=30 if zone.startswith("Australia") else 60)
        assert end - start == timedelta(hours=8) + real * step


def test_edit_keeps_seconds():
    was = datetime(2026, 5, 1, 8, 30, 42, tzinfo=UTC)
    assert to_utc(datetime(2026, 5, 1, 9, 30), "Europe/London", was=was) == was


def test_this_morning():
    assert this_morning(
        datetime(2026, 6, 1, 15, tzinfo=UTC), "Asia/Tokyo"
    ) == datetime(2026, 6, 1, 15, tzinfo=UTC), (
        "midnight in Tokyo: eight is still to come"
    )
    assert this_morning(
        datetime(2026, 6, 1, 15, tzinfo=UTC), "Europe/London"
    ) == datetime(2026, 6, 1, 7, tzinfo=UTC)


def test_words_of_days():
    today = date(2026, 3, 10)
    assert (
        span_words(date(2026, 3, 3), date(2026, 3, 8), today) == "3 to 8 March"
    )
    assert (
        span_words(date(2026, 2, 27), date(2026, 3, 3), today)
        == "27 February to 3 March"
    )
    assert span_words(date(2025, 12, 30), date(2026, 1, 2), today) == (
        "30 December 2025 to 2 January"
    )
    assert span_words(date(2026, 3, 9), None, today) == "Since yesterday"
    assert span_words(date(2026, 3, 10), date(2026, 3, 10), today) == "Today"
    assert (
        span_words(date(2026, 3, 1), date(2026, 3, 9), today)
        == "1 March to yesterday"
    )


def test_place_only_where_clocks_differ():
    at = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert place_words(at, "Asia/Tokyo", "Europe/London") == " (Tokyo)"
    assert place_words(at, "Europe/Jersey", "Europe/London") == ""
    assert "21:00 (Tokyo)" in moment_words(
        at, "Asia/Tokyo", at, "Europe/London"
    )


@pytest.mark.parametrize(
    ("hours", "guessed", "words"),
    [
        (0, False, "1 minute"),
        (1, False, "1 hour"),
        (47, False, "47 hours"),
        (49, False, "2 days"),
        (23, True, "1 day"),
        (2, True, "2 hours"),
    ],
)
def test_length(hours, guessed, words):
    assert length_words(timedelta(hours=hours), guessed=guessed) == words


@pytest.mark.django_db
def test_travel_across_the_date_line(remember, now):
    start = to_utc(datetime(2026, 5, 10, 9), "Pacific/Auckland")
    end = to_utc(datetime(2026, 5, 9, 20), "Pacific/Honolulu")
    assert end > start, (
        "it ended later, on a day that is earlier on the calendar"
    )
    episode = remember(
        start=start,
        start_zone="Pacific/Auckland",
        end=end,
        end_zone="Pacific/Honolulu",
    )
    row = episode_row(
        episode, datetime(2026, 6, 1, tzinfo=UTC), "Pacific/Honolulu"
    )
    assert row.span == "10 May"
    assert row.about == length_words(end - start)


@pytest.mark.django_db
def test_over_midnight(read, owner):
    before = to_utc(datetime(2026, 5, 9, 23, 50), "Europe/London")
    episode = read(6, moment=before).episode
    read(5, moment=before + timedelta(minutes=30))
    actions.end_episode(
        episode=episode, end=before + timedelta(hours=1), zone="Europe/London"
    )
    found = Episode.objects.of(owner).get()
    row = episode_row(found, before + timedelta(days=9), "Europe/London")
    assert (row.span, row.about) == ("9 to 10 May", "1 hour")
    assert found.line == "0:6 30:5"
    assert Point(before, 6).at == found.start


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "_skipped", "twice"), NIGHTS)
def test_readings_of_the_long_night_keep_their_order(
    read, owner, zone, _skipped, twice
):
    first = to_utc(datetime.fromisoformat(twice), zone)
    read(8, moment=first, zone=zone)
    read(4, moment=first + timedelta(hours=1), zone=zone)
    assert Episode.objects.of(owner).get().last_pain == 4


def typed(form):
    """What a browser sends back from a form it was given, untouched."""
    sent = {}
    for field in form:
        value = field.value()
        if isinstance(value, (list, tuple)):
            sent[field.html_name] = list(value)
        elif hasattr(value, "strftime"):
            kind = {
                "end_time": "%H:%M",
                "start_time": "%H:%M",
                "at": "%Y-%m-%dT%H:%M",
            }
            sent[field.html_name] = value.strftime(
                kind.get(field.html_name, "%Y-%m-%d")
            )
        elif value is not None:
            sent[field.html_name] = value
    return sent


TRIPS = [
    # start zone and wall, end zone and wall
    (
        "Pacific/Auckland",
        "2026-05-10T09:00",
        "Pacific/Honolulu",
        "2026-05-09T20:00",
    ),
    (
        "Pacific/Honolulu",
        "2026-05-09T20:00",
        "Pacific/Auckland",
        "2026-05-11T09:00",
    ),
    ("Europe/London", "2026-10-25T00:30", "Europe/London", "2026-10-25T01:30"),
    (
        "America/New_York",
        "2026-03-08T01:59",
        "America/New_York",
        "2026-03-08T03:01",
    ),
    (
        "Australia/Lord_Howe",
        "2026-04-05T01:15",
        "Australia/Lord_Howe",
        "2026-04-05T01:45",
    ),
    ("Asia/Tokyo", "2025-12-31T23:50", "Asia/Tokyo", "2026-01-01T00:10"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "start", "end_zone", "end"), TRIPS)
def test_saving_untouched_moves_nothing(
    member, remember, zone, start, end_zone, end
):
    """Wherever the browser is by now, and whichever of two equal hours it was."""
    begun = to_utc(datetime.fromisoformat(start), zone)
    over = to_utc(datetime.fromisoformat(end), end_zone)
    for later in (timedelta(0), timedelta(minutes=30), timedelta(hours=1)):
        told = {
            "start": begun,
            "start_zone": zone,
            "end": over + later,
            "end_zone": end_zone,
        }
        episode = remember(**told)
        member.cookies["tz"] = "America/Caracas"
        url = f"/episodes/{episode.pk}/edit/"
        form = member.get(url).context["form"]
        assert member.post(url, typed(form)).status_code == 302, form.errors
        episode.refresh_from_db()
        assert {name: getattr(episode, name) for name in told} == told


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "skipped", "twice"), NIGHTS)
def test_a_reading_of_the_long_night_stays_at_its_hour(
    member, read, zone, skipped, twice
):
    first = to_utc(datetime.fromisoformat(twice), zone)
    gap = to_utc(datetime.fromisoformat(skipped), zone)
    for moment in (
        first,
        first + timedelta(minutes=30),
        first + timedelta(hours=1),
        gap,
    ):
        reading = read(8, moment=moment, zone=zone)
        url = f"/episodes/reading/{reading.pk}/"
        form = member.get(url).context["form"]
        assert member.post(url, typed(form) | {"pain": "3"}).status_code == 302
        reading.refresh_from_db()
        assert (reading.pain, reading.moment, reading.zone) == (3, moment, zone)


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "skipped", "twice"), NIGHTS)
def test_typed_at_night(member, owner, zone, skipped, twice):
    """The hour that is skipped is not lost, the one that comes twice is not refused."""
    member.cookies["tz"] = zone
    for wall in (skipped, twice):
        sent = {
            "pain": "4",
            "when": "other",
            "at": wall,
            "which": "same",
            "began": "then",
        }
        with time_machine.travel(
            datetime(2026, 11, 20, tzinfo=UTC), tick=False
        ):
            assert member.post("/episodes/log/", sent).status_code == 302
        reading = Reading.objects.of(owner).latest("id")
        assert reading.moment == to_utc(datetime.fromisoformat(wall), zone)
    assert Reading.objects.of(owner).count() == 2


@pytest.mark.django_db
def test_west_across_the_date_line_ends_after_it_began(member, remember):
    """The wall of the end is a day before that of the start, and the end is later all the same."""
    zone = "Pacific/Auckland"
    episode = remember(
        start=to_utc(datetime(2026, 5, 10, 9), zone),
        start_zone=zone,
        end=to_utc(datetime(2026, 5, 9, 20), "Pacific/Honolulu"),
        end_zone="Pacific/Honolulu",
    )
    sent = typed(member.get(f"/episodes/{episode.pk}/edit/").context["form"])
    assert (sent["start_day"], sent["end_day"]) == ("2026-05-10", "2026-05-10")
    before = member.post(
        f"/episodes/{episode.pk}/edit/", sent | {"end_day": "2026-05-09"}
    )
    assert before.status_code == 422
    assert "before it began" in before.content.decode()


@pytest.mark.django_db
def test_end_before_start_is_refused_everywhere(member, read, remember):
    going = read(5, hours=30).episode
    sent = {
        "when": "other",
        "at": (going.start - timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M"),
    }
    answer = member.post(f"/episodes/{going.pk}/end/", sent)
    assert (
        answer.status_code,
        "before it began" in answer.content.decode(),
    ) == (422, True)
    past = remember()
    with pytest.raises(IntegrityError), transaction.atomic():
        Episode.objects.filter(pk=past.pk).update(
            end=past.start - timedelta(microseconds=1)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Episode.objects.filter(pk=past.pk).update(
            start=past.end + timedelta(microseconds=1)
        )


def test_paper_says_the_year():
    days = date(2026, 3, 3), date(2026, 3, 9)
    assert dated_span(*days) == "3 March 2026 to 9 March 2026"
    assert dated_span(days[0], days[0]) == "3 March 2026"
    assert dated_span(days[0], None) == "Since 3 March 2026"
