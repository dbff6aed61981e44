"""Pages of no one part, headers, errors."""

import re
from urllib.parse import quote

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from backspasm.web import errors
from backspasm.web.addresses import page_above

pytestmark = pytest.mark.django_db
POLICY = (
    "default-src 'self'", "img-src 'self' data:", "object-src 'none'", "base-uri 'none'",
    "frame-ancestors 'none'", "form-action 'self'",
)  # fmt: skip


@pytest.mark.parametrize(
    "name", ["web:about", "web:privacy", "relief:home", "accounts:country"]
)
def test_page_answers(client, name):
    page = client.get(reverse(name)).content.decode()
    assert page.count("<h1") == 1
    assert re.search(r'<html lang="en"\s+dir="ltr"', page)
    assert 'href="tel:' in page
    assert "style=" not in page
    assert "<script>" not in page


def test_policy_is_strict(client):
    headers = client.get("/").headers
    given = {
        part.strip() for part in headers["Content-Security-Policy"].split(";")
    }
    assert given == set(POLICY)
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "HX-Request" in headers["Vary"]


def test_health(client):
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_health_without_database(client, monkeypatch):
    def broken():
        raise DatabaseError

    monkeypatch.setattr("backspasm.web.views.connection.cursor", broken)
    assert client.get("/healthz/").status_code == 503


def test_home_leaves_no_trace(client):
    client.get("/")
    assert "sessionid" not in client.cookies


def test_home_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/")


def test_not_found_names_the_number(client):
    answer = client.get("/no-such-page/", headers={"Accept-Language": "de-DE"})
    assert answer.status_code == 404
    assert 'href="tel:112"' in answer.content.decode()


@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.not_found, 404),
        (errors.too_many_requests, 429),
        (errors.server_error, 500),
    ],
)
def test_error_pages(rf, handler, status):
    request = rf.get("/x/")
    answer = handler(request)
    assert answer.status_code == status
    assert 'href="tel:' in answer.content.decode()


def test_server_error_without_templates(rf, monkeypatch):
    def broken(name):
        raise OSError

    monkeypatch.setattr(errors, "render_to_string", broken)
    assert b"tel:112" in errors.server_error(rf.get("/")).content


def test_cookies_off():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "cookies are off" in answer.content.decode()


def _browser_with_an_old_page() -> Client:
    strict = Client(enforce_csrf_checks=True)
    strict.get("/accounts/login/")
    return strict


FROM_HERE = {"Origin": "http://testserver"}


def test_a_page_that_was_open_too_long_loses_nothing():
    """Cookies are on, so that is not said; what was sent can be sent again, but no password."""
    strict = _browser_with_an_old_page()
    sent = {"theme": "dark", "note": "after <b>lifting</b>", "password1": "x-y"}
    answer = strict.post("/theme/?a=1", sent, headers=FROM_HERE)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "cookies are off" not in page
    assert 'action="/theme/?a=1"' in page
    assert 'name="note" value="after &lt;b&gt;lifting&lt;/b&gt;"' in page
    assert "x-y" not in page
    assert 'href="tel:' in page
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]
    again = sent | {"csrfmiddlewaretoken": token}
    assert strict.post("/theme/", again, headers=FROM_HERE).status_code == 302
    assert strict.cookies["theme"].value == "dark"


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
def test_a_page_elsewhere_cannot_have_its_words_sent(headers):
    strict = _browser_with_an_old_page()
    answer = strict.post("/theme/", {"note": "mine"}, headers=headers)
    assert answer.status_code == 403
    assert 'value="mine"' not in answer.content.decode()
    assert "To the start" in answer.content.decode()


@pytest.mark.parametrize("kind", ["multipart/form-data", "text/plain"])
def test_what_cannot_be_read_is_no_matter_of_cookies(kind):
    strict = _browser_with_an_old_page()
    answer = strict.post(
        "/theme/", b"nonsense", content_type=kind, headers=FROM_HERE
    )
    assert answer.status_code in (400, 403)
    assert "cookies are off" not in answer.content.decode()


def test_a_page_that_takes_nothing_says_so(client):
    answer = client.post("/learn/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert "takes nothing" in answer.content.decode()
    assert 'href="tel:' in answer.content.decode()


def test_too_much_has_a_page(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = client.post("/theme/", {"theme": "dark" * 20})
    assert answer.status_code == 413
    assert "too long" in answer.content.decode()
    assert 'href="tel:' in answer.content.decode()


@pytest.mark.parametrize(
    ("method", "path", "after"),
    [
        ("get", "/episodes/7/?a=1", "/episodes/7/?a=1"),
        ("post", "/episodes/7/delete/", "/episodes/7/"),
    ],
)
def test_who_was_signed_out_elsewhere_is_told_so(
    client, member, method, path, after
):
    """A stranger's row and one of oneself look alike then: the way to sign in leads back."""
    page = getattr(client, method)(path).content.decode()
    assert "signed out meanwhile" in page
    assert f"?next={quote(after)}" in page
    page = getattr(member, method)(path).content.decode()
    assert "There is no such page" in page
    assert "signed out meanwhile" not in page


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/session/finish/", "/session/"),
        ("/sessions/x/y/", "/"),
        ("/episodes/7/delete/", "/episodes/7/"),
        ("/theme/", "/"),
        ("/", "/"),
    ],
)
def test_the_page_above(path, above):
    assert page_above(path) == above


def test_htmx_redirect_takes_the_whole_window(client):
    answer = client.post(
        "/theme/", {"theme": "dark"}, headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Redirect"] == "/"
    assert answer.cookies["theme"].value == "dark"
