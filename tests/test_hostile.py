"""Hostile posts to every form of the site: a message or a refusal, never a crash.

The forms are those that a person finds who has a check, a diary and a session running, by
following every link. What is refused changes neither answers, nor level, nor the diary.
"""

import copy
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backspasm.accounts.models import Owner
from backspasm.assessments.models import Assessment
from backspasm.episodes.models import (
    Episode,
    Medicine,
    MedicineDose,
    Reading,
    TechniqueUse,
)
from backspasm.web.catalogue import catalogue
from tests.assessments.walking import answer_all, post
from tests.people import ONE_OF_EACH, PASSWORD
from tests.volume import some_and_many

pytestmark = pytest.mark.django_db
MOST_PAGES = 120
STARTS = (
    "/",
    "/now/",
    "/session/",
    "/check/letter/",
    "/accounts/login/",
    "/accounts/signup/",
)
LEAVE = ("/static/", "/accounts/logout/", "/healthz/", "/sw.js", "/manifest")
ROWS = (Assessment, Episode, Reading, TechniqueUse, Medicine, MedicineDose)
Form = tuple[str, dict[str, list[str]]]


class FormReader(HTMLParser):
    """Every form of a page with its fields and their values, and every link."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.forms: list[Form] = []
        self.links: set[str] = set()
        self._open = False
        self._select = ""

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        seen = dict(attrs)
        name, value = seen.get("name") or "", seen.get("value") or ""
        if tag == "a" and (seen.get("href") or "").startswith("/"):
            self.links.add(urldefrag(seen["href"] or "").url)
        elif tag == "form":
            self._open = (seen.get("method") or "").lower() == "post"
            if self._open:
                self.forms.append((seen.get("action") or self.page, {}))
        elif tag == "select":
            self._select = name
        elif self._open and tag == "option" and self._select:
            self.forms[-1][1].setdefault(self._select, []).append(value)
        elif self._open and tag in ("input", "textarea", "button") and name:
            self.forms[-1][1].setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False


def forms_of(client: Client) -> list[Form]:
    """Each form once: by where it goes and what it asks."""
    todo, seen = list(STARTS), set(STARTS)
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    while todo and len(seen) < MOST_PAGES:
        path = todo.pop(0)
        answer = client.get(path, follow=True)
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        reader = FormReader(answer.request["PATH_INFO"])
        reader.feed(answer.content.decode())
        for action, fields in reader.forms:
            found.setdefault((action, tuple(sorted(fields))), (action, fields))
        fresh = sorted(
            link for link in reader.links - seen if not link.startswith(LEAVE)
        )
        seen.update(fresh)
        todo += fresh
    return list(found.values())


def every_screen() -> list[Form]:
    """The screens of the check, those that this person would not be asked too."""
    return [
        (
            f"/check/{screen.id}/",
            {
                one.id: [choice.id for choice in one.choices] or ["5"]
                for one in screen.questions
            },
        )
        for screen in catalogue().screens
    ]


def kept() -> list[list[dict[str, Any]]]:
    """All rows that a refused post must leave alone."""
    return [list(model.objects.order_by("pk").values()) for model in ROWS]


NONSENSE = (
    *(
        "",
        " ",
        "0",
        "-1",
        "11",
        "1e9",
        "NaN",
        "none",
        "yes",
        "true",
        "null",
        "\x00",
        "a\x00b",
    ),
    *(
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "{{ 7|add:7 }}",
        "' OR 1=1 --",
    ),
    *(
        "0000-00-00",
        "9999-12-31T23:59",
        "2026-02-30",
        "2026-03-29T01:30",
        "99999999999999",
    ),
    *(
        "//evil.example/",
        "https://evil.example/",
        "javascript:alert(1)",
        "\\evil.example",
    ),
    *(
        "٣",
        "½",
        "🙂" * 50,
        "\u202egnirts",
        "\ufffe",
        "e\u0301" * 40,
        "x" * 20_000,
    ),
)
CHOICES = sorted(
    one.id
    for question in catalogue().questions.values()
    for one in question.choices
)
ODD = st.one_of(
    st.sampled_from(NONSENSE),
    st.text(max_size=40),
    st.integers(-(10**20), 10**20).map(str),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="minutes")),
    st.sampled_from(CHOICES),
)


@st.composite
def hostile(
    draw: st.DrawFn, forms: list[Form]
) -> tuple[str, dict[str, list[str]], dict[str, str]]:
    """A form with some of its fields missing, repeated, swapped or full of nonsense."""
    action, fields = draw(st.sampled_from(forms))
    data: dict[str, list[str]] = {}
    for name, values in fields.items():
        way = draw(
            st.sampled_from(["keep", "keep", "drop", "odd", "odd", "many"])
        )
        if way == "keep":
            data[name] = [draw(st.sampled_from(values))]
        elif way == "odd":
            data[name] = [draw(ODD)]
        elif way == "many":
            data[name] = draw(
                st.lists(ODD | st.sampled_from(values), min_size=2, max_size=6)
            )
    if draw(st.booleans()):
        data[
            draw(
                st.sampled_from(
                    ["next", "id", "owner", "key", "episode", "lines"]
                )
            )
        ] = [draw(ODD)]
    headers = {"HX-Request": "true"} if draw(st.booleans()) else {}
    return action, data, headers


@pytest.fixture
def person(member: Client) -> Client:
    """Somebody with one of everything, and a session running."""
    answer_all(member)
    owner = Owner.objects.get()
    for name, make in ONE_OF_EACH.items():
        if name != "assessments.Assessment":  # answered just now
            make(owner)
    return member


@pytest.fixture
def guest(visitor: Client) -> Client:
    """Somebody without an account in the middle of a check."""
    post(visitor, "danger-now", {"danger-now": ["none"]})
    post(visitor, "age", {"age": "age-18-39"})
    return visitor


@pytest.fixture(params=["person", "guest"])
def somebody(request: pytest.FixtureRequest) -> Client:
    client: Client = request.getfixturevalue(request.param)
    return client


@pytest.mark.parametrize("posts", some_and_many(80, 200))
def test_every_form_stands_anything(somebody: Client, posts: int) -> None:
    forms = [*forms_of(somebody), *every_screen()]
    assert len(forms) > 40, [action for action, _ in forms]
    before, cookies = kept(), copy.deepcopy(somebody.cookies)

    @settings(
        max_examples=posts,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(sent=hostile(forms))
    def try_one(sent: tuple[str, dict[str, list[str]], dict[str, str]]) -> None:
        action, data, headers = sent
        mark = transaction.savepoint()
        try:
            # An exception in a view comes out here: the client hides none.
            answer = somebody.post(action, data, headers=headers)
            assert answer.status_code < 500
            assert "evil.example" not in answer.headers.get("Location", "")
            assert "evil.example" not in answer.headers.get("HX-Redirect", "")
            if answer.status_code >= 400:
                assert kept() == before
        finally:
            transaction.savepoint_rollback(mark)
            somebody.cookies = copy.deepcopy(cookies)

    try_one()


def test_a_thousand_fields_are_too_many(guest: Client) -> None:
    before = kept()
    answer = guest.post(
        "/check/urgent/", {f"f{number}": "1" for number in range(1200)}
    )
    assert answer.status_code == 400
    assert kept() == before


def test_a_wrong_password_is_no_way_in(guest: Client, user: object) -> None:
    answer = guest.post(
        "/accounts/login/",
        {"login": "kim@example.org", "password": PASSWORD[:-1]},
    )
    assert answer.status_code == 200
    assert "_auth_user_id" not in guest.session
