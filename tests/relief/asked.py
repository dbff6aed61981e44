"""The screens of a question on the floor, for tests: what they send, and what comes next."""

from __future__ import annotations

import re

from backspasm.assessments.models import Assessment
from backspasm.web.catalogue import catalogue
from tests.relief.lying import lie_down

PACK = catalogue()


def live(question):
    return [line for line in question.choices if not line.retired]


def hidden(page):
    """What the form sends besides the buttons and the ticks."""
    return re.findall(
        r'<input type="hidden" name="(after|seen|before)" value="([^"]*)"', page
    )


def on(client, page, path="/now/ask/", **pressed):
    """Press one button of a portion."""
    data = {
        "asked": page.partition('name="asked" value="')[2].partition('"')[0],
        **pressed,
    }
    for name, value in hidden(page):
        data[name] = [*data.get(name, []), value] if name == "before" else value
    return client.post(path, data)


def finished(page):
    """Whether the portion ends with the last line of its question."""
    name = page.partition('name="asked" value="')[2].partition('"')[0]
    question = PACK.questions[name]
    lines = [
        one
        for one in live(question)
        if not (question.type == "many" and one.exclusive)
    ]
    return dict(hidden(page))["seen"] == lines[-1].id


def answers(name):
    return set(Assessment.objects.get().answers[name]["ticked"])


def urgent(client):
    """The first portion of the list of urgent signs."""
    lie_down(client)
    return client.get("/now/ask/").content.decode()


def to_the_end(client, page, **pressed):
    """Press this on one portion and "none of these" on the rest."""
    answer = on(client, page, **pressed)
    while answer.status_code == 200:
        answer = on(client, answer.content.decode(), nothing="1")
    return answer


def again(client, path="/now/ask/"):
    return client.get(path).content.decode()


def after(page):
    return dict(hidden(page))["after"]


def checked(page):
    return re.findall(r'value="([^"]+)"\s+checked', page)
