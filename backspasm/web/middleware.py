"""What every answer gets."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from backspasm.web.swapping import leads_to_same_target

Answer = Callable[[HttpRequest], HttpResponse]

REDIRECTS = (301, 302, 303)

# Nothing here needs a sensor, and no page may be handed one.
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


class FragmentMiddleware:
    """Keeps pages and htmx fragments apart.

    A cache never answers a page with a fragment (`Vary: HX-Request`), and an expired
    sign-in sends the whole window to the sign-in page instead of swapping that page into
    a corner of this one. So does any other redirect, unless it leads to a page that answers
    with the very part that is to be swapped: the browser follows that one by itself.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, then mark the answer."""
        response = self.get_response(request)
        # The emergency number on every page follows the language when nothing better is known.
        patch_vary_headers(
            response, ["HX-Request", "Accept-Language", "Cookie"]
        )
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if (
            "HX-Request" in request.headers
            and response.status_code in REDIRECTS
            and not leads_to_same_target(request, response.headers["Location"])
        ):
            return _whole_window(response)
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page needs a sign-in unless it says otherwise.

    Django 5.2 asks who someone is before it looks whether the page cares, which costs each
    public page a query and makes it vary by cookie.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Any,
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponseBase | None:
        """Nothing for a public page; the sign-in page for a stranger on any other."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


def _whole_window(response: HttpResponse) -> HttpResponse:
    redirect = HttpResponseClientRedirect(response.headers["Location"])
    redirect.cookies = response.cookies
    for name in ("Cache-Control", "Expires", "Permissions-Policy", "Vary"):
        if name in response.headers:
            redirect.headers[name] = response.headers[name]
    return redirect
