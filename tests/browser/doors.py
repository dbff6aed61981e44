"""The site, with the ways out of an account as far as a service worker sees them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from backspasm.urls import urlpatterns as site


@csrf_exempt
@login_not_required
def door(request: HttpRequest) -> HttpResponse:
    """Something was sent, and answered."""
    return HttpResponse(status=204)


urlpatterns = [*site, path("accounts/logout/", door), path("accounts/data/erase/", door)]
