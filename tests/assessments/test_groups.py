"""Lines under headings: "Bending forward" eases one back and worsens another.

Every question that sorts its lines under headings is looked at in every way it is drawn or told.
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from backspasm.accounts.profile import ProfileForm
from backspasm.accounts.profile import _told as told_in_profile
from backspasm.assessments import prefill, wording
from backspasm.assessments.forms import ScreenForm
from backspasm.care.catalogue import Catalogue, Choice, Question
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import facts_of
from backspasm.care.plan.rationale import _lines
from backspasm.episodes import wording as diary_wording
from backspasm.library.auditing import questionnaire
from backspasm.library.review_document import review_document
from backspasm.web.catalogue import catalogue
from tests.assessments.walking import PLAIN, post
from tests.content.damage import choices, question
from tests.relief.asked import on
from tests.relief.lying import answer_at_rest, lie_down

PACK = catalogue()
GROUPED = [
    one
    for one in PACK.questions.values()
    if any(line.group for line in one.choices)
]
LAYOUTS = ["list", "checklist", "chips", "bodymap"]
HEADINGS = {"h1", "h2", "h3"}


@pytest.fixture(params=GROUPED, ids=lambda one: one.id)
def grouped(request: Any) -> Question:
    """Each question of the pack with headings."""
    return request.param


def of_all(name: str, **changes: Any) -> Catalogue:
    """The pack with this question asked of everyone, and changed."""
    return question(PACK, name, skip_if=(), show_if=(), show_all=(), **changes)


def live(one: Question) -> list[Choice]:
    return [line for line in one.choices if not line.retired]


def headings(page: str) -> dict[str, str]:
    """By the value (or name) of each box: the heading that names its innermost group."""
    tree = html5lib.parse(
        page, treebuilder="etree", namespaceHTMLElements=False
    )
    above = {child: parent for parent in tree.iter() for child in parent}
    by_id = {part.get("id"): part for part in tree.iter() if part.get("id")}
    found = {}
    for box in tree.iter("input"):
        part: ET.Element | None = box
        while part is not None and part.get("role") != "group":
            part = above.get(part)
        named = (
            by_id[part.get("aria-labelledby", "")] if part is not None else None
        )
        if named is not None:
            assert named.tag in HEADINGS
        key = (
            box.get("value", "")
            if box.get("type") != "radio"
            else box.get("name", "")
        )
        found[key] = (
            "".join(named.itertext()).strip() if named is not None else ""
        )
    return found


def drawn(form: Any, name: str) -> str:
    return render_to_string(
        "components/field.html", {"field": form[name], "bare": True}
    )


def expected(one: Question) -> dict[str, str]:
    return {line.id: line.group for line in live(one)}


def test_the_pack_has_such_a_question():
    assert [one.id for one in GROUPED] == ["eases"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_at_the_desk(grouped, layout):
    pack = of_all(grouped.id, layout=layout)
    screen = pack.screen_by_id[grouped.screen]
    form = ScreenForm(
        None,
        screen=screen,
        answers=Answers(),
        catalogue=pack,
        now=timezone.now(),
    )
    assert headings(drawn(form, grouped.id)) == expected(grouped)


@pytest.mark.django_db
def test_on_the_page_itself(client, grouped):
    path = client.get("/check/")["Location"]
    while grouped.screen not in path:
        screen = path.rstrip("/").rpartition("/")[2]
        path = post(client, screen, PLAIN[screen])["Location"]
    page = client.get(path).content.decode()
    found = headings(page)
    assert {name: found[name] for name in expected(grouped)} == expected(
        grouped
    )
    # A template may hold another.
    shown = page[page.index("<main") : page.index("</main>")]
    assert shown.count("<h1") == 1


@pytest.mark.django_db
def test_line_by_line(grouped):
    pack = of_all(grouped.id, unsure_lines=True)
    form = ScreenForm(
        None,
        screen=pack.screen_by_id[grouped.screen],
        answers=Answers(),
        catalogue=pack,
        now=timezone.now(),
        line_by_line=True,
    )
    values = {
        "form": form,
        "screen": form.screen,
        "action": "/",
        "progress": 1,
        "seen": ("a", ""),
    }
    found = headings(render_to_string("assessments/question.html", values))
    for line in live(grouped):
        if not line.exclusive:
            assert found[f"{grouped.id}.{line.id}"] == line.group


def test_in_the_profile(grouped):
    pack = of_all(grouped.id, profile=True)
    screen = pack.screen_by_id[grouped.screen]
    form = ProfileForm(
        None, screen=screen, answers=Answers(), pack=pack, now=timezone.now()
    )
    assert headings(drawn(form, grouped.id)) == expected(grouped)


@pytest.mark.django_db
def test_on_the_floor(client, grouped):
    """Each portion names its heading, for the eye and for whoever listens."""
    lie_down(client)
    answer_at_rest(client, grouped.id)
    page, seen = client.get("/now/ask/").content.decode(), {}
    while True:
        tree = html5lib.parse(
            page, treebuilder="etree", namespaceHTMLElements=False
        )
        lines = next(
            part
            for part in tree.iter("fieldset")
            if part.get("class") == "choices"
        )
        names = lines.get("aria-labelledby").split()
        by_id = {part.get("id"): part for part in tree.iter() if part.get("id")}
        heading = "".join(by_id["group"].itertext()) if "group" in names else ""
        seen |= {box.get("value"): heading for box in lines.iter("input")}
        answer = on(client, page, nothing="1")
        if answer.status_code != 200:
            break
        page = answer.content.decode()
    assert seen == {
        line.id: line.group for line in live(grouped) if not line.exclusive
    }


def test_a_line_told_alone_names_its_heading(grouped):
    """In what decided, in what is still true, in the profile, on the plan and in the diary."""
    for line in live(grouped):
        if line.exclusive:
            continue
        assert line.named == (
            line.text if line.whole else f"{line.group}: {line.text}"
        )
        answers = Answers().with_answer(
            PACK, grouped.id, [line.id], timezone.now()
        )
        answer = answers.get(grouped.id)
        assert wording.said(PACK, grouped.id, line.id).answer == line.named
        assert prefill._said(grouped, answer, PACK).lines == (line.named,)
        facts = facts_of(answers, PACK)
        for fact in line.facts:
            assert dict(_lines(fact, facts)) == {
                (grouped.id, line.id): line.named
            }
    profile = of_all(grouped.id, profile=True)
    kept = answers.with_answer(
        PACK, grouped.id, [live(grouped)[0].id], timezone.now()
    )
    told = told_in_profile(profile.screen_by_id[grouped.screen], kept, profile)
    assert told.answers[0].lines == (live(grouped)[0].named,)


def test_the_diary_names_the_heading(monkeypatch):
    pack = question(
        PACK,
        "trigger",
        choices=choices(PACK, "trigger", lifting={"group": "Work"}),
    )
    monkeypatch.setattr(diary_wording, "catalogue", lambda: pack)
    assert diary_wording.triggers()["lifting"].startswith("Work: ")


def test_who_answers_a_call_hears_the_heading():
    line = Choice("cold", "Cold", group="Makes it worse")
    spoken = question(PACK, "danger-now", choices=(line,), spoken=True)
    assert (
        wording._spoken(("danger-now", "cold"), spoken)
        == "Makes it worse: Cold"
    )


def test_whoever_reviews_sees_them(grouped):
    document = review_document(PACK)
    rows = next(row for row in questionnaire(PACK) if row["id"] == grouped.id)[
        "choices"
    ]
    for line in live(grouped):
        assert {row["id"]: row["heading"] for row in rows}[
            line.id
        ] == line.group
        if line.group:
            assert f"\n- {line.group}:\n" in document
            assert f"\n  - {line.text}" in document
