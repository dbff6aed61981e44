"""Pages that explain: what a spasm is, and the rules that decide."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from backspasm.library import rulebook
from backspasm.web.catalogue import catalogue


@login_not_required
@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    """The list of pages that explain."""
    return render(
        request,
        "library/learn.html",
        {"pages": catalogue().learn.values()},
    )


@login_not_required
@require_safe
def learn_page(request: HttpRequest, page_id: str) -> HttpResponse:
    """One page: short sections, each with its sources and where they disagree."""
    pack = catalogue()
    page = pack.learn.get(page_id)
    if page is None:
        raise Http404
    sections = rulebook.learn_sections(pack, page)
    others = [other for other in pack.learn.values() if other is not page]
    context = {
        "page": page,
        "sections": sections,
        "others": others,
    }
    return render(request, "library/learn_page.html", context)


@cache
def _rules(language: str | None) -> SafeString:
    """All rules as HTML, drawn once a process and language: the pack never changes meanwhile."""
    groups = rulebook.rule_groups(catalogue())
    return render_to_string("library/rules.html", {"groups": groups})


@login_not_required
@require_safe
def how_we_decide(request: HttpRequest) -> HttpResponse:
    """The live rules, each with its conditions in words, sources and vignettes."""
    pack = catalogue()
    context = {
        "groups": rulebook.group_titles(),
        "rules": _rules(get_language()),
        "version": pack.version,
        "disagreements": pack.disagreements.values(),
    }
    return render(request, "library/how_we_decide.html", context)
