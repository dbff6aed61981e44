"""The check a request is about, with its answers, as the views need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from backspasm.accounts.models import Owner
from backspasm.accounts.owners import current_owner_with
from backspasm.assessments.expiry import is_history
from backspasm.assessments.models import Assessment
from backspasm.care.catalogue import Catalogue, Level, Screen
from backspasm.care.check import followup, routing, triage
from backspasm.care.check.answers import Answers
from backspasm.care.check.evaluation import facts_of
from backspasm.web.catalogue import catalogue


@dataclass(frozen=True, slots=True)
class Current:
    """Owner and check may be missing: nothing was answered yet."""

    owner: Owner | None
    check: Assessment | None
    answers: Answers
    catalogue: Catalogue
    now: datetime
    past: Assessment | None = None
    """The check that is history since it was last answered; then there is no other."""

    @property
    def outcome(self) -> triage.Outcome:
        """What the answers come to with today's rules."""
        return triage.assess(self.answers, self.catalogue, self.now)

    def next_screen(self, outcome: triage.Outcome) -> Screen | None:
        """What to ask now; danger signs that have gone stale come first again."""
        if routing.danger_stale(self.answers, self.catalogue, self.now):
            return self.catalogue.screens[0]
        return routing.next_screen(
            outcome,
            self.answers,
            self.catalogue,
            again=self.again,
        )

    def screen(self, screen_id: str) -> Screen | None:
        """A screen by its id; those of a check-in only during one."""
        screens = self.catalogue.screens
        if self.again:
            screens = self.catalogue.screens_again
        for screen in screens:
            if screen.id == screen_id:
                return screen
        return None

    def screen_before(self, screen: Screen) -> Screen | None:
        """Where "Back" leads."""
        since = None
        if self.check is not None and self.check.again:
            since = self.check.started
        return routing.previous_screen(
            screen,
            self.answers,
            self.catalogue,
            since,
        )

    def after(self, check: Assessment, answers: Answers) -> Current:
        """The same moment once these answers are given in `check`."""
        answers = routing.drop_void(answers, self.catalogue)
        if check.again:
            answers = followup.settle(answers, self.catalogue, self.now)
        return Current(check.owner, check, answers, self.catalogue, self.now)

    @property
    def young(self) -> bool:
        """Whether this person is known to be under 18: a grown-up should be there."""
        young = self.catalogue.roles.factor.under_18
        facts = facts_of(self.answers, self.catalogue)
        return facts.holds(young)

    @property
    def again(self) -> bool:
        """Whether this is a check-in."""
        return self.check is not None and self.check.again

    def is_done(self, outcome: triage.Outcome) -> bool:
        """Whether the check has come to an outcome that may be shown."""
        if outcome.level >= Level.URGENT:
            return True
        return self.next_screen(outcome) is None

    @property
    def started(self) -> datetime:
        """When the pain began as far as is known without asking: the episode's start, or now."""
        if self.check is None:
            return self.now
        episode = self.check.live_episode
        if episode is None:
            return self.check.started
        return episode.start


def current(request: HttpRequest) -> Current:
    """The owner's open check. One query for someone with a check, none for a stranger.

    A check that is history is not there: the next answer begins a new one.
    """
    pack = catalogue()
    now = timezone.now()
    owner, check = current_owner_with(request, Assessment.objects.open())
    if check is None:
        return Current(owner, None, Answers(), pack, now)
    answers = Answers.restore(check.answers, pack)
    if is_history(check, answers, pack, now):
        return Current(owner, None, Answers(), pack, now, past=check)
    return Current(owner, check, answers, pack, now)
