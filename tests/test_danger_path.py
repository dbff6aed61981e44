"""The way out of danger needs nothing: no database, no session, no token, no other tab.

Each way to tell a danger sign, and each page on the way, is tried with each fault. What the
real server does with a real file or PostgreSQL in trouble is measured by `make torture`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner, User
from backspasm.assessments import reminders
from backspasm.assessments.models import Assessment
from backspasm.episodes import actions
from backspasm.episodes.models import Episode
from backspasm.web.catalogue import catalogue
from backspasm.web.static_files import ForgivingStorage
from backspasm.web.wsgi_call import WITHOUT_ROWS
from tests.assessments.walking import answer_all
from tests.relief.lying import lie_down

pytestmark = pytest.mark.django_db

SIGNS = [
    line.id
    for line in catalogue().questions["danger-now"].choices
    if not line.exclusive
]
HTMX = {"HX-Request": "true", "HX-Target": "screen"}
ON_THE_FLOOR = {"HX-Request": "true", "HX-Target": "main"}
LONDON = {"tz": "Europe/London"}


# --- faults ---------------------------------------------------------------------------------


def _fails(words: str, when: Callable[[str], bool]) -> Callable[..., Any]:
    def wrapper(
        execute: Any, sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if when(sql):
            raise OperationalError(words)
        return execute(sql, params, many, context)

    return wrapper


def _writes(sql: str) -> bool:
    return sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))


STATEMENTS = {
    "locked": _fails("database is locked", lambda sql: True),
    "full": _fails("database or disk is full", _writes),
    "no sessions": _fails(
        "no such table: accounts_session", lambda sql: "_session" in sql
    ),
    "no checks": _fails(
        "no such table: assessment", lambda sql: "assessments_" in sql
    ),
    "no guests": _fails(
        "no such table: owner", lambda sql: "accounts_owner" in sql
    ),
}


@pytest.fixture(params=[*STATEMENTS, "no connection", "bug"])
def fault(request: pytest.FixtureRequest) -> str:
    """The name of the one thing that is broken."""
    return str(request.param)


@pytest.fixture
def break_it(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], None]]:
    """Call it once what the test needs is there: from then on the fault holds."""
    with ExitStack() as stack:

        def begin() -> None:
            if fault in STATEMENTS:
                stack.enter_context(
                    connection.execute_wrapper(STATEMENTS[fault])
                )
            elif fault == "no connection":

                def refuse(*args: Any, **kwargs: Any) -> Any:
                    raise OperationalError("could not connect to server")

                monkeypatch.setattr(connection, "cursor", refuse)
            else:

                def bug(*args: Any, **kwargs: Any) -> Any:
                    raise ZeroDivisionError

                monkeypatch.setattr("backspasm.accounts.owners._who", bug)

        yield begin
        # Undone here, before the database is cleaned up.
        monkeypatch.undo()


# --- who ------------------------------------------------------------------------------------


@dataclass
class Person:
    """A browser, and the letter its person got."""

    client: Client
    letter: str = ""


@pytest.fixture(params=["nobody", "guest", "member", "lying"])
def person(request: pytest.FixtureRequest, user: User) -> Person:
    """Somebody in London: new, a guest with answers, signed in with an episode, on the floor."""
    client = Client(raise_request_exception=False)
    client.cookies["tz"] = "Europe/London"
    if request.param == "member":
        client.force_login(user)
        answer_all(client)
        client.post("/check/log/")
    elif request.param == "guest":
        client.post("/check/danger-now/", {"danger-now": ["none"]})
    elif request.param == "lying":
        lie_down(client)
    return Person(client, _letter(user))


def _letter(user: User) -> str:
    owner = Owner.objects.get_or_create(user=user)[0]
    episode = Episode.objects.of(owner).current()
    if episode is None:
        moment = timezone.now() - timedelta(hours=1)
        episode = actions.log_reading(
            owner=owner,
            key=uuid4(),
            pain=5,
            moment=moment,
            zone="Europe/London",
        ).episode
        Assessment.objects.create(owner=owner, episode=episode)
    return f"/check/letter/?{reminders.LINK}={reminders.token(episode)}"


WAYS: dict[str, Callable[[Person, str], Any]] = {
    "floor": lambda one, sign: one.client.post("/now/", {"danger-now": sign}),
    "desk": lambda one, sign: one.client.post(
        "/check/danger-now/", {"danger-now": [sign]}
    ),
    "beside none": lambda one, sign: one.client.post(
        "/check/danger-now/", {"danger-now": ["none", sign]}
    ),
    "line by line": lambda one, sign: one.client.post(
        "/check/danger-now/", {"lines": "1", **_line_by_line(sign, "yes")}
    ),
    "not sure": lambda one, sign: one.client.post(
        "/check/danger-now/", {"lines": "1", **_line_by_line(sign, "unsure")}
    ),
    "htmx": lambda one, sign: one.client.post(
        "/check/danger-now/", {"danger-now": [sign]}, headers=HTMX
    ),
    "floor by htmx": lambda one, sign: one.client.post(
        "/now/", {"danger-now": sign}, headers=ON_THE_FLOOR
    ),
    "check-in": lambda one, sign: one.client.post(
        "/check/again/", {"danger-now": [sign]}
    ),
    "letter": lambda one, sign: one.client.post(
        one.letter, {"danger-now": [sign]}
    ),
}


def _line_by_line(sign: str, state: str) -> dict[str, str]:
    return {
        f"danger-now.{line}": state if line == sign else "no" for line in SIGNS
    }


def is_help(answer: Any) -> bool:
    """Whether an answer is the page that says whom to call, in London."""
    # What lies in a template is not shown.
    page = re.sub(
        r"<template.*?</template>", "", answer.content.decode(), flags=re.DOTALL
    )
    return (
        answer.status_code == 200
        and "Call for help now" in page
        and 'href="tel:999"' in page
    )


# --- a sign is answered ---------------------------------------------------------------------


def test_a_sign_is_answered_whatever_is_broken(person, break_it):
    break_it()
    for name, tell in WAYS.items():
        answer = tell(person, "chest")
        page = answer.content.decode()
        assert is_help(answer), name
        # A letter needs neither session nor guest: it may well be kept.
        assert "was not kept" in page or name == "letter", name
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Frame-Options"] == "DENY"
        assert ("<html" in page) == (name != "htmx")
        assert 'id="screen"' in page or name == "letter"


@pytest.mark.parametrize("way", WAYS)
def test_a_sign_whose_usual_answer_is_late(
    person, way, django_assert_num_queries
):
    """A disk that stalls holds the first thread; the second one must not touch it."""
    person.client.defaults[WITHOUT_ROWS] = True
    with django_assert_num_queries(0):
        answer = WAYS[way](person, "chest")
    assert is_help(answer)
    assert "was not kept" in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/now/", "/check/", "/session/stop/"])
def test_a_page_whose_usual_answer_is_late(
    person, path, django_assert_num_queries
):
    person.client.defaults[WITHOUT_ROWS] = True
    with django_assert_num_queries(0):
        answer = person.client.get(path)
    assert answer.status_code in (200, 302, 500)
    assert answer.status_code == 302 or "999" in answer.content.decode()


@pytest.mark.parametrize("fault", ["locked"], indirect=True)
@pytest.mark.parametrize("person", ["guest"], indirect=True)
@pytest.mark.parametrize("way", WAYS)
def test_every_sign(person, break_it, way):
    break_it()
    for sign in SIGNS:
        answer = WAYS[way](person, sign)
        assert is_help(answer), sign
        words = catalogue().questions["danger-now"].by_id[sign].text
        # What to say on the phone.
        assert escape(words) in answer.content.decode(), sign


def test_what_is_new_while_lying_is_answered(person, break_it):
    break_it()
    answer = person.client.post("/now/new/", {"new-sign": "weak-limb"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Be seen today" in page
    assert 'href="tel:999"' in page


def test_a_detail_is_answered_as_what_it_means(person, break_it):
    break_it()
    sent = {"asked": "breath-which", "breath-which": ["breathless-rest"]}
    assert is_help(person.client.post("/now/ask/", sent))
    assert is_help(
        person.client.post(
            "/check/breath/", {"breath-which": ["breathless-rest"]}
        )
    )
    assert is_help(
        person.client.post(
            "/check/saddle-which/", {"saddle-which": ["saddle-numb"]}
        )
    )


def test_a_stop_sign_leads_to_the_list(person, break_it):
    break_it()
    # The one that runs for who lies, and one that does not.
    for step in ("0", "1"):
        answer = person.client.post(
            "/session/stop/", {"step": step}, follow=True
        )
        assert answer.status_code == 200
        assert f'value="{SIGNS[0]}"' in answer.content.decode()


# --- nothing alarming: what was ticked is there still ------------------------------------------


def test_none_of_these_on_the_floor_leads_to_the_positions(person, break_it):
    break_it()
    answer = person.client.post("/now/", {"danger-now": "none"}, follow=True)
    assert answer.status_code == 200
    assert "Start the clock" in answer.content.decode()


def test_at_the_desk_the_form_comes_back_with_its_ticks(person, break_it):
    break_it()
    for headers in ({}, HTMX):
        sent = {"danger-now": ["none"]}
        answer = person.client.post("/check/danger-now/", sent, headers=headers)
        page = answer.content.decode()
        assert answer.status_code == (422 if headers else 503)
        assert 'value="none" id="id_danger-now_10" checked' in page
        assert 'role="alert"' in page
        assert "was not kept" in page
        assert "999" in page
        assert ("<html" in page) is not bool(headers)


DETAILS = [
    screen.id
    for screen in catalogue().screens
    if screen.danger and any(question.line for question in screen.questions)
]


@pytest.mark.parametrize("fault", ["locked"], indirect=True)
@pytest.mark.parametrize("person", ["guest"], indirect=True)
@pytest.mark.parametrize("screen_id", DETAILS)
def test_the_details_of_a_sign_are_asked_all_the_same(
    person, break_it, screen_id
):
    """The line was ticked and kept; the records went away before its details were drawn."""
    break_it()
    path = f"/check/{screen_id}/"
    answer = person.client.get(path, follow=True)
    page = answer.content.decode()
    if answer.redirect_chain:
        # It needs more than one answer before it: the first list, then.
        assert 'name="danger-now"' in page
        assert screen_id == "side-more"
        return
    screen = catalogue().screen_by_id[screen_id]
    question = next(one for one in screen.questions if one.line)
    line = next(one for one in question.choices if not one.exclusive)
    assert f'name="{question.id}"' in page
    assert escape(line.text) in page
    assert 'href="tel:999"' in page
    told = person.client.post(path, {question.id: [line.id]})
    assert "was not kept" in told.content.decode()
    assert 'href="tel:999"' in told.content.decode()


# --- pages ------------------------------------------------------------------------------------

LISTS = [
    "/now/",
    "/now/?signs=1",
    "/check/danger-now/",
    "/check/danger-now/?lines=1",
]
CALM = ["/emergency/", "/offline/", "/offline/positions/"]


def test_pages_on_the_way(person, break_it, fault):
    break_it()
    for path in ("/", *LISTS, *CALM, "/check/", "/check/again/", "/now/new/"):
        answer = person.client.get(path, follow=True)
        page = answer.content.decode()
        assert answer.status_code == 200, path
        assert "999" in page, path
        # Where only writing fails, a page that can be read leads where it always does.
        if path in LISTS and fault != "full":
            assert "Chest pain" in page, path


@pytest.mark.parametrize("person", ["nobody", "member"], indirect=True)
@pytest.mark.parametrize("path", CALM)
def test_they_ask_the_database_nothing(person, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert person.client.get(path).status_code == 200


def test_the_letter_opens(person, break_it):
    break_it()
    answer = person.client.get(person.letter)
    assert answer.status_code == 200
    assert "Chest pain" in answer.content.decode()
    assert person.client.get("/check/letter/?t=forged").status_code in (
        404,
        500,
        503,
    )


# --- where ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cookies", "language", "number"),
    [
        ({"country": "DE", "tz": "America/Chicago"}, "fr-FR", "112"),
        ({"tz": "America/Chicago"}, "en-US", "911"),
        ({}, "en-AU,en;q=0.9", "000"),
        ({}, "en-US", "112"),
    ],
)
@pytest.mark.parametrize(
    "path", ["/", "/now/", "/emergency/", "/episodes/", "/offline/positions/"]
)
def test_the_number_is_that_of_the_country(
    monkeypatch, cookies, language, number, path
):
    client = Client(raise_request_exception=False)
    for name, value in cookies.items():
        client.cookies[name] = value
    client.cookies["sessionid"] = "x" * 32
    with connection.execute_wrapper(STATEMENTS["locked"]):
        page = client.get(path, headers={"Accept-Language": language})
    assert page.status_code == (503 if path == "/episodes/" else 200)
    assert f'href="tel:{number}"' in page.content.decode()


def test_a_fault_of_ours_shows_the_country_too(monkeypatch, client):
    client.raise_request_exception = False
    client.cookies["tz"] = "America/Chicago"
    monkeypatch.setattr("backspasm.web.views.render", lambda *_: 1 / 0)
    page = client.get("/about/")
    assert page.status_code == 500
    assert 'href="tel:911"' in page.content.decode()


# --- the token --------------------------------------------------------------------------------


@pytest.fixture
def strict() -> Client:
    """A browser whose form has no valid token: cookies cleared, signed in elsewhere."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["tz"] = "Europe/London"
    return client


