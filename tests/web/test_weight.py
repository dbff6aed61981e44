"""What pages cost: bytes on the wire at a first visit, and queries."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from backspasm.accounts.models import Owner
from backspasm.assessments import actions
from backspasm.assessments.models import Assessment
from backspasm.web import bundles
from backspasm.web.catalogue import catalogue
from tests.assessments.walking import answer_all, post

KB = 1024
FIRST = "/check/danger-now/"
# What `data-answers` names is imported by page.js.
LINKED = re.compile(
    r'(?:<link rel="stylesheet" href|<script src|data-answers)="/static/([^"]+)"'
)
MOST = 36 * KB
"""Of a first visit, htmx included: the budget of a phone on a slow line."""

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


def packed(name: str) -> int:
    """Bytes of a static file as WhiteNoise sends it: a bundle is collected minified."""
    text = Path(finders.find(name)).read_text(encoding="utf-8")
    if name in bundles.NAMES:
        text = bundles.minify(name, text)
    return len(brotli.compress(text.encode()))


def on_the_wire(client: Client, path: str) -> tuple[int, list[str]]:
    """Bytes of a first visit, and the files the page needs besides itself."""
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    files = LINKED.findall(client.get(path).content.decode())
    return len(answer.content) + sum(packed(file) for file in files), files


@pytest.fixture
def guest(client: Client, db: None) -> Client:
    """A browser whose person has answered everything: a plain spasm."""
    answer_all(client)
    return client


@pytest.mark.parametrize(
    ("name", "limit"), [("css/floor.css", 5), ("css/site.css", 5)]
)
def test_style_sheets(name, limit):
    assert packed(name) <= limit * KB


def test_page_script_is_short():
    assert len(Path(finders.find("js/page.js")).read_text().splitlines()) <= 60


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "htmx"), [("/", False), (FIRST, True)])
def test_first_visit(client, path, htmx):
    size, files = on_the_wire(client, path)
    assert size <= MOST, f"{size} bytes"
    assert 1 + len(files) <= 6
    assert any("htmx" in file for file in files) == htmx


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/check/"])
def test_any_page(guest, path):
    size, files = on_the_wire(guest, path)
    assert size <= 45 * KB, f"{size} bytes"
    assert 1 + len(files) <= 6


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
