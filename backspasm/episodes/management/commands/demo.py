"""`manage.py demo`: a made-up person's diary to look at."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from backspasm.episodes.demo import load_demo


class Command(BaseCommand):
    """Loads fixtures/demo.json; nobody can sign in as that person without --password."""

    help = "Load a made-up person with fourteen months of episodes, the last reading today."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--password",
            help="let someone sign in with it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = load_demo(
            file=settings.BASE_DIR / "fixtures" / "demo.json",
            now=timezone.now(),
            password=options["password"],
        )
        self.stdout.write(f"{user.email} is ready.")
