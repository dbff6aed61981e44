"""Redirects that cannot be turned against the person."""

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest, *, default: str = "/") -> HttpResponseRedirect:
    """To the page named by the posted `next`, when it is one of ours; else to `default`."""
    target = request.POST.get("next", "")
    ours = target.startswith("/") and url_has_allowed_host_and_scheme(
        target, allowed_hosts=None
    )
    return HttpResponseRedirect(target if ours else default)
