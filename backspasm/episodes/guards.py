"""Who may look at a page of the diary or do a deed, and the row that the page is about."""

from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from backspasm.accounts.owners import current_owner
from backspasm.episodes.held_post import hold, saved
from backspasm.episodes.querysets import RowQuerySet

BIGGEST = 2**63 - 1


class NotYours(Http404):
    """No row of the person who asks; `rows` finds it all the same, if it is anybody's."""

    def __init__(self, rows: RowQuerySet) -> None:
        super().__init__()
        self.rows = rows


def page_view(view: Any) -> Any:
    """A personal page that is only looked at; the owner may be a guest."""
    view = never_cache(view)
    view = require_safe(view)
    return login_not_required(view)


def form_view(view: Any) -> Any:
    """A personal page with a form."""
    view = never_cache(view)
    view = require_http_methods(["GET", "HEAD", "POST"])(view)
    return login_not_required(view)


def row_form_view(view: Any) -> Any:
    """A form about a row: what is sent to it after the sign-in ran out waits for its person."""

    @wraps(view)
    def holding(request: HttpRequest, pk: int) -> Any:
        try:
            page = view(request, pk)
        except NotYours as elsewhere:
            if request.method != "POST" or request.user.is_authenticated:
                raise
            return hold(request, elsewhere.rows)
        if page.status_code == HTTPStatus.FOUND:
            saved(request)
        return page

    return form_view(holding)


def deed_view(view: Any) -> Any:
    """A deed: POST alone."""
    view = never_cache(view)
    view = require_POST(view)
    return login_not_required(view)


def mine(
    request: HttpRequest,
    rows: RowQuerySet,
    pk: int,
    *,
    binned: bool = False,
) -> Any:
    """A row of the person who asks; 404 for everybody else's and for the missing."""
    owner = current_owner(request)
    if pk > BIGGEST:
        raise NotYours(rows.none())
    own = rows.of(owner)
    if binned:
        own = rows.all_of(owner)
    found = own.filter(pk=pk).first()
    if found is None:
        raise NotYours(rows.filter(pk=pk, deleted_at__isnull=True))
    found.owner = owner  # known already: no query for it later
    return found
