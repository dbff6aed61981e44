"""What every answer gets."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

Answer = Callable[[HttpRequest], HttpResponse]

# Nothing here needs a sensor, and no page may be handed one.
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


class FragmentMiddleware:
    """Keeps pages and htmx fragments apart.

    A cache never answers a page with a fragment (`Vary: HX-Request`), and an expired
    sign-in sends the whole window to the sign-in page instead of swapping that page into
    a corner of this one.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, then mark the answer."""
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if "HX-Request" in request.headers and response.status_code in (301, 302, 303):
            return _whole_window(response)
        return response


def _whole_window(response: HttpResponse) -> HttpResponse:
    redirect = HttpResponseClientRedirect(response.headers["Location"])
    redirect.cookies = response.cookies
    return redirect