@pytest.mark.parametrize("token", ["", "x" * 64])
@pytest.mark.parametrize("way", WAYS)
def test_without_a_valid_token_it_is_answered_and_not_kept(
    strict, user, way, token
):
    one = Person(strict, _letter(user))
    checks = Assessment.objects.count()
    if token:
        strict.cookies["csrftoken"] = "y" * 32
    answer = WAYS[way](one, "saddle")
    assert is_help(answer)
    assert Assessment.objects.count() == checks


@pytest.mark.parametrize(
    "path", ["/now/", "/check/danger-now/", "/check/again/"]
)
def test_a_fresh_token_comes_with_the_form(strict, path):
    answer = strict.post(path, {"danger-now": "none"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert "was not kept" in page
    assert "999" in page
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition(
        '"'
    )[0]
    again = strict.post(
        "/check/danger-now/",
        {"danger-now": "none", "csrfmiddlewaretoken": token},
    )
    assert again.status_code == 302
    assert Assessment.objects.count() == 1


def test_signed_in_in_another_tab(strict, user):
    """The token of the page in tab A is that of before the sign-in in tab B."""
    page = strict.get("/check/danger-now/").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition(
        '"'
    )[0]
    strict.force_login(user)
    strict.cookies["csrftoken"] = "z" * 32
    sent = {"danger-now": ["chest"], "csrfmiddlewaretoken": token}
    assert is_help(strict.post("/check/danger-now/", sent))
    assert is_help(strict.post("/check/danger-now/", sent, headers=HTMX))


def test_other_pages_still_refuse_a_post_without_a_token(strict):
    assert strict.post("/check/restart/").status_code == 403
    assert strict.post("/check/delete/").status_code == 403


# --- another tab ------------------------------------------------------------------------------


def test_a_sign_sent_to_answers_that_were_deleted_meanwhile(
    client, monkeypatch
):
    client.post("/check/danger-now/", {"danger-now": ["none"]})
    real = Assessment.objects.filter

    def gone(*args: Any, **kwargs: Any) -> Any:
        Assessment.objects.all().delete()
        return real(*args, **kwargs)

    monkeypatch.setattr(
        "backspasm.assessments.actions._write_over", lambda *_: gone() and False
    )
    client.raise_request_exception = False
    assert is_help(
        client.post(
            "/check/danger-now/",
            {"danger-now": ["chest"]},
            headers={"Accept-Language": "en-GB"},
        )
    )


def test_a_letter_that_has_ended(client, user):
    link = _letter(user)
    Episode.objects.update(deleted_at="2026-01-01T00:00Z")
    client.cookies["tz"] = "Europe/London"
    assert client.get(link).status_code == 410
    assert (
        client.post(link, {"danger-now": ["none"], "pain-now": "3"}).status_code
        == 410
    )
    assert is_help(client.post(link, {"danger-now": ["chest"]}))


# --- what a fresh pair of eyes found ------------------------------------------------------------


@pytest.fixture
def london(client: Client) -> Client:
    client.cookies["tz"] = "Europe/London"
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/check/danger-now/", {"lines": "1", "danger-now.chest": "yes"}),
        ("/check/danger-now/", {"lines": "1", "danger-now.chest": "unsure"}),
        ("/check/danger-now/", {"danger-now": ["chest", "gone-line"]}),
        ("/check/danger-now/", {"danger-now": ["chest?"]}),
        ("/check/danger-now/", {"danger-now.chest": "yes"}),
        ("/check/danger-now/?lines=1", {"danger-now": ["chest"]}),
        ("/check/again/", {"lines": "1", "danger-now.chest": "yes"}),
        ("/now/", {"danger-now": ["chest", "gone-line"]}),
        ("letter", {"danger-now": ["chest"], "pain-now": "99"}),
        ("letter", {"danger-now": ["chest", "gone-line"]}),
    ],
)
def test_a_sign_counts_whatever_else_is_wrong_on_the_list(
    london, user, path, sent
):
    answer = london.post(
        _letter(user) if path == "letter" else path, sent, follow=True
    )
    assert is_help(answer)
    kept = [
        answers
        for answers in Assessment.objects.values_list("answers", flat=True)
        if answers
    ]
    assert kept[0]["danger-now"]


