"""The shared web edge as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Commands, template tags and the pages that belong to no one part."""

    name = "backspasm.web"

    def ready(self) -> None:
        """Make the content pack part of ``manage.py check``."""
        from backspasm.web import checks  # noqa: F401, PLC0415
