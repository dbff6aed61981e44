"""The pack as a person meets it."""

import re
import tomllib
from pathlib import Path
from random import Random

import pytest

from backspasm.care.catalogue import Level
from backspasm.care.check import triage
from backspasm.care.content.validation import MOST_LINES
from backspasm.care.plan.builder import build_plan
from tests.care.generate import NOW
from tests.care.sample import fill, plain
from tests.care.test_volume import Asked, person

VIGNETTES = Path(__file__).resolve().parents[2] / "fixtures" / "vignettes.toml"
DANGER_WORDS = 90
NOT_SURE = "Not sure about some"
"""The button under the list, which the page adds."""


def test_the_danger_list_is_short(catalogue):
    question = catalogue.questions["danger-now"]
    words = [
        question.text,
        NOT_SURE,
        *(choice.text for choice in question.choices),
    ]
    assert len(" ".join(words).split()) <= DANGER_WORDS


def test_no_screen_is_longer_than_twelve_lines(catalogue):
    for screen in catalogue.screens:
        assert (
            sum(question.lines for question in screen.questions) <= MOST_LINES
        ), screen.id


def test_every_question_has_a_screen_of_its_own_text(catalogue):
    for question in catalogue.questions.values():
        assert question.text.strip()
        assert question.facts, (
            f"{question.id} covers no row of the clinical facts"
        )


def test_choice_ids_are_unique(catalogue):
    for question in catalogue.questions.values():
        ids = [choice.id for choice in question.choices]
        assert len(ids) == len(set(ids)), question.id


def test_a_checklist_can_be_answered_with_none_of_these(catalogue):
    for question in catalogue.questions.values():
        if question.layout == "checklist":
            assert any(choice.exclusive for choice in question.choices), (
                question.id
            )


def test_details_that_can_be_an_emergency_carry_the_number(catalogue):
    """A screen whose "not sure" or assumption alone makes an emergency is a danger screen."""
    base = plain(catalogue)
    for question in catalogue.questions.values():
        unsure = [choice for choice in question.choices if choice.unsure]
        if (
            question.line
            and unsure
            and not catalogue.screen_by_id[question.screen].danger
        ):
            for choice in unsure:
                value = [choice.id] if question.type == "many" else choice.id
                answers = opened(base, question, catalogue).with_answer(
                    catalogue, question.id, value, NOW
                )
                level = triage.assess(answers, catalogue, NOW).level
                assert level < Level.EMERGENCY, question.id


def opened(answers, question, catalogue):
    name, _, line = question.line[0].partition(".")
    parent = catalogue.questions[name]
    value = [line.rstrip("?")] if parent.type == "many" else line
    answers = answers.with_answer(catalogue, name, value, NOW)
    return opened(answers, parent, catalogue) if parent.line else answers


def test_every_emergency_can_be_said(catalogue):
    for rule in catalogue.rules.values():
        if rule.level >= Level.URGENT:
            assert rule.say, rule.id
        assert rule.text, rule.id
        assert rule.why, rule.id


def test_what_to_say_is_a_sentence_of_the_person(catalogue):
    """Read out by someone frightened: no names of illnesses, no ids."""
    for rule in catalogue.rules.values():
        if rule.say:
            first = rule.say.split()[0]
            assert first in {"I", "My", "A", "It"}, rule.id
            assert not re.search(
                r"syndrome|cauda|fracture|nerve sign|aneurysm|_", rule.say
            )


@pytest.mark.parametrize("letter", ["E", "U", "S", "J", "N"])
def test_every_row_of_the_facts_is_carried_out(letter, catalogue):
    last = {"E": 22, "U": 20, "S": 19, "J": 19, "N": 15}[letter]
    facts = {rule.fact for rule in catalogue.rules.values() if not rule.retired}
    assert {f"{letter}{number:02}" for number in range(1, last + 1)} <= facts


def test_every_rule_is_exercised(catalogue):
    fired: set[str] = set()
    for vignette in tomllib.loads(VIGNETTES.read_text(encoding="utf-8"))[
        "vignette"
    ]:
        fired |= triage.assess(
            fill(catalogue, vignette["answers"]), catalogue, NOW
        ).fired
    assert fired == {
        rule.id for rule in catalogue.rules.values() if not rule.retired
    }


def test_every_technique_is_offered_or_left_out_for_someone(catalogue):
    rng, shown = Random(5), set[str]()
    asked = [Asked.of(question) for question in catalogue.questions.values()]
    live = {
        item.id for item in catalogue.techniques.values() if not item.retired
    }
    for _ in range(20_000):
        answers = person(rng, asked)
        clearance = triage.assess(answers, catalogue, NOW, final=True).clearance
        if clearance is not None:
            plan = build_plan(clearance, answers, catalogue)
            shown.update(item.id for item in (*plan.today, *plan.next_days))
            shown.update(item.id for item in plan.left_out)
        if live <= shown:
            break
    assert live <= shown, sorted(live - shown)


def test_every_sentence_the_core_says_stands_in_the_pack(catalogue):
    core = Path(__file__).resolve().parents[2] / "backspasm" / "care"
    said = set()
    for file in core.rglob("*.py"):
        said.update(
            re.findall(
                r'say\([\w.]+, "([a-z-]+)"', file.read_text(encoding="utf-8")
            )
        )
    assert said
    assert said <= set(catalogue.interface)
