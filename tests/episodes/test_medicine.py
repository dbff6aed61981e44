"""Doses are counted against the person's own label, and the warning comes before."""

import re
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest

from backspasm.episodes.medicine import next_allowed, shelf, warnings
from backspasm.episodes.models import Medicine, MedicineDose

pytestmark = pytest.mark.django_db
URL = "/medicine/"
FORM = {"name": "Blue pills", "hours_apart": "4", "most_a_day": "3"}


@pytest.fixture
def pills(member):
    member.post(URL, FORM)
    return Medicine.objects.get()


def take(member, pills, **more):
    return member.post(
        f"/medicine/{pills.pk}/take/", {"when": "now", "key": uuid4()} | more
    )


def test_add_once(member):
    form = FORM | {"key": uuid4()}
    member.post(URL, form)
    member.post(URL, form)
    assert Medicine.objects.count() == 1
    page = member.get(URL).content.decode()
    assert "Your label: 4 hours apart, at most 3 in 24 hours" in page
    assert "0 doses in the last 24 hours" in page


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 61},
        {"hours_apart": "-1"},
        {"most_a_day": "0"},
    ],
)
def test_invalid(member, change):
    answer = member.post(URL, FORM | change)
    assert answer.status_code == 422
    assert not Medicine.objects.exists()


def test_first_dose_is_one_tap(member, pills):
    answer = take(member, pills)
    page = member.get(answer.headers["Location"]).content.decode()
    assert "Saved: one dose of Blue pills, today" in page
    assert MedicineDose.objects.count() == 1
    page = member.get(URL).content.decode()
    assert "1 dose in the last 24 hours" in page
    assert "Your label says 4 hours apart" in page, (
        "the warning stands before the next one"
    )


def test_too_soon_is_not_kept_before_the_warning_was_seen(member, pills):
    take(member, pills)
    key = uuid4()
    answer = take(member, pills, key=key)
    assert answer.status_code == 200
    assert "Your label says 4 hours apart" in answer.content.decode()
    assert re.search(
        r"<h1[^>]*>\s*Not noted yet\s*</h1>", answer.content.decode()
    )
    assert "I took one…" in member.get(URL).content.decode(), "more is to come"
    assert MedicineDose.objects.count() == 1
    assert take(member, pills, key=key, anyway="1").status_code == 302
    assert take(member, pills, key=key).status_code == 302, "the same tap again"
    assert MedicineDose.objects.count() == 2


def test_daily_maximum(now):
    pills = Medicine(name="x", hours_apart=None, most_a_day=2)
    taken = [now - timedelta(hours=hours) for hours in (1, 23)]
    assert len(warnings(pills, taken, now, "UTC")) == 1
    assert not warnings(pills, taken, now + timedelta(hours=2), "UTC")


def test_a_label_that_says_nothing_never_warns(now):
    assert warnings(Medicine(name="x"), [now] * 9, now, "UTC") == ()


def test_the_clock_says_how_long_ago_not_a_rounded_hour(now):
    at = now.replace(hour=14, minute=0)
    (words,) = warnings(
        Medicine(name="x", hours_apart=4),
        [at - timedelta(minutes=160)],
        at,
        "UTC",
    )
    assert words == (
        "The last dose was at 11:20. Your label says 4 hours apart."
    )


def next_words(medicine, taken, now, zone="UTC"):
    doses = [
        MedicineDose(medicine=medicine, moment=moment, zone=zone)
        for moment in sorted(taken, reverse=True)
    ]
    return shelf(medicine, doses, now, zone)


NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)


def hours_ago(*hours):
    return [NOON - timedelta(hours=one) for one in hours]


