"""The check a request is about, with its answers, as the views need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.accounts.owners import current_owner
from backspasm.assessments.models import Assessment
from backspasm.care import flow, triage
from backspasm.care.answers import Answers
from backspasm.care.catalogue import Catalogue, Screen
from backspasm.web.catalogue import catalogue


@dataclass(frozen=True, slots=True)
class Current:
    """Owner and check may be missing: nothing was answered yet."""

    owner: Owner | None
    check: Assessment | None
    answers: Answers
    catalogue: Catalogue
    now: datetime

    @property
    def outcome(self) -> triage.Outcome:
        """What the answers come to with today's rules."""
        return triage.assess(self.answers, self.catalogue, self.now)

    def next_screen(self, outcome: triage.Outcome) -> Screen | None:
        """What to ask now; danger signs that have gone stale come first again."""
        if flow.danger_stale(self.answers, self.now):
            return self.catalogue.screens[0]
        return flow.next_screen(outcome, self.answers, self.catalogue)


def current(request: HttpRequest) -> Current:
    """The owner's open check. Two queries for someone with a check, none for a stranger."""
    owner = current_owner(request)
    check = Assessment.objects.of(owner).current()
    pack = catalogue()
    answers = Answers.restore(check.answers, pack) if check else Answers()
    return Current(owner, check, answers, pack, timezone.now())
