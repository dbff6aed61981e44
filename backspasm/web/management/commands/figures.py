"""``manage.py figures FILE``: every drawing on one sheet, for review."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from backspasm.drawing.sheet import contact_sheet
from backspasm.web.figures import poses


class Command(BaseCommand):
    """Writes an HTML page with all drawings, with their ids or, to be named, without."""

    help = "Write all drawings to FILE as one HTML page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``file``, ``--moving`` and ``--no-captions``."""
        parser.add_argument("file")
        parser.add_argument("--moving", action="store_true")
        parser.add_argument("--no-captions", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw them all; a pose that cannot be drawn raises PoseError."""
        sheet = contact_sheet(
            poses(),
            animated=options["moving"],
            captions=not options["no_captions"],
        )
        Path(options["file"]).write_text(sheet, encoding="utf-8")
        self.stdout.write(
            f"{len(poses())} drawings written to {options['file']}"
        )