def test_a_tap_that_nobody_knows_is_told_so(london):
    for path, sent in (
        ("/now/", {"danger-now": "gone-line"}),
        ("/now/new/", {"new-sign": "x"}),
    ):
        if path == "/now/new/":
            london.post("/now/", {"danger-now": "none"})
        page = london.post(path, sent).content.decode()
        assert "has changed since you opened it" in page


def test_a_level_of_yesterdays_rules_stands_in_no_ones_way(london):
    london.post("/check/danger-now/", {"danger-now": ["none"]})
    Assessment.objects.update(level="EMERGENCY")
    assert is_help(london.post("/now/", {"danger-now": "saddle"}, follow=True))
    Assessment.objects.all().delete()
    london.post("/check/danger-now/", {"danger-now": ["none"]})
    Assessment.objects.update(level="EMERGENCY")
    sent = {"danger-now": ["saddle"], "seen": "2026-01-01T00:00:00+00:00"}
    assert is_help(london.post("/check/danger-now/", sent, follow=True))


TOLD = [
    ("/now/", {"danger-now": "chest"}),
    ("/check/danger-now/", {"danger-now": ["chest"]}),
]


@pytest.mark.parametrize(("path", "sent"), TOLD)
def test_the_page_after_a_sign_fails(london, path, sent):
    outcome = london.post(path, sent)["Location"]
    with connection.execute_wrapper(STATEMENTS["locked"]):
        answer = london.get(outcome, follow=True)
    assert is_help(answer)


