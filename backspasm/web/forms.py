"""What forms share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one choice: `help` under it; `alone` when it excludes the others.

    Use it as the label in a form field's choices; `components/field.html` draws it.
    """

    text: str
    help: str = ""
    alone: bool = False

    def __str__(self) -> str:
        return self.text
