"""The diary as a Django app."""

from django.apps import AppConfig


class EpisodesConfig(AppConfig):
    """Episodes, readings, uses and doses of one owner."""

    name = "backspasm.episodes"
