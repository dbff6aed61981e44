"""The parts of a plan that are the same for everyone, drawn once a process and language."""

from dataclasses import dataclass
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from backspasm.assessments import wording
from backspasm.care.catalogue import Grade
from backspasm.care.plan.model import AdviceItem, Item
from backspasm.library.wording import source_lines
from backspasm.web import figures
from backspasm.web.catalogue import catalogue

register = template.Library()
SHORT = 90


@register.filter
def technique_detail(item: Item) -> SafeString:
    """Steps unless other words replace them, stop signs, grade in words, sources."""
    return _technique(
        item.technique.id,
        item.replaced_by is not None,
        get_language(),
    )


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What the plan shows of an item before one opens it; hashable, so that it is drawn once."""

    id: str
    name: str
    summary: str
    instruction: str
    """What to do: the dose, or the words that replace it for this person."""
    replaced: bool
    drawn: bool
    """Whether the drawing shows what the words say."""
    later: bool


@register.filter
def item_row(item: Item) -> ItemRow:
    """The row of an item."""
    replaced = item.replaced_by is not None
    return ItemRow(
        id=item.id,
        name=item.name,
        summary=item.technique.summary,
        instruction=instruction(item),
        replaced=replaced,
        drawn=item.technique.drawn and not replaced,
        later=item.later,
    )


@register.filter
def instruction(item: Item) -> str:
    """What to do: the dose, or the words that replace it for this person."""
    if item.replaced_by is not None:
        return item.replaced_by.text
    return item.dose.text


@register.filter
def advice_detail(item: AdviceItem) -> SafeString:
    """Grade in words, sources and where they disagree."""
    return _advice(item.advice.id, get_language())


@register.filter
def factor_words(factor: str) -> str:
    """A factor as it is said to the person."""
    return catalogue().factors[factor].text


register.filter("is_strip", figures.is_strip)


@register.filter
def duration(seconds: int) -> str:
    """Seconds in words; from a minute and a half on in minutes."""
    if seconds < SHORT:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {
            "n": seconds
        }
    minutes = round(seconds / 60)
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


@cache
def _technique(
    technique_id: str,
    replaced: bool,
    language: str,
) -> SafeString:
    technique = catalogue().techniques[technique_id]
    shared = _shared(
        technique.grade,
        technique.sources,
        technique.disagreement,
        technique.learn,
    )
    own = {"technique": technique, "replaced": replaced}
    return _drawn("assessments/technique_detail.html", {**own, **shared})


@cache
def _advice(advice_id: str, language: str) -> SafeString:
    advice = catalogue().advice[advice_id]
    shared = _shared(
        advice.grade,
        advice.sources,
        advice.disagreement,
        advice.learn,
    )
    return _drawn(
        "assessments/advice_detail.html",
        {"advice": advice, **shared},
    )


def _shared(
    grade: Grade | None,
    sources: tuple[str, ...],
    disagreement: str,
    learn: str,
) -> dict[str, object]:
    pack = catalogue()
    grade_words = ""
    if grade is not None:
        grade_words = wording.grade_words(grade)
    return {
        "grade": grade_words,
        "sources": source_lines(pack, sources),
        "disagreement": pack.disagreements.get(disagreement),
        "learn": pack.learn.get(learn),
    }


def _drawn(name: str, context: dict[str, object]) -> SafeString:
    html = render_to_string(name, context)
    # A template escapes by itself.
    return mark_safe(html)  # noqa: S308
