"""Addresses of help for this minute."""

from django.urls import path

from backspasm.relief import views

app_name = "relief"
urlpatterns = [path("", views.home, name="home")]
