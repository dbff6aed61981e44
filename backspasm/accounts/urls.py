"""Addresses about the person."""

from django.conf import settings
from django.urls import path

from backspasm.accounts import views

app_name = "accounts"
urlpatterns = [
    path("country/", views.country, name="country"),
    path("country/here/", views.here, name="here"),
    path("accounts/", views.account, name="account"),
    path("accounts/preferences/", views.preferences, name="preferences"),
    path("accounts/profile/", views.profile, name="profile"),
    path(
        "accounts/profile/forget/",
        views.forget_profile,
        name="forget_profile",
    ),
    path(
        "accounts/profile/<slug:screen_id>/",
        views.profile_screen,
        name="profile_screen",
    ),
]
if not settings.EMAIL_CONFIGURED:
    # Stands in front of allauth's page, which would write a letter that nobody gets.
    urlpatterns.append(
        path("accounts/password/reset/", views.no_mail, name="no_mail")
    )
