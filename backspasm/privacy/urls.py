"""Addresses about all of a person's data."""

from django.urls import path

from backspasm.privacy import views

app_name = "privacy"
urlpatterns = [
    path("accounts/data/", views.data, name="data"),
    path("accounts/data/export/", views.export, name="export"),
    path("accounts/data/erase/", views.erase, name="erase"),
    path("data/answers/", views.answers, name="answers"),
    path("accounts/choose/", views.choose, name="choose"),
]
