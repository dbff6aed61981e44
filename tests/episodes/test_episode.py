"""The page of an episode, and what can be changed there."""

from datetime import timedelta
from uuid import uuid4

import pytest

from backspasm.episodes import actions
from backspasm.episodes.models import Episode, Reading, TechniqueUse
from backspasm.episodes.times import to_local
from tests.episodes.conftest import ZONE

pytestmark = pytest.mark.django_db


def url(row, more=""):
    return f"/episodes/{row.pk}/{more}"


def test_chart_and_table_say_the_same(member, read):
    episode = read(8, hours=100).episode
    read(0, hours=1, note="<b>bold</b> words", doing="at the desk")
    page = member.get(url(episode)).content.decode()
    assert page.count("chart__dot") == 2
    assert page.count("chart__gap") == 1
    assert "Nothing logged for 4 days" in page
    assert "2 readings, worst 8, last 0" in page
    assert "&lt;b&gt;bold" in page
    assert "<b>bold" not in page
    assert "style=" not in page


def test_nothing_logged_is_not_pain_free(member, remember):
    page = member.get(url(remember())).content.decode()
    assert "chart__" not in page
    assert "No readings yet" in page


def test_only_signs_that_are_there_are_explained(member, read, now):
    episode = read(6, hours=50).episode
    keys = ("key--guess", "key--mark", "key--gap")
    page = member.get(url(episode)).content.decode()
    assert "figcaption" not in page
    read(5, hours=1, estimated=True)
    details = {"technique": "heat", "start": now, "zone": "UTC"}
    actions.log_use(episode=episode, key=uuid4(), details=details)
    page = member.get(url(episode)).content.decode()
    assert all(f'class="key {key}"' in page for key in keys)


def test_queries_do_not_grow(member, now, read, django_assert_num_queries):
    episode = read(8, hours=300).episode
    with django_assert_num_queries(7):
        member.get(url(episode))
    for hours in range(60):
        read(hours % 11, hours=hours)
        details = {
            "technique": "heat",
            "start": now - timedelta(hours=hours),
            "zone": "UTC",
        }
        actions.log_use(episode=episode, key=uuid4(), details=details)
    with django_assert_num_queries(8):
        member.get(url(episode))


def form_of(**more):
    return {
        "start_day": "2026-05-01",
        "over": "yes",
        "end_day": "2026-05-03",
    } | more


def test_edit_everything(member, remember):
    episode = remember()
    form = form_of(
        start_time="06:10",
        end_time="22:00",
        regions=["region-mid"],
        triggers=["stress"],
        legs=["leg-numb"],
        days_lost="2",
        notes="Line one\nLine two",
    )
    assert member.post(url(episode, "edit/"), form).headers["Location"] == url(
        episode
    )
    episode.refresh_from_db()
    assert episode.start.isoformat() == "2026-05-01T05:10:00+00:00"
    assert (episode.regions, episode.triggers) == (("region-mid",), ("stress",))
    assert (episode.legs, episode.days_lost, episode.words) == (
        ("leg-numb",),
        2,
        "line one\nline two\nstress",
    )
    page = member.get(url(episode)).content.decode()
    assert "Line one<br>Line two" in page
    assert "should be checked" in page


def test_edit_shows_what_is_there_and_changes_nothing(member, remember):
    episode = remember(
        triggers=("own words", "lifting"), regions=("region-lower",)
    )
    before = Episode.objects.filter(pk=episode.pk).values().get()
    page = member.get(url(episode, "edit/"))
    form = page.context["form"]
    data = {
        name: value for name, value in form.initial.items() if value is not None
    }
    data["start_time"] = data["start_time"].strftime("%H:%M")
    data["end_time"] = data["end_time"].strftime("%H:%M")
    data.pop("key", None)
    assert member.post(url(episode, "edit/"), data).status_code == 302
    after = Episode.objects.filter(pk=episode.pk).values().get()
    assert after == before


@pytest.mark.parametrize(
    "change",
    [{"end_day": "2026-04-01"}, {"days_lost": "-1"}, {"legs": ["wings"]}],
)
def test_invalid_edit(member, remember, change):
    episode = remember()
    answer = member.post(
        url(episode, "edit/"), form_of(notes="Stays", **change)
    )
    assert answer.status_code == 422
    assert "Stays" in answer.content.decode()


