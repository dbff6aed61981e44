"""What an entry changed around itself, so that taking it back can put that back too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Trail:
    """Where its episode began before (none: as now), and which episode it ended, by number."""

    start: datetime | None = None
    zone: str = ""
    about: bool = False
    ended: int | None = None

    def __bool__(self) -> bool:
        return self.start is not None or self.ended is not None

    def to_data(self) -> dict[str, Any]:
        """What a cookie's session keeps."""
        start = self.start.isoformat() if self.start else None
        return {
            "start": start,
            "zone": self.zone,
            "about": self.about,
            "ended": self.ended,
        }

    @classmethod
    def restore(cls, data: Mapping[str, Any]) -> Trail:
        """The trail again."""
        start = data["start"] and datetime.fromisoformat(data["start"])
        return cls(start or None, data["zone"], data["about"], data["ended"])


NOWHERE = Trail()
