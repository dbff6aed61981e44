"""When this person's day ends, as their browser remembers it, and whether it is night there."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from backspasm.care.plan.day import BEDTIME, is_night
from backspasm.web.place import zone_of

COOKIE = "bedtime"
BEDTIMES = tuple(
    time(hour % 24, minute) for hour in range(20, 26) for minute in (0, 30)
)


def bedtime_of(request: HttpRequest) -> time:
    """The bedtime that was chosen, or the usual one."""
    known = {item.strftime("%H:%M"): item for item in BEDTIMES}
    return known.get(request.COOKIES.get(COOKIE, ""), BEDTIME)


def night_here(request: HttpRequest, now: datetime) -> bool:
    """Whether it is past bedtime where the person is; not where that is unknown."""
    zone = zone_of(request)
    if not zone:
        return False
    return is_night(now.astimezone(ZoneInfo(zone)).time(), bedtime_of(request))
