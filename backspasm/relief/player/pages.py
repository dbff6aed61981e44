"""A running session as rows and words for the player."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backspasm.care.catalogue import Catalogue, Technique
from backspasm.care.plan.model import Item
from backspasm.care.session.replay import ON_SKIN, SECOND, Kind, Step
from backspasm.relief.player.adaptations import (
    Instead,
    Place,
    instead,
    place,
    sure_changes,
    unsure_changes,
)
from backspasm.relief.player.state import WORSE, Running
from backspasm.web.catalogue import catalogue

TAP = {
    Kind.ASK: "ask",
    Kind.PAIN: "pain",
    Kind.CLOTH: "cloth",
    Kind.DO: "do",
    Kind.OFF: "off",
}
ASKED = {Kind.ASK: 2, Kind.PAIN: 3}
"""The part of relief/offline_run.html to go on with, where it is not the clock."""
EARLIER = (5, 10, 20)
"""Minutes that "started earlier" offers."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the player shows. Times for the script are milliseconds since 1970."""

    step: Step
    index: int
    layout: str
    """``timed``, or the kind of tap it waits for; ``lifted``: up with someone's help."""
    technique: Technique | None
    title: str
    say: str
    speak: str
    how: tuple[str, ...]
    changes: tuple[str, ...]
    """Changed instructions that surely hold for this person."""
    maybe: tuple[str, ...]
    """Those that may: each begins with "If"."""
    instead: tuple[Instead, ...]
    """Of those the other ways to do it, on the first step: known before it begins."""
    left: str
    """Time left as ``9:58``."""
    until: str
    then: str
    """While getting ready: how long what follows lasts."""
    paused: bool
    on_skin: bool
    can_pause: bool
    can_repeat: bool
    on_bed: bool
    """It is drawn on a bed, but the floor will do."""
    getting_up: bool
    stop_in_sight: bool
    """The way to stop stands beside the clock; on the floor only where 40 words leave room."""
    terse: bool
    """Other words need the room: what was left out, or getting up first."""
    can_go_back: bool
    """The position before was given up by the last tap."""
    up_in_sight: bool
    """On the floor: getting up stands in sight, within 40 words."""
    tell_in_sight: bool
    """So does telling someone."""
    worse: bool
    """The technique before made it worse and is left out: say so while the next one begins."""
    place: Place | None
    """Of a movement done sentence by sentence."""
    part: int
    parts: int
    gone: int
    """Hundredths of the step that are over."""
    refresh: int
    """Seconds until a page without a script looks again; 0: never."""
    script: str
    """What the script needs to go on alone until the next tap."""
    alone: str
    """What a phone needs to end it without a network; empty: there is nothing to end."""


def shown(
    run: Running, pack: Catalogue, zone: ZoneInfo | None, item: Item | None
) -> Shown:
    """The running step. The session must not be finished; ``item`` is what it is a step of."""
    step = run.steps[run.standing.index]
    technique = pack.techniques.get(step.technique)
    blocks = list(
        dict.fromkeys(one.technique for one in run.steps if one.technique)
    )
    standing = run.standing
    total = (step.seconds or 0) * SECOND
    on_skin = step.kind in ON_SKIN
    roomy = not sure_changes(item) and not instead(step, item, pack)
    worse = _just_worse(run) and not run.can_go_back
    upright = technique is not None and technique.upright_on_the_floor
    return Shown(
        step=step,
        index=standing.index,
        layout="lifted" if lifted(step) else TAP.get(step.kind, "timed"),
        technique=technique,
        title=title_of(step, technique),
        say=words_of(step, technique, item),
        speak=spoken(step, technique, item),
        how=_how(technique, item),
        changes=sure_changes(item),
        maybe=unsure_changes(item, pack),
        instead=instead(step, item, pack),
        left=clock(standing.seconds_left),
        until=local_time(standing.ends, zone),
        then=_then(run) if step.kind is Kind.READY else "",
        paused=standing.paused,
        on_skin=on_skin,
        can_pause=step.seconds is not None
        and not on_skin
        and step.kind is not Kind.OFF,
        can_repeat=not on_skin and step.kind not in TAP,
        on_bed=bool(technique and ("bed",) in technique.equipment),
        getting_up=bool(technique and technique.from_floor),
        stop_in_sight=_stop_in_sight(run, step, item),
        terse=worse or run.can_go_back or upright,
        can_go_back=run.can_go_back,
        up_in_sight=step.seconds is not None and (roomy or upright),
        tell_in_sight=step.seconds is not None and roomy,
        worse=worse,
        place=place(step, technique, item),
        part=blocks.index(step.technique) + 1
        if step.technique in blocks
        else 0,
        parts=len(blocks),
        gone=int(100 * (1 - standing.left / total)) if total else 0,
        refresh=standing.seconds_left + 1 if standing.ends else 0,
        script=_script(run, pack, item),
        alone=_alone(run, pack),
    )


def _how(technique: Technique | None, item: Item | None) -> tuple[str, ...]:
    """The way as it is written; none where other words stand in its place for this person."""
    if technique is None or (item and item.replaced_by):
        return ()
    return tuple(step.text for step in technique.steps)


def lifted(step: Step) -> bool:
    """Whether it is getting up another way, for someone who cannot kneel."""
    return (
        step.technique == catalogue().way_up.id
        and step.kind is Kind.DO
        and step.line is None
    )


def title_of(step: Step, technique: Technique | None) -> str:
    """The heading of a step."""
    if step.kind is Kind.PAIN:
        return _("How bad is the pain now?")
    if step.kind is Kind.ASK:
        return _("How does it feel now?")
    if step.kind is Kind.OFF:
        return _("Let your skin rest")
    if step.kind is Kind.LOOK:
        return _("Look at your skin")
    return technique.name if technique else ""


def words_of(
    step: Step, technique: Technique | None, item: Item | None = None
) -> str:
    """The one sentence under it; of a movement done another way that way."""
    if step.kind is Kind.READY:
        return _("Get ready.")
    if step.kind is Kind.REST:
        return _("Rest.")
    if step.kind is Kind.SIDE:
        return _("Change sides.")
    if step.kind is Kind.LOOK:
        return _("White, blotchy, burning or blistered? Take it off now.")
    if step.kind is Kind.OFF:
        return _("No heat or cold until then.")
    if technique is not None and step.line is not None:
        return technique.steps[step.line].text
    way = item.replaced_by if item else None
    return (way.begin if way.keeps_from else way.text) if way else ""


def spoken(
    step: Step, technique: Technique | None, item: Item | None = None
) -> str:
    """What the voice says when the step begins."""
    if step.kind is Kind.READY and technique:
        before = (one.text for one in technique.steps if one.seconds is None)
        return " ".join(
            [technique.name + ".", *list(before)[:4], *sure_changes(item)]
        )
    words = words_of(step, technique, item)
    if step.kind in (Kind.HOLD, Kind.WALK, Kind.ON, Kind.BREATHE):
        return f"{words} {spoken_time(step.seconds or 0)}."
    if step.kind is Kind.REPEAT and step.count:
        times = ngettext("%(n)d time", "%(n)d times", step.count) % {
            "n": step.count
        }
        return f"{words} {times}."
    if step.kind in (Kind.ASK, Kind.PAIN, Kind.OFF):
        return title_of(step, technique)
    return words


def spoken_time(seconds: int) -> str:
    """A length in words."""
    if seconds % 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {
            "n": seconds
        }
    return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {
        "n": seconds // 60
    }


def clock(seconds: int) -> str:
    """``9:58``, or ``1:59:58`` from an hour on."""
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return (
        f"{hours}:{minutes:02}:{seconds:02}"
        if hours
        else f"{minutes}:{seconds:02}"
    )


def local_time(moment: datetime | None, zone: ZoneInfo | None) -> str:
    """``14:32``; says "UTC" when the person's zone is not known."""
    if moment is None:
        return ""
    words = date_format(moment.astimezone(zone or UTC), "H:i")
    return words if zone else f"{words} UTC"


def _then(run: Running) -> str:
    """The length of the step after this one, in words."""
    step = run.steps[run.standing.index + 1]
    return _("then %(long)s") % {"long": spoken_time(step.seconds or 0)}


def _stop_in_sight(run: Running, step: Step, item: Item | None) -> bool:
    if step.kind in TAP:
        return False
    wordy = step.kind is Kind.READY or bool(sure_changes(item))
    return run.row.way != run.row.Way.FLOOR or not wordy


def _just_worse(run: Running) -> bool:
    before = [
        done
        for done in run.standing.done
        if run.steps[done.step].kind is not Kind.READY
    ]
    return bool(before) and before[-1].note == WORSE


def _script(run: Running, pack: Catalogue, item: Item | None) -> str:
    """The steps from here to the next tap, with their ends; a paused one has only what is left."""
    rows = list(_rows(run, pack, item))
    return json.dumps(
        {"now": _ms(run.now), "paused": run.standing.paused, "steps": rows}
    )


def spoken_once(name: str, words: str, now: datetime) -> str:
    """For the script of a page where nothing runs: what to say when it opens (its data-page)."""
    step = {"index": name, "seconds": None, "title": "", "speak": words}
    return json.dumps({"now": _ms(now), "paused": False, "steps": [step]})


def _rows(
    run: Running, pack: Catalogue, item: Item | None
) -> Iterator[dict[str, object]]:
    standing = run.standing
    end = run.now + standing.left
    for index in range(standing.index, len(run.steps)):
        step = run.steps[index]
        technique = pack.techniques.get(step.technique)
        if index > standing.index:
            end += timedelta(seconds=step.seconds or 0)
        yield {
            "index": index,
            "end": _ms(end),
            "seconds": step.seconds,
            "say": words_of(step, technique, item),
            "title": title_of(step, technique),
            "speak": spoken(step, technique, item),
            "count": step.count,
            "pace": list(step.pace),
            "breathe": step.kind is Kind.BREATHE,
        }
        if (
            step.seconds is None
            or step.technique != run.steps[standing.index].technique
        ):
            return


def _alone(run: Running, pack: Catalogue) -> str:
    """As the page without a network keeps a position: which, since when, what to ask next."""
    if run.over or not run.technique:
        return ""
    begun = [
        use.start for use in run.performed if use.technique == run.technique
    ]
    data = {
        "session": str(run.row.key),
        "technique": run.technique,
        "name": pack.techniques[run.technique].name,
        "start": _ms(begun[-1] if begun else run.standing.since),
        "asked": ASKED.get(run.steps[run.standing.index].kind, 1),
    }
    return json.dumps(data)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
