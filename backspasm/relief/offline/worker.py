"""What a phone keeps for the hour without a network, and when it must fetch it anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from backspasm.care.catalogue import Choice, Question
from backspasm.care.check import triage
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import Facts
from backspasm.care.plan.model import Item
from backspasm.care.session.floor import as_it_stands, floor_positions
from backspasm.relief.player.adaptations import unsure_changes
from backspasm.web import bundles
from backspasm.web.catalogue import catalogue

WORKER = "js/sw.js"
FILES = (
    "css/floor.css",
    "css/site.css",
    "js/page.js",
    "js/player.js",
    "js/offline.js",
    "django_htmx/htmx-2.min.js",
)
PAGES = {
    "relief:emergency": "relief/emergency.html",
    "relief:offline": "relief/offline.html",
    "relief:positions": "relief/positions.html",
}
"""Pages that say the same to everybody, by the name of their view: nothing personal in them."""
PROMPT = ("relief:home", "relief:now", "assessments:check", "assessments:again")
"""Ways to the danger list, by the name of their view: where the site does not answer in time,
the list that is kept stands in for them."""


def content_of(name: str) -> dict[str, object]:
    """What the template of one of the pages needs besides the place."""
    question = _danger()
    lines = [choice for choice in question.choices if not choice.exclusive]
    if name == "relief:positions":
        rows = [
            (item.technique, unsure_changes(item, catalogue()))
            for item in ways()
        ]
        rest = {"numbers": range(11), "words": call_for_help()}
        return {"positions": rows[:-1], "up": rows[-1], **rest}
    if name == "relief:offline":
        return {"title": question.text, "lines": lines, "none": _none(question)}
    places = sorted(
        catalogue().emergency_numbers.values(), key=lambda place: place.name
    )
    return {
        "lines": lines,
        "places": [place for place in places if place.country != "ZZ"],
    }


def call_for_help() -> str:
    """A text for someone who can come, about nobody."""
    words = [_("My back has locked. Please come and help me.")]
    return "\n".join(
        [*words, _("Do not pull me up. Put a firm chair beside me.")]
    )


def ways() -> list[Item]:
    """The positions, and last the way up, of whom only "none of the danger signs" is known."""
    question, now = _danger(), timezone.now()
    answers = Answers().with_answer(
        catalogue(), question.id, [_none(question).id], now
    )
    clearance = triage.assess(answers, catalogue(), now).clearance
    if clearance is None:
        raise ImproperlyConfigured(
            "no position is open to someone without a danger sign"
        )
    facts = Facts(answers, catalogue(), fired=clearance.fired)
    found = (
        *floor_positions(clearance, answers, catalogue()),
        catalogue().way_up,
    )
    return [as_it_stands(technique, clearance, facts) for technique in found]


def worker() -> str:
    """The script of the service worker: what this release keeps, then how."""
    return f"const kept = {json.dumps(_kept())};\n{_served(WORKER)}"


@cache
def _kept() -> Mapping[str, object]:
    danger = [screen for screen in catalogue().screens if screen.danger]
    roles = catalogue().roles.question
    first_list = reverse(
        "assessments:question", args=[catalogue().screens[0].id]
    )
    return {
        "release": _release(),
        "pages": [reverse(name) for name in PAGES],
        "files": [static(name) for name in FILES],
        "emergency": reverse("relief:emergency"),
        "list": reverse("relief:offline"),
        "positions": reverse("relief:positions"),
        "prompt": [*map(reverse, PROMPT), first_list],
        "now": reverse("relief:now"),
        "ask": reverse("relief:ask"),
        "weighed": [
            reverse(f"relief:{name}")
            for name in ("now", "felt", "cannot", "stop")
        ],
        "plan": reverse("assessments:plan"),
        "outcome": reverse("assessments:outcome"),
        "check": reverse("assessments:check"),
        "country": reverse("accounts:country"),
        "signIn": reverse("account_login"),
        "doors": [
            reverse("accounts:account"),
            reverse("account_logout"),
            reverse("privacy:erase"),
            reverse("privacy:answers"),
        ],
        "first": _danger().id,
        "danger": {
            reverse("relief:new_sign"): roles.new_sign,
            **{
                reverse("assessments:question", args=[one.id]): one.id
                for one in danger
            },
        },
        "details": [
            question.id for one in danger for question in one.questions
        ],
    }


def _release() -> str:
    """Changes when, and only when, something that is kept would read or look different."""
    found = hashlib.sha256(catalogue().version.encode())
    for name, template in PAGES.items():
        found.update(render_to_string(template, content_of(name)).encode())
    for name in (*FILES, WORKER):
        found.update(_served(name).encode())
    return found.hexdigest()[:12]


def _served(name: str) -> str:
    """The text of a file as browsers get it: a comment makes no new release."""
    if name in bundles.NAMES:
        text = bundles.join(name, settings.BUNDLE_SOURCES)
        return bundles.minify(name, text)
    path = finders.find(name)
    if not path:
        raise FileNotFoundError(name)
    return Path(path).read_text(encoding="utf-8")


def _danger() -> Question:
    return catalogue().screens[0].questions[0]


def _none(question: Question) -> Choice:
    return next(choice for choice in question.choices if choice.exclusive)
