"""A running session as the values that its templates print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from backspasm.care.catalogue import Catalogue, Technique
from backspasm.care.plan.model import Item
from backspasm.care.session.replay import ON_SKIN, SECOND, Kind, Step
from backspasm.relief.player import buttons, script, words
from backspasm.relief.player.adaptations import (
    Instead,
    Place,
    instead,
    place,
    sure_changes,
    unsure_changes,
)
from backspasm.relief.player.buttons import Button, Row, Situation
from backspasm.relief.player.state import WORSE, Running
from backspasm.web.catalogue import catalogue

TAP = {
    Kind.ASK: "ask",
    Kind.PAIN: "pain",
    Kind.CLOTH: "cloth",
    Kind.DO: "do",
    Kind.OFF: "off",
}


@dataclass(frozen=True, slots=True)
class Around:
    """What a page shows of a step that the session itself does not know."""

    young: bool = False
    question: bool = False
    """A question of the check is open."""
    answered: bool = False
    """What was found can be looked at."""
    swap: str = ""
    """What heat or cold can be swapped for, by its name."""
    liked: str = ""
    """Which of the two felt better last."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time left, before the script keeps it right."""

    left: str
    """``9:58``."""
    note: str
    """Beside it: paused, how long what follows lasts, or until when."""
    until: str
    gone: int
    """Hundredths of the step that are over."""
    paused: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a movement, and the number of its drawing."""

    text: str
    picture: int


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands in place of the buttons when the network is lost."""

    words: str
    links: tuple[Button, ...]
    rest: tuple[Line, ...]
    """Of a movement, what comes after this."""
    run: str
    """What a phone needs to end it; empty: there is nothing to end."""


@dataclass(frozen=True, slots=True)
class More:
    """What unfolds below a step."""

    summary: str
    how: tuple[str, ...]
    maybe: tuple[str, ...]
    """Changed instructions that may hold for this person: each begins with "If"."""
    stops: tuple[str, ...]
    stop: Button | None
    again: Button | None
    earlier: tuple[Button, ...]
    deeds: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the player shows of the running step."""

    index: int
    layout: str
    """``timed``, or the kind of tap it waits for; ``lifted``: up with someone's help."""
    title: str
    say: str
    side: str
    """Which side it is done on."""
    name: str
    """Of the technique."""
    figure: str
    """The technique whose drawing is shown; empty: there is none."""
    liked: str
    changes: tuple[str, ...]
    """Changed instructions that surely hold for this person."""
    instead: tuple[Instead, ...]
    """Other ways that may have to be taken, on the first step: known before it begins."""
    getting_up: bool
    worse: bool
    """The technique before made it worse and is left out: say so while the next one begins."""
    grown_up: bool
    """Tell a grown-up: said where no button says it."""
    place: Place | None
    """Of a movement done sentence by sentence."""
    part: int
    """Of a session of several techniques; 0: it is not counted."""
    parts: int
    how: tuple[str, ...]
    """The way as it is written, where it stands in sight."""
    clock: Clock
    stop: Button | None
    """Beside the clock."""
    rows: tuple[Row, ...]
    floor: bool
    more: More | None
    cut: Cut
    refresh: int
    """Seconds until a page without a script looks again; 0: never."""
    script: str
    """What the script needs to go on alone until the next tap."""


