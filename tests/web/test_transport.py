"""A site on https whose proxy says nothing of it: no circles, and the way out of danger is open."""

from __future__ import annotations

import pytest
from django.test import Client

from backspasm.web.catalogue import catalogue
from backspasm.web.danger_path import FOLDERS, PAGES

pytestmark = pytest.mark.django_db

SAFE = {"X-Forwarded-Proto": "https"}
PLAIN = {"X-Forwarded-Proto": "http"}


@pytest.fixture(autouse=True)
def https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SESSION_COOKIE_SECURE = True
    settings.CSRF_COOKIE_SECURE = True
    settings.SITE_URL = "https://testserver"


def _redirects_to_https(answer) -> bool:
    return answer.status_code == 301 and answer["Location"].startswith(
        "https://"
    )


@pytest.mark.parametrize("path", [*PAGES, *FOLDERS])
def test_the_danger_path_is_answered_without_the_header(path):
    assert not _redirects_to_https(Client().get(path))


@pytest.mark.parametrize(
    "path", ["/", "/now/", "/emergency/", "/learn/", "/check/"]
)
def test_with_the_header_plain_http_is_sent_to_https(path):
    assert _redirects_to_https(Client().get(path, headers=PLAIN))
    assert not _redirects_to_https(Client().get(path, headers=SAFE))


@pytest.mark.parametrize("nonsense", ["", "ftp", "ftp, https", "HTTPS;"])
def test_nonsense_in_the_header_is_no_header(nonsense):
    header = {"X-Forwarded-Proto": nonsense}
    for path in ("/now/", "/emergency/"):
        assert not _redirects_to_https(Client().get(path, headers=header))
    browser = Client()
    assert _redirects_to_https(browser.get("/learn/", headers=header))
    assert browser.get("/learn/", headers=header).status_code == 503


def test_a_sign_ticked_without_the_header_leads_to_its_emergency_page():
    """Without a token too, from a browser that took no cookie."""
    browser = Client(enforce_csrf_checks=True)
    sign = next(line.id for line in catalogue().questions["danger-now"].choices)
    answer = browser.post(
        "/now/",
        {"danger-now": sign},
        headers={"Origin": "https://testserver"},
        follow=True,
    )
    assert answer.status_code == 200
    assert "Call for help now" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/learn/", "/accounts/login/", "/history/", "/no-such-page/"]
)
def test_any_other_page_is_redirected_once_then_says_what_is_wrong(
    path, caplog
):
    browser = Client()
    assert _redirects_to_https(browser.get(path))
    answer = browser.get(path)
    assert answer.status_code == 503
    assert "not set up right" in answer.content.decode()
    assert "tel:" in answer.content.decode()
    assert "X-Forwarded-Proto" in caplog.text


def test_a_mended_proxy_is_believed_at_once():
    browser = Client()
    browser.get("/learn/")
    assert browser.get("/learn/", headers=SAFE).status_code == 200


def test_a_program_that_asks_after_its_health_is_answered():
    assert Client().get("/healthz/").status_code == 200
