"""Where a check and the diary meet: what answers are in the words of an episode."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.urls import reverse

from backspasm.assessments.current import Current
from backspasm.assessments.models import Assessment
from backspasm.care.catalogue import Catalogue, Level
from backspasm.care.check.answers import Answers
from backspasm.care.check.followup import guessed_start
from backspasm.care.check.triage import Outcome
from backspasm.episodes.models import Episode
from backspasm.episodes.times import span_words, to_local


@dataclass(frozen=True, slots=True)
class Place:
    """Where a check stands in the diary: in `episode`, or `key` offers to log it.

    Both: the episode is open, and the check is not in it yet.
    """

    episode: Episode | None
    span: str
    key: UUID | None = None


def place(
    here: Current,
    outcome: Outcome,
    zone: str,
) -> Place | None:
    """What the outcome and the plan say about the diary; nothing where there is nothing to say.

    One query for a check that is in no episode yet.
    """
    check = here.check
    if check is None:
        return None
    episode = check.live_episode
    if episode is not None:
        return Place(episode, _span(episode, here.now, zone))
    if not can_be_logged(here, outcome):
        return None
    key = uuid4()
    episode = Episode.objects.of(here.owner).current()
    if episode is None:
        return Place(None, "", key)
    return Place(episode, _span(episode, here.now, zone), key)


def check_again_url(stands: Place | None, catalogue: Catalogue) -> str:
    """Where something new is told: in an episode as a check-in, else from the first list on."""
    if stands is not None and stands.episode and stands.key is None:
        return reverse("assessments:again")
    return reverse("assessments:question", args=[catalogue.screens[0].id])


def can_be_logged(here: Current, outcome: Outcome) -> bool:
    """Whether a check tells enough for an episode, and is about a spell of pain at all."""
    return (
        outcome.level < Level.EMERGENCY
        and here.is_done(outcome)
        and guessed_start(here.answers, here.catalogue) is not None
    )


def _span(
    episode: Episode,
    now: datetime,
    zone: str,
) -> str:
    start = to_local(episode.start, episode.start_zone).date()
    today = to_local(now, zone).date()
    return span_words(start, None, today)


def reading_key(check: Assessment, episode: Episode) -> UUID:
    """The same for the same check and episode, so that it is written once."""
    return uuid5(episode.key, f"check:{check.pk}")


def details(
    answers: Answers,
    catalogue: Catalogue,
    now: datetime,
    zone: str,
) -> dict[str, object]:
    """The fields of an episode that a check knows. Its start is a guess, and marked as one."""
    asked = catalogue.roles.question
    triggers = catalogue.questions[asked.trigger].by_id
    start = guessed_start(answers, catalogue) or now
    told = answers.get(asked.pain_now)
    if told is not None:
        start = min(start, told.at)
    ticked = _ticked(answers, asked.trigger)
    return {
        "start": start,
        "start_zone": zone,
        "start_about": True,
        "regions": _ticked(answers, asked.region),
        "triggers": tuple(item for item in ticked if not triggers[item].unsure),
        "legs": _legs(answers, catalogue),
    }


def _legs(answers: Answers, catalogue: Catalogue) -> tuple[str, ...]:
    """What the check says of the legs, in the words of the diary."""
    found: list[str] = []
    for leg in catalogue.legs.values():
        if leg.only_with and leg.only_with not in found:
            continue
        if any(_is_ticked(answers, line) for line in leg.said_by):
            found.append(leg.id)
    return tuple(found)


def _is_ticked(answers: Answers, line: str) -> bool:
    """Of a line as content names it: ``question.line``."""
    asked, _dot, item = line.partition(".")
    return item in _ticked(answers, asked)


def worst(answers: Answers, catalogue: Catalogue) -> int | None:
    """The worst pain since it began, where it says more than the pain now."""
    asked = catalogue.roles.question
    told = answers.number(asked.pain_worst)
    now = answers.number(asked.pain_now)
    if told is None or now is None or told > now:
        return told
    return None


def between(answers: Answers, catalogue: Catalogue) -> bool:
    """Whether the person said that the pain is over."""
    over = catalogue.line(catalogue.roles.choice.over).id
    return over in _ticked(answers, catalogue.roles.question.duration)


def _ticked(answers: Answers, question: str) -> tuple[str, ...]:
    answer = answers.get(question)
    if answer is None:
        return ()
    return tuple(sorted(answer.ticked))