@pytest.mark.parametrize(
    ("label", "taken", "warned", "following"),
    [
        ({"hours_apart": 4}, hours_ago(5), [], ""),
        (
            {"hours_apart": 4},
            hours_ago(1),
            ["The last dose was at 11:00. Your label says 4 hours apart."],
            "By your label the next one: 15:00.",
        ),
        # A label of three days: no clock without its day.
        (
            {"hours_apart": 72},
            hours_ago(40),
            [
                (
                    "The last dose was at 8 June, 20:00."
                    " Your label says 72 hours apart."
                )
            ],
            "By your label the next one: tomorrow, 20:00.",
        ),
        # The hours apart are over at 13:00, the most a day only at 20:00.
        (
            {"hours_apart": 4, "most_a_day": 3},
            hours_ago(3, 9, 16),
            [
                "The last dose was at 09:00. Your label says 4 hours apart.",
                "Your label says at most 3 doses in 24 hours. That is reached.",
            ],
            "By your label the next one: 20:00.",
        ),
        (
            {"most_a_day": 2},
            hours_ago(1, 2, 3, 20),
            [
                (
                    "Your label says at most 2 doses in 24 hours."
                    " You are over by 2 doses."
                )
            ],
            "By your label the next one: tomorrow, 10:00.",
        ),
        (
            {"most_a_day": 2},
            hours_ago(1, 2, 3),
            [
                (
                    "Your label says at most 2 doses in 24 hours."
                    " You are over by 1 dose."
                )
            ],
            "By your label the next one: tomorrow, 10:00.",
        ),
    ],
)
def test_one_next_moment_for_hours_and_most_a_day(
    label, taken, warned, following
):
    found = next_words(Medicine(name="x", **label), taken, NOON)
    assert list(found.warnings) == warned
    assert found.next == following
    assert found.is_over == any("over by" in one for one in warned)


def test_the_next_moment_is_allowed_and_none_before_it():
    """Whatever was taken: at that moment nothing is said, a minute before something is."""
    chance = Random(5)
    for _ in range(300):
        pills = Medicine(
            name="x",
            hours_apart=chance.choice([None, 1, 4, 6, 12]),
            most_a_day=chance.choice([None, 1, 2, 3, 4, 8]),
        )
        taken = [
            NOON - timedelta(minutes=chance.randint(0, 30 * 60))
            for _ in range(chance.randint(0, 9))
        ]
        free = next_allowed(pills, taken, NOON)
        assert not warnings(pills, taken, free, "UTC")
        if free > NOON:
            just_before = free - timedelta(minutes=1)
            assert warnings(pills, taken, just_before, "UTC")


def test_over_the_label_the_poison_line_comes_first(member, pills):
    for _ in range(5):
        take(member, pills, anyway="1")
    page = member.get(URL).content.decode()
    assert page.index("Taken more than the label") < page.index(
        "Blue pills</h2>"
    )
    assert page.count("Taken more than the label") == 1
    page = take(member, pills).content.decode()
    assert page.index("Taken more than the label") < page.index("over by 2")
    assert page.count("Taken more than the label") == 1


def test_a_dose_written_down_late_is_held_against_its_neighbours(now):
    pills = Medicine(name="x", hours_apart=4)
    assert warnings(pills, [now + timedelta(hours=1)], now, "UTC")


@pytest.mark.parametrize(
    "change", [{"name": "blue  PILLS "}, {"name": "Blue pills"}]
)
def test_a_second_one_of_a_name_is_pointed_out(member, pills, change):
    answer = member.post(URL, FORM | change | {"key": uuid4()})
    assert answer.status_code == 422
    assert "Blue pills is there already" in answer.content.decode()
    assert (
        member.post(URL, FORM | {"name": "Blue pills 400"}).status_code == 302
    )


@pytest.mark.parametrize("hours", ["169", "-1", "1234567", "4.25", "often"])
def test_what_is_wrong_is_said_first_and_in_plain_words(member, pills, hours):
    answer = member.post(URL, FORM | {"name": "Red", "hours_apart": hours})
    page = answer.content.decode()
    assert "between 0 and 168" in page
    assert page.index("autofocus") < page.index("We count your doses")


def test_hours_are_shown_as_they_were_typed(member, pills):
    page = member.get(f"/medicine/{pills.pk}/").content.decode()
    assert 'value="4"' in page
    assert 'value="4.0"' not in page


def test_edit(member, pills):
    where = f"/medicine/{pills.pk}/"
    assert "Blue pills" in member.get(where).content.decode()
    assert member.post(where, FORM | {"name": "Red"}).status_code == 302
    assert member.post(where, FORM | {"name": ""}).status_code == 422
    pills.refresh_from_db()
    assert pills.name == "Red"


def test_it_never_advises(member, pills):
    page = member.get(URL).content.decode()
    assert "We do not advise" in page
    assert "999" in page or "112" in page


def test_queries_do_not_grow(member, pills, django_assert_max_num_queries):
    for number in range(9):
        member.post(URL, FORM | {"name": f"Pills {number}"})
        take(member, pills, anyway="1")
    with django_assert_max_num_queries(6):
        member.get(URL)
