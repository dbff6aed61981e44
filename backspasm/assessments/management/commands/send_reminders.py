"""`manage.py send_reminders`: write to whom it is time to look again. For cron, every hour."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from backspasm.assessments.reminders import due_letters, send


class Command(BaseCommand):
    """At most one letter a person and day, only to those who switched it on."""

    help = "E-mail everyone who asked for it and whose re-check is due. Run it every hour."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many letters went out; never to whom."""
        if not settings.EMAIL_CONFIGURED:
            self.stdout.write(
                "EMAIL_URL is not set: there is no way to send a letter."
            )
            return
        now = timezone.now()
        sent = sum(send(letter, now) for letter in due_letters(now))
        self.stdout.write(f"letters: {sent}")
