"""Privacy as a Django app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What concerns all of a person's rows at once."""

    name = "backspasm.privacy"
