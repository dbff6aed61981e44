"""Addresses about the person."""

from django.urls import path

from backspasm.accounts import views

app_name = "accounts"
urlpatterns = [
    path("country/", views.country, name="country"),
    path("country/here/", views.here, name="here"),
]
