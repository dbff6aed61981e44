"""Number fields that understand what people type, or say what they take.

A browser's own number field sends nothing at all for "4-6" or, in most languages, for "4,5":
the person sees the digits, and an empty answer is kept. These are text fields with the keyboard
of a number.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

from django import forms


class DecimalField(forms.DecimalField):
    """A number with or without a fraction: "4,5" is 4.5, in any script's digits."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs=_keyboard("decimal"))
        super().__init__(**{"widget": widget} | kwargs)

    def to_python(  # type: ignore[override]  # Django's own is an IntegerField too
        self, value: object
    ) -> Decimal | None:
        """The number; raises ValidationError for anything else than one."""
        return super().to_python(_plain(value).replace(",", "."))


class IntegerField(forms.IntegerField):
    """A whole number, in any script's digits."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs=_keyboard("numeric"))
        super().__init__(**{"widget": widget} | kwargs)

    def to_python(self, value: object) -> int | None:
        """The number; raises ValidationError for anything else than one."""
        return super().to_python(_plain(value))


def _keyboard(mode: str) -> dict[str, Any]:
    return {"inputmode": mode, "autocomplete": "off"}


def _plain(value: object) -> str:
    """What was typed, in the usual digits and signs."""
    typed = "" if value is None else str(value)
    return unicodedata.normalize("NFKC", typed).strip()
