"""Addresses of help for this minute."""

from django.urls import path

from backspasm.relief.views import (
    ask_again,
    delete_check,
    ends,
    floor,
    helper,
    home,
    in_vain,
    new_sign,
    offline,
    player,
    unsent,
)

app_name = "relief"
urlpatterns = [
    path("", home.home, name="home"),
    path("now/", floor.now, name="now"),
    path("now/ask/", floor.ask, name="ask"),
    path("now/ask/<slug:question_id>/", ask_again.ask_again, name="ask_again"),
    path("now/new/", new_sign.new_sign, name="new_sign"),
    path("now/up/", floor.up, name="up"),
    path("now/stuck/", floor.stuck, name="stuck"),
    path("now/helper/", helper.helper, name="helper"),
    path("emergency/", offline.emergency, name="emergency"),
    path("offline/", offline.offline, name="offline"),
    path("offline/positions/", offline.positions, name="positions"),
    path("offline/who/", unsent.who, name="who"),
    path("offline/keep/", unsent.keep, name="keep"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("session/", player.session, name="session"),
    path("session/start/", ends.start, name="start"),
    path("session/next/", player.move_on, name="next"),
    path("session/again/", player.again, name="again"),
    path("session/pause/", player.pause, name="pause"),
    path("session/resume/", player.resume, name="resume"),
    path("session/earlier/", player.earlier, name="earlier"),
    path("session/finish/", player.finish, name="finish"),
    path("session/pain/", player.pain, name="pain"),
    path("session/felt/", player.felt, name="felt"),
    path("session/cannot/", player.cannot, name="cannot"),
    path("session/stop/", player.stop, name="stop"),
    path("session/undo/", in_vain.undo, name="undo"),
    path("session/afresh/", in_vain.afresh, name="afresh"),
    path("session/swap/", player.swap, name="swap"),
    path("session/done/", ends.done, name="done"),
    path("check/delete/", delete_check.delete, name="delete_check"),
    path("check/restore/<int:pk>/", delete_check.restore, name="restore_check"),
]
