"""`manage.py grow`: large histories for benchmarks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from backspasm.episodes.growing import grow


class Command(BaseCommand):
    """Adds made-up people nobody can sign in as. Never run it on a site that people use."""

    help = "Add made-up people with large histories."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--episodes",
            type=int,
            default=100,
            help="for each person",
        )
        parser.add_argument(
            "--readings",
            type=int,
            default=20,
            help="in each episode",
        )
        parser.add_argument("--people", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        grown = grow(
            episodes=options["episodes"],
            readings=options["readings"],
            people=options["people"],
            now=timezone.now(),
        )
        for user in grown:
            self.stdout.write(user.email)
