"""Pages of no one part, headers, errors."""

import re

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from backspasm.web import errors

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


def test_htmx_redirect_takes_the_whole_window(client):
    answer = client.post(
        "/theme/", {"theme": "dark"}, headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Redirect"] == "/"
    assert answer.cookies["theme"].value == "dark"
