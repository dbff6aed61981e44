"""What a plan is made of: frozen values that pages, commands and timetables read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from backspasm.care.catalogue import (
    Advice,
    AskFirst,
    Dose,
    Level,
    Modification,
    Phase,
    Technique,
)
from backspasm.care.check.triage import Scope

Said = tuple[tuple[str, str], ...]
"""Answers as (question, choice or number) ids."""


@dataclass(frozen=True, slots=True)
class Experience:
    """How often a technique was used in this person's episodes, and how often it eased."""

    eased: int
    used: int


class Felt(StrEnum):
    """What a technique did in this episode: once worse, it stays left out of it."""

    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Why:
    """One plain sentence for the person, and the answers behind it."""

    text: str
    answers: Said = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A technique in the plan, with the dose and changes that hold for this person."""

    technique: Technique
    dose: Dose
    why: tuple[Why, ...]
    changes: tuple[Modification, ...]
    """Changed instructions to follow, those that surely apply first."""
    kind: str
    """Its part: ``position temperature choosing breathing walking movement relaxation massage
    habit care``."""
    unsure: frozenset[str] = frozenset()
    """The factors of ``changes`` that are not known yet: show them as "if …"."""
    if_you_have: tuple[str, ...] = ()
    """Equipment that is needed and was not asked about."""
    helped: bool = False
    """It eased the pain in this episode."""
    later: bool = False
    """Only once this person, who cannot get up, stands again."""

    @property
    def id(self) -> str:
        """The id of the technique."""
        return self.technique.id

    @property
    def replaced_by(self) -> Modification | None:
        """The sure change that stands in place of the steps, the dose and the drawing.

        Of several the first one written, which is the most cautious.
        """
        for change in self.changes:
            if change.replaces and change.factor not in self.unsure:
                return change
        return None

    @property
    def other_changes(self) -> tuple[Modification, ...]:
        """What is to be said besides what replaces the steps: nothing is lost, nothing said twice.

        Of a second one that would replace them only its own rest; nothing about steps that
        are gone.
        """
        first = self.replaced_by
        found: list[Modification] = []
        for change in self.changes:
            if change is first:
                continue
            rest = self._rest(change, first)
            if rest == change.text:
                found.append(change)
            elif rest:
                found.append(replace(change, text=rest))
        return tuple(found)

    def _rest(self, change: Modification, first: Modification | None) -> str:
        """What is left to say of a change beside the one that has replaced the steps."""
        if first is None or change.factor in self.unsure:
            return change.text
        if change.factor in first.covers:
            return ""
        if change.replaces:
            return change.besides
        return change.text

    @property
    def sure_changes(self) -> tuple[Modification, ...]:
        """Those of ``other_changes`` that surely apply."""
        return tuple(
            one for one in self.other_changes if one.factor not in self.unsure
        )

    @property
    def name(self) -> str:
        """What it is called for this person."""
        change = self.replaced_by
        if change and change.name:
            return change.name
        return self.technique.name

    @property
    def summary(self) -> str:
        """What to do, in short: the technique's own line, or what replaces it."""
        change = self.replaced_by
        if change:
            return change.text
        return self.technique.summary


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something a person might expect, and why it is not there ("Left out because …")."""

    id: str
    name: str
    because: str
    factors: tuple[str, ...] = ()
    answers: Said = ()


@dataclass(frozen=True, slots=True)
class AdviceItem:
    """A piece of advice, its reasons, and whom to ask first."""

    advice: Advice
    why: tuple[Why, ...]
    ask_first: tuple[AskFirst, ...] = ()
    techniques: tuple[str, ...] = ()
    """Of the techniques it points to, those this person may be shown."""
    matched: bool = True
    """Whether an answer chose it, rather than every plan holding it."""

    @property
    def id(self) -> str:
        """The id of the advice."""
        return self.advice.id


@dataclass(frozen=True, slots=True)
class NowPart:
    """A stretch of the next 40 minutes. ``during``: runs inside the part it starts in."""

    item: Item | None
    """``None``: rest as it suits."""
    start_minute: int
    minutes: int
    text: str
    during: bool = False

    @property
    def end_minute(self) -> int:
        """The minute in which the part ends."""
        return self.start_minute + self.minutes


@dataclass(frozen=True, slots=True)
class Plan:
    """What one person may do now, today and in the next days, with every reason."""

    scope: Scope
    level: Level
    phase: Phase
    why_phase: Why
    now: tuple[NowPart, ...]
    today: tuple[Item, ...]
    next_days: tuple[Item, ...]
    gates: tuple[str, ...]
    """When the next phase may begin, in plain words."""
    wait: tuple[str, ...]
    """What waits, in plain words."""
    left_out: tuple[LeftOut, ...]
    medicines: tuple[AdviceItem, ...]
    medicines_left_out: tuple[LeftOut, ...]
    prevention: tuple[AdviceItem, ...]
    sleep: tuple[AdviceItem, ...]
    work: tuple[AdviceItem, ...]
    fluids: tuple[AdviceItem, ...]
    advice_left_out: tuple[LeftOut, ...]
    """Advice on sleep, work, fluids and prevention that was ruled out."""
    cards: tuple[Advice, ...]
    within_days: int | None
    """SOON: be seen within so many days."""
    between: str
    """What to do between two rests that would be too long in a row."""
    made_worse: tuple[str, ...] = ()
    """Names of what is left out because it made this episode worse."""
    pace: str = ""
    """A sentence when exercises are to be smaller and slower, else empty."""
    night: Item | None = None
    """How to lie after bedtime; ``None`` where no position belongs to the plan."""
    bedtime: Advice | None = None
    """How to make the bed, which has the last minutes of the day."""
    on_skin: frozenset[str] = frozenset()
    """Ids of all heat and cold, in this plan or not: each counts against the others."""

    @property
    def waiting(self) -> tuple[Item, ...]:
        """What waits until this person, who cannot get up, stands again."""
        return tuple(item for item in self.today if item.later)

    def item(self, technique: str) -> Item | None:
        """Today's item of a technique, or ``None``."""
        for item in self.today:
            if item.id == technique:
                return item
        return None
