"""A plan of the core, made for one person at one moment, as rows for the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backspasm.assessments import wording
from backspasm.assessments.checkin import LookAgain
from backspasm.assessments.current import Current
from backspasm.assessments.experience import Record
from backspasm.care.catalogue import Level
from backspasm.care.check.followup import Recheck, recheck_points
from backspasm.care.check.triage import Clearance, Outcome, Scope
from backspasm.care.plan.builder import build_plan
from backspasm.care.plan.day import Entry, Timetable, build_timetable
from backspasm.care.plan.model import AdviceItem, LeftOut, Plan
from backspasm.care.words import say


@dataclass(frozen=True, slots=True)
class Made:
    """A plan with its timetable and re-checks. ``zone`` is None when it is not known."""

    here: Current
    outcome: Outcome
    plan: Plan
    timetable: Timetable
    rechecks: tuple[Recheck, ...]
    zone: ZoneInfo | None


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One line of the timetable; ``when`` is a time element or a plain phrase."""

    when: SafeString
    text: str


@dataclass(frozen=True, slots=True)
class ShownRecheck:
    """One re-check with its date in the person's own zone."""

    iso: str
    when: str
    title: str
    asks: str


@dataclass(frozen=True, slots=True)
class ShownLeftOut:
    """Something ruled out, by which answer, and where to change it."""

    name: str
    because: str
    change_url: str
    question: str


@dataclass(frozen=True, slots=True)
class AdviceGroup:
    """Advice under one heading."""

    id: str
    title: str
    items: tuple[AdviceItem, ...]


def make(
    here: Current,
    outcome: Outcome,
    clearance: Clearance,
    zone: ZoneInfo | None,
    bedtime: time,
    record: Record,
) -> Made:
    """Build the plan and today's timetable from this moment on."""
    plan = build_plan(
        clearance,
        here.answers,
        here.catalogue,
        record.experience,
        record.felt,
    )
    now = on_the_five(here.now)
    local = now.replace(tzinfo=None)
    if zone is not None:
        local = now.astimezone(zone)
    return Made(
        here=here,
        outcome=outcome,
        plan=plan,
        timetable=build_timetable(plan, record.done, local, bedtime),
        rechecks=recheck_points(
            outcome,
            here.started,
            here.answers,
            here.catalogue,
        ),
        zone=zone,
    )


def on_the_five(moment: datetime) -> datetime:
    """The moment, or the next full five minutes: nobody starts at 12:03:48."""
    whole = moment.replace(second=0, microsecond=0)
    late = whole.minute % 5
    if whole == moment and not late:
        return whole
    return whole + timedelta(minutes=5 - late)


def page(made: Made) -> dict[str, object]:
    """What the plan page draws."""
    plan = made.plan
    now = made.here.now
    comfort = plan.scope is Scope.COMFORT
    title = _("Your plan")
    entries = made.timetable.entries
    if comfort:
        title = _("Comfort until you are seen")
        entries = ()
    made_on = now
    if made.zone is not None:
        made_on = now.astimezone(made.zone)
    to_come = (row for row in made.rechecks if row.due > now)
    return {
        "plan": plan,
        "made_on": date_format(made_on, "l j F Y"),
        "comfort": comfort,
        "title": title,
        "young": made.here.young,
        "first": _first(made),
        "actions": wording.actions(made.outcome),
        "entries": [shown_entry(entry, made.zone) for entry in entries],
        **_night(made),
        "rechecks": [_recheck(row, made) for row in to_come],
        "again": _again(made),
        "left_out": [_left_out(row, made) for row in plan.left_out],
        "advice_groups": _advice_groups(plan),
    }


