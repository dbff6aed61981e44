"""Addresses of the pages that belong to no one part."""

from django.urls import path

from backspasm.web import views

app_name = "web"
urlpatterns = [
    path("healthz/", views.health, name="health"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("theme/", views.theme, name="theme"),
]
