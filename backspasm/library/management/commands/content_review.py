"""``manage.py content_review``: the whole pack as one readable document."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from backspasm.library.review_document import review_document
from backspasm.web.catalogue import catalogue


class Command(BaseCommand):
    """Writes ``fixtures/content/REVIEW.md``, or with ``--check`` says whether it is stale."""

    help = "Write fixtures/content/REVIEW.md (--check: fail when it is stale)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--check``."""
        parser.add_argument(
            "--check",
            action="store_true",
            help="fail when it is stale",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when checking and the file differs from the pack."""
        file = settings.CONTENT_DIR / "REVIEW.md"
        document = review_document(catalogue())
        if not options["check"]:
            file.write_text(document, encoding="utf-8")
            self.stdout.write(f"{file.name} written")
            return
        written = ""
        if file.exists():
            written = file.read_text(encoding="utf-8")
        if written != document:
            raise CommandError(
                "REVIEW.md is stale: run manage.py content_review"
            )
