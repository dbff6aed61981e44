"""Pages about the person's place."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from backspasm.accounts.forms import CountryForm
from backspasm.accounts.place import COUNTRY_COOKIE
from backspasm.web.redirects import back

YEAR = 365 * 24 * 3600


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def country(request: HttpRequest) -> HttpResponse:
    """Choose the country whose emergency number is shown."""
    form = CountryForm(
        request.POST or None, initial={"country": request.COOKIES.get(COUNTRY_COOKIE, "")}
    )
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/country.html", {"form": form}, status=status)
    response = back(request)
    _remember(response, form.cleaned_data["country"], secure=request.is_secure())
    return response


@login_not_required
@require_safe
@never_cache
def here(request: HttpRequest) -> JsonResponse:
    """Whom to call where the browser's time zone is: for the very first page, made without it."""
    return JsonResponse(
        {
            "call": render_to_string("components/call_here.html", request=request),
            "help": render_to_string("components/help_link.html", request=request),
            "numbers": render_to_string("components/number_words.html", request=request),
            "whom": render_to_string("components/whom_words.html", request=request),
        }
    )


def _remember(response: HttpResponse, country: str, *, secure: bool) -> None:
    if country:
        response.set_cookie(
            COUNTRY_COOKIE, country, max_age=YEAR, samesite="Lax", httponly=True, secure=secure
        )
    else:
        response.delete_cookie(COUNTRY_COOKIE, samesite="Lax")
