"""`manage.py purge`: erase what nobody uses any more. For cron or a systemd timer, once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from backspasm.privacy.erase import purge


class Command(BaseCommand):
    """Guests and bins older than 30 days, sign-ups never confirmed, ended sign-ins."""

    help = "Erase guests not seen for 30 days, bins older than 30 days, and ended sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many of each went; never whose."""
        gone = purge()
        for what, number in gone.items():
            line = f"{what}: {number}"
            self.stdout.write(line)