def shown(
    run: Running,
    pack: Catalogue,
    zone: ZoneInfo | None,
    item: Item | None,
    around: Around | None = None,
    *,
    asking: bool = False,
) -> Shown:
    """The running step. The session must not be finished; `item` is what it is a step of.

    `asking`: a question is in front of it.
    """
    around = around or Around()
    here = _Here(run, pack, item)
    situation = _situation(here, around)
    layout = situation.layout
    in_sight = situation.stop_in_sight
    return Shown(
        index=run.standing.index,
        layout=layout,
        title=words.title_of(here.step, here.technique),
        say=_say(here),
        side=_side(here.step),
        name=here.name,
        figure=here.figure,
        liked=around.liked,
        changes=here.changes,
        instead=here.instead,
        getting_up=here.getting_up,
        worse=_just_worse(run) and not run.can_go_back,
        grown_up=around.young and not situation.tell_in_sight,
        place=place(here.step, here.technique, item),
        part=0 if here.floor else _part(here),
        parts=len(here.blocks),
        how=() if here.floor else here.how,
        clock=_clock(here, zone),
        stop=buttons.stop("btn--danger btn--wide") if in_sight else None,
        rows=buttons.under_the_thumb(situation),
        floor=here.floor,
        more=None if layout == "pain" else _more(here, situation),
        cut=_cut(here, layout, asking=asking),
        refresh=run.standing.seconds_left + 1 if run.standing.ends else 0,
        script=script.steps_to_the_next_tap(run, pack, item),
    )


@dataclass(frozen=True, slots=True)
class _Here:
    """A running step with what is known of it."""

    run: Running
    pack: Catalogue
    item: Item | None

    @property
    def step(self) -> Step:
        return self.run.steps[self.run.standing.index]

    @property
    def technique(self) -> Technique | None:
        return self.pack.techniques.get(self.step.technique)

    @property
    def name(self) -> str:
        return self.technique.name if self.technique else ""

    @property
    def figure(self) -> str:
        drawn = self.technique is not None and self.technique.drawn
        return self.step.technique if drawn else ""

    @property
    def floor(self) -> bool:
        return self.run.row.way == self.run.row.Way.FLOOR

    @property
    def on_skin(self) -> bool:
        return self.step.kind in ON_SKIN

    @property
    def timed(self) -> bool:
        return self.step.seconds is not None

    @property
    def getting_up(self) -> bool:
        return bool(self.technique and self.technique.from_floor)

    @property
    def upright(self) -> bool:
        return bool(self.technique and self.technique.upright_on_the_floor)

    @property
    def changes(self) -> tuple[str, ...]:
        return sure_changes(self.item)

    @property
    def instead(self) -> tuple[Instead, ...]:
        return instead(self.step, self.item, self.pack)

    @property
    def roomy(self) -> bool:
        """Whether no other words need the room of a button."""
        return not self.changes and not self.instead

    @property
    def how(self) -> tuple[str, ...]:
        """None where other words stand in its place for this person."""
        if self.technique is None or (self.item and self.item.replaced_by):
            return ()
        return tuple(step.text for step in self.technique.steps)

    @property
    def blocks(self) -> list[str]:
        """The techniques of the session, in order."""
        names = (one.technique for one in self.run.steps if one.technique)
        return list(dict.fromkeys(names))


def _situation(here: _Here, around: Around) -> Situation:
    run, step = here.run, here.step
    left_out = _just_worse(run) or run.can_go_back
    return Situation(
        layout="lifted" if lifted(step) else TAP.get(step.kind, "timed"),
        floor=here.floor,
        young=around.young,
        paused=run.standing.paused,
        on_skin=here.on_skin,
        can_pause=here.timed and not _must_run_on(step),
        can_repeat=not here.on_skin and step.kind not in TAP,
        can_go_back=run.can_go_back,
        stop_in_sight=_stop_in_sight(here),
        up_in_sight=here.timed and (here.roomy or here.upright),
        tell_in_sight=here.timed and here.roomy,
        terse=left_out or here.upright,
        question=around.question,
        answered=around.answered,
        swap=around.swap,
    )


def _must_run_on(step: Step) -> bool:
    """Skin goes on being warmed or cooled, or resting, whatever is tapped."""
    return step.kind in ON_SKIN or step.kind is Kind.OFF


def lifted(step: Step) -> bool:
    """Whether it is getting up another way, for someone who cannot kneel."""
    return (
        step.technique == catalogue().way_up.id
        and step.kind is Kind.DO
        and step.line is None
    )


def _stop_in_sight(here: _Here) -> bool:
    if here.step.kind in TAP:
        return False
    wordy = here.step.kind is Kind.READY or bool(here.changes)
    return not here.floor or not wordy


