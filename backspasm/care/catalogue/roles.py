"""Which entry of the pack is what to the programme, and the small lists of the diary.

The programme knows entries by their role, never by their id. Every role must be filled:
a pack that leaves one out cannot be read.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionRoles:
    """Ids of questions."""

    danger_list: str
    """Comes before everything else; its answers age."""
    second_list: str
    """The urgent signs."""
    new_sign: str
    """What someone who holds a position may tell besides, without being asked."""
    positions_tried: str
    """What the floor itself answers when every position was given up."""
    pain_now: str
    pain_worst: str
    duration: str
    can_do: str
    toilet_before: str
    """Since when the toilet is known to be out of reach."""
    region: str
    spread: str
    trigger: str
    at_hand: str
    tells_how_it_is: tuple[str, ...]
    """The oldest answer to one of these says when a person was last asked."""
    asked_each_time: tuple[str, ...]
    """By a check-in, besides the danger list."""
    asked_after_a_week: tuple[str, ...]
    """By a check-in besides, once the pain has lasted for a week."""


@dataclass(frozen=True, slots=True)
class ChoiceRoles:
    """Lines, as ``question.choice``."""

    over: str
    reaches_toilet: str
    toilet_no: str
    toilet_yes: str
    toilet_not_for_hours: str
    none_eased: str


@dataclass(frozen=True, slots=True)
class FactorRoles:
    """Ids of factors."""

    under_16: str
    under_18: str
    over: str
    severe: str
    chronic: str
    past_3_days: str
    past_14_days: str
    pain_to_4: str
    pain_from_4: str
    pain_from_6: str
    daily_tasks: str
    can_walk: str
    can_floor: str
    can_dress: str
    can_lie: str
    cannot_lie: str
    cannot_lie_flat: str
    cannot_reach_toilet: str
    cannot_reach_floor: str
    cannot_kneel: str
    bending_eases: str
    bending_worse: str
    leaning_back_eases: str
    leaning_back_worse: str
    inability: tuple[str, ...]
    """What a person cannot do: a reason for a technique that needs none of it."""
    told_on_a_call: tuple[str, ...]
    """What whoever answers an emergency call should hear besides the signs, when ticked."""


@dataclass(frozen=True, slots=True)
class AdviceRoles:
    """Ids of advice and cards."""

    get_help: str
    seen_today: str
    leg_stop: str
    """Stands beside exercises."""
    sleep_setup: str
    """Has the last minutes before bedtime."""
    for_everyone: tuple[str, ...]
    """Part of every plan; other advice is shown when it answers something."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Every role, by the kind of entry that fills it."""

    question: QuestionRoles
    choice: ChoiceRoles
    factor: FactorRoles
    advice: AdviceRoles


@dataclass(frozen=True, slots=True)
class Tried:
    """A thing of "what has helped, what made it worse", of which techniques are examples."""

    id: str
    word: str
    """As it stands in a sentence."""
    helped: str
    """The factor that says that it has helped."""
    worse: str
    """The factor that says that it made it worse."""
    better_later: bool = False
    """Gains after the first days."""


@dataclass(frozen=True, slots=True)
class LegSign:
    """What an episode can say of the legs."""

    id: str
    text: str
    said_by: tuple[str, ...] = ()
    """Lines of the check (``question.choice``) that say it too."""
    only_with: str = ""
    """Counts from the check only where this other one was said."""
    alarming: bool = False
    """Should be checked for danger signs."""
