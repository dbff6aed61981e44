"""Passkeys, code apps and spare codes in our words."""

from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backspasm.accounts.models import User


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What allauth says about them, said plainly."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "That is not right, or its time is over. Try the next one."
        ),
        "unverified_email": gettext_lazy("Confirm your e-mail address first."),
    }

    def generate_authenticator_name(
        self,
        user: User,
        type: Authenticator.Type,  # noqa: A002
    ) -> str:
        """The name a new passkey has until its person gives it another."""
        before = Authenticator.objects.filter(user=user, type=type).count()
        if not before:
            return _("My passkey")
        return _("Passkey %(number)s") % {"number": before + 1}

    def get_public_key_credential_user_entity(
        self,
        user: User,
    ) -> dict[str, Any]:
        """What the phone shows beside the passkey: the address, twice."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(
            user
        )
        return entity | {"display_name": user.email}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What the phone shows as the site."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        entity["name"] = "Backspasm"
        return entity
