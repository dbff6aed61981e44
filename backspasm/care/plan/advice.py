"""Which advice a plan carries: medicines, sleep, work, fluids, prevention, safety cards.

Advice is ruled out by the same cautions as techniques, and points only to techniques
that this person may be shown.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from backspasm.care.catalogue import Advice, AskFirst, Level, Phase
from backspasm.care.plan.eligibility import Bar, bars, cautions, said_behind
from backspasm.care.plan.model import AdviceItem, Felt, LeftOut, Why
from backspasm.care.plan.patient import Situation
from backspasm.care.plan.rationale import because
from backspasm.care.words import say

MOST_PREVENTION = 6


def advice_on(
    topic: str, person: Situation
) -> tuple[tuple[AdviceItem, ...], tuple[LeftOut, ...]]:
    """The advice of a topic that fits, and what was ruled out of it, both in rank order."""
    if person.comfort_only:
        return (), ()
    kept, out = [], []
    for advice in _ranked(topic, person):
        stops = cautions(advice, person)
        if stops:
            out.append(left_out(advice.id, advice.name, stops, person))
        elif allowed(advice, person) or not advice.techniques:
            kept.append(_item(advice, person))
    return tuple(kept), tuple(out)


def _ranked(topic: str, person: Situation) -> list[Advice]:
    rows = person.facts.catalogue.advice_by_topic.get(topic, ())
    mine = [row for row in rows if _wanted(row, person)]
    if topic != "prevention":
        return mine
    return sorted(mine, key=lambda row: -_matches(row, person))[
        :MOST_PREVENTION
    ]


def _wanted(advice: Advice, person: Situation) -> bool:
    catalogue = person.facts.catalogue
    about = catalogue.advice.get(advice.unless_left_out)
    if about and cautions(about, person):
        return False
    if advice.topic == "medicines":
        return True
    in_phase = not advice.phases or bool(
        set(advice.phases).intersection(person.stand.pools)
    )
    if advice.topic == "prevention":
        return _matches(advice, person) > 0 or (
            in_phase and person.stand.phase is Phase.PREVENTION
        )
    for_everyone = advice.id in catalogue.roles.advice.for_everyone
    return in_phase and (for_everyone or _matches(advice, person) > 0)


def _matches(advice: Advice, person: Situation) -> int:
    return len(person.held & person.facts.catalogue.answered_by[advice.id])


def allowed(advice: Advice, person: Situation) -> tuple[str, ...]:
    """Of the techniques that an advice points to, those nothing rules out for this person."""
    techniques = person.facts.catalogue.techniques
    return tuple(
        name
        for name in advice.techniques
        if name in techniques and not bars(techniques[name], person)
    )


def _item(advice: Advice, person: Situation) -> AdviceItem:
    matched = because(advice.answers, "here", person)
    base = Why(say(person.facts.catalogue, "advice"), person.since)
    return AdviceItem(
        advice=advice,
        why=(matched or base,),
        matched=matched is not None,
        ask_first=(*_felt_worse(advice, person), *_asked(advice, person)),
        techniques=allowed(advice, person),
    )


def _asked(advice: Advice, person: Situation) -> Iterator[AskFirst]:
    return (
        row for row in advice.ask_first if person.facts.possible(row.factor)
    )


def _felt_worse(advice: Advice, person: Situation) -> Iterator[AskFirst]:
    """An advice may name in words what made it worse."""
    pack = person.facts.catalogue
    for name in advice.techniques:
        if person.felt.get(name) is Felt.WORSE:
            yield AskFirst(
                "",
                say(pack, "out_felt_advice", what=pack.techniques[name].name),
            )


def left_out(
    entry: str, name: str, stops: list[Bar], person: Situation
) -> LeftOut:
    """What is not shown: the first reason in words, every factor and every answer behind it.

    The answers behind the first reason come first: they are what can be changed about it.
    """
    first = sorted(said_behind(stops[0], person))
    others = {
        answer for stop in stops[1:] for answer in said_behind(stop, person)
    }
    answers = [*first, *sorted(others.difference(first))]
    factors = tuple(stop.factor for stop in stops if stop.factor)
    return LeftOut(entry, name, stops[0].because, factors, tuple(answers))


def cards(person: Situation, *, exercises: bool) -> tuple[Advice, ...]:
    """When to call, when to be seen today, when to stop; the cards of the rules that fired.

    A sign that one of them grades higher for this person stands there alone.
    """
    pack = person.facts.catalogue
    roles = pack.roles.advice
    wanted = {roles.get_help, roles.seen_today}
    if not person.comfort_only:
        wanted |= {
            rule.card
            for rule in map(pack.rules.__getitem__, person.clearance.fired)
        }
        wanted |= {roles.leg_stop} if exercises else set()
    found = [pack.advice[name] for name in wanted if name in pack.advice]
    taken = {line for card in found for line in card.instead_of}
    return tuple(
        dataclasses.replace(
            card,
            facts=tuple(line for line in card.facts if line not in taken),
            techniques=allowed(card, person),
        )
        for card in sorted(found, key=lambda card: (card.rank, card.id))
    )


def within_days(person: Situation) -> int | None:
    """SOON: the shortest time of the rules that fired, in days."""
    if person.clearance.level is not Level.SOON:
        return None
    rules = (
        person.facts.catalogue.rules[name] for name in person.clearance.fired
    )
    return min(
        (rule.within_days for rule in rules if rule.within_days is not None),
        default=None,
    )
