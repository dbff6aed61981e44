"""All episodes, and what lies in the bin."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from backspasm.accounts.owners import current_owner
from backspasm.episodes import history as listing
from backspasm.episodes import wording
from backspasm.episodes.bin import DAYS, in_the_bin
from backspasm.episodes.guards import form_view, page_view
from backspasm.episodes.models import Diary
from backspasm.episodes.rendering import answer
from backspasm.episodes.rows import episode_rows
from backspasm.episodes.times import dated_day, to_local, zone_here
from backspasm.episodes.undo import undo_line


@form_view
def history(request: HttpRequest) -> HttpResponse:
    """The list, newest first. A search is sent by POST: its words belong in no address."""
    owner = current_owner(request)
    query = request.GET
    if request.method == "POST":
        query = request.POST
    ask = listing.wanted(query)
    now = timezone.now()
    here = zone_here(request)
    today = to_local(now, here).date()
    diary = Diary.of(owner)
    count = 0
    if diary is not None:
        count = diary.episode_count
    found, before = listing.one_page(owner, ask, here)
    are_all = not before and ask.before is None
    context = {
        "rows": episode_rows(found, now, here),
        "before": before,
        "ask": ask,
        "count": count,
        "summary": listing.summary(ask, len(found), count, are_all=are_all),
        "years": listing.years(diary, now),
        "regions": wording.regions(),
        "triggers": listing.trigger_names(diary),
        "printed": dated_day(today),
        "undo": undo_line(request, owner),
    }
    return answer(request, "episodes/history.html", context)


@page_view
def bin_(request: HttpRequest) -> HttpResponse:
    """What was deleted in the last thirty days."""
    found = in_the_bin(
        current_owner(request),
        timezone.now(),
        zone_here(request),
    )
    return answer(request, "episodes/bin.html", {"found": found, "days": DAYS})
