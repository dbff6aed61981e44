"""What every way in passes: sign-up, password, code and passkey alike."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from backspasm.accounts.models import User
from backspasm.accounts.preferences import remember_preferences
from backspasm.privacy import claim, wording


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Allauth's own behaviour; a sign-in also carries over what this browser's guest did."""

    def post_login(self, request: HttpRequest, user: User, **hook: Any) -> HttpResponse:
        """Carry over, say what was kept, and ask where the answer is the person's to give."""
        kept = claim.carry_over(request, user)
        response: HttpResponse = super().post_login(request, user, **hook)
        if kept:
            messages.success(request, wording.kept_line(kept))
        if claim.waiting(user):
            response = redirect("privacy:choose")
        remember_preferences(response, user, secure=request.is_secure())
        return response
