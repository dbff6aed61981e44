"""A model of what is whose: each row by kind and number, with the word typed into it."""

from __future__ import annotations

from dataclasses import dataclass, field

LIVE, GONE, ALONG = "live", "gone", "along"
"""In the bin by itself, or along with what holds it."""
Row = tuple[str, int]


@dataclass
class Entry:
    """One row as its person knows it. `home`: the episode or the medicine that holds it."""

    word: str = ""
    home: Row | None = None
    state: str = LIVE
    by_entry: bool = False


@dataclass
class Holder:
    """Somebody with rows: an account, or the guest of one browser."""

    name: str
    words: set[str]
    rows: dict[Row, Entry] = field(default_factory=dict)
    checks: int = 0

    def live(self, kind: str) -> list[int]:
        """The numbers of the live rows of a kind."""
        return sorted(
            number
            for (found, number), entry in self.rows.items()
            if found == kind and entry.state == LIVE
        )

    def binned(self, kind: str) -> list[int]:
        """The numbers of those in the bin."""
        kinds = (row for row, entry in self.rows.items() if entry.state != LIVE)
        return sorted(number for found, number in kinds if found == kind)

    def inside(self, home: Row) -> list[Entry]:
        """What a row holds."""
        return [entry for entry in self.rows.values() if entry.home == home]

    def bin(self, row: Row) -> None:
        """Into the bin, with what is inside; the last entry takes its own episode along."""
        self.rows[row].state = GONE
        for entry in self.inside(row):
            entry.state = ALONG if entry.state == LIVE else entry.state
        home = self.rows[row].home
        alone = home and not any(
            entry.state == LIVE for entry in self.inside(home)
        )
        if row[0] == "reading" and home and alone and self.rows[home].by_entry:
            self.rows[home].state, self.rows[row].state = GONE, ALONG

    def restore(self, row: Row) -> None:
        """Out of the bin, as the site promises."""
        entry = self.rows[row]
        home = self.rows[entry.home] if entry.home else None
        if home and home.state != LIVE:
            if row[0] != "reading":
                return
            home.state = LIVE
            for other in self.inside(entry.home or row):
                other.state = GONE if other.state == ALONG else other.state
        elif entry.state != LIVE and entry.home is None:
            for other in self.inside(row):
                other.state = LIVE if other.state == ALONG else other.state
        entry.state = LIVE
