"""What htmx gets on the floor: the part of the page that it puts in place, and nothing else."""

import re

import pytest
from django.urls import get_resolver

from backspasm.web.swapping import TARGET
from tests.relief.lying import at, check_calmly, lie_down, tap

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "main"}
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
# Each draws its own form token, and one more key.
FRESH = re.compile(r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"')


def title_of(page):
    (title,) = re.findall("<title>(.*?)</title>", page, re.DOTALL)
    return title.split()


def lying(client):
    lie_down(client)
    tap(client, "next")


def finished(client):
    lying(client)
    tap(client, "finish")
    tap(client, "next")


PAGES = {
    "/now/": lambda client: None,
    "/now/?signs=1": lying,
    "/now/ask/": lying,
    "/now/new/": lying,
    "/now/stuck/": lying,
    "/now/helper/": lying,
    "/session/": lying,
    "/session/done/": finished,
}


def main_of(page: str) -> str:
    """The main part without what is new on each page, and without the space between tags."""
    main = FRESH.sub("", MAIN.search(page)[0])
    return re.sub(r"\s*([<>])\s*", r"\1", main)


@pytest.mark.parametrize("path", PAGES)
def test_htmx_gets_the_main_part_of_the_same_page(client, path):
    with at(0):
        PAGES[path](client)
        page, part = client.get(path), client.get(path, headers=HTMX)
    assert page.status_code == part.status_code == 200
    whole, words = page.content.decode(), part.content.decode()
    assert "<html" not in words
    assert words.count("<main") == 1
    assert main_of(words) == main_of(whole)
    assert title_of(words) == title_of(whole)
    assert "HX-Request" in part.headers["Vary"]


def test_each_page_of_the_table_is_marked():
    marked = {
        f"/{pattern.pattern}"
        for routes in get_resolver().url_patterns
        if getattr(routes, "app_name", "") == "relief"
        for pattern in routes.url_patterns
        if getattr(pattern.callback, TARGET, None) == "main"
    }
    asked_again = "/now/ask/<slug:question_id>/"
    assert marked == {path.partition("?")[0] for path in PAGES} | {asked_again}


def test_a_deed_leads_on_within_the_document(client):
    lying(client)
    answer = client.post("/session/pause/", {"step": 1}, headers=HTMX)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/session/"
    assert "HX-Redirect" not in answer.headers


def test_a_page_of_another_look_takes_the_whole_window(client):
    answer = client.post("/now/", {"danger-now": "chest"}, headers=HTMX)
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == "/check/outcome/"


def test_a_part_for_another_place_takes_the_whole_window(client):
    """Back on the floor from the desk: its main part is not what was asked for there."""
    check_calmly(client)
    answer = client.get(
        "/session/", headers={"HX-Request": "true", "HX-Target": "screen"}
    )
    assert answer.headers["HX-Redirect"] == "/now/"


@pytest.mark.parametrize("again", ["/now/", "/now/new/"])
def test_a_tap_that_nobody_knows_gets_the_list_and_the_reason(client, again):
    lying(client)
    answer = client.post(again, {"danger-now": "nonsense"}, headers=HTMX)
    assert answer.status_code == 422
    assert "<html" not in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
