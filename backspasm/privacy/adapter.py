"""What every way in passes: sign-up, password, code and passkey alike."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backspasm.accounts.models import User
from backspasm.accounts.preferences import remember_preferences
from backspasm.episodes import held_post
from backspasm.privacy import claim, wording
from backspasm.web.mail import QueuedBackend


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Allauth's own behaviour; a sign-in also carries over what this browser's guest did."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off."),
        "duplicate_email": _("That is your address already."),
        "email_password_mismatch": _(
            "The e-mail address or the password is not right."
        ),
        "email_taken": _("There is an account with this address already."),
        "enter_current_password": _("That is not your password."),
        "incorrect_code": _("That is not the code."),
        "incorrect_password": _("That is not your password."),
        "invalid_password_reset": _("This link has ended."),
        "rate_limited": _("That was too often. Wait a little, then try again."),
        "too_many_login_attempts": _(
            "Too many wrong tries. Wait five minutes, then try again."
        ),
    }

    def render_mail(self, *letter: Any, **more: Any) -> EmailMessage:
        """Allauth's letter; it leaves beside the request, so that the page answers at once."""
        message: EmailMessage = super().render_mail(*letter, **more)
        if not settings.EMAIL_IN_BACKGROUND:
            return message
        message.connection = QueuedBackend()
        return message

    def login(self, request: HttpRequest, user: User) -> None:
        """Carry over first, and say what was kept.

        Signing in gives the session a new id at once. Were the claim to fail after that, the
        browser would be left with an id that is gone, and the guest's work with it.
        """
        kept = claim.carry_over(request, user)
        super().login(request, user)
        if kept:
            words = wording.kept_line(kept)
            messages.success(request, words)

    def post_login(
        self,
        request: HttpRequest,
        user: User,
        **hook: Any,
    ) -> HttpResponse:
        """Ask where the answer is the person's to give; bring this browser up to their wishes."""
        response: HttpResponse = super().post_login(request, user, **hook)
        held_post.keep_for_its_person(request)
        if claim.waiting(user):
            response = redirect("privacy:choose")
        remember_preferences(response, user, secure=request.is_secure())
        return response
