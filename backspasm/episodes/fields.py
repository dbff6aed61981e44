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
        self, value: str | None, expression: Any, connection: Any
    ) -> tuple[str, ...]:
        return unwrapped(value or "")

    def to_python(self, value: Any) -> tuple[str, ...]:
        return (
            unwrapped(value) if isinstance(value, str) else tuple(value or ())
        )

    def get_prep_value(self, value: Any) -> str:
        return value if isinstance(value, str) else wrapped(*(value or ()))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))


def wrapped(*words: str) -> str:
    """The words as the column holds them; none at all is an empty text."""
    clean = [" ".join(word.split()) for word in words]
    inner = EDGE.join(word for word in clean if word)
    return f"{EDGE}{inner}{EDGE}" if inner else ""


def unwrapped(text: str) -> tuple[str, ...]:
    """The words of a column, in their order."""
    return tuple(word for word in text.split(EDGE) if word)
