"""What decides how soon a person must be seen, and when to ask again."""

from __future__ import annotations

from dataclasses import dataclass

from backspasm.care.catalogue.terms import Level, Phase

RULE = "rule:"
"""Before the id of a rule, where a list may name factors and rules alike."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When to send a person where. Fires when all its conditions hold.

    ``all_of`` and ``any_of`` (each group needs one) name factors or, with ``rule:ID``,
    other rules. ``unless`` names only reassuring factors.
    """

    id: str
    level: Level
    text: str
    """What the sign is, said back to the person."""
    why: str
    """What it may signal, in plain words."""
    sources: tuple[str, ...]
    all_of: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    at_least: tuple[int, tuple[str, ...]] | None = None
    unless: tuple[str, ...] = ()
    within_days: int | None = None
    action: str = ""
    """What to do, when it differs from the level's own words."""
    say: str = ""
    """What to tell whoever answers."""
    kind: str = "danger"
    """``danger`` (E, U, S), ``combination`` (J) or ``near-miss`` (N: explains, adds cards)."""
    family: str = ""
    """The id in the clinical facts when one row needed several rules."""
    card: str = ""
    """A safety card the plan shows when this rule fired: an advice id."""
    recheck_hours: int | None = None
    strengthening: bool = False
    """SOON through this rule alone leaves strengthening in the plan."""
    strengthening_from: str = ""
    """A factor without which strengthening waits when this rule fired."""
    keep_still: bool = False
    """The spine may be hurt: do not move until help is there. The same for a whole family."""
    place: str = ""
    """``maternity``, ``cancer-team``, ``poison``, ``crisis`` or empty: who to call first."""
    grade: str = ""
    note: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    retired: bool = False

    @property
    def signs(self) -> tuple[str, ...]:
        """What the rule needs, without what would set it aside."""
        found = [*self.all_of]
        for group in self.any_of:
            found += group
        if self.at_least:
            _, items = self.at_least
            found += items
        return tuple(found)

    @property
    def reads(self) -> tuple[str, ...]:
        """Every factor or ``rule:ID`` the rule looks at."""
        return (*self.signs, *self.unless)

    @property
    def key(self) -> str:
        """How other rules and factors name it: ``rule:ID``."""
        return RULE + self.id

    @property
    def fact(self) -> str:
        """The row of the clinical facts this rule carries out."""
        return self.family or self.id


@dataclass(frozen=True, slots=True)
class RecheckPoint:
    """A moment to ask again: hours after the start, what is asked, what it may raise."""

    id: str
    title: str
    asks: str
    escalates: str
    hours: int | None = None
    when: tuple[str, ...] = ()
    """Factors or ``rule:ID``; empty: for everyone."""
    rules: tuple[str, ...] = ()
    gate: str = ""
    """The phase gate in plain words, such as when easing movements may begin..."""
    opens: Phase | None = None
    """...and the phase that it opens."""
    days_after_check: int | None = None
    """Of a point without hours: its date all the same."""
    between_episodes: bool = False
    """For who has no pain now, and for nobody else."""
