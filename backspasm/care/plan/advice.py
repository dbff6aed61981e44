"""Which advice a plan carries: medicines, sleep, work, fluids, prevention, safety cards.

Advice is ruled out by the same cautions as techniques, and points only to techniques
that this person may be shown.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from backspasm.care.catalogue import (
    Advice,
    AskFirst,
    Level,
    Phase,
    Technique,
)
from backspasm.care.plan.eligibility import Bar, bars, cautions, said_behind
from backspasm.care.plan.model import AdviceItem, Felt, LeftOut, Why
from backspasm.care.plan.patient import Situation
from backspasm.care.plan.rationale import because

MOST_PREVENTION = 6


def advice_on(
    topic: str, person: Situation
) -> tuple[tuple[AdviceItem, ...], tuple[LeftOut, ...]]:
    """The advice of a topic that fits, and what was ruled out of it, both in rank order."""
    if person.comfort_only:
        return (), ()
    kept: list[AdviceItem] = []
    out: list[LeftOut] = []
    for advice in _ranked(topic, person):
        stops = cautions(advice, person)
        if stops:
            out.append(left_out(advice, stops, person))
        elif allowed(advice, person) or not advice.techniques:
            kept.append(_item(advice, person))
    return tuple(kept), tuple(out)


def _ranked(topic: str, person: Situation) -> list[Advice]:
    rows = person.pack.advice_by_topic.get(topic, ())
    mine = [row for row in rows if _wanted(row, person)]
    if topic == "prevention":
        mine.sort(key=lambda row: _matches(row, person), reverse=True)
        return mine[:MOST_PREVENTION]
    return mine


def _wanted(advice: Advice, person: Situation) -> bool:
    """Whether an advice is for this person, before what rules it out."""
    about = person.pack.advice.get(advice.unless_left_out)
    if about and cautions(about, person):
        return False
    if advice.topic == "medicines":
        return True
    answers_something = _matches(advice, person) > 0
    if advice.topic == "prevention":
        if answers_something:
            return True
        between_episodes = person.stand.phase is Phase.PREVENTION
        return between_episodes and _in_phase(advice, person)
    for_everyone = advice.id in person.pack.roles.advice.for_everyone
    if for_everyone or answers_something:
        return _in_phase(advice, person)
    return False


def _in_phase(advice: Advice, person: Situation) -> bool:
    if not advice.phases:
        return True
    pools = person.stand.pools
    return any(phase in pools for phase in advice.phases)


def _matches(advice: Advice, person: Situation) -> int:
    """How much of what this person said it answers."""
    answered = person.held & person.pack.answered_by[advice.id]
    return len(answered)


def allowed(advice: Advice, person: Situation) -> tuple[str, ...]:
    """Of the techniques that an advice points to, those nothing rules out for this person."""
    found: list[str] = []
    for name in advice.techniques:
        technique = person.pack.techniques.get(name)
        if technique and not bars(technique, person):
            found.append(name)
    return tuple(found)


def _item(advice: Advice, person: Situation) -> AdviceItem:
    why = because(advice.answers, "here", person)
    matched = why is not None
    if why is None:
        why = Why(person.say("advice"), person.since)
    return AdviceItem(
        advice=advice,
        why=(why,),
        matched=matched,
        ask_first=(*_felt_worse(advice, person), *_asked(advice, person)),
        techniques=allowed(advice, person),
    )


def _asked(advice: Advice, person: Situation) -> Iterator[AskFirst]:
    for row in advice.ask_first:
        if person.facts.possible(row.factor):
            yield row


def _felt_worse(advice: Advice, person: Situation) -> Iterator[AskFirst]:
    """An advice may name in words what made it worse."""
    for name in advice.techniques:
        if person.felt.get(name) is Felt.WORSE:
            what = person.pack.techniques[name].name
            words = person.say("out_felt_advice", what=what)
            yield AskFirst("", words)


def left_out(
    entry: Technique | Advice,
    stops: list[Bar],
    person: Situation,
) -> LeftOut:
    """What is not shown: the first reason in words, every factor and every answer behind it.

    The answers behind the first reason come first: they are what can be changed about it.
    """
    first, *more = stops
    answers = [*said_behind(first, person)]
    others: set[tuple[str, str]] = set()
    for stop in more:
        others.update(said_behind(stop, person))
    others.difference_update(answers)
    answers += sorted(others)
    factors = [stop.factor for stop in stops if stop.factor]
    return LeftOut(
        id=entry.id,
        name=entry.name,
        because=first.because,
        factors=tuple(factors),
        answers=tuple(answers),
    )


def cards(person: Situation, *, exercises: bool) -> tuple[Advice, ...]:
    """When to call, when to be seen today, when to stop; the cards of the rules that fired.

    A sign that one of them grades higher for this person stands there alone.
    """
    known = person.pack.advice
    wanted = _cards_for(person, exercises=exercises)
    found = [known[name] for name in wanted if name in known]
    found.sort(key=lambda card: (card.rank, card.id))
    taken: set[str] = set()
    for card in found:
        taken.update(card.instead_of)
    return tuple(_card_without(taken, card, person) for card in found)


def _cards_for(person: Situation, *, exercises: bool) -> set[str]:
    """The ids of the cards for this person; a rule without one gives an empty id."""
    roles = person.pack.roles.advice
    wanted = {roles.get_help, roles.seen_today}
    if person.comfort_only:
        return wanted
    for name in person.clearance.fired:
        wanted.add(person.pack.rules[name].card)
    if exercises:
        wanted.add(roles.leg_stop)
    return wanted


def _card_without(
    taken: set[str],
    card: Advice,
    person: Situation,
) -> Advice:
    """A card without the lines that another one says more of."""
    return dataclasses.replace(
        card,
        facts=tuple(line for line in card.facts if line not in taken),
        techniques=allowed(card, person),
    )


def within_days(person: Situation) -> int | None:
    """SOON: the shortest time of the rules that fired, in days."""
    if person.clearance.level is not Level.SOON:
        return None
    found: list[int] = []
    for name in person.clearance.fired:
        days = person.pack.rules[name].within_days
        if days is not None:
            found.append(days)
    return min(found, default=None)
