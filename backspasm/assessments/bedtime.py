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
    chosen = request.COOKIES.get(COOKIE, "")
    for bedtime in BEDTIMES:
        if bedtime.strftime("%H:%M") == chosen:
            return bedtime
    return BEDTIME


def night_here(request: HttpRequest, now: datetime) -> bool:
    """Whether it is past bedtime where the person is; not where that is unknown."""
    zone = zone_of(request)
    if not zone:
        return False
    local = now.astimezone(ZoneInfo(zone))
    return is_night(local.time(), bedtime_of(request))
