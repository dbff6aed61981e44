"""What is told beside a plan: where sources disagree, pages to learn from, whom to call."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A topic on which the sources differ, and the line this product takes."""

    id: str
    topic: str
    founding: str
    evidence: str
    line: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearnSection:
    """A heading with short paragraphs and its sources."""

    heading: str
    paragraphs: tuple[str, ...]
    sources: tuple[str, ...]
    points: tuple[str, ...] = ()
    disagreement: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class LearnPage:
    """A short page that explains; ``/learn/<id>/``."""

    id: str
    title: str
    summary: str
    rank: int
    sections: tuple[LearnSection, ...]
    reviewed_by: str = ""
    reviewed_on: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """Whom to call in a country. Empty text: no line is known, so none is shown."""

    country: str
    name: str
    numbers: tuple[str, ...]
    note: str = ""
    crisis: str = ""
    poison: str = ""
    advice: str = ""

    @property
    def main(self) -> str:
        """The number behind the call button."""
        return self.numbers[0]
