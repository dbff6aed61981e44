"""The list: newest first, narrowed, paged without counting, at one cost."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from backspasm.episodes import actions
from backspasm.episodes.actions import delete_episode
from backspasm.episodes.growing import grow
from backspasm.episodes.history import PAGE, Wanted, one_page, wanted
from backspasm.episodes.models import Diary, Episode, Reading

pytestmark = pytest.mark.django_db
URL = "/episodes/"
LOGS = [
    f"episodes_{name}"
    for name in ("episode", "reading", "techniqueuse", "medicinedose")
]


@pytest.fixture
def grown(client, db):
    def signed_in(episodes, readings=3):
        user = grow(
            episodes=episodes, readings=readings, people=1, now=timezone.now()
        )[0]
        client.force_login(user)
        return user.owner

    return signed_in


def test_empty(client, member):
    for browser in (client, member):
        page = browser.get(URL).content.decode()
        assert "Nothing logged yet" in page
        assert "Find one" not in page


def test_one_line_says_it_all(member, remember, read):
    remember(
        days=300,
        length=4,
        worst=8,
        triggers=("lifting", "own"),
        regions=("region-lower",),
    )
    page = member.get(URL).content.decode()
    for words in ("Lifting or carrying, own", "Lower back", "4 days"):
        assert words in page
    eight = r"\s+<strong>8</strong>"
    assert re.search(f"worst{eight},\\s+last{eight}", page)
    assert "spark__line" in page


def test_large_counts_are_easy_to_read(member, owner, remember):
    remember()
    Diary.objects.filter(owner=owner).update(episode_count=10_000)
    page = member.get(URL).content.decode()
    assert "10,000 episodes" in page
    assert "Find one" in page
    Diary.objects.filter(owner=owner).update(episode_count=1)
    assert "Find one" not in member.get(URL).content.decode(), (
        "nothing to choose from"
    )


def test_every_kind_of_entry_is_in_the_bin_with_its_way_back(
    member, owner, read, remember, now
):
    home = read(5, hours=3).episode
    reading = read(7, hours=1)
    details = {"technique": "temp-heat", "start": now, "zone": "UTC"}
    use = actions.log_use(episode=home, key=uuid4(), details=details)
    pills, drops = (
        actions.add_medicine(owner=owner, key=uuid4(), details={"name": name})
        for name in ("Pills", "Drops")
    )
    dose = actions.log_dose(medicine=pills, key=uuid4(), moment=now, zone="UTC")
    actions.delete_reading(reading=reading)
    actions.delete_use(use=use)
    actions.delete_dose(dose=dose)
    actions.delete_medicine(medicine=drops)
    delete_episode(episode=remember(days=90, worst=8))
    page = member.get("/episodes/bin/").content.decode()
    assert page.count("Put back") == 5, (
        "the reading of the episode comes back with it"
    )
    for words in ("Pain 7", "Heat pack", "A dose of Pills", "Drops"):
        assert words in page
    for url in re.findall(r'action="(/[^"]+/restore/)"', page):
        assert member.post(url).status_code == 302
    assert "The bin is empty" in member.get("/episodes/bin/").content.decode()


def test_bin_of_somebody_else(stranger, read):
    actions.delete_reading(reading=read(5))
    assert "Put back" not in stranger.get("/episodes/bin/").content.decode()


def test_bin_is_left_out(member, remember):
    kept, gone = remember(days=20), remember(days=40)
    delete_episode(episode=gone)
    page = member.get(URL).content.decode()
    assert f"/episodes/{kept.pk}/" in page
    assert f"/episodes/{gone.pk}/" not in page
    assert (
        f"/episodes/{gone.pk}/restore/"
        in member.get("/episodes/bin/").content.decode()
    )


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ({}, "abc"),
        ({"year": "2024"}, "a"),
        ({"year": "2023"}, ""),
        ({"region": "region-neck"}, "b"),
        ({"trigger": "stress"}, "ac"),
        ({"trigger": "str"}, ""),
        ({"trigger": "tea 100%_"}, "b"),
        ({"q": "GRÜN boot"}, "c"),
        ({"q": "%"}, "b"),  # a tag of its own words
        ({"q": "NECK"}, "b"),
        ({"q": "stress boot"}, "c"),
        ({"q": "Tea"}, "b"),
        ({"trigger": "stress", "q": "boot"}, "c"),
        ({"year": "²²²²", "region": "<x>", "before": "1.x"}, "abc"),
        ({"year": "1000"}, ""),
        ({"year": "9999"}, "abc"),
        ({"before": "9" * 18 + "." + "1"}, "abc"),
    ],
)
def test_narrowing(member, remember, form, found):
    rows = {
        "a": remember(
            start=datetime(2024, 6, 1, tzinfo=UTC),
            end=datetime(2024, 6, 2, tzinfo=UTC),
            triggers=("stress",),
        ),
        "b": remember(
            days=30, regions=("region-neck",), triggers=("tea 100%_",)
        ),
        "c": remember(
            days=20, triggers=("stress", "x"), notes="Grüne Boote am Stress-See"
        ),
    }
    page = member.post(URL, form).content.decode()
    seen = "".join(
        name
        for name, row in rows.items()
        if f'href="/episodes/{row.pk}/"' in page
    )
    assert seen == found


def test_a_narrowed_list_counts_itself(member, remember):
    for days in (20, 40, 60):
        remember(days=days, regions=("region-neck",) if days == 20 else ())
    assert "3 episodes" in member.get(URL).content.decode()
    page = member.post(URL, {"q": "neck"}).content.decode()
    assert "1 of 3 episodes" in page
    assert '<details class="disclosure no-print">' in page, (
        "folded: the results are in sight"
    )
    assert "Show all" in page


def test_year_is_that_of_the_person(member, remember):
    start = datetime(2025, 12, 31, 16, tzinfo=UTC)
    remember(start=start, end=start + timedelta(days=1))
    member.cookies["tz"] = "Asia/Tokyo"
    assert (
        "Nothing fits"
        not in member.post(URL, {"year": "2026"}).content.decode()
    )
    assert "Nothing fits" in member.post(URL, {"year": "2025"}).content.decode()


def test_all_pages_show_every_episode_once(grown, client):
    owner = grown(3 * PAGE + 5, 1)
    seen, url = [], URL
    while url:
        page = client.get(url).content.decode()
        seen += [
            int(pk)
            for pk in re.findall(r'<h3>\s*<a href="/episodes/(\d+)/"', page)
        ]
        older = re.search(r'rel="next" href="(\?before=[\d.]+)"', page)
        url = URL + older[1] if older else ""
    expected = (
        Episode.objects.of(owner).newest_first().values_list("pk", flat=True)
    )
    assert seen == list(expected)


def test_paging_of_a_narrowed_list(grown, client):
    owner = grown(8 * PAGE, 1)
    form = {"region": "region-lower"}
    wants = Episode.objects.of(owner).in_region("region-lower").count()
    seen = []
    while True:
        page = client.post(URL, form).content.decode()
        seen += re.findall(r'<h3>\s*<a href="/episodes/(\d+)/"', page)
        older = re.search(r'name="before" value="([\d.]+)"', page)
        if not older:
            break
        form["before"] = older[1]
    assert len(seen) == len(set(seen)) == wants


def test_same_start_loses_nobody(owner, remember):
    start = datetime(2026, 1, 1, 12, 30, 0, 123456, tzinfo=UTC)
    for _ in range(PAGE + 3):
        remember(start=start, end=start)
    first, mark = one_page(owner, Wanted(), "UTC")
    rest, end = one_page(owner, wanted(QueryDict(f"before={mark}")), "UTC")
    assert (len({*first, *rest}), len(rest), end) == (PAGE + 3, 3, "")


def test_same_queries_at_any_size(grown, client, django_assert_num_queries):
    """The list within five; of the others only that their number does not grow."""
    deep = (
        f"{URL}?before={int(timezone.now().timestamp() - 86400 * 30) * 10**6}.1"
    )
    for size in (1, 50, 500):
        owner = grown(size)
        episode = Episode.objects.of(owner).current()
        for url, queries in (
            (URL, 5),
            (deep, 5),
            (f"{URL}{episode.pk}/", 7),
            ("/", 6),
        ):
            with django_assert_num_queries(queries):
                client.get(url)


PLANNED = [
    ("get", {}),
    ("get", {"before": "1760000000000000.5"}),
    ("post", {"year": "2026", "before": "1760000000000000.5"}),
    ("post", {"region": "region-lower", "trigger": "lifting", "q": "shoe"}),
]


@pytest.mark.parametrize(("method", "form"), PLANNED)
def test_no_scan_and_no_sort(grown, client, method, form):
    if connection.vendor != "sqlite":
        pytest.skip("the planner of SQLite")
    grown(40)
    with CaptureQueriesContext(connection) as asked:
        getattr(client, method)(URL, form)
    found = list(plans(asked))
    assert found
    check_plans(found)


def test_no_scan_when_logging(grown, client):
    if connection.vendor != "sqlite":
        pytest.skip("the planner of SQLite")
    owner = grown(40)
    episode = Episode.objects.of(owner).current()
    reading = Reading.objects.of(owner).first()
    with CaptureQueriesContext(connection) as asked:
        client.post("/episodes/log/", {"pain": "4", "when": "now"})
        for url in ("/", "/episodes/bin/", "/episodes/new/", "/medicine/"):
            assert client.get(url).status_code == 200
        for deed in ("", "edit/", "use/", "end/"):
            assert (
                client.get(f"/episodes/{episode.pk}/{deed}").status_code == 200
            )
        client.post(f"/episodes/reading/{reading.pk}/delete/")
        client.post(f"/episodes/{episode.pk}/delete/")
        client.post(f"/episodes/{episode.pk}/restore/")
    found = list(plans(asked))
    assert len(found) > 20
    check_plans(found)


def check_plans(found):
    for plan in found:
        assert "SCAN episodes_" not in plan, plan
        assert "TEMP B-TREE" not in plan, plan


def plans(asked):
    """The query plan of each SELECT and UPDATE that touches a log table."""
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            sql = query["sql"]
            if sql.startswith(("SELECT", "UPDATE")) and any(
                table in sql for table in LOGS
            ):
                rows = cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
                yield "\n".join(str(row[3]) for row in rows)
