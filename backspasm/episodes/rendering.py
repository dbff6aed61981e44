"""A page of the diary, with or without a form that could not be kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def answer(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    form: Any = None,
) -> HttpResponse:
    """The page; 422 when what was sent cannot be kept, with everything typed still there."""
    status = 200
    if form is not None and form.is_bound and form.errors:
        _go_to_first_mistake(form)
        if request.method == "POST":
            status = 422
    return render(request, template, context, status=status)


def _go_to_first_mistake(form: Any) -> None:
    """The page opens at the first wrong field: the bar at its foot covers what lies below."""
    for field in form.visible_fields():
        if field.errors:
            field.field.widget.attrs["autofocus"] = True
            return
