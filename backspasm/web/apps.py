"""The shared web edge as a Django app."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.utils.autoreload import BaseReloader, autoreload_started


class WebConfig(AppConfig):
    """Commands, template tags and the pages that belong to no one part."""

    name = "backspasm.web"

    def ready(self) -> None:
        """Make the content pack part of ``manage.py check`` and of ``make dev``."""
        from backspasm.web import checks  # noqa: F401, PLC0415

        autoreload_started.connect(_watch_content)


def _watch_content(sender: BaseReloader, **kwargs: Any) -> None:
    """The pack is read once a process: a changed file of it needs a new one."""
    for pattern in ("**/*.toml", "**/*.svg"):
        sender.watch_dir(Path(settings.CONTENT_DIR), pattern)
