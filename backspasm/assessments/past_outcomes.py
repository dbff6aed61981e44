"""What earlier checks told a person: those of an episode, and the one nobody has come back to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from backspasm.assessments import wording
from backspasm.assessments.current import Current
from backspasm.assessments.expiry import LASTS, is_unfinished
from backspasm.assessments.models import Assessment
from backspasm.care.catalogue import Catalogue, Level
from backspasm.episodes.models import Episode
from backspasm.episodes.times import day_words, moment_words, to_local

LEVELS = {level.slug: level for level in Level}
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Told:
    """One check as it was shown: when, what it asked for, and why."""

    when: str
    title: str
    reasons: tuple[str, ...]


def told_in(
    episode: Episode,
    pack: Catalogue,
    now: datetime,
    zone: str,
) -> list[Told]:
    """The checks of an episode that came to an outcome, the latest first. One query."""
    mine = Assessment.objects.of(episode.owner)
    checks = mine.about(episode)
    shown = checks.only("owner_id", "changed", "level", "outcome")
    told = []
    for check in shown[:SHOWN]:
        level = LEVELS.get(check.level)
        if level is None or is_unfinished(check):
            continue
        line = Told(
            when=moment_words(check.changed, zone, now, zone),
            title=wording.level_title(level),
            reasons=tuple(dict.fromkeys(_deciding(check, pack))),
        )
        told.append(line)
    return told


def _deciding(check: Assessment, pack: Catalogue) -> Iterator[str]:
    """The words that were shown, of the rules of the check's own level."""
    for row in (check.outcome or {}).get("rules", ()):
        rule = pack.rules.get(row["id"])
        if rule is None or rule.level.slug == check.level:
            yield row["text"]


def told_to_be_seen(here: Current, zone: str) -> str:
    """The day on which somebody was told to be seen today and has answered nothing since.

    Empty for everyone else, and after a month: who was not seen by then has been asked enough.
    """
    past = here.past
    if past is None or past.level != Level.URGENT.slug:
        return ""
    age = here.now - past.changed
    if age > LASTS:
        return ""
    day = to_local(past.changed, zone).date()
    today = to_local(here.now, zone).date()
    return day_words(day, today)
