"""Pages about the person: the account, what stays the same, where they are."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from backspasm.accounts import actions
from backspasm.accounts import profile as about
from backspasm.accounts.forms import CountryForm, PreferencesForm
from backspasm.accounts.models import Owner, Profile
from backspasm.accounts.owners import current_owner, ensure_owner, signed_in
from backspasm.accounts.preferences import remember, remember_voice
from backspasm.web.catalogue import catalogue
from backspasm.web.place import (
    CHOSEN_ZONE_COOKIE,
    COUNTRY_COOKIE,
    ZONE_COOKIE,
    browser_zone,
    country_of,
)
from backspasm.web.redirects import back
from backspasm.web.themes import AUTO, remember_theme


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def country(request: HttpRequest) -> HttpResponse:
    """Choose the country whose emergency number is shown."""
    form = CountryForm(
        request.POST or None,
        initial={"country": request.COOKIES.get(COUNTRY_COOKIE, "")},
    )
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(
            request,
            "accounts/country.html",
            {"form": form},
            status=status,
        )
    response = back(request)
    remember(
        response,
        COUNTRY_COOKIE,
        form.cleaned_data["country"],
        secure=request.is_secure(),
    )
    return response


@login_not_required
@require_safe
@never_cache
def here(request: HttpRequest) -> JsonResponse:
    """Whom to call where the browser's time zone is: for the very first page, made without it.

    The zone also comes in the address: a browser may refuse the cookie.
    """
    request.COOKIES.setdefault(ZONE_COOKIE, request.GET.get(ZONE_COOKIE, ""))
    number = catalogue().emergency_number(country_of(request)).main
    return JsonResponse(
        {
            "number": number,
            "call": render_to_string(
                "components/call_here.html",
                request=request,
            ),
            "main": render_to_string(
                "components/call_main.html",
                request=request,
            ),
            "help": render_to_string(
                "components/help_link.html",
                request=request,
            ),
            "numbers": render_to_string(
                "components/number_words.html",
                request=request,
            ),
            "whom": render_to_string(
                "components/whom_words.html",
                request=request,
            ),
        }
    )


@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """The way to everything that belongs to the account."""
    waiting = Owner.objects.waiting_for(signed_in(request)).exists()
    return render(request, "accounts/account.html", {"waiting": waiting})


@login_not_required
@require_safe
def no_mail(request: HttpRequest) -> HttpResponse:
    """A forgotten password on a site that cannot send mail: whom to ask."""
    return render(request, "accounts/no_mail.html")


@require_safe
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """What stays the same from one episode to the next, in words."""
    answers = about.kept_answers(current_owner(request))
    pack = catalogue()
    context = {
        "topics": about.told(answers, pack),
        "open": about.next_open(answers, pack),
    }
    return render(
        request,
        "accounts/profile.html",
        context | {"any": bool(answers.by_question)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def profile_screen(request: HttpRequest, screen_id: str) -> HttpResponse:
    """One topic: show it, or keep it and go on to the next that is open."""
    pack = catalogue()
    answers = about.kept_answers(current_owner(request))
    screen = pack.screen_by_id.get(screen_id)
    if screen is None or not about.asked(screen, answers, pack):
        raise Http404
    form = about.ProfileForm(
        request.POST if request.method == "POST" else None,
        screen=screen,
        answers=answers,
        pack=pack,
        now=timezone.now(),
    )
    if not (form.is_bound and form.is_valid()):
        context = {
            "screen": screen,
            "form": form,
            "single": len(form.questions) == 1,
        }
        status = 422 if form.is_bound else 200
        return render(
            request,
            "accounts/profile_screen.html",
            context,
            status=status,
        )
    actions.set_answers(
        owner=ensure_owner(request),
        answers=form.answers,
        catalogue=pack,
    )
    following = about.next_after(screen, form.answers, pack)
    if following is None:
        return redirect("accounts:profile")
    return redirect("accounts:profile_screen", following.id)


@require_POST
def forget_profile(request: HttpRequest) -> HttpResponse:
    """Delete the health answers of the profile."""
    actions.forget_answers(owner=ensure_owner(request))
    messages.success(request, _("Your health answers are deleted."))
    return redirect("accounts:profile")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def preferences(request: HttpRequest) -> HttpResponse:
    """Where the person is, and how the site should look and sound, on every device."""
    owner = current_owner(request)
    kept = Profile.objects.filter(owner=owner).first() or Profile()
    initial = {
        "country": kept.country,
        "time_zone": kept.time_zone,
        "theme": kept.theme or AUTO,
        "voice": kept.voice,
        "reminders": kept.reminders,
    }
    form = PreferencesForm(request.POST or None, initial=initial)
    if not form.is_valid():
        context = {"form": form, "browser_zone": browser_zone(request)}
        status = 422 if form.is_bound else 200
        return render(
            request,
            "accounts/preferences.html",
            context,
            status=status,
        )
    actions.keep_preferences(owner=ensure_owner(request), **form.cleaned_data)
    messages.success(request, _("Kept."))
    response = redirect("accounts:account")
    secure = request.is_secure()
    remember(
        response,
        COUNTRY_COOKIE,
        form.cleaned_data["country"],
        secure=secure,
    )
    remember(
        response,
        CHOSEN_ZONE_COOKIE,
        form.cleaned_data["time_zone"],
        secure=secure,
    )
    remember_theme(response, form.cleaned_data["theme"], secure=secure)
    remember_voice(response, voice=form.cleaned_data["voice"], secure=secure)
    return response
