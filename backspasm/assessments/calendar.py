"""Today's timetable and the re-checks as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from backspasm.assessments.planning import Made


def plan_file(made: Made) -> bytes:
    """One event a line; ids stay the same when the same moment is written again."""
    calendar = Calendar()
    calendar.add("prodid", "-//Backspasm//plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Back plan"))
    for entry in made.timetable.entries:
        if entry.start is not None:
            _event(calendar, entry.text, entry.start, entry.minutes, made.here.now)
    for row in made.rechecks:
        if row.due > made.here.now:
            due = row.due.astimezone(made.zone)
            _event(
                calendar, _("Check your back again: %s") % row.point.title, due, 10, made.here.now
            )
    return bytes(calendar.to_ical())


def _event(calendar: Calendar, title: str, start: datetime, minutes: int, now: datetime) -> None:
    event = Event()
    event.add("uid", f"{start.timestamp():.0f}-{minutes}@backspasm")
    event.add("dtstamp", now)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=max(minutes, 5)))
    event.add("summary", title)
    calendar.add_component(event)
