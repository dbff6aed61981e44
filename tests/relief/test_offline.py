"""What a phone keeps: the same for everybody, about nobody, and new with each release."""

import gzip
import json
import re

import pytest
from django.contrib.staticfiles import finders

from backspasm.relief.offline import worker
from backspasm.web import bundles
from backspasm.web.catalogue import catalogue
from tests.relief.lying import words

PAGES = ["/emergency/", "/offline/", "/offline/positions/"]


def danger():
    return [
        line
        for line in catalogue().screens[0].questions[0].choices
        if not line.exclusive
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PAGES, "/sw.js", "/manifest.webmanifest"])
def test_public_without_a_trace(client, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert client.post(path).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_asked_for_anew(client, path):
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert {"Cookie", "Accept-Language"} <= set(
        answer.headers["Vary"].split(", ")
    )
    assert "csrf" not in answer.content.decode()
    assert "<form" not in answer.content.decode()


def test_emergency_names_the_number_of_the_place(client):
    page = client.get(
        "/emergency/", headers={"Accept-Language": "en-GB"}
    ).content.decode()
    assert 'btn--call" href="tel:999"' in page
    assert 'href="tel:112"' in page
    page = client.get("/emergency/").content.decode()
    assert 'btn--call" href="tel:112"' in page
    assert "or your local number" in page


def test_emergency_says_the_signs_in_words(client):
    page = client.get("/emergency/").content.decode()
    for line in danger():
        assert line.text in page
    assert "Do not drive yourself." in page
    assert page.count("<h1") == 1


def test_crisis_line_where_one_is_known(client):
    page = client.get(
        "/emergency/", headers={"Accept-Language": "en-CA"}
    ).content.decode()
    assert 'href="tel:988"' in page


def test_every_line_leads_to_help(client):
    page = client.get("/offline/").content.decode()
    assert page.count('<a href="/emergency/">') == len(danger())
    assert len(words(page)) <= 90


def test_positions_that_suit_anybody(client):
    page = client.get("/offline/positions/").content.decode()
    drawings = re.findall(r'class="frame"><svg', page)
    assert len(drawings) >= 4
    assert "On your side, pillow between your knees" in page
    # Needs an answer first.
    assert catalogue().techniques["pos-90-90"].name not in page


def test_worker_may_answer_for_the_whole_site(client):
    answer = client.get("/sw.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    kept = json.loads(
        re.match(r"const kept = (.*);\n", answer.content.decode())[1]
    )
    assert kept["pages"] == PAGES
    assert kept["danger"]["/check/danger-now/"] == "danger-now"
    assert kept["danger"]["/now/new/"] == "new-sign"
    for path in kept["files"]:
        assert finders.find(path.removeprefix("/static/"))


@pytest.mark.parametrize("what", ["page", "file"])
def test_release_changes_with_what_is_kept(monkeypatch, what):
    before, before_ways = worker._release(), worker.ways()
    assert before == worker._release()
    if what == "page":
        monkeypatch.setattr(worker, "ways", lambda: before_ways[1:])
    else:
        monkeypatch.setattr(worker, "_served", lambda name: "other")
    assert worker._release() != before


def test_manifest_names_icons_that_exist(client):
    manifest = client.get("/manifest.webmanifest")
    assert manifest.headers["Content-Type"] == "application/manifest+json"
    icons = manifest.json()["icons"]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        assert finders.find(icon["src"].removeprefix("/static/"))


def test_all_own_script_is_light():
    """Bytes on the wire, and not lines, are what a phone waits for."""
    sizes = {
        name: len(gzip.compress(worker._served(name).encode()))
        for name in bundles.SCRIPTS
    }
    assert max(sizes.values()) <= 6 * 1024, sizes
    assert sum(sizes.values()) <= 24 * 1024, sizes


def test_positions_say_for_whom_they_change(client):
    page = client.get("/offline/positions/").content.decode()
    for change in (
        "If glaucoma: Sit facing a table",
        "If you cannot kneel: Do not force it.",
    ):
        assert change in page