def wall(moment):
    return to_local(moment, "UTC").strftime("%Y-%m-%dT%H:%M")


def test_it_is_not_over_before_the_last_reading_that_hurt(member, read, now):
    episode = read(5, hours=30).episode
    read(4, hours=5)
    early = {"when": "other", "at": wall(now - timedelta(hours=6))}
    answer = member.post(url(episode, "end/"), early)
    assert answer.status_code == 422
    assert "You noted pain 4 later than that" in answer.content.decode()
    late = {"when": "other", "at": wall(now - timedelta(hours=4))}
    read(0, hours=1)
    assert member.post(url(episode, "end/"), late).status_code == 302, (
        "0 is no pain"
    )


def test_an_edit_leaves_no_reading_outside(member, remember, read, now):
    episode = remember(days=10, length=3)
    inside = [read(6, hours=24 * days, episode=episode) for days in (9, 8)]
    first, last = (to_local(row.moment, ZONE).date() for row in inside)
    day = timedelta(days=1)
    where = url(episode, "edit/")
    form = {"start_day": first, "over": "yes", "end_day": last}
    answer = member.post(where, form | {"end_day": last - day})
    assert answer.status_code == 422
    assert "You noted pain 6 later than that" in answer.content.decode()
    answer = member.post(where, form | {"start_day": last})
    assert "You noted pain 6 before that" in answer.content.decode()
    assert member.post(where, form).status_code == 302, (
        "a guessed hour gives way"
    )
    episode.refresh_from_db()
    assert episode.start <= inside[0].moment < inside[1].moment <= episode.end


@pytest.mark.parametrize(("days", "status"), [(3, 302), (4, 422), (400, 422)])
def test_no_more_days_are_lost_than_it_lasted(member, remember, days, status):
    answer = member.post(url(remember(), "edit/"), form_of(days_lost=days))
    assert answer.status_code == status


def test_edit_to_open_asks(member, remember, read):
    episode, opened = remember(), read(5).episode
    form = {"start_day": "2026-05-01", "over": "no"}
    answer = member.post(url(episode, "edit/"), form)
    assert answer.status_code == 422
    assert "Another episode is still going" in answer.content.decode()
    assert (
        member.post(
            url(episode, "edit/"), form | {"clash": "end_open"}
        ).status_code
        == 302
    )
    opened.refresh_from_db()
    assert opened.end is not None


def test_end(member, read, now):
    episode = read(5, hours=50).episode
    assert member.get(url(episode, "end/")).status_code == 200
    bad = {
        "when": "other",
        "at": (now - timedelta(days=9)).strftime("%Y-%m-%dT%H:%M"),
    }
    assert member.post(url(episode, "end/"), bad).status_code == 422
    assert (
        member.post(
            url(episode, "end/"), {"when": "now", "about": "on"}
        ).status_code
        == 302
    )
    episode.refresh_from_db()
    assert (episode.is_open, episode.end_about) == (False, True)
    assert "Still going after all" in member.get(url(episode)).content.decode()
    member.post(url(episode, "reopen/"))
    episode.refresh_from_db()
    assert episode.is_open


def test_reopen_and_restore_ask(member, read, remember):
    episode = remember()
    read(5)
    page = member.post(url(episode, "reopen/"))
    assert "Only one can be going on" in page.content.decode()
    assert "end_this" not in page.content.decode()
    assert (
        member.post(url(episode, "reopen/"), {"clash": "end_open"}).status_code
        == 302
    )
    actions.delete_episode(episode=episode)
    read(4)
    page = member.post(url(episode, "restore/"))
    assert "end_this" in page.content.decode()
    assert (
        member.post(url(episode, "restore/"), {"clash": "end_this"}).status_code
        == 302
    )


def test_edit_reading(member, read):
    reading = read(5, note="old")
    where = f"/episodes/reading/{reading.pk}/"
    page = member.get(where)
    assert "old" in page.content.decode()
    at = page.context["form"].initial["at"].strftime("%Y-%m-%dT%H:%M")
    form = {"pain": "7", "when": "other", "at": at, "note": "new"}
    assert member.post(where, form).status_code == 302
    found = Reading.objects.get()
    assert (found.pain, found.note, found.moment) == (7, "new", reading.moment)
    assert member.post(where, form | {"pain": ""}).status_code == 422


