"""A few words in one column, the same on SQLite and PostgreSQL."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Base = models.TextField[Sequence[str], tuple[str, ...]]
else:
    Base = models.TextField

EDGE = "\n"


class TagsField(Base):
    """A tuple of words, kept as text with a line break on both sides of each.

    So `field__contains=wrapped(word)` finds a whole word and nothing else on any database,
    which JSON columns do not.
    """

    _pyi_private_set_type: Sequence[str]  # type: ignore[assignment]
    _pyi_private_get_type: tuple[str, ...]  # type: ignore[assignment]

    def from_db_value(
        self,
        value: str | None,
        expression: Any,
        connection: Any,
    ) -> tuple[str, ...]:
        return unwrapped(value or "")

    def to_python(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            return unwrapped(value)
        if value is None:
            return ()
        return tuple(value)

    def get_prep_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        return wrapped(*value)

    def value_to_string(self, obj: models.Model) -> str:
        words = self.value_from_object(obj)
        return self.get_prep_value(words)


def wrapped(*words: str) -> str:
    """The words as the column holds them; none at all is an empty text."""
    clean = (" ".join(word.split()) for word in words)
    inner = EDGE.join(filter(None, clean))
    if not inner:
        return ""
    return f"{EDGE}{inner}{EDGE}"


def unwrapped(text: str) -> tuple[str, ...]:
    """The words of a column, in their order."""
    words = text.split(EDGE)
    return tuple(filter(None, words))
