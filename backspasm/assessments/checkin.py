"""Looking again: which re-check of an open episode is due, and what it begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from backspasm.accounts.models import Owner
from backspasm.assessments.current import Current
from backspasm.assessments.expiry import is_unfinished, rechecks_of
from backspasm.assessments.models import Assessment
from backspasm.care.catalogue import Catalogue
from backspasm.care.check import followup
from backspasm.care.check.answers import Answer, Answers
from backspasm.care.check.followup import Recheck
from backspasm.episodes.models import Episode

GOES_ON = timedelta(hours=12)
"""A check-in that was broken off goes on for so long; after that it begins anew."""
FAR_BACK = 20
"""Checks to look through for the answer to the second list."""


@dataclass(frozen=True, slots=True)
class Last:
    """The latest check of an open episode, and its owner, as one moment."""

    here: Current
    episode: Episode

    @property
    def check(self) -> Assessment:
        """The check itself."""
        assert self.here.check is not None  # noqa: S101 - last_of() makes no other
        return self.here.check

    @property
    def broken_off(self) -> bool:
        """Whether it is a check-in that still has questions open."""
        return self.check.again and self.unfinished

    @property
    def unfinished(self) -> bool:
        """Whether questions were open when the last answer was kept."""
        return is_unfinished(self.check)

    @property
    def goes_on(self) -> bool:
        """Whether the person is in the middle of it."""
        age = self.here.now - self.check.started
        is_open = self.check.closed is None
        return self.broken_off and is_open and age < GOES_ON

    def due(self) -> Recheck | None:
        """The latest re-check whose time has come since the person last said how it is."""
        here = self.here
        dates = rechecks_of(
            self.check,
            here.answers,
            here.catalogue,
            self.episode.start,
        )
        past = [row for row in dates if row.due <= here.now]
        if not past:
            return None
        return past[-1]

    def begin(self) -> Current:
        """Where a check-in begins: time has passed, and what may have changed is open.

        In the middle of one it goes on where it was.
        """
        if self.goes_on:
            return self.here
        here = self.here
        answers = followup.ask_again(
            here.answers,
            here.catalogue,
            self.episode.start,
            here.now,
        )
        pack = here.catalogue
        told = self._first_told(pack.roles.question.pain_worst)
        answers = followup.with_worst(
            answers,
            pack,
            told,
            self.episode.worst_pain,
            here.now,
        )
        return replace(here, check=None, answers=answers)

    def _first_told(self, question: str) -> Answer | None:
        """What the person answered in the first check of this episode. One query."""
        mine = Assessment.objects.of(self.here.owner)
        first = mine.about(self.episode).last()
        kept = self.here.answers
        if first is not None:
            kept = Answers.restore(first.answers, self.here.catalogue)
        return kept.get(question)


def last_of(
    owner: Owner | None,
    episode: Episode | None,
    pack: Catalogue,
    now: datetime,
) -> Last | None:
    """The latest check of an open episode. One query, none without an episode."""
    if owner is None or episode is None:
        return None
    mine = Assessment.objects.of(owner)
    checks = mine.about(episode)
    check = checks.first()
    if check is None:
        return None
    check.owner = owner
    check.episode = episode
    answers = Answers.restore(check.answers, pack)
    here = Current(owner, check, answers, pack, now)
    return Last(here, episode)


def is_due(here: Current) -> bool:
    """Whether this finished check belongs to an open episode whose re-check is due."""
    if here.check is None:
        return False
    episode = here.check.live_episode
    if episode is None:
        return False
    last = Last(here, episode)
    return last.due() is not None


def still_ticked(here: Current) -> list[str]:
    """What a check-in shows as ticked on the second list of danger signs: the lines of last time.

    Cancer or a weak immune system do not pass in a day, and leaving the tick out would say so.
    Nor does a pregnancy or a weak limb that was told as new, on a list with the same lines: those
    count from every check since the list was last answered, also from a check-in that was broken
    off before it. "None of these" is never ticked for anyone. One query.
    """
    check = here.check
    if check is None or check.episode is None:
        return []
    mine = Assessment.objects.of(here.owner)
    before = mine.about(check.episode).exclude(pk=check.pk)
    asked = here.catalogue.roles.question
    second_list = here.catalogue.questions[asked.second_list]
    found: set[str] = set()
    for kept in before.values_list("answers", flat=True)[:FAR_BACK]:
        answers = Answers.restore(kept, here.catalogue)
        found |= _ticked(answers, asked.second_list)
        found |= _ticked(answers, asked.new_sign)
        if asked.second_list in answers:
            break
    signs = {line.id for line in second_list.choices if not line.exclusive}
    return sorted(found & signs)


def _ticked(answers: Answers, question: str) -> frozenset[str]:
    answer = answers.get(question)
    if answer is None:
        return frozenset()
    return answer.ticked


@dataclass(frozen=True, slots=True)
class LookAgain:
    """For the home page and the plan: it is time, and what for."""

    title: str
    unfinished: bool = False


def look_again(last: Last | None) -> LookAgain | None:
    """Whether it is time to look again, or to finish doing so."""
    if last is None:
        return None
    if last.broken_off:
        return LookAgain("", unfinished=True)
    due = last.due()
    if due is None:
        return None
    return LookAgain(due.point.title)
