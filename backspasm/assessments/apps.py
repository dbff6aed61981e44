"""The check as a Django app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Questions, outcome and plan."""

    name = "backspasm.assessments"
