"""The parts of a plan that are the same for everyone, drawn once a process and language."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from backspasm.assessments import wording
from backspasm.care.catalogue import Grade
from backspasm.care.items import AdviceItem, Item
from backspasm.web.catalogue import catalogue

register = template.Library()


@register.filter
def technique_detail(item: Item) -> SafeString:
    """Steps, stop signs, grade in words, sources and where they disagree."""
    return _technique(item.technique.id, get_language())


@register.filter
def advice_detail(item: AdviceItem) -> SafeString:
    """Grade in words, sources and where they disagree."""
    return _advice(item.advice.id, get_language())


@register.filter
def factor_words(factor: str) -> str:
    """A factor as it is said to the person."""
    return catalogue().factors[factor].text


@cache
def _technique(technique_id: str, language: str) -> SafeString:
    technique = catalogue().techniques[technique_id]
    shared = _shared(technique.grade, technique.sources, technique.disagreement, technique.learn)
    return _drawn("assessments/technique_detail.html", {"technique": technique, **shared})


@cache
def _advice(advice_id: str, language: str) -> SafeString:
    advice = catalogue().advice[advice_id]
    shared = _shared(advice.grade, advice.sources, advice.disagreement, advice.learn)
    return _drawn("assessments/advice_detail.html", {"advice": advice, **shared})


def _shared(
    grade: Grade | None, sources: tuple[str, ...], disagreement: str, learn: str
) -> dict[str, object]:
    pack = catalogue()
    return {
        "grade": wording.grade_words(grade) if grade else "",
        "sources": [wording.source_line(pack.sources[item]) for item in sources],
        "disagreement": pack.disagreements.get(disagreement),
        "learn": pack.learn.get(learn),
    }


def _drawn(name: str, context: dict[str, object]) -> SafeString:
    return mark_safe(render_to_string(name, context))  # a template escapes by itself  # noqa: S308
