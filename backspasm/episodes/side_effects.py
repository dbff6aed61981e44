"""What an entry changed around itself, so that taking it back can put that back too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class SideEffects:
    """Where its episode began before (none: as now), and which episode it ended, by number."""

    start: datetime | None = None
    zone: str = ""
    about: bool = False
    ended: int | None = None

    def __bool__(self) -> bool:
        if self.start is not None:
            return True
        return self.ended is not None

    def to_data(self) -> dict[str, Any]:
        """What a cookie's session keeps."""
        start = None
        if self.start is not None:
            start = self.start.isoformat()
        return {
            "start": start,
            "zone": self.zone,
            "about": self.about,
            "ended": self.ended,
        }

    @classmethod
    def restore(cls, data: Mapping[str, Any]) -> SideEffects:
        """The side effects again, from what `to_data` gave."""
        start = None
        if data["start"]:
            start = datetime.fromisoformat(data["start"])
        return cls(
            start=start,
            zone=data["zone"],
            about=data["about"],
            ended=data["ended"],
        )


NONE = SideEffects()
"""Nothing beside the entry itself was changed."""


@dataclass(frozen=True, slots=True)
class Logged(Generic[RowT]):
    """A row that was kept, and what keeping it changed around it."""

    row: RowT
    side_effects: SideEffects = NONE
