"""Help that a phone keeps: public pages without cookies, the service worker, the manifest."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from backspasm.relief.offline.worker import PAGES, content_of, worker

PAPER = "#f7f1e5"
DOOR = "#0f3d31"


@login_not_required
@require_safe
@cache_control(no_cache=True)
@vary_on_headers("Cookie", "Accept-Language")
def emergency(request: HttpRequest) -> HttpResponse:
    """Whom to call, what to say and what not to do, for anybody and about nobody."""
    return _page(request, "relief:emergency")


@login_not_required
@require_safe
@cache_control(no_cache=True)
@vary_on_headers("Cookie", "Accept-Language")
def offline(request: HttpRequest) -> HttpResponse:
    """The danger signs as links: each line leads to help, none of them to the positions."""
    return _page(request, "relief:offline")


@login_not_required
@require_safe
@cache_control(no_cache=True)
@vary_on_headers("Cookie", "Accept-Language")
def positions(request: HttpRequest) -> HttpResponse:
    """The floor positions that suit anybody without a danger sign, and the way up."""
    return _page(request, "relief:positions")


@login_not_required
@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps these pages, at the root so that it may answer for all of them."""
    response = HttpResponse(worker(), "text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    return response


@login_not_required
@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """How the site looks on a phone's home screen."""
    return JsonResponse(
        {
            "id": "/",
            "name": "Backspasm",
            "short_name": "Backspasm",
            "description": _(
                "Help for a back in spasm, also without a network."
            ),
            "lang": get_language(),
            "start_url": reverse("relief:home"),
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": DOOR,
            "icons": [
                _icon("icon-192.png", 192, "any"),
                _icon("icon-512.png", 512, "any"),
                _icon("icon-maskable.png", 512, "maskable"),
            ],
            "shortcuts": [
                {"name": _("It’s happening now"), "url": reverse("relief:now")},
                {
                    "name": _("Emergency numbers"),
                    "url": reverse("relief:emergency"),
                },
            ],
        },
        content_type="application/manifest+json",
    )


def _page(request: HttpRequest, name: str) -> HttpResponse:
    # The same for everybody, and kept by phones: it does not say who is signed in, nor ask.
    return render(request, PAGES[name], {**content_of(name), "signed_in": None})


def _icon(
    file: str,
    size: int,
    purpose: str,
) -> dict[str, str]:
    source = static(f"icons/{file}")
    return {
        "src": source,
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }
