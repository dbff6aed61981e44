"""What the script of the player gets, as JSON. Times are milliseconds since 1970."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from backspasm.care.catalogue import Catalogue
from backspasm.care.plan.model import Item
from backspasm.care.session.replay import Kind
from backspasm.relief.player.state import Running
from backspasm.relief.player.words import spoken, title_of, words_of

ASKED = {Kind.ASK: 2, Kind.PAIN: 3}
"""The part of relief/offline_run.html to go on with, where it is not the clock (1)."""


def steps_to_the_next_tap(
    run: Running,
    pack: Catalogue,
    item: Item | None,
) -> str:
    """What a page goes on with alone; a paused one has only what is left."""
    rows = list(_rows(run, pack, item))
    return json.dumps(
        {"now": _ms(run.now), "paused": run.standing.paused, "steps": rows}
    )


def spoken_once(
    name: str,
    words: str,
    now: datetime,
) -> str:
    """For a page where nothing runs: what to say when it opens (its data-page)."""
    step = {"index": name, "seconds": None, "title": "", "speak": words}
    return json.dumps({"now": _ms(now), "paused": False, "steps": [step]})


def ends_alone(run: Running, pack: Catalogue) -> str:
    """What a phone needs to end it without a network; empty: there is nothing to end.

    As the page without a network keeps a position: which, since when, what to ask next.
    """
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


def _rows(
    run: Running,
    pack: Catalogue,
    item: Item | None,
) -> Iterator[dict[str, object]]:
    standing = run.standing
    here = run.steps[standing.index].technique
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
        if step.seconds is None or step.technique != here:
            return


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
