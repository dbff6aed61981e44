"""The words of a step: its heading, the sentence under it, what the voice says, and times."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backspasm.care.catalogue import Technique
from backspasm.care.plan.model import Item
from backspasm.care.session.replay import Kind, Step
from backspasm.relief.player.adaptations import sure_changes

TITLES = {
    Kind.PAIN: gettext_lazy("How bad is the pain now?"),
    Kind.ASK: gettext_lazy("How does it feel now?"),
    Kind.OFF: gettext_lazy("Let your skin rest"),
    Kind.LOOK: gettext_lazy("Look at your skin"),
}
"""Of a step that has another heading than its technique."""
SAID = {
    Kind.READY: gettext_lazy("Get ready."),
    Kind.REST: gettext_lazy("Rest."),
    Kind.SIDE: gettext_lazy("Change sides."),
    Kind.LOOK: gettext_lazy(
        "White, blotchy, burning or blistered? Take it off now."
    ),
    Kind.OFF: gettext_lazy("No heat or cold until then."),
}
"""The sentence under it, where that is the same for every technique."""
WITH_TIME = (Kind.HOLD, Kind.WALK, Kind.ON, Kind.BREATHE)
"""Steps of which the voice says how long they last."""
SENTENCES_SPOKEN = 4
"""At most, while someone gets ready."""


def title_of(step: Step, technique: Technique | None) -> str:
    """The heading of a step."""
    if step.kind in TITLES:
        return str(TITLES[step.kind])
    return technique.name if technique else ""


def words_of(
    step: Step,
    technique: Technique | None,
    item: Item | None = None,
) -> str:
    """The one sentence under it; of a movement done another way that way."""
    if step.kind in SAID:
        return str(SAID[step.kind])
    if technique is not None and step.line is not None:
        return technique.steps[step.line].text
    way = item.replaced_by if item else None
    if way is None:
        return ""
    return way.begin if way.keeps_from else way.text


def spoken(
    step: Step,
    technique: Technique | None,
    item: Item | None = None,
) -> str:
    """What the voice says when the step begins."""
    if step.kind is Kind.READY and technique:
        before = [one.text for one in technique.steps if one.seconds is None]
        said = [f"{technique.name}.", *before[:SENTENCES_SPOKEN]]
        return " ".join([*said, *sure_changes(item)])
    words = words_of(step, technique, item)
    if step.kind in WITH_TIME:
        return f"{words} {spoken_time(step.seconds or 0)}."
    if step.kind is Kind.REPEAT and step.count:
        times = ngettext("%(n)d time", "%(n)d times", step.count)
        return f"{words} {times % {'n': step.count}}."
    if step.kind in (Kind.ASK, Kind.PAIN, Kind.OFF):
        return title_of(step, technique)
    return words


def spoken_time(seconds: int) -> str:
    """A length in words."""
    if seconds % 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {
            "n": seconds
        }
    minutes = seconds // 60
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def clock(seconds: int) -> str:
    """``9:58``, or ``1:59:58`` from an hour on."""
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"


def local_time(moment: datetime | None, zone: ZoneInfo | None) -> str:
    """``14:32``; says "UTC" when the person's zone is not known."""
    if moment is None:
        return ""
    words = date_format(moment.astimezone(zone or UTC), "H:i")
    return words if zone else f"{words} UTC"


def until(moment: datetime | None, zone: ZoneInfo | None) -> str:
    """``until 14:32``; empty where nothing ends by itself."""
    time = local_time(moment, zone)
    return _("until %(time)s") % {"time": time} if time else ""


def tell(*, young: bool) -> str:
    """The way to someone who can come."""
    return _("Tell a grown-up") if young else _("Tell someone")
