"""Addresses of the pages that explain."""

from django.urls import path

from backspasm.library import views

app_name = "library"
urlpatterns = [
    path("learn/", views.learn, name="learn"),
    path("learn/<slug:page_id>/", views.learn_page, name="learn_page"),
    path("how-we-decide/", views.how_we_decide, name="how_we_decide"),
]
