"""A person with a browser, as far as a measurement needs one: cookies, forms, redirects."""

import http.client
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

IDLE = 2.0
PLACE = "country=GB; tz=Europe/London"


@dataclass
class Page:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        return self.headers.get("location", "") or self.headers.get(
            "hx-redirect", ""
        )


@dataclass
class Form:
    """A form of a page: where it goes, what it sends by itself, and what can be chosen."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    boxes: dict[str, list[str]] = field(default_factory=dict)
    radios: dict[str, list[str]] = field(default_factory=dict)
    alone: dict[str, str] = field(default_factory=dict)


class Visitor:
    """One browser: an own connection and own cookies."""

    def __init__(
        self, port: int, cookies: Mapping[str, str] | None = None
    ) -> None:
        self.connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=30
        )
        self.cookies = dict(cookies or {})
        self._used = 0.0

    def get(self, path: str, **headers: str) -> Page:
        """One request; redirects are not followed."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, data: Mapping[str, Any], **headers: str) -> Page:
        """A form sent the way a browser does."""
        body = urlencode(data, doseq=True)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, body, kind | headers)

    def answer_check(
        self,
        given: Mapping[str, Any],
        *,
        stop_at: str = "",
        rng: random.Random | None = None,
    ) -> Page:
        """Answer screen by screen until the check ends or asks the screen ``stop_at``.

        Questions outside ``given`` get "none of these", else the first line; with ``rng``
        any line. Returns the page it ended on.
        """
        path = self.get("/check/").location
        for _ in range(60):
            page = self.get(path)
            if (
                page.status != 200
                or "/outcome/" in path
                or path == f"/check/{stop_at}/"
            ):
                return page
            form = question_form(page.text)
            path = (
                self.post(form.action, filled(form, given, rng)).location
                or path
            )
        raise AssertionError(f"the check never ended; last asked {path}")

    def _ask(
        self,
        method: str,
        path: str,
        body: str | None,
        headers: Mapping[str, str],
    ) -> Page:
        cookies = "; ".join(
            [
                PLACE,
                *(f"{name}={value}" for name, value in self.cookies.items()),
            ]
        )
        own = {
            "Cookie": cookies,
            "Accept-Encoding": "identity",
            "Accept-Language": "en-GB",
        }
        if time.monotonic() - self._used > IDLE:
            # The server may have; the next request opens it again.
            self.connection.close()
        self.connection.request(method, path, body, {**own, **headers})
        answer = self.connection.getresponse()
        page = Page(
            answer.status,
            {k.lower(): v for k, v in answer.getheaders()},
            answer.read(),
        )
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        self._used = time.monotonic()
        return page


def filled(
    form: Form, given: Mapping[str, Any], rng: random.Random | None = None
) -> dict[str, Any]:
    """What a person would send: hidden fields, and an answer to each question shown."""
    data: dict[str, Any] = dict(form.hidden)
    for name, values in {**form.boxes, **form.radios}.items():
        if name in given:
            data[name] = given[name]
        elif rng:
            data[name] = rng.choice(values)
        else:
            data[name] = form.alone.get(name, values[0])
    return data


def question_form(text: str) -> Form:
    """The form of the check on a page."""
    reader = _Reader()
    reader.feed(text)
    assert reader.form, "no question on this page"
    return reader.form


class _Reader(HTMLParser):
    """Finds the form that htmx sends; the small ones beside it are not the question."""

    def __init__(self) -> None:
        super().__init__()
        self.form: Form | None = None
        self._inside = False

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = "data-hx-post" in found
            if self._inside:
                self.form = Form(found["action"])
        elif tag == "input" and self._inside and self.form:
            name, value = found.get("name", ""), found.get("value", "")
            if found.get("type") == "checkbox":
                self.form.boxes.setdefault(name, []).append(value)
                if "data-alone" in found:
                    self.form.alone.setdefault(name, value)
            elif found.get("type") == "radio":
                self.form.radios.setdefault(name, []).append(value)
            else:
                self.form.hidden[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
