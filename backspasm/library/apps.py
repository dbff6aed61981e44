"""The library as a Django app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Pages that explain, and commands for whoever audits the rules. Keeps no rows."""

    name = "backspasm.library"
