"""Two episodes would be open at once: which of them is over, the person says."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from backspasm.episodes.actions.base import Clash
from backspasm.episodes.models import Episode
from backspasm.episodes.rendering import answer
from backspasm.episodes.rows import episode_row
from backspasm.episodes.times import zone_here


def chosen_end(request: HttpRequest) -> Clash:
    """Which one the person said is over; empty while nobody was asked."""
    match request.POST.get("clash", ""):
        case "end_this":
            return "end_this"
        case "end_open":
            return "end_open"
    return ""


def clash_page(
    request: HttpRequest,
    deed: str,
    pk: int,
    this: Episode,
    other: Episode,
) -> HttpResponse:
    """Two would be open: one of them is over."""
    now = timezone.now()
    here = zone_here(request)
    url = reverse(f"episodes:{deed}", args=[pk])
    context = {
        "url": url,
        "this": episode_row(this, now, here),
        "other": episode_row(other, now, here),
        "can_end_this": deed != "reopen",
    }
    return answer(request, "episodes/clash.html", context)
