"""Every address of the site, tried by everyone: seven questions for each line of the table."""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache as once

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import DateTimeField
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from backspasm.accounts.models import Session, User
from backspasm.assessments.reminders import token
from backspasm.episodes.models import Episode
from backspasm.web.addresses import page_above
from backspasm.web.degradation import FALLBACK
from backspasm.web.way_back import PAGE as BELONGS_TO
from tests.every_url import DEED, FORM, PAGE, SIGN_IN, TABLE
from tests.one_of_all import SECRET, one_of_all
from tests.people import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
NOT_KEPT = {"usersessions", "contenttypes", "auth"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+")
PLAIN, HTMX = {}, {"HX-Request": "true"}
both = pytest.mark.parametrize("headers", [PLAIN, HTMX], ids=["plain", "htmx"])


def every_name(
    resolver: URLResolver | None = None, space: str = ""
) -> Iterator[str]:
    """The name of each address."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from every_name(
                entry, f"{entry.namespace}:" if entry.namespace else space
            )
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"


# Read before any test plays a site with other settings.
NAMES = set(every_name())


def each(*kinds, check, **having):
    """Check every line of these kinds that has what the question needs, each in a world of its own.

    One world is made for all; what a line changes is rolled back after it.
    """
    wrong = {}
    for line in TABLE.values():
        if line.kind not in kinds or not all(
            getattr(line, name) for name in having
        ):
            continue
        cache.clear()
        with transaction.atomic():
            try:
                check(line)
            except AssertionError as problem:
                wrong[line.name] = str(problem)
            transaction.set_rollback(True)
    assert not wrong, "\n\n".join(
        f"{name}: {problem}" for name, problem in wrong.items()
    )


@pytest.fixture
def lee(user):
    User.objects.create_user("lee@example.org", PASSWORD)
    return surely("lee@example.org")


@pytest.fixture
def kim(user):
    return surely(user.email)


def surely(email):
    """A browser whose person is signed in, and has just shown again who it is."""
    browser = Client()
    browser.cookies["tz"] = "Europe/London"
    sign_in(browser, email)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


def same(browser):
    """Another browser with the same cookies: signing out of it leaves the first one alone."""
    other = Client()
    other.cookies = deepcopy(browser.cookies)
    return other


@pytest.fixture
def rows(kim, user):
    """One of everything that an address may name, all of it Kim's."""
    return one_of_all(kim, user)


def address(line, rows, number=None):
    """The address of a line; a letter's is the one that was sent to Kim."""
    args = [number] if number else [rows[line.of]] if line.of else line.args
    path = reverse(line.name, args=args)
    if line.held:
        path += f"?t={token(Episode.objects.get(pk=rows['episode']))}"
    return path


def kept():
    """What every table says, but for when."""
    return {
        model._meta.label: told(rows_of(model))
        for model in apps.get_models()
        if keeps(model)
    }


def keeps(model):
    return model._meta.app_label not in NOT_KEPT and model is not Session


def told(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return sorted(
            MOMENT.sub("then", repr(row)) for row in cursor.fetchall()
        )


@once
def rows_of(model):
    """All rows of a table, of a moment only whether there is one; asked thousands of times."""
    quoted = connection.ops.quote_name
    fields = [
        quoted(field.column) + " IS NOT NULL" * isinstance(field, DateTimeField)
        for field in model._meta.concrete_fields
    ]
    return f"SELECT {', '.join(fields)} FROM {quoted(model._meta.db_table)}"


def ending(answer):
    """How it ended: by htmx, a redirect is an answer that names the next address."""
    sent = {"HX-Redirect", "HX-Push-Url"} & set(answer.headers)
    return 302 if sent else answer.status_code


def to_sign_in(answer):
    where = answer.headers.get("Location") or answer.headers.get(
        "HX-Redirect", ""
    )
    return ending(answer) == 302 and where.startswith(settings.LOGIN_URL)


def shown(answer):
    pieces = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(pieces).decode()


def ask(browser, line, path, headers=PLAIN):
    """The first thing one does there: look, or do the deed."""
    if line.kind == DEED:
        return browser.post(path, line.form, headers=headers)
    return browser.get(path, headers=headers)


def test_every_address_has_a_line():
    assert set(TABLE) == NAMES


def test_every_line_with_a_place_for_nonsense_has_some():
    for line in TABLE.values():
        assert bool(line.of or line.args) == bool(line.bad or line.only), (
            line.name
        )


# --- 1: signed out; 6: by htmx and without -------------------------------------------


@both
def test_signed_out(rows, headers):
    def check(line):
        before = kept()
        path, stranger = address(line, rows), Client()
        answer = ask(stranger, line, path, headers)
        if line.open == SIGN_IN:
            assert to_sign_in(answer)
            assert line.kind == PAGE or to_sign_in(
                stranger.post(path, line.form, headers=headers)
            )
        else:
            assert not to_sign_in(answer)
            assert ending(answer) == (404 if line.of else line.open)
            assert SECRET not in shown(answer)
        assert line.kind == DEED or kept() == before, "looking leaves a trace"

    each(PAGE, DEED, FORM, check=check)


# --- 2: its owner ---------------------------------------------------------------------


@both
def test_owner_looks(kim, rows, headers):
    def check(line):
        before = kept()
        answer = same(kim).get(address(line, rows), headers=headers)
        assert ending(answer) == line.get
        assert not to_sign_in(answer)
        assert line.notes or kept() == before

    each(PAGE, FORM, check=check)


@both
def test_owner_does(kim, rows, headers):
    def check(line):
        before = kept()
        answer = same(kim).post(address(line, rows), line.form, headers=headers)
        assert ending(answer) == line.post
        assert (kept() != before) == line.keeps

    each(DEED, FORM, check=check)


# --- 3: another person ----------------------------------------------------------------


def test_another_person(lee, user, rows):
    kims = re.compile(
        rf'"owner_id": {user.owner.pk}\b|"user_id": {user.pk}\b|{user.email}'
    )

    def check(line):
        path, before = address(line, rows), kept()
        for answer in (same(lee).get(path), same(lee).post(path, line.form)):
            assert answer.status_code < 500
            assert SECRET not in shown(answer)
            away = answer.get("Location") == _page_of(path)
            assert not line.of or away or answer.status_code in (404, 405)
        assert not line.of or same(lee).post(path, line.form).status_code in (
            404,
            405,
        )
        after = kept()
        for label, found in before.items():
            lost = [
                row
                for row in found
                if kims.search(row) and row not in after[label]
            ]
            assert line.held or not lost

    each(PAGE, DEED, FORM, check=check)


def test_another_site_cannot_send_it(kim, rows):
    """A form without its token: someone else's page that sends it from Kim's browser."""
    forged = Client(enforce_csrf_checks=True)

    def check(line):
        before, path = kept(), address(line, rows)
        for browser in (Client(enforce_csrf_checks=True), forged):
            browser.cookies = (
                deepcopy(kim.cookies) if browser is forged else browser.cookies
            )
            answer = browser.post(path, line.form)
            # The danger path answers, and keeps nothing: tests/test_danger_path.py.
            assert answer.status_code == 403 or hasattr(
                resolve(path.partition("?")[0]).func, FALLBACK
            )
        assert kept() == before

    each(DEED, FORM, check=check)


def test_what_is_personal_is_never_stored(kim, rows):
    def check(line):
        answer = same(kim).get(address(line, rows))
        told = SECRET in shown(answer) or "kim@" in shown(answer)
        if told or line.of or line.open == SIGN_IN:
            assert "no-store" in answer.headers["Cache-Control"]

    each(PAGE, FORM, check=check)


def _page_of(path):
    """The page that a deed belongs to."""
    plain = path.partition("?")[0]
    named = getattr(resolve(plain).func, BELONGS_TO, "")
    return reverse(named) if named else page_above(plain)


# --- 4: the other method --------------------------------------------------------------


def test_a_deed_is_not_done_by_looking(kim, rows):
    def check(line):
        before = kept()
        path = address(line, rows)
        looked = same(kim).get(path)
        assert looked.status_code == 302
        assert looked["Location"] == _page_of(path)
        assert same(kim).get(path, follow=True).status_code < 400
        refused = same(kim).put(path)
        assert refused.status_code == 405
        assert "tel:" in refused.content.decode()
        assert kept() == before or line.notes

    each(DEED, check=check)


def test_nothing_is_sent_to_a_page(kim, rows):
    def check(line):
        before = kept()
        assert same(kim).post(address(line, rows), line.form).status_code == 405
        assert line.notes or kept() == before

    each(PAGE, check=check)


# --- 5: what is not there -------------------------------------------------------------


def test_no_such_thing(kim, rows):
    def check(line):
        before = kept()
        for nonsense in line.bad:
            path = address(line, rows, nonsense)
            assert ask(same(kim), line, path).status_code == 404, nonsense
            assert (
                line.kind == PAGE
                or same(kim).post(path, line.form).status_code == 404
            ), nonsense
        assert kept() == before

    each(PAGE, DEED, FORM, check=check, bad=True)


# --- 7: the same form once more -------------------------------------------------------


def test_sent_twice(kim, rows):
    def check(line):
        path, browser = address(line, rows), same(kim)
        browser.post(path, line.form)
        once = kept()
        answer = browser.post(path, line.form)
        assert ending(answer) == (line.twice or line.post)
        assert line.again or kept() == once

    each(DEED, FORM, check=check)
