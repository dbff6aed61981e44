"""Every address of the site, app by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("backspasm.relief.urls")),
    path("", include("backspasm.assessments.urls")),
    path("", include("backspasm.episodes.urls")),
    path("", include("backspasm.library.urls")),
    path("", include("backspasm.accounts.urls")),
    path("", include("backspasm.privacy.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("backspasm.web.urls")),
]

handler400 = "backspasm.web.errors.bad_request"
handler403 = "backspasm.web.errors.forbidden"
handler404 = "backspasm.web.errors.not_found"
handler429 = "backspasm.web.errors.too_many_requests"
handler500 = "backspasm.web.errors.server_error"
