"""Allauth's forms in our words."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.manage_email import email_already_exists
from allauth.account.models import EmailAddress
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backspasm.accounts.models import User

GOOD_PASSWORD = _(
    "At least 8 characters, and not one that is easy to guess. Three odd words work well."
)


class SignupForm(account_forms.SignupForm):  # type: ignore[misc]
    """E-mail address, password, consent: one screen."""

    field_order = ("email", "password1", "consent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self)
        self.fields["password1"].help_text = GOOD_PASSWORD


class LoginForm(account_forms.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self)
        # The page links to it below the button.
        self.fields["password"].help_text = ""


class PasswordForm(account_forms.ChangePasswordForm):  # type: ignore[misc]
    """Another password in the place of this one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = self.fields["oldpassword"]
        old.label = _("Your password now")
        old.help_text = ""
        new = self.fields["password1"]
        new.label = _("New password")
        new.help_text = GOOD_PASSWORD
        again = self.fields["password2"]
        again.label = _("The new one again")


class SureForm(account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that cannot be taken back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class EmailForm(account_forms.AddEmailForm):  # type: ignore[misc]
    """A new address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self)


class CodeAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first number of a code app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The number it shows")


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, which signs in by itself unless the person says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it")
        self.fields["name"].help_text = _(
            "So that you can tell your passkeys apart."
        )
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _(
            "Sign in with it alone, without my password"
        )
        self.fields["passwordless"].help_text = _(
            "Your phone or key then asks for your finger, your face or its own code."
        )


class DirectEmailForm(EmailForm):
    """A new address that counts at once: for sites that cannot send mail to prove it."""

    def clean_email(self) -> str:
        """Refuse another person's address: without mail there is no other moment to do so."""
        email = super().clean_email()
        return str(
            email_already_exists(email, user=self.user, always_raise=True)[0]
        )

    def save(self, request: HttpRequest) -> EmailAddress:
        """Put the new address in the place of all others."""
        user: User = self.user
        EmailAddress.objects.filter(user=user).delete()
        user.email = self.cleaned_data["email"]
        user.save(update_fields=["email"])
        address: EmailAddress = EmailAddress.objects.create(
            user=user,
            email=user.email,
            primary=True,
            verified=False,
        )
        get_adapter().add_message(
            request,
            messages.SUCCESS,
            message=_("Your e-mail address is changed."),
        )
        return address


def _in_our_words(form: forms.Form) -> None:
    for name in ("email", "login"):
        field = form.fields.get(name)
        if field is not None:
            field.label = _("E-mail address")
