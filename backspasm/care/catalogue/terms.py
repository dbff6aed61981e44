"""The words that everything else is said in: levels, phases, grades, sources."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How soon a person must be seen; the highest that fires wins."""

    SELF_CARE = 0
    SOON = 1
    URGENT = 2
    EMERGENCY = 3

    @property
    def slug(self) -> str:
        """The level as it is written in files and output, such as ``SELF-CARE``."""
        return self.name.replace("_", "-")


class Valence(StrEnum):
    """What a factor says about danger. Only a reassuring one may set a rule aside."""

    WORSE = "worse"
    REASSURING = "reassuring"
    NEUTRAL = "neutral"


class Phase(StrEnum):
    """Where in the course of an episode a person stands."""

    ACUTE = "A"
    EASING = "E"
    RECOVERY = "R"
    PREVENTION = "P"
    CHRONIC = "C"


class Grade(StrEnum):
    """Strength of evidence: A guideline or trial, B consensus, C traditional."""

    A = "A"
    B = "B"
    C = "C"
    A_AGAINST = "A against"
    A_NO_BENEFIT = "A no benefit"
    A_LOW = "A low"


@dataclass(frozen=True, slots=True)
class Source:
    """A document a fact comes from, named as people see it (never a copy's address)."""

    id: str
    title: str
    publisher: str = ""
    year: str = ""
    kind: str = "document"
    """``founding`` (our five documents), ``document``, ``lifestyle`` or ``own-knowledge``."""
    seen: str = "read in a copy"
    """``read in a copy`` or ``not re-read``."""
    note: str = ""
