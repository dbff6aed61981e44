"""The one box that must be ticked before anything is kept for good.

In a module of its own because allauth's forms grow from it while they are being imported.
"""

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backspasm.accounts.models import User


class ConsentForm(forms.Form):
    """What allauth's sign-up form grows from: explicit consent, from age 16."""

    consent = forms.BooleanField(
        label=_(
            "I am 16 or older, and I agree that you keep what I write about my health."
        ),
        help_text=_(
            "For me alone, to show it to me. I can take it back at any time: erase all."
        ),
        error_messages={
            "required": _("We may only keep health data when you agree.")
        },
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Note when the person agreed."""
        user.consented = timezone.now()
        user.save(update_fields=["consented"])
