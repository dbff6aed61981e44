"""Help for this minute as a Django app."""

from django.apps import AppConfig


class ReliefConfig(AppConfig):
    """Home, floor mode and sessions."""

    name = "backspasm.relief"
