"""Looks again at an episode through the site, as a person does."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.assessments.walking import PLAIN, answer_all, post

START = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/London"))
AGAIN = "/check/again/"
NONE = {"danger-now": ["none"]}
NOW = {"pain-now": "6", "trend": "same", "night": "turning"}
SCREENS = {
    **PLAIN,
    "how-now": NOW,
    "how-changed": {"spread": ["stays"], "since-then": ["none"]},
}


def begin(client, **changed):
    """A finished check, logged as an episode."""
    answer_all(client, changed)
    client.post("/check/log/")


def look(client, htmx=False, **changed):
    """Answer a check-in; returns the screens it took and where it led."""
    answers = SCREENS | {
        name.replace("_", "-"): value for name, value in changed.items()
    }
    headers = {"HX-Request": "true"} if htmx else {}
    answer = client.post(AGAIN, answers["danger-now"], headers=headers)
    seen = ["danger-now"]
    while True:
        url = where(answer)
        screen = url.rstrip("/").rpartition("/")[2]
        if screen == "outcome":
            return seen, answer
        assert screen not in seen
        seen.append(screen)
        assert client.get(url).status_code == 200
        answer = post(client, screen, answers[screen], headers=headers)


def where(answer):
    for header in ("Location", "HX-Push-Url", "HX-Redirect"):
        if header in answer.headers:
            return answer.headers[header]
    raise AssertionError(answer.content.decode())


def home(client):
    return client.get("/").content.decode()
