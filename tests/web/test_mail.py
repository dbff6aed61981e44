"""Mail leaves beside the request; a mail server that says nothing is given up."""

import logging
import socket
import threading
import time

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from backspasm.web import mail as module
from backspasm.web.mail import QueuedBackend

PERSON = "kim@example.org"
AT_ONCE, TIMEOUT = 10.0, 25
"""Seconds: generous for a page, and far below what the silent server would cost it."""


@pytest.fixture
def silent_server(settings):
    """A mail server that takes a connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        settings.EMAIL_IN_BACKGROUND = True
        yield server
        all_tried()


def all_tried():
    """Wait until no letter is left to send."""
    module._thread.submit(int).result(30)


def letter():
    return EmailMessage(
        "A code", "123456", to=[PERSON], connection=QueuedBackend()
    )


def test_letters_arrive():
    assert letter().send() == 1
    all_tried()
    (sent,) = mail.outbox
    assert sent.to == [PERSON]


def test_silent_server_is_given_up_without_an_address_in_the_log(
    settings, silent_server, caplog
):
    assert settings.EMAIL_TIMEOUT == 5
    settings.EMAIL_TIMEOUT = 0.2
    with caplog.at_level(logging.WARNING):
        letter().send()
        all_tried()
    (record,) = caplog.records
    assert record.getMessage().startswith("a letter was not sent: ")
    assert PERSON not in caplog.text


def test_next_letter_goes_out_after_one_that_failed(settings, silent_server):
    settings.EMAIL_TIMEOUT = 0.2
    letter().send()
    all_tried()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    letter().send()
    all_tried()
    assert len(mail.outbox) == 1


def test_too_many_are_dropped_and_the_log_names_nobody(monkeypatch, caplog):
    monkeypatch.setattr(module, "_places", threading.BoundedSemaphore(2))
    go = threading.Event()
    busy = module._thread.submit(go.wait, 20)
    with caplog.at_level(logging.WARNING):
        taken = [letter().send() for _ in range(4)]
    go.set()
    assert busy.result(20)
    all_tried()
    assert taken == [1, 1, 0, 0]
    assert len(mail.outbox) == 2
    assert len(caplog.records) == 2
    assert PERSON not in caplog.text


@pytest.mark.django_db
@pytest.mark.urls("tests.mail_urls")
def test_page_answers_at_once_while_the_server_is_silent(
    settings, silent_server, visitor, user
):
    settings.EMAIL_TIMEOUT = TIMEOUT
    begun = time.monotonic()
    answer = visitor.post("/accounts/password/reset/", {"email": user.email})
    assert answer.status_code == 302
    assert time.monotonic() - begun < AT_ONCE
    silent_server.settimeout(AT_ONCE)
    line, _ = silent_server.accept()  # a letter is really on its way
    line.close()  # and need not be waited for
