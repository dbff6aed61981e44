"""Addresses of the diary."""

from django.urls import path

from backspasm.episodes.views import entries, episode, history, log, medicine

app_name = "episodes"
urlpatterns = [
    path("episodes/", history.history, name="history"),
    path("episodes/log/", log.log, name="log"),
    path("episodes/new/", log.new, name="new"),
    path("episodes/bin/", history.bin_, name="bin"),
    path("episodes/<int:pk>/", episode.episode, name="episode"),
    path("episodes/<int:pk>/edit/", episode.edit, name="edit_episode"),
    path("episodes/<int:pk>/end/", episode.end, name="end"),
    path("episodes/<int:pk>/reopen/", episode.reopen, name="reopen"),
    path("episodes/<int:pk>/delete/", episode.delete, name="delete_episode"),
    path("episodes/<int:pk>/restore/", episode.restore, name="restore_episode"),
    path("episodes/<int:pk>/use/", entries.use, name="use"),
    path(
        "episodes/reading/<int:pk>/",
        entries.edit_reading,
        name="edit_reading",
    ),
    path(
        "episodes/reading/<int:pk>/delete/",
        entries.delete_reading,
        name="delete_reading",
    ),
    path(
        "episodes/reading/<int:pk>/restore/",
        entries.restore_reading,
        name="restore_reading",
    ),
    path("episodes/use/<int:pk>/", entries.edit_use, name="edit_use"),
    path(
        "episodes/use/<int:pk>/delete/",
        entries.delete_use,
        name="delete_use",
    ),
    path(
        "episodes/use/<int:pk>/restore/",
        entries.restore_use,
        name="restore_use",
    ),
    path("medicine/", medicine.medicine, name="medicine"),
    path("medicine/<int:pk>/", medicine.edit, name="edit_medicine"),
    path("medicine/<int:pk>/take/", medicine.take, name="take"),
    path("medicine/<int:pk>/delete/", medicine.delete, name="delete_medicine"),
    path(
        "medicine/<int:pk>/restore/",
        medicine.restore,
        name="restore_medicine",
    ),
    path(
        "medicine/dose/<int:pk>/delete/",
        medicine.delete_dose,
        name="delete_dose",
    ),
    path(
        "medicine/dose/<int:pk>/restore/",
        medicine.restore_dose,
        name="restore_dose",
    ),
]
