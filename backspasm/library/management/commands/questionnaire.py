"""``manage.py questionnaire``: every question, in order, as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from backspasm.library.auditing import questionnaire
from backspasm.web.catalogue import catalogue


class Command(BaseCommand):
    """Prints ids, texts, types, choices and the conditions under which each is asked."""

    help = "Print every question in order as JSON."

    def handle(self, *args: Any, **options: Any) -> None:
        """One JSON array on standard output."""
        questions = questionnaire(catalogue())
        text = json.dumps(questions, ensure_ascii=False, indent=2)
        self.stdout.write(text)
