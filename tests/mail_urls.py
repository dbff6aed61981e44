"""The addresses of a site that can send mail, in front of those of the tests' own settings."""

from allauth.account import views
from django.urls import path

from backspasm.urls import (
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
)
from backspasm.urls import urlpatterns as own

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]

urlpatterns = [
    path(
        "accounts/login/code/",
        views.request_login_code,
        name="account_request_login_code",
    ),
    path(
        "accounts/password/reset/",
        views.password_reset,
        name="account_reset_password",
    ),
    *own,
]
