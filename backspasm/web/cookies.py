"""How long a browser remembers what a person chose."""

YEAR = 365 * 24 * 3600
"""Seconds."""
