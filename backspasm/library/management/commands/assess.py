"""``manage.py assess FILE``: judge answer sets, one JSON object a line."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from backspasm.library.auditing import AuditError, audit, read_lines
from backspasm.web.catalogue import catalogue


class Command(BaseCommand):
    """Reads question id -> choice id, list of ids or number; prints one outcome a line."""

    help = "Judge answer sets from FILE (- for standard input), one JSON object a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``file``: a path, or ``-``."""
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        """All lines are checked before anything is printed; a bad one gives exit code 2."""
        try:
            text = _contents(options["file"])
            now = timezone.now()
            sets = read_lines(text.splitlines(), catalogue(), now)
        except (OSError, UnicodeDecodeError, AuditError) as error:
            raise CommandError(str(error), returncode=2) from error
        for answers, ignored in sets:
            outcome = audit(answers, ignored, catalogue(), now)
            line = json.dumps(outcome, ensure_ascii=False)
            self.stdout.write(line)


def _contents(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    return Path(file).read_text(encoding="utf-8")
