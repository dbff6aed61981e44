"""Every state of the floor and of a guided session, each made the quick way."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.assessments.walking import PLAIN
from tests.relief.lying import (
    answer_at_rest,
    check_calmly,
    lie_down,
    standing,
    tap,
)

Prepare = Callable[[Client], object]
AT_HAND = {"at-hand": ["pillow", "chair", "heat-pack", "cold-pack"]}
NO_KNEES = [line for line in PLAIN["can"]["can"] if line != "kneel"]
HIP = {"conditions": ["bones"], "bones-which": ["hip-problem"]}


def nobody(client: Client) -> None:
    """Nothing is known yet."""


def ready(client: Client) -> None:
    lie_down(client)


def other_way(client: Client) -> None:
    """A position that glaucoma, about which nobody asked yet, would change."""
    lie_down(client)
    while standing().step.technique != "pos-lean-sit":
        tap(client, "cannot")


def hold(client: Client) -> None:
    lie_down(client)
    tap(client, "next")


def paused(client: Client) -> None:
    hold(client)
    tap(client, "pause")


def detail(client: Client) -> None:
    lie_down(client, "breath")


def asked(client: Client, until: str = "", **changed: object) -> None:
    """Answer while resting until this question comes, or until none is left."""
    hold(client)
    answer_at_rest(client, until, **changed)


def one(client: Client) -> None:
    asked(client, "age")


def many(client: Client) -> None:
    asked(client, "urgent")


def scale(client: Client) -> None:
    asked(client, "pain-now")


def changed_way(client: Client) -> None:
    asked(client, **HIP)


def answered(client: Client) -> None:
    asked(client)


def felt(client: Client) -> None:
    hold(client)
    tap(client, "next")


def worse(client: Client) -> None:
    felt(client)
    tap(client, "felt", felt="worse")


def danger_again(client: Client) -> None:
    hold(client)
    tap(client, "stop")


def worse_twice(client: Client) -> None:
    lie_down(client)
    for _ in range(2):
        tap(client, "next")
        tap(client, "next")
        tap(client, "felt", felt="worse")


def given_up(client: Client) -> None:
    """A position with the way back to the last one."""
    lie_down(client)
    tap(client, "cannot")


def in_vain(client: Client) -> None:
    lie_down(client)
    while standing().step.kind != "pain":
        tap(client, "cannot")


def asked_again(client: Client) -> None:
    asked(client, "region")


def child(client: Client) -> None:
    asked(client, "region", age="age-10-15")
    tap(client, "cannot")


def ended_at_once(client: Client) -> None:
    lie_down(client)
    tap(client, "finish")


def getting_up(client: Client) -> None:
    lie_down(client)
    client.post("/now/up/")


def lifted(client: Client) -> None:
    asked(client, can=NO_KNEES)
    client.post("/now/up/")


def pain_after(client: Client) -> None:
    felt(client)
    tap(client, "felt", felt="same")


def done(client: Client) -> None:
    pain_after(client)
    tap(client, "pain", pain=4)


def stood(client: Client) -> None:
    getting_up(client)
    for _ in range(6):
        tap(client, "next")
    tap(client, "pain", pain=3)


def plan(
    client: Client, technique: str, taps: int = 1, **changed: dict[str, object]
) -> None:
    """A session of one technique from the plan, so many taps in."""
    check_calmly(client, hand=AT_HAND, **changed)
    client.post("/session/start/", {"technique": technique})
    for _ in range(taps):
        tap(client, "next")


def breathing(client: Client) -> None:
    plan(client, "relax-breathing", 2)


def walking(client: Client) -> None:
    plan(client, "move-walk-acute", 2)


def log_roll(client: Client) -> None:
    strong = {**PLAIN["pain"], "pain-now": "7", "pain-worst": "7"}
    plan(client, "move-log-roll", pain=strong)


def packed(client: Client, taps: int) -> None:
    """A pack that can be swapped for the other one: a plan holds one of the two."""
    check_calmly(client, hand=AT_HAND)
    for technique in ("temp-heat", "temp-cold"):
        client.post("/session/start/", {"technique": technique})
    for _ in range(taps):
        tap(client, "next")


def cloth(client: Client) -> None:
    packed(client, 1)


def warm(client: Client) -> None:
    packed(client, 2)


def off(client: Client) -> None:
    packed(client, 3)
    tap(client, "felt", felt="better")
    tap(client, "pain", pain=3)


def other_answers(client: Client) -> None:
    """What runs was ruled out by a later answer."""
    packed(client, 2)
    client.post("/check/urgent/", {"urgent": ["skin"]})
    client.post("/check/skin/", {"skin": ["open-skin"]})


# name -> (address, what came before)
STATES: dict[str, tuple[str, Prepare]] = {
    "now": ("/now/", nobody),
    "danger-again": ("/now/", danger_again),
    "worse-twice": ("/now/", worse_twice),
    "new-sign": ("/now/new/", danger_again),
    "detail": ("/now/ask/", detail),
    "ready": ("/session/", ready),
    "other-way": ("/session/", other_way),
    "hold": ("/session/", hold),
    "paused": ("/session/", paused),
    "ask-one": ("/now/ask/", one),
    "ask-many": ("/now/ask/", many),
    "ask-scale": ("/now/ask/", scale),
    "changed-way": ("/session/", changed_way),
    "answered": ("/session/", answered),
    "felt": ("/session/", felt),
    "worse": ("/session/", worse),
    "pain": ("/session/", pain_after),
    "given-up": ("/session/", given_up),
    "child": ("/session/", child),
    "ask-again": ("/now/ask/age/", asked_again),
    "in-vain-signs": ("/now/?signs=1", in_vain),
    "in-vain-helper": ("/now/helper/", in_vain),
    "in-vain": ("/session/", in_vain),
    "ended-at-once": ("/session/done/", ended_at_once),
    "getting-up": ("/session/", getting_up),
    "lifted": ("/session/", lifted),
    "stuck": ("/now/stuck/", getting_up),
    "helper": ("/now/helper/", hold),
    "done": ("/session/done/", done),
    "stood": ("/session/done/", stood),
    "positions": ("/offline/positions/", nobody),
    "breathing": ("/session/", breathing),
    "walking": ("/session/", walking),
    "log-roll": ("/session/", log_roll),
    "cloth": ("/session/", cloth),
    "on": ("/session/", warm),
    "off": ("/session/", off),
    "changed": ("/session/", other_answers),
}
FROM_THE_PLAN = (
    "breathing",
    "walking",
    "log-roll",
    "cloth",
    "on",
    "off",
    "changed",
)
