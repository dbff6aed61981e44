"""Today's timetable and the re-checks as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from backspasm.assessments.plan_page import Made


def plan_file(made: Made) -> bytes:
    """One event a line, each with an alarm; the same line keeps its id when it is sent again."""
    calendar = Calendar()
    calendar.add("prodid", "-//Backspasm//plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Back plan"))
    check = 0
    if made.here.check is not None:
        check = made.here.check.pk
    for number, entry in enumerate(made.timetable.entries):
        if entry.start is not None:
            name = f"{check}-{entry.start:%Y%m%d}-{number}-{entry.item}"
            _event(
                calendar,
                name,
                entry.text,
                entry.start,
                entry.minutes,
                made.here.now,
            )
    for row in made.rechecks:
        if row.due > made.here.now:
            title = _("Check your back again: %s") % row.point.title
            due = row.due.astimezone(made.zone)
            _event(
                calendar,
                f"{check}-{row.point.id}",
                title,
                due,
                10,
                made.here.now,
            )
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(
    calendar: Calendar,
    name: str,
    title: str,
    start: datetime,
    minutes: int,
    now: datetime,
) -> None:
    event = Event()
    event.add("uid", f"{name}@backspasm")
    event.add("dtstamp", now)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=max(minutes, 5)))
    event.add("summary", title)
    event.add("description", settings.SITE_URL + reverse("assessments:plan"))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    calendar.add_component(event)
