"""What forms share."""

from __future__ import annotations

from dataclasses import dataclass

from backspasm.care.catalogue import Choice


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one choice: `help` under it; `alone` when it excludes the others.

    `group` is the heading it stands under; the lines of one heading come in a row.
    Use it as the label in a form field's choices; `components/field.html` draws it.
    """

    text: str
    help: str = ""
    alone: bool = False
    group: str = ""

    @classmethod
    def choice(cls, line: Choice, *, many: bool) -> tuple[str, Line]:
        """A line of a question as a form field takes it; `many`: several may be ticked."""
        alone = line.exclusive and many
        return line.id, cls(line.text, line.help, alone=alone, group=line.group)

    def __str__(self) -> str:
        return self.text
