"""What pages cost: bytes on the wire at a first visit, and queries."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client

from backspasm.accounts.models import Owner
from backspasm.assessments import actions
from backspasm.assessments.models import Assessment
from backspasm.web.catalogue import catalogue
from tests.assessments.walking import answer_all, post
from tests.collected import Collected

KB = 1024
FIRST = "/check/danger-now/"
LINKED = re.compile(
    r'(?:<link rel="stylesheet" href|<script src)="/static/([^"]+)"'
)
BEHIND = re.compile(r"<template.*?</template>", re.DOTALL)
"""Parts that are not shown yet; what they need is loaded behind the page."""
HTMX = re.compile(r'data-htmx="/static/([^"]+)"')
SWAPS = re.compile(r"data-hx-(?:boost|post)=")
"""What makes htmx.js bring htmx, after the first paint."""
HASH = 13
"""Letters that the name of a collected file is longer, in the page that links to it."""
MOST = 36 * KB
"""Of a first visit, htmx included: the budget of a phone on a slow line."""
MOST_TO_PAINT = 20 * KB
"""Of its page and style."""
MOST_REQUESTS = 6

# Page -> how many queries a guest with a finished check causes, whatever was answered.
# Session, and the check with its owner: two; pages that know nobody ask nothing.
# One reads the session, for the link to the account. Outcome and plan look for an open
# episode while the check is in none, the outcome for a guided session too; the plan reads
# the record.
QUERIES = {
    "/": 3,
    "/about/": 1,
    "/privacy/": 1,
    "/country/": 1,
    "/learn/": 1,
    "/how-we-decide/": 1,
    "/check/": 2,
    "/check/outcome/": 4,
    "/check/plan/": 5,
    FIRST: 2,
    "/check/age/": 2,
}
PAGES = sorted(QUERIES) + [f"/learn/{page}/" for page in catalogue().learn]


@dataclass(frozen=True)
class Visit:
    """A first visit, in bytes on the wire."""

    page: int
    files: dict[str, int]
    """What the page needs besides itself."""

    @property
    def to_paint(self) -> int:
        """Page and style."""
        styles = [
            size for name, size in self.files.items() if name.endswith(".css")
        ]
        return self.page + sum(styles)

    @property
    def whole(self) -> int:
        """All of it."""
        return self.page + sum(self.files.values())

    @property
    def requests(self) -> int:
        """One for the page, and one more where the time zone corrects the number."""
        return 2 + len(self.files)


def first_visit(client: Client, collected: Collected, path: str) -> Visit:
    """What a browser loads that was never here."""
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    page = BEHIND.sub("", client.get(path).content.decode())
    files = LINKED.findall(page)
    if SWAPS.search(page):
        files += HTMX.findall(page)
    return Visit(
        len(answer.content) + HASH * len(files),
        {file: collected.on_the_wire(file) for file in files},
    )


@pytest.fixture
def guest(client: Client, db: None) -> Client:
    """A browser whose person has answered everything: a plain spasm."""
    answer_all(client)
    return client


@pytest.mark.parametrize(
    ("name", "limit"), [("css/floor.css", 5), ("css/site.css", 5)]
)
def test_style_sheets(collected, name, limit):
    assert collected.on_the_wire(name) <= limit * KB


def test_script_of_every_page_is_small(collected):
    assert collected.on_the_wire("js/page.js") <= 5 * KB


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "htmx"), [("/", False), ("/now/", True), (FIRST, True)]
)
def test_first_visit(client, collected, path, htmx):
    visit = first_visit(client, collected, path)
    assert visit.to_paint <= MOST_TO_PAINT, visit
    assert visit.whole <= MOST, visit
    assert visit.requests <= MOST_REQUESTS, visit
    assert any("htmx" in file for file in visit.files) == htmx


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/check/"])
def test_any_page(guest, collected, path):
    visit = first_visit(guest, collected, path)
    assert visit.whole <= 45 * KB, visit
    assert visit.requests <= MOST_REQUESTS, visit


@pytest.mark.parametrize("path", QUERIES)
def test_queries(guest, path, django_assert_num_queries):
    with django_assert_num_queries(QUERIES[path]):
        guest.get(path)


def test_queries_of_a_step(guest, django_assert_num_queries):
    # Session, check with owner; BEGIN, UPDATE, COMMIT. The check is done: is there an open
    # episode it belongs to?
    with django_assert_num_queries(6):
        post(guest, "age", {"age": "age-18-39"}, headers={"HX-Request": "true"})


def test_queries_do_not_grow_with_checks(guest, django_assert_num_queries):
    owner = Owner.objects.get()
    for _ in range(20):
        actions.close_check(check=Assessment.objects.of(owner).get(closed=None))
        Assessment.objects.create(owner=owner)
    with django_assert_num_queries(2):
        guest.get(FIRST)