@pytest.mark.parametrize("lost", ["check", "owner", "session"])
@pytest.mark.parametrize(("path", "sent"), TOLD)
def test_what_was_told_is_gone_before_the_page_after_it(
    london, path, sent, lost
):
    outcome = london.post(path, sent)["Location"]
    if lost == "check":
        london.post("/check/delete/")
    elif lost == "owner":
        Owner.objects.all().delete()
    else:
        del london.cookies["sessionid"]
    assert is_help(london.get(outcome, follow=True))


def test_by_mistake_ends_that(london):
    london.post("/now/", {"danger-now": "chest"})
    london.post("/check/mistake/")
    assert not is_help(london.get("/check/outcome/", follow=True))


def test_without_any_template_the_number_is_that_of_the_country(
    monkeypatch, london
):
    london.cookies["tz"] = "America/Chicago"
    monkeypatch.setattr(
        "backspasm.web.errors.render_to_string", lambda *_: 1 / 0
    )
    monkeypatch.setattr("backspasm.web.views.render", lambda *_: 1 / 0)
    page = london.get("/about/")
    assert page.status_code == 500
    assert "tel:911" in page.content.decode()


def test_a_host_that_nobody_expects(london):
    sent = {"danger-now": "chest"}
    assert is_help(london.post("/now/", sent, headers={"Host": "192.168.1.20"}))


