"""Someone on the floor, for tests: answers, starts, and time that passes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.assessments.current import Current
from backspasm.assessments.experience import record_of
from backspasm.assessments.models import Assessment
from backspasm.care.check.answers import Answers
from backspasm.relief.models import RunningSession
from backspasm.relief.player.state import Running, replay
from backspasm.web.catalogue import catalogue
from tests.assessments.walking import PLAIN, answer_all

START = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@contextmanager
def at(seconds: float) -> Iterator[None]:
    """So many seconds after the start."""
    with time_machine.travel(START + timedelta(seconds=seconds), tick=False):
        yield


def lie_down(client: Client, line: str = "none", **more: str) -> str:
    """Tap one line of the danger list; where it leads."""
    return client.post("/now/", {"danger-now": line, **more})["Location"]


def check_calmly(client: Client, **changed: dict[str, object]) -> None:
    """Answer the whole check."""
    answer_all(client, changed or None)


def answer_at_rest(client: Client, until: str = "", **changed: object) -> None:
    """Answer what is asked during a hold until this question comes, or until none is left."""
    given = {
        name: value
        for screen in PLAIN.values()
        for name, value in screen.items()
    } | changed
    while True:
        page = client.get("/now/ask/")
        name = (
            page.content.decode()
            .partition('name="asked" value="')[2]
            .partition('"')[0]
        )
        if page.status_code == 302 or name == until:
            return
        client.post("/now/ask/", {"asked": name, name: given[name]})


def tap(client: Client, deed: str, **data: object):
    """One deed, meant for the step that runs."""
    run = standing()
    step = data.pop("step", run.standing.index)
    return client.post(f"/session/{deed}/", {"step": step, **data})


def standing() -> Running:
    """The session that was started last, now."""
    return replay(
        RunningSession.objects.latest("started", "pk"), timezone.now()
    )


def made_worse(owner: Owner) -> set[str]:
    """What is left out of this episode."""
    check = Assessment.objects.open().get(owner=owner)
    here = Current(owner, check, Answers(), catalogue(), timezone.now())
    return record_of(here).made_worse


def other_browser(client: Client) -> Client:
    """A second browser of the same guest: the same cookie."""
    other = Client()
    other.cookies = client.cookies
    return other


def words(page: str) -> list[str]:
    """What stands in the main part, without what is folded away or hidden."""
    main = page[page.index("<main") : page.index("</main>")]
    folded = r"<(svg|details|script|noscript|template)\b.*?</\1>"
    main = re.sub(folded, " ", main, flags=re.DOTALL)
    main = re.sub(
        r"<(p|span)\b[^>]* hidden>.*?</\1>", " ", main, flags=re.DOTALL
    )
    return re.sub(r"<[^>]+>", " ", main).split()