def test_use(member, read):
    episode = read(5).episode
    where = url(episode, "use/")
    form = {
        "key": uuid4(),
        "technique": "temp-heat",
        "when": "60",
        "minutes": "20",
        "effect": "better",
        "pain_before": "7",
        "pain_after": "4",
    }
    member.post(where, form)
    answer = member.post(where, form)
    page = member.get(answer.headers["Location"]).content.decode()
    assert "Saved: Heat pack or hot-water bottle, " in page
    use = TechniqueUse.objects.get()
    assert (use.technique, use.minutes, use.pain_before, use.pain_after) == (
        "temp-heat",
        20,
        7,
        4,
    )
    page = member.get(url(episode)).content.decode()
    assert "Heat pack or hot-water bottle" in page
    assert "7 → 4" in page
    change = {"own": "hot tub", "when": "now", "effect": "worse"}
    assert member.post(f"/episodes/use/{use.pk}/", change).status_code == 302
    use.refresh_from_db()
    assert (use.technique, use.effect, use.minutes) == (
        "hot tub",
        "worse",
        None,
    )


@pytest.mark.parametrize(
    "form",
    [
        {"when": "now"},
        {"technique": "no-such", "when": "now"},
        {"technique": "temp-heat", "when": "now", "effect": "magic"},
        {"technique": "temp-heat", "when": "now", "minutes": "-1"},
        {"technique": "temp-heat", "when": "now", "pain_after": "11"},
    ],
)
def test_invalid_use(member, read, form):
    episode = read(5).episode
    assert member.post(url(episode, "use/"), form).status_code == 422
    assert not TechniqueUse.objects.exists()


def test_doses_of_its_days_are_among_the_entries(member, owner, remember, now):
    episode = remember(days=10, length=3)
    pills = actions.add_medicine(
        owner=owner, key=uuid4(), details={"name": "White pills"}
    )
    for days in (11, 9, 6):  # before, in and after it
        at = now - timedelta(days=days)
        actions.log_dose(medicine=pills, key=uuid4(), moment=at, zone="UTC")
    assert member.get(url(episode)).content.decode().count("White pills") == 1


def test_the_way_to_the_plan(member, read, remember):
    way = 'href="/check/plan/"'
    assert way in member.get(url(read(5).episode)).content.decode()
    assert way not in member.get(url(remember(days=90))).content.decode()


def test_a_use_in_an_episode_that_is_over_defaults_to_its_last_day(
    member, remember
):
    episode = remember(days=40, length=3)
    where = url(episode, "use/")
    page = member.get(where)
    assert 'value="now"' not in page.content.decode()
    assert f'value="{wall(episode.end)}"' in page.content.decode()
    form = {"technique": "temp-heat", "when": "other"}
    assert (
        member.post(where, form | {"at": wall(episode.end)}).status_code == 302
    )
    assert member.post(where, form | {"when": "now"}).status_code == 422
    day = timedelta(days=1)
    for moment, words in (
        (episode.end + day, "after this episode was over"),
        (episode.start - day, "before this episode began"),
    ):
        answer = member.post(where, form | {"at": wall(moment)})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    use = TechniqueUse.objects.get()
    change = form | {"at": wall(episode.end + day)}
    assert member.post(f"/episodes/use/{use.pk}/", change).status_code == 422
    assert member.get(f"/episodes/use/{use.pk}/").status_code == 200


def test_minutes_are_refused_in_plain_words(member, read):
    form = {"technique": "temp-heat", "when": "now", "minutes": "5000"}
    answer = member.post(url(read(5).episode, "use/"), form)
    assert "between 0 and 1440" in answer.content.decode()


def test_a_use_long_before_an_open_episode_is_refused(member, read, now):
    where = url(read(5).episode, "use/")
    form = {
        "technique": "temp-heat",
        "when": "other",
        "at": wall(now - timedelta(days=9)),
    }
    answer = member.post(where, form)
    assert "before this episode began" in answer.content.decode()
