"""People as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, guests and the place they are in."""

    name = "backspasm.accounts"
