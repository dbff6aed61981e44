"""Where a check and the diary meet: what answers are in the words of an episode."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.urls import reverse

from backspasm.assessments.current import Current
from backspasm.assessments.models import Assessment
from backspasm.care.catalogue import Level
from backspasm.care.check.answers import Answers
from backspasm.care.check.followup import guessed_start
from backspasm.care.check.routing import DANGER
from backspasm.care.check.triage import Outcome
from backspasm.episodes.models import Episode
from backspasm.episodes.times import span_words, to_local

OVER = "over-now"
LEGS = {
    "thigh": "leg-pain",
    "below-knee": "leg-pain",
    "comes-goes": "leg-tingling",
    "constant": "leg-tingling",
}
"""What the answers about spreading mean in the words of the diary."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a check stands in the diary: in `episode`, or `key` offers to log it.

    Both: the episode is open, and the check is not in it yet.
    """

    episode: Episode | None
    span: str
    key: UUID | None = None


def place(here: Current, outcome: Outcome, zone: str) -> Place | None:
    """What the outcome and the plan say about the diary; nothing where there is nothing to say.

    One query for a check that is in no episode yet.
    """
    check = here.check
    if check is None:
        return None
    if check.live_episode is not None:
        return Place(
            check.live_episode, _span(check.live_episode, here.now, zone)
        )
    if not can_be_logged(here, outcome):
        return None
    episode = Episode.objects.of(here.owner).current()
    span = _span(episode, here.now, zone) if episode else ""
    return Place(episode, span, uuid4())


def check_again_url(stands: Place | None) -> str:
    """Where something new is told: in an episode as a check-in, else from the first list on."""
    if stands is not None and stands.episode and stands.key is None:
        return reverse("assessments:again")
    return reverse("assessments:question", args=[DANGER])


def can_be_logged(here: Current, outcome: Outcome) -> bool:
    """Whether a check tells enough for an episode, and is about a spell of pain at all."""
    return (
        outcome.level < Level.EMERGENCY
        and here.is_done(outcome)
        and guessed_start(here.answers) is not None
    )


def _span(episode: Episode, now: datetime, zone: str) -> str:
    start = to_local(episode.start, episode.start_zone).date()
    return span_words(start, None, to_local(now, zone).date())


def reading_key(check: Assessment, episode: Episode) -> UUID:
    """The same for the same check and episode, so that it is written once."""
    return uuid5(episode.key, f"check:{check.pk}")


def details(answers: Answers, now: datetime, zone: str) -> dict[str, object]:
    """The fields of an episode that a check knows. Its start is a guess, and marked as one."""
    spread = _ticked(answers, "spread")
    legs = [LEGS[line] for line in spread if line in LEGS]
    if legs:
        legs += [
            LEGS[line] for line in _ticked(answers, "tingling") if line in LEGS
        ]
    start, told = guessed_start(answers) or now, answers.get("pain-now")
    return {
        "start": min(start, told.at) if told else start,
        "start_zone": zone,
        "start_about": True,
        "regions": _ticked(answers, "region"),
        "triggers": tuple(
            item for item in _ticked(answers, "trigger") if item != "unknown"
        ),
        "legs": tuple(dict.fromkeys(legs)),
    }


def worst(answers: Answers) -> int | None:
    """The worst pain since it began, where it says more than the pain now."""
    told = answers.number("pain-worst")
    now = answers.number("pain-now")
    if told is None or now is None or told > now:
        return told
    return None


def between(answers: Answers) -> bool:
    """Whether the person said that the pain is over."""
    return OVER in _ticked(answers, "duration")


def _ticked(answers: Answers, question: str) -> tuple[str, ...]:
    answer = answers.get(question)
    return tuple(sorted(answer.ticked)) if answer else ()
