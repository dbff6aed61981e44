"""Two people's data never meet, whatever three of them do on three browsers in what order.

Every word that is typed says whose it is. After every few deeds each page and file of each
browser is fetched: it shows its own person's words and rows alone, and counts what a model of
that person counts. Everybody else's rows are 404.
"""

import json
import re
from collections import Counter

import pytest

from backspasm.accounts.models import Owner
from backspasm.privacy.rows import live_rows_of
from backspasm.privacy.wording import amounts
from tests.privacy.people_at_random import Browser, World, place
from tests.privacy.who_has_what import LIVE
from tests.volume import some_and_many

pytestmark = pytest.mark.django_db
LOOK_AFTER = 20
SOME = 8
"""So many rows of each person are looked at, and so many of the others' are tried, each time."""
ANYONE = [
    "/",
    "/now/",
    "/now/ask/",
    "/now/helper/",
    "/now/stuck/",
    "/session/",
    "/session/done/",
    "/check/",
    "/check/danger-now/",
    "/check/outcome/",
    "/check/again/",
    "/check/still-true/",
    "/check/plan/",
    "/check/plan.ics",
    "/episodes/",
    "/episodes/log/",
    "/episodes/new/",
    "/episodes/bin/",
    "/medicine/",
    "/accounts/",
    "/accounts/profile/",
    "/accounts/preferences/",
    "/accounts/email/",
    "/accounts/sessions/",
    "/accounts/choose/",
    "/accounts/data/",
    "/accounts/data/export/",
]
OF_A_ROW = {
    "episode": ("", "edit/", "end/", "use/"),
    "reading": ("",),
    "use": ("",),
    "medicine": ("", "take/"),
}
DEEDS = {
    "episode": ("delete/", "restore/", "reopen/"),
    "reading": ("delete/", "restore/"),
    "use": ("delete/", "restore/"),
    "medicine": ("delete/", "restore/"),
    "dose": ("delete/", "restore/"),
}
LABELS = {
    "episode": "episodes.Episode",
    "reading": "episodes.Reading",
    "use": "episodes.TechniqueUse",
    "medicine": "episodes.Medicine",
    "dose": "episodes.MedicineDose",
}
WORD = re.compile(r"(q\d+w)\d+z")
LINK = re.compile(r"/(?:(episodes|medicine)/)(?:(reading|use|dose)/)?(\d+)/")


def content(browser: Browser, path: str) -> str:
    answer = browser.client.get(path, follow=True)
    assert answer.status_code in (200, 404), (path, answer.status_code)
    pieces = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(pieces).decode()


def look_at_all(browser: Browser, world: World) -> None:
    """Each page and file of whoever sits here: their own words, and links to their own rows."""
    mine = browser.who
    own = [
        (kind, n)
        for kind in OF_A_ROW
        for n in (mine.live(kind) if mine else [])
    ]
    paths = [
        place(*row, end)
        for row in world.some(own, SOME)
        for end in OF_A_ROW[row[0]]
    ]
    for path in [*ANYONE, *paths]:
        text = content(browser, path)
        strangers = set(WORD.findall(text)) - (mine.words if mine else set())
        assert not strangers, (path, strangers)
        for folder, kind, number in LINK.findall(text):
            row = (kind or folder.removesuffix("s"), int(number))
            assert mine, path
            assert row in mine.rows, (path, row)


def look_at_counts(browser: Browser) -> None:
    """What is kept, counted: by the tables, on the page about it, and in the file."""
    who, owner = browser.who, browser.owner()
    if who is None:
        assert owner is None or not any(
            live_rows_of(n, owner).exists() for n in LABELS.values()
        )
        return
    if owner is None:
        assert not who.rows
        return
    model = {label: len(who.live(kind)) for kind, label in LABELS.items()}
    model["assessments.Assessment"] = who.checks
    assert {
        label: live_rows_of(label, owner).count() for label in model
    } == model
    if not browser.signed_in:
        return
    page = content(browser, "/accounts/data/")
    for words in amounts(model):
        assert words in page
    file = json.loads(content(browser, "/accounts/data/export/"))
    assert {label: len(file["rows"][label]) for label in model} == model
    told = Counter(re.findall(r"q\d+w\d+z\b", json.dumps(file["rows"])))
    live = [entry.word for entry in who.rows.values() if entry.state == LIVE]
    assert set(" ".join(live).split()) <= set(told)


def try_the_others(browser: Browser, world: World) -> None:
    """Rows of everybody else: they do not exist, to look at or to change."""
    theirs = [
        row
        for other in world.holders()
        if other is not browser.who
        for row in other.rows
    ]
    for kind, number in world.some(theirs, SOME):
        for end in OF_A_ROW.get(kind, ()):
            assert (
                browser.client.get(place(kind, number, end)).status_code == 404
            )
            assert browser.client.post(
                place(kind, number, end)
            ).status_code in (404, 405)
        for end in DEEDS[kind]:
            assert (
                browser.client.post(place(kind, number, end)).status_code == 404
            )
        for did in (f"kept-{kind}-{number}", f"gone-{kind}-{number}"):
            page = browser.client.get(
                "/episodes/", {"did": did}
            ).content.decode()
            assert "flash undo" not in page


@pytest.mark.parametrize("steps", some_and_many(20, 60))
@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2))]
)
def test_never_meet(seed, steps):
    world = World(seed)
    for number in range(1, steps + 1):
        world.step()
        if number % LOOK_AFTER == 0:
            for browser in world.browsers:
                try_the_others(browser, world)
            for browser in world.browsers:
                look_at_all(browser, world)
                look_at_counts(browser)
    assert Owner.objects.filter(user__isnull=False).count() == len(
        world.accounts
    )