def _night(made: Made) -> dict[str, object]:
    """After bedtime: how to lie in the place of what the day begins with, and how to get up."""
    plan = made.plan
    if not made.timetable.night:
        first = None
        if plan.now:
            first = plan.now[0].item
        return {
            "night": False,
            "today": _("Today"),
            "opens_with": first,
        }
    words = made.here.catalogue
    stay = say(words, "night_until")
    if plan.night and plan.night.technique.at_night == "sleep":
        stay = ""
    return {
        "night": True,
        "today": _("Tonight"),
        "opens_with": plan.night,
        "stay": stay,
        "getting_up": say(words, "night_up"),
    }


def shown_entry(entry: Entry, zone: ZoneInfo | None) -> ShownEntry:
    """A line with its clock time, or "in 2 hours" while the zone is unknown."""
    if entry.start is None or zone is None:
        return ShownEntry(
            format_html("<span>{}</span>", _in(entry.offset_minutes)),
            entry.text,
        )
    clock = date_format(entry.start, "H:i")
    when = format_html(
        '<time datetime="{}">{}</time>',
        entry.start.isoformat(),
        clock,
    )
    return ShownEntry(when, entry.text)


def _in(minutes: int) -> str:
    if minutes < 5:
        return _("now")
    if minutes < 60:
        return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {
            "n": minutes
        }
    hours = round(minutes / 60)
    return ngettext("in %(n)d hour", "in %(n)d hours", hours) % {"n": hours}


def local_words(moment: datetime, zone: ZoneInfo | None) -> str:
    """A date in words; with the clock time when the zone is known."""
    if zone is None:
        return date_format(moment, "l j F")
    local = moment.astimezone(zone)
    return date_format(local, "l j F, H:i")


def day_of(moment: datetime, zone: str) -> str:
    """The day of a moment where the person is."""
    local = moment.astimezone(ZoneInfo(zone))
    return date_format(local, "j F")


def _recheck(row: Recheck, made: Made) -> ShownRecheck:
    return ShownRecheck(
        iso=row.due.isoformat(),
        when=_when_again(row.due, made),
        title=row.point.title,
        asks=row.point.asks,
    )


def _when_again(due: datetime, made: Made) -> str:
    """The day; the hour as well only while it is less than a day away."""
    if made.zone is None:
        return date_format(due, "D j M")
    local = due.astimezone(made.zone)
    if due - made.here.now <= timedelta(hours=24):
        return date_format(local, "D j M, H:i")
    return date_format(local, "D j M")


def _first(made: Made) -> dict[str, object] | None:
    """What comes before comfort, for the paper: whom to call today, and what to say."""
    if made.outcome.level is not Level.URGENT:
        return None
    return {
        "title": wording.level_title(made.outcome.level),
        "actions": wording.actions(made.outcome),
        "places": wording.places(made.outcome),
        "say": wording.what_to_say(
            made.outcome,
            made.here.answers,
            made.here.catalogue,
        ),
    }


def _again(made: Made) -> LookAgain | None:
    """In an episode: the re-check whose time has come."""
    check = made.here.check
    if check is None or check.live_episode is None:
        return None
    past = [row.point for row in made.rechecks if row.due <= made.here.now]
    if not past:
        return None
    latest = past[-1]
    return LookAgain(latest.title)


def _left_out(row: LeftOut, made: Made) -> ShownLeftOut:
    if not row.answers:
        return ShownLeftOut(row.name, row.because, "", "")
    question_id, _answer = row.answers[0]
    question = made.here.catalogue.questions[question_id]
    url = reverse("assessments:question", args=[question.screen])
    return ShownLeftOut(row.name, row.because, url, question.text)


def _advice_groups(plan: Plan) -> list[AdviceGroup]:
    groups = [
        AdviceGroup(
            "prevention",
            _("So it does not come back"),
            plan.prevention,
        ),
        AdviceGroup("sleep", _("Sleep"), plan.sleep),
        AdviceGroup("work", _("Work and daily life"), plan.work),
        AdviceGroup("fluids", _("Food and drink"), plan.fluids),
    ]
    return [group for group in groups if group.items]
