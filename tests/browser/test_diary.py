"""The diary in a real browser: two taps, edit, delete, undo; no barriers."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from backspasm.accounts.models import Owner, User
from backspasm.episodes.models import Episode, Reading

from .layout import faults

PASSWORD = "for-a-demo-only"


@pytest.fixture
def open_diary(open_page, client, settings, live_server):
    """Opens pages signed in as the demo person."""

    def opener(path="/", **options):
        call_command("demo", verbosity=0)
        client.force_login(User.objects.get())
        page = open_page("about:blank", **options)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies(
            [
                {
                    "name": name,
                    "value": client.cookies[name].value,
                    "url": live_server.url,
                }
            ]
        )
        page.goto(path)
        return page

    return opener


def pages():
    episode = Episode.objects.newest_first().first()
    reading, use = episode.readings.first(), episode.uses.first()
    return [
        "/",
        "/episodes/",
        "/episodes/log/",
        "/episodes/log/?new=1",
        "/episodes/new/",
        "/episodes/bin/",
        "/medicine/",
        f"/episodes/{episode.pk}/",
        f"/episodes/{episode.pk}/edit/",
        f"/episodes/{episode.pk}/end/",
        f"/episodes/{episode.pk}/use/",
        f"/episodes/reading/{reading.pk}/",
        f"/episodes/use/{use.pk}/",
    ]


def test_no_barriers(open_diary, no_barriers_light_or_dark):
    page = open_diary()
    for path in pages():
        page.goto(path)
        no_barriers_light_or_dark(page)


@pytest.mark.parametrize(
    ("width", "text"), [(320, 1), (1280, 1), (390, 2), (320, 2)]
)
def test_nothing_sticks_out(open_diary, width, text):
    page = open_diary(viewport={"width": width, "height": 700})
    closed = Episode.objects.filter(end__isnull=False).newest_first().first()
    for path in [*pages(), f"/episodes/{closed.pk}/"]:
        page.goto(path)
        page.evaluate(
            "text => document.documentElement.style.fontSize = `${text * 106.25}%`",
            text,
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (
            path
        )
        if text == 1:
            assert faults(page) == {}, path


def test_no_bar_covers_big_text(open_diary):
    page = open_diary("/episodes/log/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert (
        page.locator(".actions").evaluate("e => getComputedStyle(e).position")
        == "static"
    )


def test_two_taps_from_home_then_undo(open_diary):
    page = open_diary()
    before = Reading.objects.filter(deleted_at=None).count()
    page.locator(".scale__step", has_text="6").click()
    page.get_by_role("button", name="Save").click()
    assert "Saved: pain 6" in page.locator(".undo").inner_text()
    assert Reading.objects.filter(deleted_at=None).count() == before + 1
    page.get_by_role("button", name="Undo").click()
    assert Reading.objects.filter(deleted_at=None).count() == before


def test_guest_logs_edits_deletes_and_undoes(open_page):
    page = open_page("/episodes/log/")
    page.locator(".scale__step", has_text="7").click()
    assert not page.get_by_label("Day and time").is_visible()
    page.get_by_role("button", name="Save").click()
    assert Owner.objects.get().is_guest
    page.get_by_role("link", name="Add detail").click()
    page.get_by_text("Lifting or carrying").click()
    page.get_by_label("Notes").fill("Shopping bags")
    page.get_by_role("button", name="Save").click()
    assert "Shopping bags" in page.locator("main").inner_text()
    page.get_by_role("button", name="Delete this episode").click()
    assert "Nothing logged yet" in page.locator("main").inner_text()
    page.get_by_role("button", name="Undo").click()
    assert "Shopping bags" in page.locator("main").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_double_click_saves_once(open_page, script):
    """Without a script two guests are made, as both posts come without a cookie; one is seen."""
    page = open_page("/episodes/log/", java_script_enabled=script)
    page.locator(".scale__step", has_text="7").click()
    page.get_by_role("button", name="Save").dblclick()
    page.wait_for_url("**/episodes/*/?did=*")
    page.wait_for_load_state("networkidle")
    assert page.locator("main tbody .table__time").count() == 1
    if script:
        assert Reading.objects.count() == 1


def test_double_click_of_somebody_known_saves_once(open_page):
    page = open_page("/episodes/log/", java_script_enabled=False)
    for pain in ("7", "4"):
        page.goto("/episodes/log/")
        page.locator(".scale__step", has_text=pain).click()
        page.get_by_role("button", name="Save").dblclick()
        page.wait_for_url("**/episodes/*/?did=*")
        page.wait_for_load_state("networkidle")
    assert Reading.objects.filter(pain=4).count() == 1
    assert page.locator("main tbody .table__time").count() == 2


def test_other_time_opens_a_field(open_page):
    page = open_page("/episodes/log/")
    page.get_by_text("Other", exact=True).click()
    assert page.get_by_label("Day and time").is_visible()


def test_pages_are_light(open_diary):
    # Its own requests are not the page's.
    page = open_diary("about:blank", service_workers="block")
    for path in pages():
        asked = []
        page.on(
            "request", lambda request, asked=asked: asked.append(request.url)
        )
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert len(asked) <= 5, asked


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_holds_the_diary_alone(open_diary, scheme):
    page = open_diary(color_scheme=scheme)
    episode = Episode.objects.newest_first().first()
    for path in ("/episodes/", f"/episodes/{episode.pk}/"):
        page.goto(path)
        page.emulate_media(media="print", color_scheme=scheme)
        words = page.locator("body").inner_text()
        for screen in (
            "Change",
            "Delete",
            "Add",
            "Log a",
            "Your account",
            "Emergency",
            "Light",
        ):
            assert screen not in words, f"{screen} on {path}"
        assert f"printed on {timezone.now():%-d %B %Y}" in words
        assert f"Since {episode.start:%-d %B %Y}" in words
        ink = page.locator("h1").evaluate("e => getComputedStyle(e).color")
        assert ink == "rgb(0, 0, 0)"
    # A browser leaves out what has only a background, unless it is told not to.
    mark = page.locator(".key--mark")
    how = mark.evaluate('e => getComputedStyle(e, "::before").printColorAdjust')
    assert how == "exact"


def test_a_mistake_is_in_sight(open_diary):
    page = open_diary("/episodes/log/")
    page.locator(".scale__step", has_text="6").click()
    page.get_by_text("Other", exact=True).click()
    page.get_by_role("button", name="Save").click()
    page.locator(".error-summary").wait_for()
    field = page.get_by_label("Day and time")
    expect(field).to_be_focused()
    box, bar = field.bounding_box(), page.locator(".actions").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= bar["y"]
    page.goto("/episodes/log/")
    page.get_by_role("button", name="Save").click()
    page.locator(".error-summary").wait_for()
    expect(page.locator('input[name="pain"]').first).to_be_focused()
