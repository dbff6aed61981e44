"""The few sentences that the core says itself; they stand in the pack like every other word."""

from __future__ import annotations

from .catalogue import Catalogue


def say(
    catalogue: Catalogue,
    key: str,
    **parts: object,
) -> str:
    """The sentence ``key`` of ``interface.toml`` with its parts filled in."""
    text = catalogue.interface[key]
    if parts:
        return text.format(**parts)
    return text
