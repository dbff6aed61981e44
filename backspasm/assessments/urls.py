"""Addresses of the check, the pages that and the rules."""

from django.urls import path

from backspasm.assessments.views import (
    check,
    checkin,
    diary,
    outcome,
    plan,
    profile,
    reminder,
)

app_name = "assessments"
urlpatterns = [
    path("check/", check.check, name="check"),
    path("check/outcome/", outcome.outcome, name="outcome"),
    path("check/mistake/", outcome.mistake, name="mistake"),
    path("check/restart/", check.restart, name="restart"),
    path("check/seen/", check.seen, name="seen"),
    path("check/again/", checkin.checkin, name="again"),
    path("check/still-true/", profile.still_true, name="still_true"),
    path("check/keep/", profile.keep, name="keep"),
    path("check/log/", diary.log, name="log"),
    path("check/letter/", reminder.reminder, name="letter"),
    path("check/plan/", plan.plan, name="plan"),
    path("check/bedtime/", plan.bedtime, name="bedtime"),
    path("check/plan.ics", plan.plan_ics, name="plan_ics"),
    path("check/<slug:screen_id>/", check.question, name="question"),
]
