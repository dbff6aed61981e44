"""`manage.py reset_link EMAIL`: a way back in where the site cannot send mail."""

from argparse import ArgumentParser
from typing import Any

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from backspasm.accounts.models import User


class Command(BaseCommand):
    """Prints a link, good once and for an hour, that lets its reader choose a new password."""

    help = "Print a one-hour link with which the owner of EMAIL can choose a new password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``email``: the address the person signs in with."""
        parser.add_argument("email")

    def handle(
        self,
        *args: Any,
        email: str,
        **options: Any,
    ) -> None:
        """The link alone on standard output, so that it can be copied or piped."""
        try:
            user = User.objects.get_by_natural_key(email)
        except User.DoesNotExist:
            raise CommandError("Nobody signs in with that address.") from None
        generator = app_settings.PASSWORD_RESET_TOKEN_GENERATOR()
        key = {
            "uidb36": user_pk_to_url_str(user),
            "key": generator.make_token(user),
        }
        path = reverse("account_reset_password_from_key", kwargs=key)
        self.stderr.write(
            "Whoever has this link can take over the account for one hour. "
            "Give it only to the person it belongs to."
        )
        self.stdout.write(f"{settings.SITE_URL}{path}")