def test_a_letter_whose_link_is_cut_short(london):
    assert is_help(
        london.post("/check/letter/?t=cut", {"danger-now": ["chest"]})
    )
    assert (
        london.post(
            "/check/letter/?t=cut", {"danger-now": ["none"]}
        ).status_code
        == 404
    )


def test_a_static_file_that_is_missing_is_only_named(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert (
        ForgivingStorage(tmp_path, "/static/").url("css/none.css")
        == "/static/css/none.css"
    )


@pytest.mark.parametrize("path", ["/now/", "/check/danger-now/"])
def test_a_second_sign_is_remembered_like_the_first(london, path):
    """Told again long after: the outcome may fail now, and still leads to whom to call."""
    london.post(path, {"danger-now": "chest"})
    del london.cookies["call"]
    london.post(path, {"danger-now": "accident"})
    with connection.execute_wrapper(STATEMENTS["locked"]):
        assert is_help(london.get("/check/outcome/", follow=True))


def test_a_list_of_before_the_emergency_is_remembered(london):
    """Sent from a tab that was open before the sign was told in another."""
    london.post("/now/", {"danger-now": "chest"})
    del london.cookies["call"]
    london.post("/check/urgent/", {"urgent": "none", "seen": "before"})
    with connection.execute_wrapper(STATEMENTS["locked"]):
        assert is_help(london.get("/check/outcome/", follow=True))