def _just_worse(run: Running) -> bool:
    before = [
        done
        for done in run.standing.done
        if run.steps[done.step].kind is not Kind.READY
    ]
    return bool(before) and before[-1].note == WORSE


def _say(here: _Here) -> str:
    """The sentence beside the clock; while getting ready on the floor, how to lie."""
    ready = here.floor and here.step.kind is Kind.READY and not here.changes
    if not ready or here.technique is None:
        return words.words_of(here.step, here.technique, here.item)
    # It is drawn on a bed, but the floor will do.
    if ("bed",) in here.technique.equipment:
        return _("On the floor? Knees bent, head on arm.")
    return here.technique.summary


def _side(step: Step) -> str:
    if not step.side:
        return ""
    return _("First side.") if step.side == 1 else _("Other side.")


def _part(here: _Here) -> int:
    """Which technique of several it is."""
    blocks = here.blocks
    if len(blocks) < 2 or here.step.technique not in blocks:
        return 0
    return blocks.index(here.step.technique) + 1


def _clock(here: _Here, zone: ZoneInfo | None) -> Clock:
    standing = here.run.standing
    total = (here.step.seconds or 0) * SECOND
    until = words.until(standing.ends, zone)
    note = until
    if standing.paused:
        note = _("paused")
    elif here.step.kind is Kind.READY:
        note = _then(here.run)
    return Clock(
        left=words.clock(standing.seconds_left),
        note=note,
        until=until,
        gone=int(100 * (1 - standing.left / total)) if total else 0,
        paused=standing.paused,
    )


def _then(run: Running) -> str:
    """The length of the step after this one, in words."""
    step = run.steps[run.standing.index + 1]
    return _("then %(long)s") % {"long": words.spoken_time(step.seconds or 0)}


def _more(here: _Here, situation: Situation) -> More:
    in_sight = situation.stop_in_sight
    technique = here.technique
    timed = situation.layout == "timed"
    again = buttons.deed("again", _("Start this step again"))
    return More(
        summary=_("More") if in_sight else _("Stop sign? More"),
        how=here.how if here.floor else (),
        maybe=unsure_changes(here.item, here.pack),
        stops=tuple(technique.stops) if technique else (),
        stop=None if in_sight else buttons.stop(),
        again=again if situation.can_repeat else None,
        earlier=buttons.earlier() if timed else (),
        deeds=tuple(buttons.more_deeds(situation)),
    )


# --- without a network ----------------------------------------------------------------------


def _cut(
    here: _Here,
    layout: str,
    *,
    asking: bool,
) -> Cut:
    run = script.ends_alone(here.run, here.pack)
    return Cut(
        words=_lost(layout, asking=asking, can_end=bool(run)),
        links=tuple(_ways_on(here, layout, asking=asking)),
        rest=tuple(_rest(here)) if layout == "do" else (),
        run=run,
    )


def _lost(
    layout: str,
    *,
    asking: bool,
    can_end: bool,
) -> str:
    if asking:
        return _(
            "No connection. Your answer is not sent: try again in a moment."
        )
    if layout == "cloth":
        return _(
            "No connection: nothing can time heat or cold now. Leave it off."
        )
    if can_end:
        return _("No connection. This phone keeps how it ends.")
    return _("No connection. Your taps are not kept.")


def _ways_on(
    here: _Here,
    layout: str,
    *,
    asking: bool,
) -> Iterator[Button]:
    """To the page that the phone keeps."""
    kept = reverse("relief:positions")
    cannot = here.floor and layout == "timed" and not asking
    other = _("I can’t get into this") if cannot else _("Positions")
    yield Button(other, "leave", kept)
    if here.getting_up:
        yield Button(_("I’m stuck"), "leave", f"{kept}#stuck")
    else:
        yield Button(_("Get up safely"), "leave", f"{kept}#up")
    yield Button(_("Tell someone"), "leave", f"{kept}#tell")


def _rest(here: _Here) -> Iterator[Line]:
    found = place(here.step, here.technique, here.item)
    if found is None:
        return
    for number, text in enumerate(here.how):
        if number > found.picture:
            yield Line(text, number)
